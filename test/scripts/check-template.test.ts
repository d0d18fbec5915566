import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnResource, Validations } from 'aws-cdk-lib';
import { switchValidatorOn } from '../support/validator';

const { checkTraced, loadUntraced } = jest.requireActual('../../scripts/corpus/check-template');

let directory: string;

beforeAll(() => {
  // What is tested here is how the validator's report is read.
  switchValidatorOn();
});

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'check-template-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

function write(text: string) {
  const file = path.join(directory, 'template.yaml');
  fs.writeFileSync(file, text);
  return file;
}

/**
 * A library whose `enable` does what it is told, and whose table calls every topic by one status.
 */
function libraryThat(enable: (topic: CfnResource, app: App) => void, status = 'TRACED') {
  const topicOf = (app: App) => app.node.findAll().find((child) => CfnResource.isCfnResource(child)) as CfnResource;
  return {
    TracingStatus: { TRACED: 'TRACED', UNTRACED: 'UNTRACED', UNKNOWN: 'UNKNOWN' },
    XRayTracing: { of: (app: App) => ({ enable: () => enable(topicOf(app), app) }) },
    TracerRegistry: { builtIn: () => ({ inspect: () => ({ status, reason: 'so it is' }) }) },
    InspectedResource: { fromTemplate: () => ({}) },
  };
}

const TOPIC = 'Resources: {Topic: {Type: AWS::SNS::Topic}}';

function check(library: object) {
  const file = write(TOPIC);
  const untraced = loadUntraced(file);
  expect(untraced).toMatchObject({ loaded: true });
  return checkTraced(file, untraced, library);
}

describe('without tracing', () => {
  test.each([
    ['Resources: {', /.+/],
    ['{}', /no resources/],
    ['Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nowhere}}}', /Nowhere/],
  ])('%p does not load, in one line', (text, reason) => {
    const result = loadUntraced(write(text));
    expect(result).toEqual({ loaded: false, reason: expect.stringMatching(reason) });
    expect(result.reason).not.toContain('\n');
  });

  test('a template that the CDK made loads', () => {
    const bootstrap = 'Parameters: {BootstrapVersion: {Type: String, Default: x}}';
    expect(loadUntraced(write(`${bootstrap}\n${TOPIC}`)).loaded).toBe(true);
  });
});

describe('with tracing', () => {
  test('nothing broke', () => {
    const library = libraryThat((topic) => topic.addPropertyOverride('TracingConfig', 'Active'));
    expect(check(library)).toEqual({ loaded: true, crashes: [], newFindings: [], foreignChanges: [], gaps: [], traced: 1 });
  });

  test('a crash, with its place', () => {
    const library = libraryThat(() => { throw new Error('it broke'); });
    expect(check(library).crashes).toEqual([expect.stringMatching(/^it broke \(at .*check-template\.test\.ts/)]);
  });

  test('an error annotation is a crash', () => {
    const library = libraryThat((topic) => Validations.of(topic).addError('XRay::Id', 'it is wrong'));
    expect(check(library).crashes).toEqual([expect.stringContaining('error on Corpus/Template/Topic: it is wrong')]);
  });

  test('a new finding of the validator', () => {
    const library = libraryThat((topic) => topic.addPropertyOverride('NoSuchProperty', 'x'));
    expect(check(library).newFindings).toEqual([expect.objectContaining({ rule: 'F3002', severity: 'error', resource: 'Topic', path: 'Properties.NoSuchProperty' })]);
  });

  test('a foreign change', () => {
    const library = libraryThat((topic) => topic.addPropertyOverride('DisplayName', 'mine'));
    expect(check(library).foreignChanges).toEqual([{ path: ['Resources', 'Topic', 'Properties', 'DisplayName'], before: undefined, after: 'mine' }]);
  });

  test.each(['UNTRACED', 'UNKNOWN'])('a gap: %s', (status) => {
    const gap = { logicalId: 'Topic', resourceType: 'AWS::SNS::Topic', status, reason: 'so it is', explainedBy: [] };
    expect(check(libraryThat(() => undefined, status)).gaps).toEqual([gap]);
  });

  test('a gap that a warning of ours explains, and only ours', () => {
    const library = libraryThat((topic) => {
      Validations.of(topic).addWarning('Other::Id', 'is none of ours');
      Validations.of(topic).addWarning('XRay::SnsTopicTracing', 'explains it');
    }, 'UNTRACED');
    expect(check(library).gaps).toEqual([expect.objectContaining({ explainedBy: ['XRay::SnsTopicTracing'] })]);
  });
});
