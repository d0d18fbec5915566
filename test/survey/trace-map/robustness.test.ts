import { arn, edgesOf, invocation, mapOf, queue, ref, resource, traced, untraced } from './maps';
import { edgesBetween, evidenceAt } from '../../../src/survey/trace-map/edge-source';
import { CLIENTS } from '../../../src/survey/trace-map/map-end';
import { modelOf } from '../templates';

type Resources = Record<string, any>;

/** A value with the keys of its objects in the opposite order. */
function reversed(value: any): any {
  if (Array.isArray(value)) { return value.map(reversed); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]));
}

const calls = (...ids: string[]) => traced({ Environment: { Variables: Object.fromEntries(ids.map((id) => [id, arn(id)])) } });
const times = (count: number, make: (index: number) => [string, any]): Resources =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const granted = (...Statement: any[]) => resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement } }] });

test('the order of the entries of a template does not matter', () => {
  const resources: Resources = {
    Api: resource('AWS::ApiGateway::RestApi'),
    Live: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'live', TracingEnabled: true }),
    Test: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'test' }),
    Get: resource('AWS::ApiGateway::Method', { RestApiId: ref('Api'), Integration: { Uri: invocation('A') } }),
    Put: resource('AWS::ApiGateway::Method', { RestApiId: ref('Api'), Integration: { Uri: invocation('B') } }),
    A: calls('B', 'C'),
    B: calls('C', 'A'),
    C: untraced({ Role: arn('Role'), Environment: { Variables: { A: arn('A') } } }),
    Role: granted({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::ImportValue': 'shared' } }, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') }),
    Other: traced({ Role: arn('OtherRole') }),
    OtherRole: granted({ Effect: 'Allow', Action: ['kms:Decrypt', 'dynamodb:GetItem'], Resource: { 'Fn::ImportValue': 'shared' } }),
    Queue: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Dead') } }),
    Dead: queue(),
  };
  // Of several functions a finding names the first of the template.
  const { findings: _, ...map } = mapOf(resources);
  expect(map.nodes.find(({ id }) => id === 'shared')!.type).toBe('AWS::DynamoDB::Table');
  expect(mapOf(reversed(resources))).toMatchObject(map);
});

test('what passes on to itself, by itself or by stand-ins, is no edge', () => {
  expect(mapOf({
    Fn: traced({ Environment: { Variables: { A: ref('Alias'), B: ref('Round') } }, DeadLetterConfig: { TargetArn: arn('Fn') } }),
    Alias: resource('AWS::Lambda::Alias', { FunctionName: ref('Fn') }),
    Round: resource('AWS::Lambda::Alias', { FunctionName: ref('About') }),
    About: resource('AWS::Lambda::Alias', { FunctionName: ref('Round') }),
    Queue: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Queue') } }),
    Machine: resource('AWS::StepFunctions::StateMachine', { Definition: { States: { Again: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Parameters: { StateMachineArn: ref('Machine') } } } } }),
  }).edges).toEqual([]);
});

test('each circle is gone round once', () => {
  const map = mapOf({ A: calls('B'), B: calls('C'), C: calls('A') });
  expect(map.chains).toEqual([{ entry: 'Stack/A', nodes: ['Stack/A', 'Stack/B', 'Stack/C'] }]);
});

test('thousands of edges meet at one node', () => {
  const map = mapOf({ Table: resource('AWS::DynamoDB::Table'), ...times(3_000, (index) => [`Fn${index}`, traced({ Environment: { Variables: { TABLE: ref('Table') } } })]) });
  expect([map.nodes.length, map.edges.length]).toEqual([3_001, 3_000]);
});

test('a chain is as long as it is', () => {
  const map = mapOf(times(5_000, (index) => [`Fn${index}`, calls(`Fn${index + 1}`)]));
  expect(map.chains.map(({ nodes }) => nodes.length)).toEqual([5_000]);
});

test('imports of what nobody exports lead nowhere', () => {
  const imported = (name: any) => ({ 'Fn::ImportValue': name });
  expect(mapOf({
    Fn: traced({ Environment: { Variables: { A: imported('gone'), B: imported({ 'Fn::Sub': '${X}-gone' }), C: imported(null), D: imported(['a']) } } }),
    Subscription: resource('AWS::SNS::Subscription', { TopicArn: imported('gone'), Protocol: 'lambda', Endpoint: arn('Fn') }),
  }).edges).toEqual([]);
});

test('what is no node has no edges', () => {
  const [role, fn] = modelOf({ Role: granted(), Fn: traced() }).ofType('AWS::IAM::Role', 'AWS::Lambda::Function');
  const evidence = evidenceAt(fn, 'Role');
  expect([...edgesBetween([role], [fn], 'calls', evidence), ...edgesBetween([fn], [role], 'calls', evidence)]).toEqual([]);
  expect(edgesBetween([fn], [CLIENTS], 'calls', evidence)).toHaveLength(1);
});

describe('names that every object has', () => {
  const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

  test.each<[string, Resources, string[]]>([
    ['types', Object.fromEntries(NAMES.map((name, index) => [`R${index}`, resource(name)])), []],
    ['logical ids', { constructor: queue(), toString: traced({ Environment: { Variables: { A: ref('constructor'), B: ref('hasOwnProperty') } } }) }, ['toString > constructor: calls, continues']],
    ['events', { Fn: resource('AWS::Serverless::Function', { Events: { constructor: { Type: 'constructor' }, toString: { Type: '__proto__' } } }) }, []],
    ['actions', {
      Fn: traced({ Role: arn('Role') }), Role: granted(...NAMES.map((name) => ({ Effect: 'Allow', Action: [name, `${name}:*`], Resource: [arn('Queue'), `arn:aws:${name}:eu-west-1:1:it`] }))), Queue: queue(),
    }, []],
    ['services', {
      Machine: resource('AWS::StepFunctions::StateMachine', { Definition: { States: { A: { Type: 'Task', Resource: 'arn:aws:states:::constructor:call', Parameters: { constructor: 1 } } } } }),
    }, ['Machine > constructor.amazonaws.com: task, restarts']],
    ['principals', { Fn: traced(), Permission: resource('AWS::Lambda::Permission', { FunctionName: arn('Fn'), Principal: 'constructor.amazonaws.com' }) }, ['constructor.amazonaws.com > Fn: invokes, unknown']],
    ['integrations', {
      Rest: resource('AWS::ApiGateway::RestApi'), Method: resource('AWS::ApiGateway::Method', { RestApiId: ref('Rest'), Integration: { Uri: 'arn:aws:constructor:eu-west-1:1:it' } }),
    }, ['clients > Rest: requests, restarts']],
  ])('mean nothing as %s', (_, resources, expected) => {
    expect(edgesOf(mapOf(resources))).toEqual(expected);
  });
});
