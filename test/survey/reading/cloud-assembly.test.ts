import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, aws_lambda as lambda, aws_sns as sns, LegacyStackSynthesizer, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { readAssembly } from '../../../src/survey/reading/cloud-assembly';
import { survey } from '../../../src/survey/survey';

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-assembly-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

/** An app with a topic in a stack, one in a Stage, and a function in a nested stack that is told of the first topic. */
function testApp(context: Record<string, unknown> = {}): App {
  const app = new App({ outdir, context, analyticsReporting: false, treeMetadata: false });
  const stack = new Stack(app, 'Orders', { env: { account: '111122223333', region: 'eu-west-1' }, stackName: 'prod-orders' });
  const topic = new sns.Topic(stack, 'Topic');
  const nested = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
  new lambda.Function(nested, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('//'),
    environment: { TOPIC: topic.topicArn },
  });
  new sns.Topic(new Stack(new Stage(app, 'Prod'), 'Orders'), 'Topic');
  return app;
}

const read = () => readAssembly(outdir, 'cdk.out', (readPart) => readPart());

test('the stacks of an app, those nested in them and those of its Stages are read', () => {
  testApp().synth();
  expect(read().templates.map(({ name, file, stackName, account, region }) => [name, file, stackName, account, region])).toEqual([
    ['Prod/Orders', expect.stringMatching(/^cdk\.out\/assembly-Prod\/\w+\.template\.json$/), 'Prod-Orders', undefined, undefined],
    ['Orders', 'cdk.out/Orders.template.json', 'prod-orders', '111122223333', 'eu-west-1'],
    ['Orders/Outer', expect.stringMatching(/^cdk\.out\/Orders\w+\.nested\.template\.json$/), undefined, '111122223333', 'eu-west-1'],
    ['Orders/Outer/Inner', expect.stringMatching(/^cdk\.out\/Orders\w+\.nested\.template\.json$/), undefined, '111122223333', 'eu-west-1'],
  ]);
});

test.each([
  ['metadata in the templates', { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true }],
  ['the metadata files of the assembly', {}],
])('construct paths are told by %s, in nested stacks too', (_, context) => {
  testApp(context).synth();
  const names = survey(read()).resources.map(({ name, constructPath }) => [name, constructPath]);
  expect(names).toEqual(['Orders/Outer/Inner/Fn/Resource', 'Orders/Topic/Resource', 'Prod/Orders/Topic/Resource'].map((path) => [path, path]));
});

test.each([
  ['metadata in the templates', { 'aws:cdk:enable-asset-metadata': true }],
  ['parameters of the stack', {}],
])('nested stacks whose templates are uploaded as the first CDK did are found by %s', (_, context) => {
  const app = new App({ outdir, context, analyticsReporting: false });
  const stack = new Stack(app, 'Orders', { synthesizer: new LegacyStackSynthesizer() });
  const inner = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
  new sns.Topic(inner, 'Topic');
  app.synth();
  expect(read().templates.map(({ name }) => name)).toEqual(['Orders', 'Orders/Outer', 'Orders/Outer/Inner']);
  expect(survey(read()).resources.map(({ name }) => name)).toEqual(['Orders/Outer/Inner/Topic/Resource']);
});

test('acknowledgements are read, of this library only', () => {
  const app = testApp();
  const topic = app.node.findChild('Orders').node.findChild('Topic');
  Validations.of(topic).acknowledge({ id: 'XRay::SnsTopicTracing', reason: 'it carries no requests' }, { id: 'AwsSolutions::SNS3', reason: 'x' });
  Validations.of(app.node.findChild('Prod').node.findChild('Orders')).acknowledge({ id: 'XRay::SnsTopicTracing', reason: 'not yet' });
  app.synth();
  expect(read().acknowledgements).toEqual([
    { constructPath: 'Prod/Orders', ruleId: 'XRay::SnsTopicTracing', reason: 'not yet', input: 'cdk.out' },
    { constructPath: 'Orders/Topic', ruleId: 'XRay::SnsTopicTracing', reason: 'it carries no requests', input: 'cdk.out' },
  ]);
  expect(survey(read()).findings.filter(({ ruleId }) => ruleId === 'XRay::SnsTopicTracing').map(({ acknowledgement }) => acknowledgement))
    .toEqual(['it carries no requests', 'not yet']);
});

describe('a broken assembly', () => {
  const write = (name: string, content: unknown) => {
    mkdirSync(dirname(join(outdir, name)), { recursive: true });
    writeFileSync(join(outdir, name), JSON.stringify(content));
  };
  const stack = (templateFile?: string, besides: object = {}) =>
    write('manifest.json', { artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile }, ...besides } } });

  test('that names a file which does not exist', () => {
    stack('none.json');
    expect(read).toThrow('cdk.out/none.json: does not exist');
  });

  test('that names a file outside of it', () => {
    stack('../../../etc/passwd');
    expect(read).toThrow('cdk.out/manifest.json: the assembly names ../../../etc/passwd, which is outside of its folder');
  });

  test('with a symbolic link that leads out of it', () => {
    symlinkSync(__filename, join(outdir, 'link.json'));
    stack('link.json');
    expect(read).toThrow('the assembly names link.json, which is outside of its folder');
  });

  test('that nests itself', () => {
    write('manifest.json', { artifacts: { Self: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } });
    expect(read).toThrow('cdk.out/manifest.json: is read twice: an assembly nests itself, or names the same one twice');
  });

  test('with a stack that names no template', () => {
    stack();
    expect(read).toThrow('cdk.out/manifest.json: names no file where there must be one');
  });

  test.each([['', '.json'], ['team/', '.json'], ['team-', '.json'], ['', '']])('with nested templates in a bucket between %j and %j, which the list of assets has', (prefix, suffix) => {
    const hash = 'a1'.repeat(32);
    write('manifest.json', {
      artifacts: {
        A: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
        S: { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' }, dependencies: ['A'] },
      },
    });
    write('assets.json', { files: { [hash]: { source: { path: 'n.json' } } } });
    write('s.json', { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}/bucket/${prefix}${hash}${suffix}` } } } } });
    write('n.json', { Resources: {} });
    expect(read().templates.map(({ name }) => name)).toEqual(['S', 'S/N']);
  });

  test('with assets that are listed in no file, or outside of it', () => {
    const assets = (file?: string) => write('manifest.json', {
      artifacts: {
        A: { type: 'cdk:asset-manifest', properties: { file } },
        S: { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' }, dependencies: ['A'] },
      },
    });
    write('s.json', { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://bucket/${'0'.repeat(64)}.json` } } } });
    assets();
    expect(read).toThrow('cdk.out/manifest.json: names no file where there must be one');
    assets('/etc/passwd');
    expect(read).toThrow('the assembly names /etc/passwd, which is outside of its folder');
  });

  test('with metadata outside of it tells the rest, and does not read that', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'cdk-xray-elsewhere-'));
    writeFileSync(join(elsewhere, 'm.json'), JSON.stringify({ '/S/T': [{ type: 'aws:cdk:logicalId', data: 'T' }] }));
    stack('s.json', { additionalMetadataFile: join(elsewhere, 'm.json') });
    write('s.json', { Resources: { T: { Type: 'AWS::SNS::Topic' } } });
    expect(survey(read()).resources.map(({ constructPath }) => constructPath)).toEqual([undefined]);
    rmSync(elsewhere, { recursive: true });
  });

  test('whose stacks nest each other twice over', () => {
    const nesting = (next: string) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': next } });
    for (let i = 0; i < 12; i++) { write(`s${i}.json`, { Resources: { A: nesting(`s${i + 1}.json`), B: nesting(`s${i + 1}.json`) } }); }
    write('s12.json', { Resources: {} });
    stack('s0.json');
    expect(read).toThrow('cdk.out/s0.json: nests more than 1000 stacks, one within another');
  });

  test('whose nested stack nests itself', () => {
    stack('s.json');
    write('s.json', { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 's.json' } } } });
    expect(read).toThrow('cdk.out/s.json: the nested stack N is, in the end, the template that it stands in');
  });

  test('without artifacts', () => {
    write('manifest.json', { artifacts: [] });
    expect(read).toThrow('cdk.out/manifest.json: has no `artifacts`');
  });

  test('whose metadata is broken tells the rest', () => {
    stack('s.json', { additionalMetadataFile: 'broken.json' });
    write('s.json', { Resources: { T: { Type: 'AWS::SNS::Topic' } } });
    writeFileSync(join(outdir, 'broken.json'), '{');
    expect(survey(read()).resources.map(({ name }) => name)).toEqual(['S/T']);
  });
});

test('a stack without resources is read as what it is', () => {
  const app = new App({ outdir, analyticsReporting: false });
  new Stack(app, 'Empty');
  new sns.Topic(new Stack(app, 'Orders'), 'Topic');
  app.synth();
  expect(read().templates.map(({ name }) => name)).toEqual(['Empty', 'Orders']);
  expect(survey(read()).resources.map(({ name }) => name)).toEqual(['Orders/Topic/Resource']);
});
