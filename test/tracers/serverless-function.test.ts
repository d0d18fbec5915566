import { App, aws_sam as sam, Stack } from 'aws-cdk-lib';
import { TracingStatus, XRayTracing } from '../../src';
import { rawResource, templateOf, warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';
import { inspectedStatus } from '../support/inspect';

const PROPERTIES = { CodeUri: 's3://code/orders.zip', Handler: 'index.handler', Runtime: 'nodejs22.x' };
const ROUTE = { Path: '/', Method: 'get' };
const PROPS = { codeUri: 's3://code/orders.zip', handler: 'index.handler', runtime: 'nodejs22.x' };

propertyContract({
  resourceType: 'AWS::Serverless::Function',
  property: 'Tracing',
  on: 'Active',
  off: 'PassThrough',
  properties: PROPERTIES,
  l1: (scope, id, role) => new sam.CfnFunction(scope, id, { ...PROPS, role }),
  service: 'lambda.amazonaws.com',
});

test('SAM makes the role of a function that names none, with the permission, so nothing is missing', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new sam.CfnFunction(stack, 'Function', PROPS);
  XRayTracing.of(app).enable();
  expect(warningsOf(stack)).toEqual([]);
});

test.each<[string, any, any, (string | RegExp)[]]>([
  ['events of a source that Lambda cannot trace', { Events: { Calls: { Type: 'Api', Properties: { ...ROUTE, RestApiId: 'id' } }, Jobs: { Type: 'MQ', Properties: { Queue: 'jobs', Broker: 'arn' } } } }, undefined, [/^Lambda does not support active tracing .* Amazon MQ: .*\[ack: XRay::ServerlessEventSourceTracing\]$/]],
  ['events of others', { Events: { Jobs: { Type: 'SQS', Properties: { Queue: 'arn' } } } }, undefined, []],
  ['an alias that SAM publishes', { AutoPublishAlias: 'live' }, undefined, [/^SAM publishes no new version .*\[ack: XRay::AliasOfPublishedVersion\]$/]],
  ['an alias that SAM publishes by Globals', {}, { Function: { AutoPublishAlias: 'live' } }, [/^SAM publishes no new version/]],
  ['an alias that SAM publishes whatever changes', { AutoPublishAlias: 'live', AutoPublishAliasAllProperties: true }, undefined, []],
  ['an alias, traced already', { AutoPublishAlias: 'live', Tracing: 'Active' }, undefined, []],
])('a function with %s is warned of where there is a reason', (_, properties, Globals, expected) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Globals, Resources: { Function: { Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, ...properties } } } });
  XRayTracing.of(app).enable();
  expect(warningsOf(stack).map(({ text }) => text)).toEqual(expected.map((text) => expect.stringMatching(text)));
});

test.each<[string, any, any, string[], any?]>([
  ['is warned of, once', { Type: 'Api', Properties: ROUTE }, undefined, ['/Stack/Include/First']],
  ['is not warned of where Globals turn its tracing on', { Type: 'Api', Properties: ROUTE }, { Api: { TracingEnabled: true } }, []],
  ['is not warned of where Globals turn its tracing on, which the function ignores for itself', { Type: 'Api', Properties: ROUTE }, { Api: { TracingEnabled: true } }, [], { IgnoreGlobals: '*' }],
  ['is not warned of where the event is of another', { Type: 'HttpApi', Properties: ROUTE }, undefined, []],
])('the REST API that SAM makes for events %s', (...[, Event, Globals, paths, attributes]) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const fn = { Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, Events: { Event } }, ...attributes };
  includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Globals, Resources: { First: fn, Second: fn } });
  XRayTracing.of(app).enable();
  const warnings = warningsOf(stack).filter(({ text }) => text.includes('XRay::ImplicitApiUntraced'));
  expect(warnings.map(({ path }) => path)).toEqual(paths);
});

test.each([[undefined, false], [{ Function: { Tracing: 'Active' } }, false], [undefined, true]])(
  'a function that Lambda@Edge may run is left alone with a warning, Globals %j, overridden %s', (Globals, overrideExplicitSettings) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const trust = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] } } };
    const Resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
      Function: { Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    };
    includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Globals, Resources });
    XRayTracing.of(app).enable({ overrideExplicitSettings });
    expect(warningsOf(stack)).toEqual([{
      path: '/Stack/Include/Function',
      text: expect.stringMatching(/^X-Ray cannot trace this AWS::Serverless::Function: .*Lambda@Edge does not support X-Ray.*\[ack: XRay::LambdaEdgeTracing\]$/),
    }]);
    expect(templateOf(stack).Resources).toEqual(Resources);
    expect(inspectedStatus(Resources.Function, { Globals, Resources })).toBe(TracingStatus.UNSUPPORTED);
  });

test.each([
  ['Ref', { Ref: 'Function.Version' }, undefined],
  ['Fn::Sub', { 'Fn::Sub': '${Function.Version}' }, undefined],
  ['Ref, though Globals trace it', { Ref: 'Function.Version' }, { Function: { Tracing: 'Active' } }],
])('a function whose version a distribution runs at the edge, by %s, is left alone with a warning', (_, LambdaFunctionARN, Globals) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const fn = { Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, Role: 'arn:aws:iam::111122223333:role/edge', AutoPublishAlias: 'live' } };
  includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Globals, Resources: { Function: fn, Other: fn } });
  const LambdaFunctionAssociations = [{ EventType: 'viewer-request', LambdaFunctionARN }];
  rawResource(stack, 'Site', 'AWS::CloudFront::Distribution', { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations } } });
  XRayTracing.of(app).enable();
  expect(templateOf(stack).Resources.Function.Properties).toEqual(fn.Properties);
  expect(warningsOf(stack).filter(({ text }) => text.includes('XRay::LambdaEdgeTracing'))).toEqual([{
    path: '/Stack/Include/Function', text: expect.stringMatching(/^Tracing was not turned on .*: a distribution runs it at the edge/),
  }]);
});

describe('a function of whose role it is said that Lambda@Edge may assume it', () => {
  const trust = (...Service: string[]) => ({ AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] } });
  const AT_EDGE = trust('lambda.amazonaws.com', 'edgelambda.amazonaws.com');
  const status = (properties: any, Globals: any, attributes = {}) =>
    inspectedStatus({ Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, ...properties }, ...attributes }, { Globals: { Function: { Tracing: 'Active', ...Globals } } });

  test.each<[string, any, any]>([
    ['the function itself', AT_EDGE, {}],
    ['Globals', {}, AT_EDGE],
    ['Globals, which SAM adds to what the function says', trust('lambda.amazonaws.com'), AT_EDGE],
  ])('is not traced where %s says so', (_, properties, globals) => {
    expect(status(properties, globals)).toBe(TracingStatus.UNSUPPORTED);
  });

  test.each<[string, any, any, any?]>([
    ['Lambda alone may', {}, trust('lambda.amazonaws.com')],
    ['it ignores what Globals say', {}, AT_EDGE, { IgnoreGlobals: ['AssumeRolePolicyDocument'] }],
    ['it has a role of its own', { Role: 'arn:aws:iam::111122223333:role/own' }, AT_EDGE],
  ])('is traced where %s', (...[, properties, globals, attributes]) => {
    expect(status(properties, globals, attributes)).toBe(TracingStatus.TRACED);
  });
});

test.each([
  ['Globals turn it on', {}, { Function: { Tracing: 'Active' } }, TracingStatus.TRACED],
  ['Globals pass through', {}, { Function: { Tracing: 'PassThrough' } }, TracingStatus.EXCLUDED],
  ['Globals leave it to the deployment', {}, { Function: { Tracing: { Ref: 'Mode' } } }, TracingStatus.UNKNOWN],
  ['the function goes before Globals', { Tracing: 'PassThrough' }, { Function: { Tracing: 'Active' } }, TracingStatus.EXCLUDED],
  ['Globals without tracing', {}, { Function: { Timeout: 3 } }, TracingStatus.UNTRACED],
])('%s', (_, properties, globals, status) => {
  expect(inspectedStatus({ Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, ...properties } }, { Globals: globals })).toBe(status);
});

test.each(['*', ['Tracing']])('a function that ignores %j of Globals gets its own property', (IgnoreGlobals) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const Resources = { Function: { Type: 'AWS::Serverless::Function', Properties: PROPERTIES, IgnoreGlobals } };
  includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { Tracing: 'Active' } }, Resources });
  XRayTracing.of(app).enable();
  expect(templateOf(stack).Resources.Function).toMatchObject({ IgnoreGlobals, Properties: { Tracing: 'Active' } });
});

test.each(['*', ['Tracing']])('a function that ignores %j of Globals is not traced by them', (IgnoreGlobals) => {
  const fn = { Type: 'AWS::Serverless::Function', Properties: PROPERTIES, IgnoreGlobals };
  expect(inspectedStatus(fn, { Globals: { Function: { Tracing: 'Active' } } })).toBe(TracingStatus.UNTRACED);
});
