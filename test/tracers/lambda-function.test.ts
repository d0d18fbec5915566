import { App, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_iam as iam, aws_lambda as lambda, aws_s3 as s3, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TracingStatus, XRayTracing } from '../../src';
import { rawResource, warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';

const CODE = { ZipFile: 'exports.handler = async () => {};' };

propertyContract({
  resourceType: 'AWS::Lambda::Function',
  property: 'TracingConfig.Mode',
  on: 'Active',
  off: 'PassThrough',
  properties: { Code: CODE, Handler: 'index.handler', Runtime: 'nodejs22.x' },
  l1: (scope, id, role) => new lambda.CfnFunction(scope, id, { code: { zipFile: CODE.ZipFile }, handler: 'index.handler', runtime: 'nodejs22.x', role }),
  service: 'lambda.amazonaws.com',
});

const lambdaAtEdge = (role: iam.IRole, stack: Stack) => new lambda.Function(stack, 'Function', {
  code: lambda.Code.fromInline(CODE.ZipFile), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X, role,
});

test('a function that Lambda@Edge may run is left alone with a warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  lambdaAtEdge(new iam.Role(stack, 'Role', {
    assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('edgelambda.amazonaws.com')),
  }), stack);
  XRayTracing.of(app).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Function/Resource',
    text: expect.stringMatching(/^X-Ray cannot trace this AWS::Lambda::Function: .*Lambda@Edge does not support X-Ray.*\[ack: XRay::LambdaEdgeTracing\]$/),
  }]);
});

test.each([
  ['one service', { Service: 'edgelambda.amazonaws.com' }],
  ['a list of services', { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] }],
])('Lambda@Edge is told by a trust policy with %s', (_, Principal) => {
  const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal } } } };
  const resource = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': 'Role.Arn' }, TracingConfig: { Mode: 'Active' } } };
  expect(inspectedStatus(resource, { Resources: { Role } })).toBe(TracingStatus.UNSUPPORTED);
});

describe('a function with a role of somewhere else', () => {
  const imported = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/imported');
  const edgeLambdas = (fn: lambda.Function) => [{ eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST, functionVersion: fn.currentVersion }];
  const origin = new origins.HttpOrigin('example.com');
  const env = { account: '111122223333', region: 'us-east-1' };
  const messages = (stack: Stack) => warningsOf(stack).filter(({ text }) => text.includes('LambdaEdgeTracing'));

  test.each<[string, (fn: lambda.Function, stack: Stack) => void]>([
    ['the default behavior of a distribution', (fn, stack) => {
      new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin, edgeLambdas: edgeLambdas(fn) } });
    }],
    ['a further behavior of a distribution', (fn, stack) => {
      new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin } }).addBehavior('/x', origin, { edgeLambdas: edgeLambdas(fn) });
    }],
    ['a distribution below a bucket', (fn, stack) => {
      const bucket = new (class SiteBucket extends s3.Bucket {})(stack, 'Bucket');
      new cloudfront.Distribution(bucket, 'Site', { defaultBehavior: { origin, edgeLambdas: edgeLambdas(fn) } });
    }],
    ['a distribution of its own without an L2', (fn, stack) => {
      const LambdaFunctionAssociations = [{ EventType: 'viewer-request', LambdaFunctionARN: fn.currentVersion.functionArn }];
      rawResource(stack, 'Site', 'AWS::CloudFront::Distribution', { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations } } });
    }],
    ['a distribution of which a property beside is overridden', (fn, stack) => {
      const site = new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin, edgeLambdas: edgeLambdas(fn) } });
      (site.node.defaultChild as CfnResource).addPropertyOverride('DistributionConfig.Comment', 'Orders');
    }],
    ['an override of a distribution', (fn, stack) => {
      const site = new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin } });
      const associations = [{ EventType: 'viewer-request', LambdaFunctionARN: fn.currentVersion.functionArn }];
      (site.node.defaultChild as CfnResource).addPropertyOverride('DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations', associations);
    }],
  ])('is left alone where %s runs it at the edge', (_, associate) => {
    const app = new App();
    const stage = new Stage(app, 'Prod', { env });
    const stack = new Stack(stage, 'Functions');
    const fn = lambdaAtEdge(imported(stack), stack);
    associate(fn, new Stack(stage, 'Sites'));
    XRayTracing.of(app).enable();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    expect(messages(stack)).toEqual([{
      path: '/Prod/Functions/Function/Resource',
      text: expect.stringMatching(/^Tracing was not turned on for this AWS::Lambda::Function: a distribution runs it at the edge, and Lambda@Edge does not support X-Ray\..*\[ack: XRay::LambdaEdgeTracing\]$/),
    }]);
  });

  test('is left alone where a distribution of another region runs it at the edge', () => {
    const site = new Stack(new App(), 'Site', { env: { ...env, region: 'eu-west-1' } });
    const code = { code: lambda.Code.fromInline(CODE.ZipFile), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X };
    const [first, other] = ['First', 'Other'].map((id) => new cloudfront.experimental.EdgeFunction(site, id, {
      ...code, role: imported(new Stack(site.node.root, `Role${id}`)),
    }));
    new cloudfront.Distribution(site, 'Distribution', { defaultBehavior: { origin, edgeLambdas: edgeLambdas(first as any) } });
    XRayTracing.of(site.node.root).enable();
    (site.node.root as App).synth();
    const traced = [first, other].filter(({ lambda: fn }) => (fn.node.defaultChild as lambda.CfnFunction).tracingConfig !== undefined);
    expect(traced).toEqual([other]);
  });

  test('is traced where a distribution runs another', () => {
    const stack = new Stack(new App(), 'Stack', { env });
    lambdaAtEdge(imported(stack), stack);
    const other = new lambda.Function(stack, 'Other', { code: lambda.Code.fromInline(CODE.ZipFile), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
    new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin, edgeLambdas: edgeLambdas(other) } });
    XRayTracing.of(stack).enable();
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }, 1);
    expect(messages(stack)).toHaveLength(1);
  });
});

test('a function whose version a distribution names elsewhere is traced', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const fn = lambdaAtEdge(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), stack);
  const origin = new origins.HttpOrigin('a.example', { customHeaders: { 'x-release': fn.currentVersion.version } });
  new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin } });
  XRayTracing.of(stack).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  expect(warningsOf(stack)).toEqual([]);
});

test('a function that a distribution runs is left alone, though Lambda@Edge may not assume its role', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const fn = lambdaAtEdge(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), stack);
  const LambdaFunctionAssociations = [{ EventType: 'viewer-request', LambdaFunctionARN: fn.currentVersion.functionArn }];
  rawResource(stack, 'Site', 'AWS::CloudFront::Distribution', { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations } } });
  XRayTracing.of(stack).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
  expect(warningsOf(stack)).toEqual([{ path: '/Stack/Function/Resource', text: expect.stringContaining('a distribution runs it at the edge') }]);
});

test('a version is published anew, as with the prop', () => {
  const versionIds = [false, true].map((traced) => {
    const stack = new Stack(new App(), 'Stack');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const version = lambdaAtEdge(role, stack).currentVersion;
    if (traced) { XRayTracing.of(stack).enable(); }
    Template.fromStack(stack);
    return stack.resolve((version.node.defaultChild as lambda.CfnVersion).logicalId);
  });
  expect(versionIds[0]).not.toBe(versionIds[1]);
});
