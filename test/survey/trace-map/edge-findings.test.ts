import { arn, invocation, mapOf, ref, resource, traced, untraced } from './maps';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap } from '../../../src/survey/trace-map/build';
import { role, source, surveyOf } from '../templates';

type Resources = Record<string, any>;

const api = (tracing: boolean | undefined, fn: any): Resources => ({
  Api: resource('AWS::ApiGateway::RestApi'),
  Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), TracingEnabled: tracing }),
  Method: resource('AWS::ApiGateway::Method', { RestApiId: ref('Api'), Integration: { Uri: invocation('Alias') } }),
  Authorizer: resource('AWS::ApiGateway::Authorizer', { RestApiId: ref('Api'), AuthorizerUri: invocation('Fn') }),
  Alias: resource('AWS::Lambda::Alias', { FunctionName: ref('Fn') }),
  Fn: fn,
});

const machine = (fn: any): Resources => ({
  Machine: resource('AWS::StepFunctions::StateMachine', {
    TracingConfiguration: { Enabled: true }, Definition: { States: { Pay: { Type: 'Task', Resource: arn('Fn') } } },
  }),
  Fn: { ...fn, Properties: { ...fn.Properties, Environment: { Variables: { MACHINE: ref('Machine') } } } },
});

const topic = (fn: any): Resources => ({
  Topic: resource('AWS::SNS::Topic', { TracingConfig: 'Active' }),
  Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: arn('Fn') }),
  Fn: fn,
});

const atTheEdge: Resources = {
  Site: resource('AWS::CloudFront::Distribution', { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations: [{ LambdaFunctionARN: ref('Version') }] } } }),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Fn') }),
  Fn: resource('AWS::Lambda::Function', { Role: arn('Role') }),
  Role: role({ AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'edgelambda.amazonaws.com' } }] } }),
};

const kafka = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1';
const mapping = (EventSourceArn: any): Resources => ({
  Fn: traced(),
  Cluster: resource('AWS::MSK::Cluster'),
  Queue: resource('AWS::SQS::Queue'),
  Mapping: resource('AWS::Lambda::EventSourceMapping', {
    EventSourceArn, FunctionName: ref('Fn'), DestinationConfig: { OnFailure: { Destination: arn('Queue') } },
  }),
  Other: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Queue'), FunctionName: ref('Fn') }),
});

const samEvent = (Type: string, property: string): Resources => ({
  Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { Orders: { Type, Properties: { [property]: ref('Source') } } } }),
  Source: resource({ MSK: 'AWS::MSK::Cluster', MQ: 'AWS::AmazonMQ::Broker', DocumentDB: 'AWS::DocDB::DBCluster' }[Type]!),
});

/** The edges that have findings, as `from > to: relation: rules`. */
function found(resources: Resources): string[] {
  const short = (id: string) => id.replace(/^Stack\//, '');
  return mapOf(resources).edges.filter(({ findings }) => findings.length > 0)
    .map(({ from, to, relation, findings }) => `${short(from)} > ${short(to)}: ${relation}: ${findings.map((id) => id.replace('XRay::', '')).join(', ')}`);
}

test.each<[string, Resources, string[]]>([
  ['a traced API before a function that is not', api(true, untraced()), ['Api > Fn: integration: ApiIntegrationUntraced']],
  ['a traced function behind an API that is not', api(undefined, traced()), ['Api > Fn: integration: ApiUntracedBeforeFunction']],
  ['a task that is not traced', machine(untraced()), ['Machine > Fn: task: StateMachineTaskUntraced']],
  ['a subscriber that is not traced', topic(untraced()), ['Topic > Fn: subscription: TopicSubscriberUntraced']],
  ['a function at the edge', atTheEdge, ['Site > Fn: edge function: LambdaEdgeTracing']],
  ['an event source that Lambda does not trace', mapping(ref('Cluster')), ['Cluster > Fn: event source: LambdaEventSourceMappingTracing']],
  ['one that is not in the template', mapping(kafka), [`${kafka} > Fn: event source: LambdaEventSourceMappingTracing`]],
  ['Amazon MSK, in SAM', samEvent('MSK', 'Stream'), ['Source > Fn: event source: ServerlessEventSourceTracing']],
  ['Amazon MQ, in SAM', samEvent('MQ', 'Broker'), ['Source > Fn: event source: ServerlessEventSourceTracing']],
  ['Amazon DocumentDB, in SAM', samEvent('DocumentDB', 'Cluster'), ['Source > Fn: event source: ServerlessEventSourceTracing']],
])('the edge of %s has the finding', (_, resources, expected) => {
  expect(found(resources)).toEqual(expected);
});

test.each<[string, Resources]>([
  ['an API and its function', api(true, traced())],
  ['a state machine and its task', machine(traced())],
  ['a topic and its subscriber', topic(traced())],
  ['a queue and its function', mapping(arn('Queue'))],
])('where both ends are traced, the edges of %s have none', (_, resources) => {
  expect(found(resources)).toEqual([]);
});

test('an acknowledged finding is on no edge and no node', () => {
  const templates = [source(topic(untraced()), { constructPath: 'Stack', constructPathOf: (id) => id === 'Fn' ? 'Stack/Fn' : undefined })];
  const acknowledgements = [{ ruleId: 'XRay::TopicSubscriberUntraced', constructPath: 'Stack/Fn', reason: 'known' }];
  const { nodes, edges } = buildTraceMap(survey({ templates, acknowledgements }), { folder: '.', inspectCode: false });
  expect(edges.flatMap(({ findings }) => findings)).toEqual([]);
  expect(nodes.find(({ id }) => id === 'Stack/Fn')!.findings).toEqual(['XRay::LambdaFunctionTracing']);
});

test('of two stacks of one name, the edge of the right one has the finding', () => {
  const templates = [source(topic(traced())), source(topic(untraced()))];
  const { edges } = buildTraceMap(survey({ templates, acknowledgements: [] }), { folder: '.', inspectCode: false });
  expect(edges.map(({ from, findings }) => [from, findings])).toEqual([['Stack/Topic', []], ['Stack/Topic (2)', ['XRay::TopicSubscriberUntraced']]]);
});

test.each<[string, string, Resources, any[]]>([
  ['ApiIntegrationUntraced', 'Fn', api(true, untraced()), [{ from: 'Stack/Stage', to: 'Stack/Fn', relation: 'integration' }]],
  ['ApiUntracedBeforeFunction', 'Stage', api(undefined, traced()), [{ from: 'Stack/Stage', to: 'Stack/Fn', relation: 'integration' }]],
  ['LambdaEventSourceMappingTracing', 'Mapping', mapping(kafka), [{ from: undefined, to: 'Stack/Fn', relation: 'event source' }]],
  ['LambdaFunctionTracing', 'Fn', topic(untraced()), []],
])('the finding %s tells of the way', (ruleId, at, resources, ways) => {
  const { findings } = surveyOf(resources);
  expect(findings.filter((finding) => finding.ruleId === `XRay::${ruleId}` && finding.logicalId === at).flatMap((finding) => finding.ways ?? [])).toEqual(ways);
});
