import * as path from 'path';
import { type App, Aws, aws_iam as iam, cloudformation_include as cfninc, CfnParameter, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { XRayPermissions, XRayTracing } from '../../src';
import { STABILIZATION, testApp, warningsOf } from '../contract/apps';
import { cfnFunction, cfnRole, ENV, lambdaFunction, lambdaRole, TEN_MANAGED_POLICIES, trustOf } from '../support/contract-stacks/parts';
import { rendered, resourcesOfType, xrayActions } from '../support/resources';

const SEND = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const STATEMENT = { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Effect: 'Allow', Resource: '*' };
const awsArn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] });
const tenArns = TEN_MANAGED_POLICIES.map((name) => `arn:aws:iam::aws:policy/${name}`);

function enabled(permissions?: XRayPermissions, context = {}): { app: App; stack: Stack } {
  const app = testApp(context);
  XRayTracing.of(app).enable({ permissions });
  return { app, stack: new Stack(app, 'Stack', { env: ENV }) };
}

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  const context = { [STABILIZATION]: stabilization };

  describe('awsManaged()', () => {
    test('attaches AWSXrayWriteOnlyAccess to an L2 role, and adds no resource', () => {
      const { stack } = enabled(undefined, context);
      const role = lambdaRole(stack, 'Role');
      lambdaFunction(stack, 'Fn', { role });
      expect(rendered(role).Properties.ManagedPolicyArns).toEqual([awsArn('AWSXrayWriteOnlyAccess')]);
      expect(resourcesOfType(stack, 'AWS::IAM::Policy')).toEqual([]);
    });

    test('keeps the managed policies that an L2 role has', () => {
      const { stack } = enabled(undefined, context);
      const fn = lambdaFunction(stack, 'Fn');
      expect(rendered(fn.role!).Properties.ManagedPolicyArns).toEqual([
        awsArn('service-role/AWSLambdaBasicExecutionRole'), awsArn('AWSXrayWriteOnlyAccess'),
      ]);
    });

    test.each([undefined, ['arn:aws:iam::aws:policy/ReadOnlyAccess']])('appends to the list of an L1 role: %j', (managedPolicyArns) => {
      const { stack } = enabled(undefined, context);
      const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { managedPolicyArns });
      cfnFunction(stack, 'Fn', role.attrArn);
      expect(rendered(role).Properties.ManagedPolicyArns).toEqual([...managedPolicyArns ?? [], awsArn('AWSXrayWriteOnlyAccess')]);
    });

    test('appends to the list of a raw role', () => {
      const { stack } = enabled(undefined, context);
      const role = new CfnResource(stack, 'Role', {
        type: 'AWS::IAM::Role',
        properties: { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'), ManagedPolicyArns: [tenArns[0]] },
      });
      cfnFunction(stack, 'Fn', role.getAtt('Arn').toString());
      expect(rendered(role).Properties.ManagedPolicyArns).toEqual([tenArns[0], awsArn('AWSXrayWriteOnlyAccess')]);
    });

    test('reaches the role of an included template', () => {
      const { stack } = enabled(undefined, context);
      const included = new cfninc.CfnInclude(stack, 'Included', { templateFile: path.join(__dirname, '..', 'support', 'templates', 'function-and-role.json') });
      expect(rendered(included.getResource('Role')).Properties.ManagedPolicyArns).toEqual([awsArn('AWSXrayWriteOnlyAccess')]);
      expect(warningsOf(stack)).toEqual([]);
    });
  });

  describe('a role that carries ten managed policies', () => {
    test('gets the statement in the default policy of its L2', () => {
      const { stack } = enabled(undefined, context);
      const managedPolicies = TEN_MANAGED_POLICIES.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name));
      const role = lambdaRole(stack, 'Role', { managedPolicies });
      lambdaFunction(stack, 'Fn', { role });
      expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(10);
      expect(resourcesOfType(stack, 'AWS::IAM::Policy').map((policy) => policy.Properties.PolicyDocument.Statement)).toEqual([[STATEMENT]]);
    });

    test('gets the statement in its own list where it has no L2', () => {
      const { stack } = enabled(undefined, context);
      const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { managedPolicyArns: tenArns });
      cfnFunction(stack, 'Fn', role.attrArn);
      expect(rendered(role).Properties).toMatchObject({
        ManagedPolicyArns: tenArns,
        Policies: [{ PolicyName: 'XRayTracing', PolicyDocument: { Statement: [STATEMENT] } }],
      });
    });

    test.each<[string, (role: iam.Role) => Construct]>([
      ['in the stack', ({ stack }) => stack], ['below the role', (role) => role],
    ])('counts the policies that name the role instead of standing in its list, %s', (_, scopeOf) => {
      const { stack } = enabled(undefined, context);
      const managedPolicies = TEN_MANAGED_POLICIES.slice(1).map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name));
      const role = lambdaRole(stack, 'Role', { managedPolicies });
      new iam.ManagedPolicy(scopeOf(role), 'Tenth', { roles: [role], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
      lambdaFunction(stack, 'Fn', { role });
      expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(9);
      expect(xrayActions(stack)).toEqual(SEND);
    });
  });

  test.each([[8, false], [2, true]])('a role that carries %i, and whose default policy the CDK splits, gets the managed policy: %s', (count, isAttached) => {
    const { stack } = enabled(undefined, context);
    const managedPolicies = TEN_MANAGED_POLICIES.slice(0, count).map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name));
    const role = lambdaRole(stack, 'Role', { managedPolicies });
    for (let i = 0; i < 130; i++) {
      role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [`arn:aws:s3:::bucket-with-a-long-name-${i}/some/prefix/*`] }));
    }
    lambdaFunction(stack, 'Fn', { role });
    expect(resourcesOfType(stack, 'AWS::IAM::ManagedPolicy')).toHaveLength(2);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(count + (isAttached ? 1 : 0));
    expect(xrayActions(stack)).toEqual(isAttached ? [] : SEND);
  });

  test('a role whose list is hidden by a token gets a policy of its own, and the function waits for it', () => {
    const { stack } = enabled(XRayPermissions.inline(), context);
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies: Lazy.any({ produce: () => [] }) });
    const fn = cfnFunction(stack, 'Fn', role.attrArn);
    const [policy] = resourcesOfType(stack, 'AWS::IAM::Policy');
    expect(policy.Properties).toMatchObject({ PolicyDocument: { Statement: [STATEMENT] }, Roles: [{ Ref: 'Role' }] });
    expect(rendered(fn).DependsOn).toEqual(['RoleXRayTracing']);
  });
});

describe('the name of the AWS managed policy', () => {
  test.each([
    ['a commercial region', 'eu-west-1', 'AWSXrayWriteOnlyAccess'],
    ['Beijing', 'cn-north-1', 'AWSXRayDaemonWriteAccess'],
    ['Ningxia', 'cn-northwest-1', 'AWSXRayDaemonWriteAccess'],
    ['GovCloud (US-West)', 'us-gov-west-1', 'AWSXRayDaemonWriteAccess'],
    ['GovCloud (US-East)', 'us-gov-east-1', 'AWSXRayDaemonWriteAccess'],
    ['an environment-agnostic stack', undefined, 'AWSXrayWriteOnlyAccess'],
    ['a region that is a token', Aws.REGION, 'AWSXrayWriteOnlyAccess'],
  ])('in %s (%#)', (_, region, name) => {
    const app = testApp();
    XRayTracing.of(app).enable();
    const stack = new Stack(app, 'Stack', { env: { account: ENV.account, region } });
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    expect(JSON.stringify(rendered(role).Properties.ManagedPolicyArns)).toContain(`:iam::aws:policy/${name}"`);
  });

  test('is the one that was given, in China too', () => {
    const app = testApp();
    XRayTracing.of(app).enable({ permissions: XRayPermissions.awsManaged('service-role/OurXRay') });
    const stack = new Stack(app, 'Stack', { env: { account: ENV.account, region: 'cn-north-1' } });
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    expect(rendered(role).Properties.ManagedPolicyArns).toEqual([awsArn('service-role/OurXRay')]);
  });

  test('can be one of which only the deployment knows the name', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: ENV });
    XRayTracing.of(app).enable({ permissions: XRayPermissions.awsManaged(new CfnParameter(stack, 'PolicyName').valueAsString) });
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    expect(rendered(role).Properties.ManagedPolicyArns).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/', { Ref: 'PolicyName' }]] },
    ]);
  });

  test.each(['', ' ', 'arn:aws:iam::aws:policy/X'])('must be a name, not %j', (name) => {
    expect(() => XRayPermissions.awsManaged(name)).toThrow(
      `\`policyName\` must be the name of an AWS managed policy, for example \`AWSXrayWriteOnlyAccess\`, got: ${JSON.stringify(name)}`);
  });
});

describe('inline()', () => {
  test('adds the actions that the resource needs to the default policy of an L2 role, as the L2 prop does', () => {
    const { stack } = enabled(XRayPermissions.inline());
    const fn = lambdaFunction(stack, 'Fn');
    const [policy] = resourcesOfType(stack, 'AWS::IAM::Policy');
    expect(policy.Properties).toMatchObject({ PolicyDocument: { Statement: [STATEMENT] }, Roles: [stack.resolve(fn.role!.roleName)] });
    expect(rendered(fn).DependsOn).toContain(stack.getLogicalId(fn.role!.node.findChild('DefaultPolicy').node.defaultChild as CfnResource));
  });

  test.each<[string, (role: iam.Role) => boolean]>([
    ['the default policy', (role) => role.node.tryRemoveChild('DefaultPolicy')],
    ['the resource of the default policy', (role) => role.node.findChild('DefaultPolicy').node.tryRemoveChild('Resource')],
  ])('makes a policy for an L2 role of which somebody has removed %s, to which the CDK would add', (_, remove) => {
    const { stack } = enabled(XRayPermissions.inline());
    const role = lambdaRole(stack, 'Role');
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    expect(remove(role)).toBe(true);
    const fn = lambdaFunction(stack, 'Fn', { role });
    const [policy, ...others] = resourcesOfType(stack, 'AWS::IAM::Policy');
    expect(policy.Properties).toMatchObject({ PolicyDocument: { Statement: [STATEMENT] }, Roles: [stack.resolve(role.roleName)] });
    expect(others).toEqual([]);
    expect(rendered(fn).DependsOn).toContain(stack.getLogicalId(role.node.findChild('XRayTracing').node.defaultChild as CfnResource));
  });

  test.each([true, false])('appends to the policies of an L1 role, raw %s, and keeps those that it has', (raw) => {
    const { stack } = enabled(XRayPermissions.inline());
    const own = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
    const role = raw
      ? new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'), Policies: [{ PolicyName: 'Own', PolicyDocument: own }] } })
      : cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies: [{ policyName: 'Own', policyDocument: own }] });
    cfnFunction(stack, 'Fn', role.getAtt('Arn').toString());
    expect(rendered(role).Properties.Policies).toEqual([
      { PolicyName: 'Own', PolicyDocument: own },
      { PolicyName: 'XRayTracing', PolicyDocument: { Version: '2012-10-17', Statement: [STATEMENT] } },
    ]);
  });

  test('appends in CloudFormation\'s spelling to a list that somebody overrides', () => {
    const { stack } = enabled(XRayPermissions.inline());
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const own = { PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } };
    role.addPropertyOverride('Policies', [own]);
    cfnFunction(stack, 'Fn', role.attrArn);
    expect(rendered(role).Properties.Policies).toEqual([own, { PolicyName: 'XRayTracing', PolicyDocument: { Version: '2012-10-17', Statement: [STATEMENT] } }]);
  });
});

describe('customerManaged()', () => {
  test('attaches the policy as it is', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const policy = new iam.ManagedPolicy(stack, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['xray:PutTraceSegments'], resources: ['*'] })] });
    XRayTracing.of(app).enable({ permissions: XRayPermissions.customerManaged(policy) });
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'Fn', { role });
    const l1 = cfnRole(stack, 'L1', 'lambda.amazonaws.com');
    cfnFunction(stack, 'L1Fn', l1.attrArn);
    const arn = stack.resolve(policy.managedPolicyArn);
    expect([role, l1].map((each) => rendered(each).Properties.ManagedPolicyArns)).toEqual([[arn], [arn]]);
  });

  test('does not attach it to an L1 role that has it already', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const policy = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Policy', 'tracing');
    XRayTracing.of(app).enable({ permissions: XRayPermissions.customerManaged(policy) });
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { managedPolicyArns: [policy.managedPolicyArn] });
    cfnFunction(stack, 'Fn', role.attrArn);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
  });

  test.each([undefined, null, {}])('must be a managed policy, not %j', (policy: any) => {
    expect(() => XRayPermissions.customerManaged(policy)).toThrow(new Error(
      `\`policy\` must be a managed policy, for example of \`ManagedPolicy.fromManagedPolicyName\`, got: ${policy === undefined ? 'undefined' : JSON.stringify(policy)}`));
  });
});

test('none() turns tracing on, touches no role and warns of none', () => {
  const { stack } = enabled(XRayPermissions.none());
  const fn = lambdaFunction(stack, 'Fn');
  const l1 = cfnFunction(stack, 'L1', `arn:aws:iam::${ENV.account}:role/literal`);
  expect([fn, l1].map((each) => rendered(each).Properties.TracingConfig)).toEqual([{ Mode: 'Active' }, { Mode: 'Active' }]);
  expect(rendered(fn.role!).Properties.ManagedPolicyArns).toEqual([awsArn('service-role/AWSLambdaBasicExecutionRole')]);
  expect(xrayActions(stack)).toEqual([]);
  expect(warningsOf(stack)).toEqual([]);
});

test.each<[string, (role: iam.CfnRole) => void]>([
  ['an override of', (role) => role.addPropertyOverride('ManagedPolicyArns', [tenArns[0]])],
  ['a list in place of', (role) => { role.managedPolicyArns = [tenArns[0]]; }],
  ['the removal of', (role) => { role.managedPolicyArns = undefined; }],
])('%s an L2 role\'s managed policies does not swallow the permission', (_, change) => {
  const { stack } = enabled();
  const role = lambdaRole(stack, 'Role');
  change(role.node.defaultChild as iam.CfnRole);
  lambdaFunction(stack, 'Fn', { role });
  const text = JSON.stringify(resourcesOfType(stack, 'AWS::IAM::Role')) + JSON.stringify(resourcesOfType(stack, 'AWS::IAM::Policy'));
  expect(text).toMatch(/AWSXrayWriteOnlyAccess|xray:PutTraceSegments/);
});
