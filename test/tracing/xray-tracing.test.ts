import {
  App, Aspects, aws_iam as iam, aws_lambda as lambda, aws_sns as sns, AspectPriority, CfnResource, type IAspect, NestedStack, Stack, Stage, Tags,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { TracingFinding, XRayAccess, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { includeTemplate } from '../support/include';

const functionIn = (scope: Stack, id: string) => new lambda.Function(scope, id, {
  code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
});

describe('of', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, '{}'],
    ['app', '"app"'],
  ])('%p is no scope', (scope, shown) => {
    expect(() => XRayTracing.of(scope as any)).toThrow(`\`scope\` must be a construct, for example the App, got: ${shown}`);
  });
});

describe('enable', () => {
  test('reaches what is defined after the call', () => {
    const app = new App();
    XRayTracing.of(app).enable();
    const stack = new Stack(app, 'Stack');
    functionIn(stack, 'Function');
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('gets along with roles and policies that are customized, which have no L1', () => {
    const stack = new Stack(testApp(), 'Stack');
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Function/ServiceRole': 'precreated' } });
    const fn = functionIn(stack, 'Function');
    const statements = [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })];
    new iam.ManagedPolicy(stack, 'Managed', { statements, roles: [fn.role!] });
    new iam.Policy(stack, 'Inline', { statements, roles: [fn.role!] });
    XRayTracing.of(stack).enable();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('of one construct leaves its neighbours alone', () => {
    const stack = new Stack(new App(), 'Stack');
    XRayTracing.of(functionIn(stack, 'Traced')).enable();
    functionIn(stack, 'Other');
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::Lambda::Function', { TracingConfig: Match.absent() }, 1);
  });

  test('is seen by the aspects of the user, which run later', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const seen: unknown[] = [];
    Aspects.of(app).add({ visit: (node) => void (lambda.CfnFunction.isCfnFunction(node) && seen.push(node.tracingConfig)) });
    functionIn(stack, 'Function');
    XRayTracing.of(app).enable();
    app.synth();
    expect(seen).toEqual([{ mode: 'Active' }]);
  });

  test('traces what an aspect adds while it runs', () => {
    const app = testApp({ [STABILIZATION]: true });
    const stack = new Stack(app, 'Stack');
    const adder: IAspect = {
      visit: (node: IConstruct) => void (node === stack && !stack.node.tryFindChild('Late') && new sns.Topic(stack, 'Late')),
    };
    Aspects.of(app).add(adder, { priority: AspectPriority.DEFAULT });
    XRayTracing.of(app).enable();
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { TracingConfig: 'Active' });
  });

  test('gets along with tags on what it traces', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new sns.Topic(stack, 'Topic');
    Tags.of(app).add('team', 'orders');
    XRayTracing.of(app).enable();
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { TracingConfig: 'Active', Tags: [{ Key: 'team', Value: 'orders' }] });
  });

  test('reaches nested stacks and gives their topics one policy, in the stack around them', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    new sns.Topic(nested, 'Topic');
    XRayTracing.of(stack).enable();
    Template.fromStack(nested).hasResourceProperties('AWS::SNS::Topic', { TracingConfig: 'Active' });
    Template.fromStack(nested).resourceCountIs('AWS::XRay::ResourcePolicy', 0);
    Template.fromStack(stack).resourceCountIs('AWS::XRay::ResourcePolicy', 1);
  });

  test('traces a CfnResource subclass of the user like a raw resource', () => {
    class OwnFunction extends CfnResource {}
    const stack = new Stack(new App(), 'Stack');
    new OwnFunction(stack, 'Function', { type: 'AWS::Lambda::Function', properties: { Role: 'arn:aws:iam::123456789012:role/x' } });
    XRayTracing.of(stack).enable();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('an app with nothing to trace stays as it is', () => {
    const template = (enable: boolean) => {
      const app = testApp();
      const stack = new Stack(app, 'Stack');
      new CfnResource(stack, 'Vpc', { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.0.0.0/16' } });
      if (enable) { XRayTracing.of(app).enable(); }
      return templateOf(stack);
    };
    expect(template(true)).toEqual(template(false));
  });
});

describe('exclude', () => {
  test.each([['', '""'], ['  ', '"  "'], [undefined, 'undefined'], [7, '7']])('%p is no reason', (reason, shown) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => XRayTracing.of(stack).exclude(reason as any)).toThrow(new Error(`[Stack] \`reason\` must say why the construct is not traced, for example "retired in March", got: ${shown}`));
  });

  test('reaches the Stages below, and writes its reason there', () => {
    const app = new App();
    const stage = new Stage(app, 'Sandbox');
    const stack = new Stack(stage, 'Stack');
    new sns.Topic(stack, 'Topic');
    XRayTracing.of(app).enable();
    XRayTracing.of(stage).exclude('sandboxes are not traced');
    Template.fromStack(stack).hasResource('AWS::SNS::Topic', {
      Properties: Match.absent(),
      Metadata: { 'cdk-xray': { excluded: 'sandboxes are not traced' } },
    });
  });
});

test('a row of the user is traced as ours are, permission included', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('booking.example.com') });
  new CfnResource(stack, 'Flow', { type: 'Acme::Booking::Flow', properties: { Worker: { RoleArn: role.roleArn } } });
  XRayTracing.of(app).registerTracer({
    resourceType: 'Acme::Booking::Flow',
    ruleId: 'BookingFlowTracing',
    access: XRayAccess.SEND,
    roleProperty: 'Worker.RoleArn',
    inspect: (resource) => TracingFinding.ofProperty(resource, 'Telemetry.Trace', 'ON'),
    enable: (context) => context.set('Telemetry.Trace', 'ON'),
  });
  XRayTracing.of(app).enable({ resourceTypes: ['Acme::Booking::Flow'] });
  Template.fromStack(stack).hasResourceProperties('Acme::Booking::Flow', { Telemetry: { Trace: 'ON' } });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Role'))).toContain('AWSXrayWriteOnlyAccess');
});

describe('SAM Globals of an included template', () => {
  test.each([
    ['that turn tracing on are enough', { Function: { Tracing: 'Active' } }, undefined],
    ['without tracing leave it to the function', { Function: { Timeout: 3 } }, 'Active'],
    ['that pass through are an explicit choice', { Function: { Tracing: 'PassThrough' } }, undefined],
  ])('%s', (_, Globals, tracing) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    includeTemplate(stack, {
      Transform: 'AWS::Serverless-2016-10-31',
      Globals,
      Resources: { Function: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: 's3://code/x.zip', Handler: 'a.b', Runtime: 'nodejs22.x' } } },
    });
    XRayTracing.of(app).enable();
    expect(templateOf(stack).Resources.Function.Properties.Tracing).toBe(tracing);
    expect(warningsOf(stack)).toEqual([]);
  });
});
