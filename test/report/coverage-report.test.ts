import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { pathToFileURL } from 'url';
import Ajv from 'ajv';
import { CoverageReport, FindingSeverity } from '../../src';

const RESOURCES = {
  Traced: { Type: 'AWS::ApiGateway::Stage', Properties: { TracingEnabled: true } },
  Untraced: { Type: 'AWS::Lambda::Function' },
  Other: { Type: 'AWS::Lambda::Function' },
  Unknown: { Type: 'AWS::AppSync::GraphQLApi', Properties: { XrayEnabled: { Ref: 'P' } } },
  Left: { Type: 'AWS::SNS::Topic', Metadata: { 'cdk-xray': { excluded: 'retired | in <March>' } } },
  Queue: { Type: 'AWS::SQS::Queue' },
  HttpApi: { Type: 'AWS::ApiGatewayV2::Api' },
  Nothing: { Type: 'AWS::IAM::Group' },
};

const report = CoverageReport.fromTemplate({ Resources: RESOURCES });

test('the coverage counts what can be traced, and lists the rest', () => {
  expect(report.coverage).toEqual({ traced: 1, untraced: 2, unknown: 1, excluded: 1, passThrough: 1, unsupported: 1, percent: 25 });
  expect(report.resources.map(({ logicalId }) => logicalId)).toEqual(['Other', 'Untraced', 'Unknown', 'Traced', 'Left', 'HttpApi', 'Queue']);
  expect(report.resourceTypes.find(({ name }) => name === 'AWS::Lambda::Function')?.count).toMatchObject({ traced: 0, untraced: 2, percent: 0 });
  expect(report.stacks.map(({ name }) => name)).toEqual(['Template']);
});

test('what is not complete is not called 100 %, and nothing to trace has no percentage', () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`R${i}`, i === 0 ? RESOURCES.Untraced : RESOURCES.Traced]));
  expect(CoverageReport.fromTemplate({ Resources: many }).coverage.percent).toBe(99.9);
  expect(CoverageReport.fromTemplate({ Resources: {} }).coverage.percent).toBeUndefined();
  expect(CoverageReport.fromTemplate({ Resources: {} }).toText()).toBe('There is nothing that X-Ray could trace\n');
});

test('the JSON holds all that the report holds', () => {
  const { version, ...json } = JSON.parse(report.toJson());
  expect(version).toBe(1);
  const { coverage, stacks, resourceTypes, resources, findings, unreadable } = report;
  expect(json).toEqual(JSON.parse(JSON.stringify({ coverage, stacks, resourceTypes, resources, findings, unreadable })));
});

test('the Markdown lets nothing of a template become markup', () => {
  const markdown = report.toMarkdown();
  expect(markdown).toMatch(/^# X-Ray coverage\n\n\*\*Coverage 25\.0 %: 1 of 4 resources traced\*\* \(2 untraced, 1 unknown, 1 excluded, 1 unsupported, 1 pass-through\)\n/);
  expect(markdown).toContain('retired \\| in \\<March\\>');
});

test.each([
  ['Shop/My_Fn-1.x (2)', 'Shop/My_Fn-1.x (2)'],
  ['Shop/*star*', '`Shop/*star*`'],
  ['_under_', '`_under_`'],
  ['[link](http://evil.example)', '`[link](http://evil.example)`'],
  ['&amp; @team #12', '`&amp; @team #12`'],
  ['a`b``c', '```a`b``c```'],
  ['`code`', '`` `code` ``'],
  ['a|b', '`a\\|b`'],
])('the Markdown shows the name %s as it is: %s', (name, shown) => {
  const templates = [{ name, template: { Resources: { Untraced: RESOURCES.Untraced } } }];
  const markdown = CoverageReport._of({ templates, acknowledgements: [], problems: [] }, {}).toMarkdown();
  expect(markdown).toContain(`\n| ${shown} | 0 | 1 |`);
});

test('the text groups what is said of several resources, and lists what does not count', () => {
  const text = report.toText();
  expect(text).toContain('error XRay::LambdaFunctionTracing\n    X-Ray does not trace this AWS::Lambda::Function.\n    Template/Other\n    Template/Untraced\n    Fix: ');
  expect(text).toContain('Left out on purpose\n  Retired | in <March>.\n    Template/Left\n');
  expect(text).toContain('Forwards the trace header, sends nothing itself\n');
});

test('a long list of names is cut in the text', () => {
  const many = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`R${i}`, RESOURCES.Untraced]));
  expect(CoverageReport.fromTemplate({ Resources: many }).toText()).toContain('    and 4 more\n');
});

test('JUnit has a test case for each resource: failed, passed, or no test', () => {
  const xml = report.toJUnit();
  expect(xml).toContain('<testsuite name="Template" tests="7" failures="2" errors="0" skipped="3">');
  expect(xml).toContain('<testcase classname="AWS::ApiGateway::Stage" name="Template/Traced"/>');
  expect(xml).toContain('<skipped message="excluded: retired | in &lt;March&gt;"/>');
  expect(xml).toMatch(/name="Template\/Unknown">\n {6}<system-out>warning XRay::AppSyncGraphQLApiTracing/);
  expect(report.toJUnit(FindingSeverity.WARNING)).toContain('failures="4"');
});

/** SARIF's schema as OASIS publishes it. It is of an older draft, whose patterns are not those of Unicode. */
function sarifSchema() {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')]);
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
}

describe('SARIF', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-sarif-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('names rule, level, file and line of each finding', () => {
    const file = join(folder, 't.yaml');
    writeFileSync(file, 'Parameters:\n  Fn: {Type: String}\nResources:\n  Fn:\n    Type: AWS::Lambda::Function\n');
    const { version, runs: [{ tool, results, invocations }] } = JSON.parse(CoverageReport.fromPaths([file]).toSarif());
    expect([version, invocations[0].executionSuccessful]).toEqual(['2.1.0', true]);
    expect(results).toMatchObject([{
      ruleId: 'XRay::LambdaFunctionTracing',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: pathToFileURL(file).href }, region: { startLine: 4 } }, logicalLocations: [{ kind: 'resource' }] }],
    }]);
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe('XRay::LambdaFunctionTracing');
  });

  describe('names files', () => {
    const cwd = process.cwd();
    let root: string;
    beforeEach(() => {
      root = realpathSync(mkdtempSync(join(folder, 'root-')));
      ['repo', 'repo/sub'].forEach((repository) => mkdirSync(join(root, repository, '.git'), { recursive: true }));
    });
    afterEach(() => process.chdir(cwd));

    /** Where the findings of a template are said to be, which is read by its name in a folder. */
    function locationOf(name: string, from: string): any {
      const file = join(root, name);
      mkdirSync(dirname(file), { recursive: true });
      mkdirSync(join(root, from), { recursive: true });
      writeFileSync(file, 'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n');
      process.chdir(join(root, from));
      return JSON.parse(CoverageReport.fromPaths([file]).toSarif()).runs[0].results[0].locations[0].physicalLocation.artifactLocation;
    }

    test.each([
      ['in the current folder', 'elsewhere/t.yaml', 'elsewhere', 't.yaml'],
      ['in the repository of the current folder', 'repo/app/t.yaml', 'repo/infra', 'app/t.yaml'],
      ['in a repository elsewhere', 'repo/app/t.yaml', 'elsewhere', 'app/t.yaml'],
      ['in a repository below the current folder', 'repo/app/t.yaml', '.', 'app/t.yaml'],
      ['in a repository within that of the current folder', 'repo/sub/t.yaml', 'repo', 'sub/t.yaml'],
      ['with characters that mean something in addresses', 'repo/my app/a#1?%20:ä.yaml', 'repo', 'my%20app/a%231%3F%2520%3A%C3%A4.yaml'],
    ])('%s relative to the root of the sources', (_, name, from, uri) => {
      expect(locationOf(name, from)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
    });

    test('elsewhere by their whole address', () => {
      expect(locationOf('other/a b.yaml', 'elsewhere')).toEqual({ uri: pathToFileURL(join(root, 'other/a b.yaml')).href });
    });
  });

  test('places what is about the whole app in one of its files, too', () => {
    const file = join(folder, 'whole.yaml');
    writeFileSync(file, 'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n');
    const { results } = JSON.parse(CoverageReport.fromPaths([file], { minimumCoverage: 50 }).toSarif()).runs[0];
    const whole = results.find(({ ruleId }: any) => ruleId === 'XRay::CoverageBelowMinimum');
    expect(whole.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: pathToFileURL(file).href }, region: { startLine: 1 } });
  });

  test('tells a resource from a property of the same name', () => {
    const file = join(folder, 'names.yaml');
    writeFileSync(file, 'Resources:\n  Other:\n    Type: X::Y\n    Properties:\n      Fn: x\n\n  Fn:\n    Type: AWS::Lambda::Function\n');
    const { results } = JSON.parse(CoverageReport.fromPaths([file]).toSarif()).runs[0];
    expect(results[0].locations[0].physicalLocation.region.startLine).toBe(7);
  });

  test.each([
    ['a report', () => report.toSarif(), true],
    ['a report of nothing', () => CoverageReport.fromTemplate({ Resources: {} }).toSarif(), true],
    ['a broken one', () => report.toSarif().replace('"level"', '"lvl"'), false],
  ])('the published schema judges %s', (_, sarif, isValid) => {
    expect(sarifSchema()(JSON.parse(sarif()))).toBe(isValid);
  });

  test('of a template without a file has no place, and levels of their own', () => {
    const { results } = JSON.parse(report.toSarif()).runs[0];
    expect(results[0].locations[0].physicalLocation).toBeUndefined();
    expect(new Set(results.map(({ level }: any) => level))).toEqual(new Set(['error', 'warning']));
  });

  test('tells two findings of one rule about one resource apart by what they are about', () => {
    const topic = { Type: 'AWS::SNS::Topic', Properties: { TracingConfig: 'Active' } };
    const subscriptionTo = (id: string) => ({
      Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: id }, Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
    });
    const template = {
      Resources: { A: topic, B: topic, Fn: { Type: 'AWS::Lambda::Function' }, ToA: subscriptionTo('A'), ToB: subscriptionTo('B') },
    };
    const { results } = JSON.parse(CoverageReport.fromTemplate(template).toSarif()).runs[0];
    const prints = results.filter(({ ruleId }: any) => ruleId === 'XRay::TopicSubscriberUntraced').map((each: any) => each.partialFingerprints['ruleAndResource/v1']);
    expect(prints).toHaveLength(2);
    expect(new Set(prints).size).toBe(2);
  });
});

test.each([
  ['a path that does not exist', () => CoverageReport.fromPaths(['none.yaml']), '`paths` must be cloud assemblies, templates or folders of either: none.yaml: does not exist'],
  ['no resources', () => CoverageReport.fromTemplate({ Resources: null }), '`template` must be an object with `Resources`, got: {"Resources":null}'],
  ['a list of resources', () => CoverageReport.fromTemplate({ Resources: [] }), '`template` must be an object with `Resources`, got: {"Resources":[]}'],
  ['no template', () => CoverageReport.fromTemplate({}), '`template` must be an object with `Resources`, got: {}'],
  ['a minimum of no percentage', () => CoverageReport.fromTemplate({ Resources: {} }, { minimumCoverage: -1 }), '`minimumCoverage` must be a percentage from 0 to 100, got: -1'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});
