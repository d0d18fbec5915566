import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Aspects, AspectPriority, aws_codecommit as codecommit, aws_sns as sns, pipelines, Resource, Stack, Stage, type StageProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { XRayTracing, XRayTracingAspect } from '../../src';
import { STABILIZATION, templateOf, testApp } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';

class ProdStage extends Stage {
  public readonly stack: Stack;

  constructor(scope: Construct, id: string, props: StageProps & { traced?: boolean } = {}) {
    super(scope, id, { env: ENV, ...props });
    this.stack = new Stack(this, 'Orders');
    new sns.Topic(this.stack, 'Topic');
    if (props.traced) { XRayTracing.of(this).enable(); }
  }
}

const isTraced = ({ stack }: ProdStage) => JSON.stringify(templateOf(stack)).includes('"TracingConfig":"Active"');

const missed = (path: string) => `X-Ray tracing did not reach the Stage ${path}: it was created after \`enable()\`, or synthesized before it; `
  + 'move the call of `enable()` below the line that makes the Stage; where a library makes it, or CDK Pipelines synthesizes it, '
  + 'write `XRayTracing.of(this).enable();` at the end of the Stage\'s constructor, or of those of all its stacks, or allow this with `allowMissedStages: true`';

/** The warnings of missed Stages in the validation report of an app, by path. */
function reported(app: App): string[] {
  const report = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
  const ours = report.pluginReports.filter((each: any) => JSON.stringify(each).includes('StageMissed'));
  return [...new Set<string>(JSON.stringify(ours).match(/(?<="constructPath":")[^"]+/g) ?? [])];
}

/** What a pipeline stack needs to have a Stage. */
function pipelineIn(stack: Stack): pipelines.CodePipeline {
  const repository = codecommit.Repository.fromRepositoryName(stack, 'Repository', 'orders');
  return new pipelines.CodePipeline(stack, 'Pipeline', {
    synth: new pipelines.ShellStep('Synth', { input: pipelines.CodePipelineSource.codeCommit(repository, 'main'), commands: ['npx cdk synth'] }),
  });
}

beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
afterEach(() => jest.restoreAllMocks());

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  const newApp = () => testApp({ [STABILIZATION]: stabilization });

  test('a Stage that exists is reached', () => {
    const app = newApp();
    const stage = new ProdStage(app, 'Prod');
    XRayTracing.of(app).enable();
    expect(isTraced(stage)).toBe(true);
  });

  test('a Stage in a Stage, and one in a stack, is reached', () => {
    const app = newApp();
    const stages = [new ProdStage(new ProdStage(app, 'Outer'), 'Inner'), new ProdStage(new Stack(app, 'Stack'), 'InStack')];
    XRayTracing.of(app).enable();
    expect(stages.map(isTraced)).toEqual([true, true]);
  });

  test('what is defined later in a Stage that exists is reached', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod', { env: ENV });
    XRayTracing.of(app).enable();
    const stack = new Stack(stage, 'Orders');
    new sns.Topic(stack, 'Topic');
    expect(JSON.stringify(templateOf(stack))).toContain('"TracingConfig":"Active"');
  });

  test('a Stage that is created later stops the synthesis, with its path and the line to write', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    new ProdStage(app, 'Prod');
    expect(() => app.synth()).toThrow(missed('Prod'));
  });

  test('a Stage that was synthesized before stops the synthesis', () => {
    const app = newApp();
    new ProdStage(app, 'Prod').synth();
    XRayTracing.of(app).enable();
    expect(() => app.synth()).toThrow(missed('Prod'));
  });

  test('every Stage that was missed is named, the inner ones too', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    new ProdStage(new ProdStage(app, 'Outer'), 'Inner');
    new ProdStage(app, 'Traced', { traced: true });
    expect(() => app.synth()).toThrow(new RegExp(`${escaped(missed('Outer'))}[\\s\\S]*${escaped(missed('Outer/Inner'))}$`));
  });

  test('a Stage whose constructor has the line is reached, whether the App enables tracing before, after or not at all', () => {
    const app = newApp();
    const before = new ProdStage(app, 'Before', { traced: true });
    XRayTracing.of(app).enable();
    const after = new ProdStage(app, 'After', { traced: true });
    expect([before, after].map(isTraced)).toEqual([true, true]);
    expect(isTraced(new ProdStage(newApp(), 'Alone', { traced: true }))).toBe(true);
  });

  test('in CDK Pipelines, a Stage is reached from its constructor', () => {
    const app = newApp();
    const stack = new Stack(app, 'PipelineStack', { env: ENV });
    const stage = new ProdStage(stack, 'Prod', { traced: true });
    pipelineIn(stack).addStage(stage);
    XRayTracing.of(app).enable();
    expect(isTraced(stage)).toBe(true);
  });

  test('in CDK Pipelines, a Stage that addStage() has synthesized stops the synthesis', () => {
    const app = newApp();
    const stack = new Stack(app, 'PipelineStack', { env: ENV });
    pipelineIn(stack).addStage(new ProdStage(stack, 'Prod'));
    XRayTracing.of(app).enable();
    expect(() => app.synth()).toThrow(missed('PipelineStack/Prod'));
  });

  test('in CDK Pipelines, a Stage that addStage() synthesizes after enable() on the App is reached', () => {
    const app = newApp();
    const stack = new Stack(app, 'PipelineStack', { env: ENV });
    const stage = new ProdStage(stack, 'Prod');
    XRayTracing.of(app).enable();
    pipelineIn(stack).addStage(stage);
    expect(isTraced(stage)).toBe(true);
  });

  test.each<[string, (stage: ProdStage) => Construct]>([
    ['the Stage', (stage) => stage],
    ['a stack in it', ({ stack }) => stack],
  ])('enable() on a Stage that was synthesized before stops the synthesis: on %s', (_, scopeOf) => {
    const app = newApp();
    const stage = new ProdStage(app, 'Prod');
    stage.synth();
    XRayTracing.of(scopeOf(stage)).enable();
    expect(() => app.synth()).toThrow(missed('Prod'));
  });

  test('in CDK Pipelines, enable() on a Stage after addStage() stops the synthesis', () => {
    const app = newApp();
    const stack = new Stack(app, 'PipelineStack', { env: ENV });
    const stage = new ProdStage(stack, 'Prod');
    pipelineIn(stack).addStage(stage);
    XRayTracing.of(stage).enable();
    expect(() => app.synth()).toThrow(missed('PipelineStack/Prod'));
  });

  test('a Stage below a resource class of the user\'s is reached', () => {
    class Cell extends Resource {}
    const app = newApp();
    const stage = new ProdStage(new Cell(new Stack(app, 'Stack', { env: ENV }), 'Cell'), 'Prod');
    XRayTracing.of(app).enable();
    expect(isTraced(stage)).toBe(true);
  });

  test('`allowMissedStages` makes a missed Stage a warning', () => {
    const app = newApp();
    XRayTracing.of(app).enable({ allowMissedStages: true });
    new ProdStage(app, 'Prod');
    expect(reported(app)).toEqual(['Prod']);
  });
});

test('the warning of a missed Stage can be acknowledged on the Stage', () => {
  const app = testApp();
  XRayTracing.of(app).enable({ allowMissedStages: true });
  const stage = new ProdStage(app, 'Prod');
  Validations.of(stage).acknowledge({ id: 'XRay::StageMissed', reason: 'traced by its own team' });
  app.synth();
  expect(console.error).not.toHaveBeenCalledWith(expect.stringContaining('StageMissed'));
});

test('nothing is reported where no Stage was missed', () => {
  const app = testApp();
  new ProdStage(app, 'Prod');
  XRayTracing.of(app).enable({ allowMissedStages: true });
  expect(reported(app)).toEqual([]);
  expect(console.error).not.toHaveBeenCalled();
});

test('one of several calls is enough to allow missed Stages', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  XRayTracing.of(app).enable({ allowMissedStages: true });
  new ProdStage(app, 'Prod');
  expect(() => app.synth()).not.toThrow();
});

test('an excluded Stage may be missed', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  const stage = new ProdStage(app, 'Legacy');
  XRayTracing.of(stage).exclude('retired in March');
  expect(isTraced(stage)).toBe(false);
});

test.each<[string, (stage: ProdStage) => Construct, string]>([
  ['the Stage', (stage) => stage, 'Prod'],
  ['a stack in it', ({ stack }) => stack, 'Prod/Orders'],
])('a Stage that tracing has visited cannot be excluded any more: %s', (_, scopeOf, path) => {
  const app = testApp();
  const stage = new ProdStage(app, 'Prod');
  XRayTracing.of(app).enable();
  stage.synth();
  expect(() => XRayTracing.of(scopeOf(stage)).exclude('retired in March')).toThrow(new Error(
    `[${path}] \`exclude()\` must be called before the synthesis: tracing has visited this Stage already; move the call into the Stage's constructor`));
});

describe('a Stage whose stacks turn tracing on themselves', () => {
  /** A Stage as a construct library makes it of stacks of the user's. */
  const libraryStage = (scope: Construct, ids: string[]) => {
    const stage = new Stage(scope, 'Prod', { env: ENV });
    return { stage, stacks: ids.map((id) => new Stack(stage, id)) };
  };

  test('is not missed', () => {
    const app = testApp();
    XRayTracing.of(app).enable();
    const { stacks: [traced, excluded] } = libraryStage(app, ['Orders', 'Legacy']);
    XRayTracing.of(traced).enable();
    XRayTracing.of(excluded).exclude('retired');
    expect(() => app.synth()).not.toThrow();
  });

  test('is not missed where it has nothing but such Stages', () => {
    const app = testApp();
    XRayTracing.of(app).enable();
    const { stacks: [traced] } = libraryStage(new Stage(app, 'Outer'), ['Orders']);
    XRayTracing.of(traced).enable();
    expect(() => app.synth()).not.toThrow();
  });

  test.each<[string, string[]]>([['not all', ['Orders', 'Other']], ['none', []]])('is missed where %s do', (_, ids) => {
    const app = testApp();
    XRayTracing.of(app).enable();
    const { stage, stacks: [traced] } = libraryStage(app, ids);
    if (traced) { XRayTracing.of(traced).enable(); }
    expect(() => app.synth()).toThrow(missed(stage.node.path));
  });
});

test('a Stage with an aspect put on by hand is not missed', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  const stage = new ProdStage(app, 'Prod');
  Aspects.of(stage).add(new XRayTracingAspect(), { priority: AspectPriority.MUTATING });
  expect(isTraced(stage)).toBe(true);
});

describe('a Stage that an aspect put on by hand does not enter', () => {
  const text = (path: string) => `X-Ray tracing did not reach the Stage ${path}: an aspect on a construct around it never enters it; write `
    + '`XRayTracing.of(this).enable();` at the end of the Stage\'s constructor, or of those of all its stacks, or leave the Stage out by `exclude(reason)`';
  const scopes: [string, (app: App) => Construct][] = [['the App', (app) => app], ['a stack', (app) => new Stack(app, 'Stack', { env: ENV })]];

  test.each(scopes)('stops the synthesis: on %s', (_, scopeIn) => {
    const app = testApp();
    const scope = scopeIn(app);
    Aspects.of(scope).add(new XRayTracingAspect(), { priority: AspectPriority.MUTATING });
    const { path } = new ProdStage(scope, 'Prod').node;
    expect(() => app.synth()).toThrow(text(path));
  });

  test.each(scopes)('is fine where it has an aspect of its own, or is excluded: on %s', (_, scopeIn) => {
    const app = testApp();
    const scope = scopeIn(app);
    const aspect = new XRayTracingAspect();
    [scope, new ProdStage(scope, 'Prod')].forEach((each) => Aspects.of(each).add(aspect, { priority: AspectPriority.MUTATING }));
    XRayTracing.of(new ProdStage(scope, 'Legacy')).exclude('retired in March');
    expect(() => app.synth()).not.toThrow();
  });
});

test('enabling tracing on a stack concerns no Stage beside it', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack', { env: ENV });
  XRayTracing.of(stack).enable();
  const stage = new ProdStage(app, 'Prod');
  expect(isTraced(stage)).toBe(false);
});

test('enabling tracing on a stack concerns the Stages in it', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack', { env: ENV });
  XRayTracing.of(stack).enable();
  new ProdStage(stack, 'Prod');
  expect(() => app.synth()).toThrow(missed('Stack/Prod'));
});

test('a tree without an App can be enabled', () => {
  const stack = new Stack(undefined, 'Stack');
  expect(() => XRayTracing.of(stack).enable({ allowMissedStages: true })).not.toThrow();
});

test('`skipValidation` skips the check, as it skips every other', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  new ProdStage(app, 'Prod');
  expect(() => app.synth({ skipValidation: true })).not.toThrow();
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
