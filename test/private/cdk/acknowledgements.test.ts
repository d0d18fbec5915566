import { aws_iam as iam, aws_stepfunctions as sfn, Lazy, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { XRayPermissions, XRayTracing } from '../../../src';
import { testApp } from '../../contract/apps';
import { cfnFunction, cfnRole, ENV, lambdaFunction, lambdaRole, STATE_MACHINE_DEFINITION, TEN_MANAGED_POLICIES } from '../../support/contract-stacks/parts';
import { l1Of } from '../../support/resources';

const IAM4 = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSXrayWriteOnlyAccess]';
const IAM5 = 'AwsSolutions-IAM5[Resource::*]';
const STAR = 'Serverless-LambdaStarPermissions';
const NO_INLINE = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-IAMNoInlinePolicy`);

/** A stack, traced. */
function traced(permissions?: XRayPermissions, acknowledgeFindings?: boolean, context = {}): Stack {
  const stack = new Stack(testApp(context), 'Stack', { env: ENV });
  XRayTracing.of(stack).enable({ permissions, acknowledgeFindings });
  return stack;
}

/** The findings that are acknowledged anywhere in the synthesized app, by the path of the construct. */
function acknowledged(construct: IConstruct): Record<string, string[]> {
  testSynth(construct);
  const entries = construct.node.root.node.findAll().map((each) => [each.node.path, each.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object)).map((id) => id.replace(/^Annotation::/, '')).sort()]);
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

function testSynth(construct: IConstruct) {
  (construct.node.root as ReturnType<typeof testApp>).synth();
}

describe('the AWS managed policy that was attached', () => {
  test('is acknowledged on the role, with a reason', () => {
    const stack = traced();
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/Resource': [IAM4] });
    const [{ data }] = l1Of(role).node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    expect(Object.values(data)).toEqual([
      'AWSXrayWriteOnlyAccess allows no more than sending trace data to X-Ray; cdk-xray attached it because a traced resource uses this role.',
    ]);
  });

  test('is acknowledged by its own name', () => {
    const stack = traced(XRayPermissions.awsManaged('AWSXRayDaemonWriteAccess'));
    lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/Resource': [IAM4.replace('AWSXrayWriteOnlyAccess', 'AWSXRayDaemonWriteAccess')] });
  });

  test('is acknowledged once, however many resources share the role', () => {
    const stack = traced();
    const role = lambdaRole(stack, 'Role');
    ['A', 'B'].forEach((id) => lambdaFunction(stack, id, { role }));
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/Resource': [IAM4] });
  });

  test('is not acknowledged where it was attached before', () => {
    const stack = traced();
    lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess')] }) });
    expect(acknowledged(stack)).toEqual({});
  });

  test('is not acknowledged where the customer manages it', () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    const policy = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Policy', 'tracing');
    XRayTracing.of(stack).enable({ permissions: XRayPermissions.customerManaged(policy) });
    lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
    expect(acknowledged(stack)).toEqual({});
  });
});

describe.each([true, false])('the inline statement that was added, with minimized policies %s', (minimized) => {
  const tracedInline = () => traced(XRayPermissions.inline(), true, { '@aws-cdk/aws-iam:minimizePolicies': minimized });

  test('is acknowledged in a policy of its own', () => {
    const stack = tracedInline();
    lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/DefaultPolicy/Resource': [IAM5, ...NO_INLINE].sort() });
  });

  test('is acknowledged in a policy of an L1 role', () => {
    const stack = tracedInline();
    cfnFunction(stack, 'Fn', cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn);
    expect(acknowledged(stack)).toEqual({ 'Stack/Role': [IAM5, STAR, ...NO_INLINE].sort() });
  });

  test('is acknowledged where resources with different needs share an L2 role', () => {
    const stack = tracedInline();
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    new sfn.StateMachine(stack, 'Machine', { role, definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Succeed(stack, 'Done')) });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/DefaultPolicy/Resource': [IAM5, ...NO_INLINE].sort() });
  });

  test('is acknowledged where resources with different needs share an L1 role', () => {
    const stack = tracedInline();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    cfnFunction(stack, 'Fn', role.attrArn);
    new sfn.CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn, definition: STATE_MACHINE_DEFINITION });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role': [IAM5, STAR, ...NO_INLINE].sort() });
  });

  test('is acknowledged beside statements about named resources, which have no such finding; that the policy is inline was there before', () => {
    const stack = tracedInline();
    const role = lambdaRole(stack, 'Role');
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] }));
    lambdaFunction(stack, 'Fn', { role });
    expect(acknowledged(stack)).toEqual({ 'Stack/Role/DefaultPolicy/Resource': [IAM5] });
  });

  test.each(['before', 'after'])('is not acknowledged where somebody has added another wildcard %s', (when) => {
    const stack = tracedInline();
    const role = lambdaRole(stack, 'Role');
    const wildcard = () => role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    if (when === 'before') { wildcard(); }
    lambdaFunction(stack, 'Fn', { role });
    if (when === 'after') { wildcard(); }
    expect(acknowledged(stack)).toEqual({});
  });
});

test('the statement in the tenth-policy case is acknowledged too', () => {
  const stack = traced();
  lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role', { managedPolicies: TEN_MANAGED_POLICIES.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)) }) });
  expect(acknowledged(stack)).toEqual({ 'Stack/Role/DefaultPolicy/Resource': [IAM5, ...NO_INLINE].sort() });
});

test('the statement in a policy resource beside an L1 role is acknowledged there', () => {
  const stack = traced(XRayPermissions.inline());
  const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies: Lazy.any({ produce: () => [] }) });
  cfnFunction(stack, 'Fn', role.attrArn);
  expect(acknowledged(stack)).toEqual({ 'Stack/RoleXRayTracing': [IAM5, ...NO_INLINE].sort() });
});

test.each([undefined, XRayPermissions.inline()])('with `acknowledgeFindings: false` nothing is acknowledged (%#)', (permissions) => {
  const stack = traced(permissions, false);
  lambdaFunction(stack, 'Fn');
  cfnFunction(stack, 'L1', cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn);
  expect(acknowledged(stack)).toEqual({});
});
