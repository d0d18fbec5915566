import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, type AppProps, aws_lambda as lambda, aws_sns as sns, CfnResource, CfnStack, type IPolicyValidationContext, type IPolicyValidationPlugin, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { type Construct, RootConstruct } from 'constructs';
import { CoverageReport, FindingSeverity, TracingFinding, XRayAccess, XRayChecks, type XRayChecksProps, XRayTracing } from '../../src';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-checks-'));
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
  jest.restoreAllMocks();
});

const newApp = (context: Record<string, unknown> = {}) => new App({ outdir, context, analyticsReporting: false, treeMetadata: false });

function newFunction(scope: Construct, tracing?: lambda.Tracing): lambda.Function {
  return new lambda.Function(scope, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//'), tracing });
}

/** The part of the CDK's validation report that is ours. */
function reported(): { violations: any[]; suppressed: any[]; conclusion?: string } {
  const file = join(outdir, 'validation-report.json');
  const reports: any[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pluginReports : [];
  const own = reports.filter(({ pluginName }) => pluginName === 'XRay');
  return {
    violations: own.flatMap(({ violations }) => violations),
    suppressed: own.flatMap(({ suppressedViolations }) => suppressedViolations ?? []),
    conclusion: own[0]?.conclusion,
  };
}

const coverageFile = (name = 'xray-coverage.json') => JSON.parse(readFileSync(join(outdir, name), 'utf8'));

describe('a check of an app', () => {
  test('stops the synthesis where something is untraced, and names the construct', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check();
    expect(() => app.synth()).toThrow(/XRay::LambdaFunctionTracing/);
    expect(reported()).toMatchObject({
      conclusion: 'failure',
      violations: [{
        ruleName: 'XRay::LambdaFunctionTracing',
        severity: 'error',
        description: 'X-Ray does not trace this AWS::Lambda::Function',
        violatingConstructs: [{ constructPath: 'Orders/Fn/Resource' }],
      }],
    });
  });

  test.each([[true, 1], [false, 0]])('names its report once where it fails and writes one: %p', (reportFiles, count) => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    newFunction(new Stack(app, 'Billing'));
    XRayTracing.of(app).check({ reportFiles });
    expect(() => app.synth()).toThrow();
    const told = JSON.stringify(reported().violations).match(/The whole report is in [^"]*\/xray-coverage\.html/g) ?? [];
    expect(told).toHaveLength(count);
  });

  test('is content where tracing is enabled, and writes the report', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).enable();
    XRayTracing.of(app).check({ minimumCoverage: 100 });
    app.synth();
    expect(reported().violations).toEqual([]);
    expect(coverageFile()).toMatchObject({ coverage: { traced: 1, untraced: 0, percent: 100 }, stacks: [{ name: 'Orders' }], findings: [] });
    expect(readFileSync(join(outdir, 'xray-coverage.md'), 'utf8')).toContain('Coverage 100.0 %');
    expect(readFileSync(join(outdir, 'xray-coverage.html'), 'utf8')).toContain('<span class="big">100.0 %</span>');
  });

  test('warns without stopping anything', () => {
    const app = newApp();
    new CfnResource(new Stack(app, 'Orders'), 'Api', { type: 'AWS::ApiGatewayV2::Api', properties: {} });
    XRayTracing.of(app).check();
    app.synth();
    expect(reported()).toMatchObject({ conclusion: 'success', violations: [{ severity: 'warning' }] });
  });

  test.each<[string, string, string[], RegExp[]]>([
    ['in YAML', 'Resources:\n  Api: { Type: AWS::AppSync::GraphQLApi, Properties: { XrayEnabled: false } }\n', ['Orders/Again/Api', 'Orders/Nested/Api'], []],
    ['with a byte order mark', '\ufeff{ "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } } }', ['Orders/Again/Topic', 'Orders/Nested/Topic'], []],
    ['that is broken', '{ "Resources": ', [], [/^asset\.\w+\.txt:1:\d+: /]],
  ])('reads a nested template %s that somebody else wrote, and tells where it cannot', (_, text, names, problems) => {
    const file = join(outdir, 'own-template.txt');
    writeFileSync(file, text);
    const app = newApp();
    const stack = new Stack(app, 'Orders');
    const asset = new Asset(stack, 'Template', { path: file });
    for (const id of ['Nested', 'Again']) { new CfnStack(stack, id, { templateUrl: asset.httpUrl }); }
    XRayTracing.of(app).check({ severities: { SnsTopicTracing: FindingSeverity.WARNING } });
    app.synth();
    const { resources, findings, unreadable } = coverageFile();
    expect(resources.map(({ name }: any) => name)).toEqual(names);
    expect(unreadable).toEqual(problems.map((problem) => expect.stringMatching(problem)));
    expect(findings.filter(({ ruleId }: any) => ruleId === 'XRay::TemplateNotRead')).toHaveLength(2 * problems.length);
  });

  test('reaches Stages, nested stacks and stacks of several environments, once each', () => {
    const app = newApp();
    newFunction(new Stack(app, 'A', { env: { account: '111122223333', region: 'eu-west-1' } }));
    newFunction(new NestedStack(new Stack(app, 'B', { env: { account: '111122223333', region: 'us-east-1' } }), 'Nested'));
    newFunction(new Stack(new Stage(app, 'Prod'), 'C'));
    XRayTracing.of(app).check();
    expect(() => app.synth()).toThrow();
    expect(reported().violations.map(({ violatingConstructs }) => violatingConstructs[0].constructPath))
      .toEqual(['A/Fn/Resource', 'B/Nested/Fn/Resource', 'Prod/C/Fn/Resource']);
  });

  test('tells the property that a finding is about', () => {
    const app = newApp();
    const fn = newFunction(new Stack(app, 'Orders'), lambda.Tracing.ACTIVE).node.defaultChild as lambda.CfnFunction;
    fn.role = 'arn:aws:iam::111122223333:role/imported';
    XRayTracing.of(app).check();
    app.synth();
    expect(reported().violations).toMatchObject([
      { ruleName: 'XRay::RoleNotManaged', violatingConstructs: [{ cloudFormationResource: { propertyPaths: ['Properties/Role'] } }] },
    ]);
  });
});

describe('what tracing warns of', () => {
  const warned = (props: XRayChecksProps, tell: (app: App, fn: CfnResource) => void = () => {}) => {
    const app = newApp();
    const fn = newFunction(new Stack(app, 'Orders')).node.defaultChild as lambda.CfnFunction;
    fn.role = 'arn:aws:iam::111122223333:role/imported';
    new CfnResource(fn.stack, 'Table', { type: 'AWS::DynamoDB::Table', properties: { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } } });
    XRayTracing.of(app).enable();
    XRayTracing.of(app).check(props);
    tell(app, fn);
    return app;
  };
  const TABLE = ['warning', 'XRay::DynamoDbTableTracing'];
  const warnings = (app: App) => app.synth().getStackByName('Orders').messages.map(({ level, entry }) => [level, /ack: (.*)\]/.exec(String(entry.data))?.[1]]);

  test('the check does not say again, but its report does, and both say what to paste', () => {
    const app = warned({});
    expect(warnings(app).sort()).toEqual([TABLE, ['warning', 'XRay::RoleNotManaged']]);
    expect(reported()).toMatchObject({ violations: [], suppressed: [] });
    const statement = '{"Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords"],"Resource":"*"}';
    expect(coverageFile().findings).toMatchObject([{ ruleId: TABLE[1] }, { ruleId: 'XRay::RoleNotManaged', fix: expect.stringContaining(statement) }]);
  });

  test('is said by the check, too, where it fails', () => {
    const app = warned({ severities: { RoleNotManaged: FindingSeverity.ERROR } });
    expect(() => app.synth()).toThrow(/XRay::RoleNotManaged/);
  });

  test('and somebody acknowledged is suppressed by the CDK, with the reason', () => {
    const app = warned({}, (_, fn) => Validations.of(fn).acknowledge({ id: 'XRay::RoleNotManaged', reason: 'granted elsewhere' }));
    expect(warnings(app)).toEqual([TABLE]);
    expect(reported()).toMatchObject({ violations: [], suppressed: [{ ruleName: 'XRay::RoleNotManaged', reason: 'granted elsewhere' }] });
  });

  test('is silenced on the App, as findings are', () => {
    const app = warned({}, (root) => Validations.of(root).acknowledge({ id: 'XRay::RoleNotManaged', reason: 'granted elsewhere' }));
    expect(warnings(app)).toEqual([TABLE]);
    expect(reported().violations).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  test.each(['App', 'Stage'])('of what is found about the whole app counts on the %s when the Stage is checked', (where) => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    newFunction(new Stack(stage, 'Orders'));
    XRayTracing.of(stage).check({ minimumCoverage: 50, severities: { LambdaFunctionTracing: FindingSeverity.OFF } });
    Validations.of({ App: app, Stage: stage }[where]!).acknowledge({ id: 'XRay::CoverageBelowMinimum', reason: where });
    app.synth();
    expect(reported()).toMatchObject({ violations: [], suppressed: [{ reason: where, violatingConstructs: [{ constructPath: 'Prod' }] }] });
    expect(coverageFile('assembly-Prod/xray-coverage.json').findings).toMatchObject([{ ruleId: 'XRay::CoverageBelowMinimum', acknowledgement: where }]);
  });

  test('silences a finding, which the report still tells, with the reason', () => {
    const app = newApp();
    const fn = newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check();
    Validations.of(fn).acknowledge({ id: 'XRay::LambdaFunctionTracing', reason: 'no requests' });
    app.synth();
    expect(reported()).toMatchObject({ violations: [], suppressed: [{ ruleName: 'XRay::LambdaFunctionTracing', reason: 'no requests' }] });
    expect(coverageFile().findings).toMatchObject([{ acknowledgement: 'no requests' }]);
    expect(coverageFile().coverage.untraced).toBe(1);
  });

  test.each(['App', 'Stage', 'Stack'])('on the %s is known to the audit of the assembly, too', (where) => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Orders');
    newFunction(stack);
    XRayTracing.of(app).check();
    Validations.of({ App: app, Stage: stage, Stack: stack }[where]!).acknowledge({ id: 'XRay::LambdaFunctionTracing', reason: where });
    app.synth();
    expect(coverageFile().findings).toMatchObject([{ acknowledgement: where }]);
    expect(CoverageReport.fromAssembly(outdir).findings).toMatchObject([{ acknowledgement: where }]);
  });

  test('that is the nearest one gives the reason, and of two on one construct the later one', () => {
    const app = newApp();
    const stack = new Stack(app, 'Orders');
    const fn = newFunction(stack);
    newFunction(new NestedStack(stack, 'Batch'));
    XRayTracing.of(app).check();
    const acknowledge = (scope: Construct, reason: string) => Validations.of(scope).acknowledge({ id: 'XRay::LambdaFunctionTracing', reason });
    acknowledge(app, 'app');
    acknowledge(fn, 'earlier');
    acknowledge(fn, 'later');
    acknowledge(stack, 'stack');
    app.synth();
    const reasons = [{ name: 'Orders/Batch/Fn/Resource', acknowledgement: 'stack' }, { name: 'Orders/Fn/Resource', acknowledgement: 'later' }];
    expect(coverageFile().findings).toMatchObject(reasons);
    expect(CoverageReport.fromAssembly(outdir).findings).toMatchObject(reasons);
  });

  test('in a stack is not written to the report again, which has those that no assembly notes', () => {
    const app = newApp();
    const stack = new Stack(new Stage(app, 'Prod'), 'Orders');
    newFunction(stack);
    XRayTracing.of(app).check();
    for (const scope of [app, stack]) { Validations.of(scope).acknowledge({ id: 'XRay::LambdaFunctionTracing', reason: scope.node.path }); }
    app.synth();
    expect(coverageFile().acknowledgements).toEqual([{ constructPath: '', ruleId: 'XRay::LambdaFunctionTracing', reason: '' }]);
  });
});

describe('options', () => {
  test('a coverage below the minimum stops the synthesis', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check({ minimumCoverage: 50, severities: { 'XRay::LambdaFunctionTracing': FindingSeverity.OFF } });
    expect(() => app.synth()).toThrow(/the coverage is 0 %, and 50 % is the minimum/);
  });

  test('a rule can be a warning', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check({ severities: { LambdaFunctionTracing: FindingSeverity.WARNING } });
    app.synth();
    expect(reported()).toMatchObject({ conclusion: 'success', violations: [{ severity: 'warning' }] });
  });

  test('report files can be switched off', () => {
    const app = newApp();
    new Stack(app, 'Orders');
    XRayTracing.of(app).check({ reportFiles: false });
    app.synth();
    expect(existsSync(join(outdir, 'xray-coverage.json'))).toBe(false);
  });

  test('the last call for a scope counts', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check();
    XRayTracing.of(app).check({ severities: { LambdaFunctionTracing: FindingSeverity.OFF } });
    app.synth();
    expect(reported().violations).toEqual([]);
  });

  test.each([
    [{ minimumCoverage: 101 }, '`minimumCoverage` must be a percentage from 0 to 100, got: 101'],
    [{ minimumCoverage: NaN }, '`minimumCoverage` must be a percentage from 0 to 100, got: NaN'],
    [{ minimumCoverage: '' as any }, '`minimumCoverage` must be a percentage from 0 to 100, got: ""'],
    [{ severities: { X: 'fatal' } }, '`severities` must be of error, warning, info, off, got: "fatal" for "X"'],
    [null, '`options` must be an object, for example {}, got: null'],
  ])('%j is refused', (options, message) => {
    expect(() => XRayTracing.of(newApp()).check(options as any)).toThrow(message);
    expect(() => new XRayChecks(options as any)).toThrow(message);
  });

  test('a severity for a rule that nobody has stops the synthesis, and one for that of a registered tracer does not', () => {
    const checked = (register: (app: App) => void) => {
      const app = newApp();
      new Stack(app, 'Orders');
      XRayTracing.of(app).check({ severities: { 'XRay::AcmeTracing': FindingSeverity.WARNING } });
      register(app);
      return () => app.synth();
    };
    expect(checked(() => {})).toThrow('`severities` must name rules, or those of registered tracers, got: "XRay::AcmeTracing"; the rules are listed in https://');
    expect(checked((app) => XRayTracing.of(app).registerTracer({
      resourceType: 'Acme::Some::Thing', ruleId: 'AcmeTracing', access: XRayAccess.NONE, inspect: () => undefined, enable: () => {},
    }))).not.toThrow();
    expect(() => CoverageReport.fromTemplate({ Resources: {} }, { severities: { RoleCannotWrit: FindingSeverity.OFF } })).toThrow('got: "RoleCannotWrit"; did you mean XRay::RoleCannotWrite?');
  });

  test('a scope outside of an app is refused', () => {
    expect(() => XRayTracing.of(new RootConstruct('Root')).check()).toThrow('`check()` needs a scope in an App or a Stage');
  });
});

describe('a narrower scope', () => {
  test('a plugin on a Stage reports that Stage, and writes into its assembly', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    const prod = new Stage(app, 'Prod');
    new sns.Topic(new Stack(prod, 'Orders'), 'Topic');
    Validations.of(prod).addPlugins(new XRayChecks());
    expect(() => app.synth()).toThrow();
    expect(reported().violations.map(({ ruleName }) => ruleName)).toEqual(['XRay::SnsTopicTracing']);
    expect(coverageFile('assembly-Prod/xray-coverage.json').coverage).toMatchObject({ untraced: 1 });
    expect(existsSync(join(outdir, 'xray-coverage.json'))).toBe(false);
  });

  test('a plugin on the App and one on a Stage write files of their own', () => {
    const app = newApp();
    const prod = new Stage(app, 'Prod');
    newFunction(new Stack(app, 'Orders'), lambda.Tracing.ACTIVE);
    newFunction(new Stack(prod, 'Orders'), lambda.Tracing.ACTIVE);
    XRayTracing.of(app).check();
    XRayTracing.of(prod).check();
    app.synth();
    expect(coverageFile().coverage.traced).toBe(2);
    expect(coverageFile('assembly-Prod/xray-coverage.json').coverage.traced).toBe(1);
  });

  test('a check of a stack reports that stack, into a file with its path', () => {
    const app = newApp();
    const [orders, billing] = ['Orders', 'Billing'].map((id) => new Stack(app, id));
    newFunction(orders, lambda.Tracing.ACTIVE);
    newFunction(billing);
    XRayTracing.of(orders).check();
    app.synth();
    expect(coverageFile('xray-coverage-Orders.json')).toMatchObject({ coverage: { traced: 1, untraced: 0 } });
  });
});

describe('a second synthesis into the same folder', () => {
  const synthesize = (tracing: lambda.Tracing, register: (app: App) => void) => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'), tracing);
    register(app);
    app.synth();
  };

  test('replaces the report of a check', () => {
    const register = (app: App) => XRayTracing.of(app).check({ severities: { LambdaFunctionTracing: FindingSeverity.INFO } });
    synthesize(lambda.Tracing.DISABLED, register);
    synthesize(lambda.Tracing.ACTIVE, register);
    expect(coverageFile().coverage).toMatchObject({ traced: 1, untraced: 0 });
  });

  test('with a plugin that was registered by hand leaves the old report, and says so', () => {
    const register = (app: App) => Validations.of(app).addPlugins(new XRayChecks({ severities: { LambdaFunctionTracing: FindingSeverity.INFO } }));
    synthesize(lambda.Tracing.DISABLED, register);
    synthesize(lambda.Tracing.DISABLED, register);
    expect(reported().violations.map(({ ruleName }) => ruleName)).toEqual(['XRay::LambdaFunctionTracing']);
    synthesize(lambda.Tracing.ACTIVE, register);
    expect(reported().violations.map(({ ruleName }) => ruleName)).toEqual(Array(3).fill('XRay::ReportNotWritten'));
  });

  // This is newer than the oldest CDK that the library works with: `scripts/test-newest.sh` runs it on the newest.
  const canConfirm = readFileSync(join(dirname(require.resolve('aws-cdk-lib/package.json')), 'core/lib/app.d.ts'), 'utf8').includes('confirmValidationPluginsDoNotMutate');
  const where = canConfirm ? 'where' : 'SKIPPED, because this aws-cdk-lib is too old: where';

  describe(`${where} the CDK confirms that plugins change no files`, () => {
    const confirming = (...plugins: IPolicyValidationPlugin[]) => {
      const app = new App({ outdir, analyticsReporting: false, treeMetadata: false, confirmValidationPluginsDoNotMutate: true } as AppProps);
      newFunction(new Stack(app, 'Orders'), lambda.Tracing.ACTIVE);
      newFunction(new Stack(new Stage(app, 'Prod'), 'Orders'), lambda.Tracing.ACTIVE);
      Validations.of(app).addPlugins(...plugins);
      return app;
    };
    const ifItCan = canConfirm ? test : test.skip;

    ifItCan('a plugin that changes a template stops the synthesis', () => {
      const vandal = { name: 'Vandal', validate: ({ templatePaths }: IPolicyValidationContext) => { writeFileSync(templatePaths[0], '{}'); return { success: true, violations: [] }; } };
      expect(() => confirming(vandal).synth()).toThrow();
    });

    ifItCan('checks of the App and of a Stage work, again and again', () => {
      for (let round = 0; round < 3; round++) {
        const app = confirming();
        XRayTracing.of(app).check({ map: true });
        XRayTracing.of(app.node.findChild('Prod')).check({ map: true });
        app.synth();
      }
      expect(coverageFile().coverage).toMatchObject({ traced: 2 });
    });

    ifItCan('a plugin that was registered by hand works, again and again', () => {
      for (let round = 0; round < 3; round++) { confirming(new XRayChecks({ map: true })).synth(); }
      expect(reported().violations).toEqual([]);
    });
  });

  test('by the same app works, too', () => {
    const app = newApp();
    newFunction(new Stack(app, 'Orders'));
    XRayTracing.of(app).check();
    expect(() => app.synth()).toThrow(/LambdaFunctionTracing/);
    expect(() => app.synth({ force: true })).toThrow(/LambdaFunctionTracing/);
  });
});

test('rows that are registered for a scope tell of the templates below it, and are listed as such', () => {
  const app = newApp();
  const [orders, billing] = ['Orders', 'Billing'].map((id) => new Stack(app, id));
  for (const stack of [orders, billing]) { new CfnResource(stack, 'Flow', { type: 'Acme::Booking::Flow' }); }
  XRayTracing.of(orders).registerTracer({
    resourceType: 'Acme::Booking::Flow',
    ruleId: 'BookingFlowTracing',
    access: XRayAccess.NONE,
    inspect: () => TracingFinding.untraced('it has no telemetry'),
    enable: () => {},
  });
  XRayTracing.of(app).check();
  expect(() => app.synth()).toThrow(/XRay::BookingFlowTracing/);
  expect(coverageFile().resources).toMatchObject([{ name: 'Orders/Flow', isRegistered: true, status: 'UNTRACED' }]);
});

test.each([
  ['with construct paths in the templates', { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true }],
  ['without', {}],
])('the audit of the assembly tells the same as the check, %s', (_, context) => {
  const app = newApp(context);
  const stack = new Stack(app, 'Orders');
  newFunction(stack);
  newFunction(new NestedStack(stack, 'Nested'), lambda.Tracing.ACTIVE);
  new sns.Topic(new Stack(new Stage(app, 'Prod'), 'Orders'), 'Topic');
  XRayTracing.of(stack).exclude('retired in March');
  XRayTracing.of(app).check({ severities: { SnsTopicTracing: FindingSeverity.WARNING } });
  app.synth();
  const { resources, findings, coverage } = coverageFile();
  const audit = CoverageReport.fromAssembly(outdir, { severities: { SnsTopicTracing: FindingSeverity.WARNING } });
  const plain = (values: readonly object[]) => values.map((value) => ({ ...JSON.parse(JSON.stringify(value)), templateFile: undefined }));
  expect(plain(audit.resources)).toEqual(plain(resources));
  expect(plain(audit.findings)).toEqual(plain(findings));
  expect(audit.coverage).toEqual(coverage);
});

describe('the trace map', () => {
  const mapFile = 'xray-map.json';
  const mapPage = 'xray-map.html';

  test('is written where it is asked for, and the one of an earlier synthesis is removed', () => {
    const synthesize = (map?: boolean) => {
      const app = newApp();
      newFunction(new Stack(app, 'Orders'), lambda.Tracing.ACTIVE);
      XRayTracing.of(app).check({ map });
      app.synth();
    };
    synthesize(true);
    expect(coverageFile(mapFile).nodes).toMatchObject([{ id: 'Orders/Fn/Resource', status: 'TRACED' }]);
    expect(readFileSync(join(outdir, mapPage), 'utf8')).toMatch(/<!DOCTYPE html>[^]*Orders\/Fn\/Resource/);
    synthesize();
    expect([mapFile, mapPage].filter((file) => existsSync(join(outdir, file)))).toEqual([]);
  });

  test.each<[string, XRayChecksProps, string[]]>([
    ['what nobody accepts', {}, ['S/Open']],
    ['nothing where the rule is off', { severities: { TemplateNotRead: FindingSeverity.OFF } }, []],
  ])('names of the templates that are not read %s', (_, props, expected) => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const [, accepted] = ['Open', 'Accepted'].map((id) => new CfnResource(stack, id, { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://s3/x.json' } }));
    Validations.of(accepted).acknowledge({ id: 'XRay::TemplateNotRead', reason: 'another team traces it' });
    XRayTracing.of(app).check({ ...props, map: true });
    app.synth();
    const page = readFileSync(join(outdir, 'xray-map.html'), 'utf8');
    expect([...page.matchAll(/<li>(S\/\w+): nothing is known of what it brings/g)].map(([, name]) => name)).toEqual(expected);
  });

  test('finds the SDK in assets of the assembly', () => {
    const app = newApp({ 'aws:cdk:enable-asset-metadata': true });
    const code = mkdtempSync(join(tmpdir(), 'cdk-xray-code-'));
    try {
      writeFileSync(join(code, 'requirements.txt'), 'aws-xray-sdk==2.14.0');
      new lambda.Function(new Stack(app, 'Orders'), 'Fn', {
        runtime: lambda.Runtime.PYTHON_3_13, handler: 'index.handler', code: lambda.Code.fromAsset(code), tracing: lambda.Tracing.ACTIVE,
      });
      XRayTracing.of(app).check({ map: true });
      app.synth();
      expect(coverageFile(mapFile).nodes[0].instrumentation.sdks).toMatchObject([{ sdk: 'AWS X-Ray SDK' }]);
    } finally {
      rmSync(code, { recursive: true });
    }
  });
});
