import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { arn, edgesOf, ref, resource, traced } from './maps';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap, type TraceMapParts } from '../../../src/survey/trace-map/build';
import { source } from '../templates';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-documents-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The map of a template `app/template.yaml`. */
function mapOf(resources: Record<string, any>): TraceMapParts {
  const templates = [source(resources, { file: 'app/template.yaml' })];
  return buildTraceMap(survey({ templates, acknowledgements: [] }), { folder, inspectCode: false });
}

/** Its edges, without those from clients. */
function edges(resources: Record<string, any>): string[] {
  return edgesOf(mapOf(resources)).filter((edge) => !edge.startsWith('clients > '));
}

const include = (Location: any) => ({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location } } });
const MACHINE = JSON.stringify({ StartAt: 'Pay', States: { Pay: { Type: 'Task', Resource: '${Pay}', Next: 'Save' }, Save: { Type: 'Task', Resource: '${Save}', Parameters: { TableName: '${Table}' } } } });
const API = 'paths:\n  /pay:\n    get:\n      x-amazon-apigateway-integration:\n        type: aws_proxy\n        uri: !Sub arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations\n';

const TARGETS = { Fn: traced(), Table: resource('AWS::DynamoDB::Table') };
const DefinitionSubstitutions = { Pay: arn('Fn'), Save: { 'Fn::Sub': 'arn:${AWS::Partition}:states:::dynamodb:putItem' }, Table: ref('Table'), Unused: ref('Other') };
const machine = (type: string, properties: any) => ({ Machine: resource(type, { ...properties, DefinitionSubstitutions }), Other: resource('AWS::SQS::Queue'), ...TARGETS });
const api = (type: string, properties: any) => ({ Api: resource(type, properties), ...TARGETS });

const TASKS = ['Machine > Fn: task, restarts', 'Machine > Table: task, restarts'];
/** What the template shows of a definition that is not read. */
const SUBSTITUTED = ['Machine > Fn: task, restarts', 'Machine > Other: task, restarts', 'Machine > Table: task, restarts'];

test.each<[string, string, any]>([
  ['SAM names', 'AWS::Serverless::StateMachine', { DefinitionUri: 'machines/pay.asl.json' }],
  ['CloudFormation will package', 'AWS::StepFunctions::StateMachine', { DefinitionS3Location: './machines/pay.asl.json' }],
  ['a template includes', 'AWS::Serverless::StateMachine', { Definition: include('machines/pay.asl.json') }],
])('the definition of a state machine that %s', (_, type, properties) => {
  write('app/machines/pay.asl.json', MACHINE);
  expect(edges(machine(type, properties))).toEqual(TASKS);
});

test('the definition of a state machine in YAML', () => {
  write('app/pay.asl.yaml', 'States:\n  Pay:\n    Type: Task\n    Resource: ${Pay}\n');
  expect(edges(machine('AWS::Serverless::StateMachine', { DefinitionUri: 'pay.asl.yaml' }))).toEqual(['Machine > Fn: task, restarts']);
});

test.each<[string, string, any, string]>([
  ['that SAM names', 'AWS::Serverless::Api', { DefinitionUri: 'api.yaml' }, 'restarts'],
  ['that SAM includes', 'AWS::Serverless::Api', { DefinitionBody: include('api.yaml') }, 'restarts'],
  ['of an HTTP API', 'AWS::Serverless::HttpApi', { DefinitionBody: include('./api.yaml') }, 'unknown'],
  ['that CloudFormation includes', 'AWS::ApiGateway::RestApi', { Body: include('api.yaml') }, 'unknown'],
  ['that CloudFormation will package', 'AWS::ApiGatewayV2::Api', { BodyS3Location: 'api.yaml' }, 'unknown'],
])('the document of an API %s', (_, type, properties, crossing) => {
  write('app/api.yaml', API);
  expect(edges(api(type, properties))).toEqual([`Api > Fn: integration, ${crossing}`]);
});

describe('an asset of the CDK', () => {
  const Key = `${'a1'.repeat(32)}.json`;
  const location = { Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, Key };
  const manifest = (path: string, objectKey = Key) => JSON.stringify({ files: { a1: { source: { path, packaging: 'file' }, destinations: { here: { objectKey } } } } });
  const STACK = { ...machine('AWS::StepFunctions::StateMachine', { DefinitionS3Location: location }), ...api('AWS::ApiGateway::RestApi', { BodyS3Location: location }) };
  const edgesIn = (file: string, resources: Record<string, any> = STACK, parent?: string) => {
    const nestedIn = parent === undefined ? undefined : { parent: source({ Nested: resource('AWS::CloudFormation::Stack') }, { name: 'Parent', file: parent }), logicalId: 'Nested' };
    const templates = [...nestedIn ? [nestedIn.parent] : [], source(resources, { file, nestedIn })];
    return edgesOf(buildTraceMap(survey({ templates, acknowledgements: [] }), { folder, inspectCode: false })).filter((edge) => !edge.startsWith('clients > '));
  };

  test('is the definition of a state machine', () => {
    write('cdk.out/asset.a1.json', MACHINE);
    write('cdk.out/Stack.assets.json', manifest('asset.a1.json'));
    expect(edgesIn('cdk.out/Stack.template.json')).toEqual(TASKS);
  });

  test('is the document of an API, in YAML', () => {
    write('cdk.out/asset.a1.yaml', API);
    write('cdk.out/Stack.assets.json', manifest('asset.a1.yaml'));
    expect(edgesIn('cdk.out/Stack.template.json', api('AWS::ApiGateway::RestApi', { BodyS3Location: location }))).toEqual(['Api > Fn: integration, unknown']);
  });

  test('stands beside the folder of a Stage, and is known to the stack that a nested one is in', () => {
    write('cdk.out/asset.a1.json', MACHINE);
    write('cdk.out/assembly-Prod/Stack.assets.json', manifest('../asset.a1.json'));
    expect(edgesIn('cdk.out/assembly-Prod/Stack.template.json')).toEqual(TASKS);
    expect(edgesIn('cdk.out/assembly-Prod/Nested.nested.template.json', STACK, 'cdk.out/assembly-Prod/Stack.template.json')).toEqual(TASKS);
  });

  test.each<[string, string]>([
    ['that is not there', manifest('asset.gone.json')],
    ['outside of the assembly', manifest('../asset.a1.json')],
    ['with another key', manifest('asset.a1.json', 'other.json')],
    ['in a manifest that is broken', '{'],
    ['in a manifest of another shape', '{"files":{"a1":7,"b2":{"destinations":{"here":null}}}}'],
  ])('is not read %s', (_, text) => {
    write('asset.a1.json', MACHINE);
    write('cdk.out/asset.a1.json', MACHINE);
    write('cdk.out/Stack.assets.json', text);
    expect(edgesIn('cdk.out/Stack.template.json')).toEqual(SUBSTITUTED);
  });
});

test('an edge names the property that leads to the file', () => {
  write('app/api.yaml', API);
  const map = mapOf(api('AWS::Serverless::Api', { DefinitionUri: 'api.yaml' }));
  expect(map.edges.find(({ relation }) => relation === 'integration')!.evidence).toEqual([
    { resource: 'Stack/Api', path: 'Properties.DefinitionUri.paths./pay.get', templateFile: 'app/template.yaml' },
  ]);
});

test('a placeholder in a definition may stand for more than a text', () => {
  write('app/pay.asl.json', MACHINE.replace('"Pay",', '"Pay", "TimeoutSeconds": ${Timeout}, "Comment": "\\" ${x}",'));
  const map = mapOf(machine('AWS::Serverless::StateMachine', { DefinitionUri: 'pay.asl.json' }));
  expect(map.problems).toEqual([]);
  expect(edgesOf(map)).toEqual(expect.arrayContaining(TASKS));
});

describe('what the template itself shows stands for a definition', () => {
  const named = (DefinitionUri: any) => machine('AWS::Serverless::StateMachine', { DefinitionUri });

  test.each<[string, any, string]>([
    ['that is not there', 'gone.asl.json', ''],
    ['at a web address', 's3://bucket/pay.asl.json', ''],
    ['in a bucket', { Bucket: 'bucket', Key: 'pay.asl.json' }, ''],
    ['that is a folder', '.', ''],
    ['outside of the folder of the template', '../pay.asl.json', ''],
    ['behind a link that leaves the folder', 'link.asl.json', ''],
    ['behind a linked folder', 'linked/pay.asl.json', ''],
    ['that is broken', 'broken.asl.json', 'app/broken.asl.json:1:166: expected'],
    ['that is too large', 'large.asl.json', 'app/large.asl.json: is larger than the 10 MB that are read'],
    ['that is no object', 'list.asl.json', 'app/list.asl.json: is no definition: it must be an object'],
  ])('%s', (_, DefinitionUri, problem) => {
    write('pay.asl.json', MACHINE);
    write('elsewhere/pay.asl.json', MACHINE);
    write('app/broken.asl.json', MACHINE.slice(0, -1));
    write('app/large.asl.json', MACHINE + ' '.repeat(10 * 1024 * 1024));
    write('app/list.asl.json', '[]');
    symlinkSync(join(folder, 'pay.asl.json'), join(folder, 'app/link.asl.json'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'app/linked'));
    expect(edges(named(DefinitionUri))).toEqual(SUBSTITUTED);
    expect(mapOf(named(DefinitionUri)).problems.map(({ message }) => message)).toEqual(problem ? [expect.stringContaining(problem)] : []);
  });

  test('where the template came from no file', () => {
    write('pay.asl.json', MACHINE);
    const templates = [source(named('pay.asl.json'))];
    expect(edgesOf(buildTraceMap(survey({ templates, acknowledgements: [] }), { folder, inspectCode: false }))).toEqual(SUBSTITUTED);
  });

  test('that includes what is not there', () => {
    expect(edges(machine('AWS::Serverless::StateMachine', { Definition: include('gone.asl.json') }))).toEqual(SUBSTITUTED);
    expect(edges(api('AWS::Serverless::Api', { DefinitionBody: include(ref('Location')) }))).toEqual([]);
  });
});
