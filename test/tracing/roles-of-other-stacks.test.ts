import { Aws, aws_iam as iam, CfnOutput, CfnParameter, type CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { XRayPermissions, XRayTracing } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { cfnFunction, cfnRole, ENV, lambdaFunction, lambdaRole } from '../support/contract-stacks/parts';
import { logicalId, rendered } from '../support/resources';

const SENDING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

function tracedStacks(permissions?: XRayPermissions): [Stack, Stack] {
  const app = testApp();
  XRayTracing.of(app).enable({ permissions });
  return [new Stack(app, 'A', { env: ENV }), new Stack(app, 'B', { env: ENV })];
}

function policyFor(scope: Stack, role: iam.IRole): iam.Policy {
  return new iam.Policy(scope, 'Policy', { roles: [role], statements: [new iam.PolicyStatement({ actions: SENDING, resources: ['*'] })] });
}

function isGranted(role: CfnResource): boolean {
  return Template.fromStack(role.stack).toJSON().Resources[logicalId(role)].Properties.ManagedPolicyArns !== undefined;
}

const textsOf = (stack: Stack) => warningsOf(stack).map(({ text }) => text);

const resourceOf = (role: iam.Role) => role.node.defaultChild as CfnResource;

describe('a role that a nested stack gets by', () => {
  test('a parameter is granted', () => {
    const [stack] = tracedStacks();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const nested = new NestedStack(stack, 'Nested', { parameters: { RoleArn: role.attrArn } });
    cfnFunction(nested, 'Fn', new CfnParameter(nested, 'RoleArn').valueAsString);
    expect(isGranted(role)).toBe(true);
    expect(textsOf(stack)).toEqual([]);
  });

  test('a parameter with its name is granted', () => {
    const [stack] = tracedStacks();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const nested = new NestedStack(stack, 'Nested', { parameters: { RoleName: role.ref } });
    cfnFunction(nested, 'Fn', `arn:aws:iam::${ENV.account}:role/${new CfnParameter(nested, 'RoleName').valueAsString}`);
    expect(isGranted(role)).toBe(true);
  });

  test('a parameter from an output of another nested stack is granted', () => {
    const [stack] = tracedStacks();
    const roles = new NestedStack(stack, 'Roles');
    const role = cfnRole(roles, 'Role', 'lambda.amazonaws.com');
    new CfnOutput(roles, 'RoleArn', { value: role.attrArn });
    const nested = new NestedStack(stack, 'Nested', { parameters: { RoleArn: roles.nestedStackResource!.getAtt('Outputs.RoleArn').toString() } });
    cfnFunction(nested, 'Fn', new CfnParameter(nested, 'RoleArn').valueAsString);
    expect(isGranted(role)).toBe(true);
  });

  test.each([
    ['nothing', {}],
    ['the ARN of a role outside of the app', { RoleArn: `arn:aws:iam::${ENV.account}:role/elsewhere` }],
  ])('a parameter that has %s is told of', (_, parameters) => {
    const [stack] = tracedStacks();
    const nested = new NestedStack(stack, 'Nested', { parameters });
    cfnFunction(nested, 'Fn', new CfnParameter(nested, 'RoleArn').valueAsString);
    expect(textsOf(stack)).toEqual([expect.stringContaining('cannot change the role ${RoleArn},')]);
  });

  test.each<[string, () => string]>([
    ['nothing', () => Aws.NO_VALUE],
    ['an empty text', () => ''],
    ['the ARN of a role outside of the app', () => `arn:aws:iam::${ENV.account}:role/elsewhere`],
  ])('a parameter that has %s where a condition decides so is granted, and told of', (_, otherwise) => {
    const [stack] = tracedStacks();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const nested = new NestedStack(stack, 'Nested', { parameters: { RoleArn: Fn.conditionIf('Own', role.attrArn, otherwise()).toString() } });
    cfnFunction(nested, 'Fn', new CfnParameter(nested, 'RoleArn').valueAsString);
    expect(isGranted(role)).toBe(true);
    expect(textsOf(stack)).toEqual([expect.stringContaining('cannot change the role ${RoleArn},')]);
  });

  test('a parameter with the name of either of two roles is granted for both', () => {
    const [stack] = tracedStacks();
    const [one, two] = ['One', 'Two'].map((id) => cfnRole(stack, id, 'lambda.amazonaws.com'));
    const nested = new NestedStack(stack, 'Nested', { parameters: { RoleName: Fn.conditionIf('Own', one.ref, two.ref).toString() } });
    cfnFunction(nested, 'Fn', `arn:aws:iam::${ENV.account}:role/${new CfnParameter(nested, 'RoleName').valueAsString}`);
    expect([one, two].map(isGranted)).toEqual([true, true]);
  });

  test.each<[string, (same: string) => string]>([
    ['in a circle', (same) => same],
    ['in more circles than could be followed one by one', (same) => Fn.conditionIf('A', same, Fn.conditionIf('B', same, Fn.conditionIf('C', same, same))).toString()],
  ])('parameters and outputs that lead around %s is told of', (_, outputOf) => {
    const [stack] = tracedStacks();
    const [one, two] = ['One', 'Two'].map((id) => new NestedStack(stack, id));
    for (const [nested, other] of [[one, two], [two, one]]) {
      const { valueAsString } = new CfnParameter(nested, 'RoleArn');
      new CfnOutput(nested, 'SameRoleArn', { value: outputOf(valueAsString) });
      nested.setParameter('RoleArn', other.nestedStackResource!.getAtt('Outputs.SameRoleArn').toString());
      cfnFunction(nested, 'Fn', valueAsString);
    }
    expect(textsOf(stack)).toHaveLength(2);
  });
});

test.each<[string, (stack: Stack, arn: string) => unknown]>([
  ['an L1 function', (stack, arn) => cfnFunction(stack, 'Fn', arn)],
  ['an L2 function', (stack, arn) => lambdaFunction(stack, 'Fn', { role: iam.Role.fromRoleArn(stack, 'Role', arn) })],
])('a role that %s imports from a stack of the app is granted there', (_, makeFunction) => {
  const [exporting, importing] = tracedStacks(XRayPermissions.inline());
  const role = cfnRole(exporting, 'Role', 'lambda.amazonaws.com');
  new CfnOutput(exporting, 'RoleArn', { value: role.attrArn, exportName: 'shared-role' });
  makeFunction(importing, Fn.importValue('shared-role'));
  expect(rendered(role).Properties.Policies).toHaveLength(1);
  expect(textsOf(importing)).toEqual([]);
  Template.fromStack(importing).resourceCountIs('AWS::IAM::Policy', 0);
  expect(importing.dependencies).toEqual([exporting]);
});

test.each<[string, (exporting: Stack, importing: Stack) => void]>([
  ['by a detour', (exporting, importing) => {
    const between = new Stack(exporting.node.root, 'Between', { env: ENV });
    exporting.addStackDependency(between);
    between.addStackDependency(importing);
  }],
  ['because it refers to it', (exporting, importing) => new CfnOutput(exporting, 'User', { value: new iam.CfnUser(importing, 'User').attrArn })],
])('a stack that imports a role does not wait for the one that exports it where that waits for it %s', (_, makeWait) => {
  const [exporting, importing] = tracedStacks();
  makeWait(exporting, importing);
  const role = cfnRole(exporting, 'Role', 'lambda.amazonaws.com');
  new CfnOutput(exporting, 'RoleArn', { value: role.attrArn, exportName: 'shared-role' });
  cfnFunction(importing, 'Fn', Fn.importValue('shared-role'));
  expect(isGranted(role)).toBe(true);
  Template.fromStack(importing);
  expect(importing.dependencies).toEqual([]);
});

describe('a function in a nested stack', () => {
  /** What the nested stack waits for, for the sake of a function in it. */
  function awaited(permissions: XRayPermissions, change: (stack: Stack, role: CfnResource) => void): string[] {
    const [stack] = tracedStacks(permissions);
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const nested = new NestedStack(stack, 'Nested');
    cfnFunction(nested, 'Fn', role.attrArn);
    change(stack, role);
    return rendered(nested.nestedStackResource!).DependsOn;
  }

  const policy = (stack: Stack, role: CfnResource) => new iam.CfnPolicy(stack, 'Own', {
    policyName: 'own', roles: [role.ref], policyDocument: { Statement: [{ Effect: 'Allow', Action: 'xray:*', Resource: '*' }] },
  });

  test('waits, by its stack, for the policy of the role that its parent has', () => {
    expect(awaited(XRayPermissions.awsManaged(), policy)).toEqual(['Own']);
  });

  test('does not wait for a policy that refers to what the parent has', () => {
    expect(awaited(XRayPermissions.awsManaged(), (stack, role) => {
      policy(stack, role).policyDocument.Statement.push({ Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } });
    })).toBeUndefined();
  });
});

test.each<[string, (policy: iam.CfnPolicy, nested: NestedStack, fn: CfnResource, stack: Stack) => void]>([
  ['by a dependency', (policy, nested) => policy.node.addDependency(nested)],
  ['by another role that it is for', (policy, _, fn, stack) => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: fn.getAtt('Arn') }] };
    const other = cfnRole(stack, 'Other', 'lambda.amazonaws.com', { policies: [{ policyName: 'P', policyDocument: PolicyDocument }] });
    policy.roles = [...policy.roles!, other.ref];
  }],
  ['because it waits for another one, of which a resource refers to it', (policy, _, fn, stack) => {
    const other = new NestedStack(stack, 'NestedToo');
    cfnRole(other, 'Role', 'lambda.amazonaws.com', { description: fn.ref });
    policy.node.addDependency(other);
  }],
])('a nested stack does not wait for a policy that waits for it %s, and the role gets a grant of its own', (_, change) => {
  const [stack] = tracedStacks();
  const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
  const nested = new NestedStack(stack, 'Nested');
  const fn = cfnFunction(nested, 'Fn', role.attrArn);
  const policyDocument = { Statement: [{ Effect: 'Allow', Action: 'xray:*', Resource: '*' }] };
  change(new iam.CfnPolicy(stack, 'Own', { policyName: 'own', roles: [role.ref], policyDocument }), nested, fn, stack);
  expect(rendered(nested.nestedStackResource!).DependsOn).toBeUndefined();
  expect(isGranted(role)).toBe(true);
});

test('a nested stack does not wait for a policy of the role in it, which waits for it, and the role gets a grant of its own', () => {
  const [stack] = tracedStacks();
  const nested = new NestedStack(stack, 'Nested');
  const role = lambdaRole(nested, 'Role');
  lambdaFunction(nested, 'Fn', { role });
  policyFor(stack, role);
  expect(rendered(nested.nestedStackResource!).DependsOn).toBeUndefined();
  expect(isGranted(resourceOf(role))).toBe(true);
});

describe('a policy in another stack that lets the role of a function send', () => {
  test('is not relied on where that stack is deployed after the function\'s', () => {
    const [first, second] = tracedStacks();
    const role = lambdaRole(first, 'Role');
    lambdaFunction(first, 'Fn', { role });
    policyFor(second, role);
    expect(isGranted(resourceOf(role))).toBe(true);
  });

  test('is not relied on where that stack is nested beside the function', () => {
    const [stack] = tracedStacks();
    const role = lambdaRole(stack, 'Role');
    cfnFunction(stack, 'Fn', role.roleArn);
    policyFor(new NestedStack(stack, 'Nested'), role);
    expect(isGranted(resourceOf(role))).toBe(true);
  });

  test('is relied on where it is with the role', () => {
    const [first, second] = tracedStacks();
    const role = lambdaRole(first, 'Role');
    policyFor(first, role);
    lambdaFunction(second, 'Fn', { role });
    expect(isGranted(resourceOf(role))).toBe(false);
  });

  test('is relied on where the function\'s stack waits for that stack', () => {
    const [first, second] = tracedStacks();
    const role = lambdaRole(first, 'Role');
    const third = new Stack(first.node.scope!, 'C', { env: ENV });
    policyFor(second, role);
    third.addStackDependency(second);
    lambdaFunction(third, 'Fn', { role });
    expect(isGranted(resourceOf(role))).toBe(false);
  });

  test.each<[string, (app: IConstruct) => { readonly ofRole: Stack; readonly ofPolicy: Stack; readonly ofFunction: Stack }]>([
    ['waits for that stack by a detour', (app) => {
      const [ofRole, ofPolicy, between, ofFunction] = ['C', 'D', 'E', 'F'].map((id) => new Stack(app, id, { env: ENV }));
      ofFunction.addStackDependency(between);
      between.addStackDependency(ofPolicy);
      return { ofRole, ofPolicy, ofFunction };
    }],
    ['is nested beside it and waits for it', (app) => {
      const ofRole = new Stack(app, 'C', { env: ENV });
      const [ofPolicy, ofFunction] = ['One', 'Two'].map((id) => new NestedStack(ofRole, id));
      ofFunction.addStackDependency(ofPolicy);
      return { ofRole, ofPolicy, ofFunction };
    }],
    ['is nested beside it and refers to what is in it', (app) => {
      const ofRole = new Stack(app, 'C', { env: ENV });
      const [ofPolicy, ofFunction] = ['One', 'Two'].map((id) => new NestedStack(ofRole, id));
      cfnRole(ofFunction, 'Other', 'lambda.amazonaws.com', { description: cfnRole(ofPolicy, 'Other', 'lambda.amazonaws.com').ref });
      return { ofRole, ofPolicy, ofFunction };
    }],
  ])('is relied on where the stack of a function whose role is used without policy updates %s', (_, stacksIn) => {
    const [{ node: { root } }] = tracedStacks();
    const { ofRole, ofPolicy, ofFunction } = stacksIn(root);
    const role = lambdaRole(ofRole, 'Role');
    policyFor(ofPolicy, role);
    lambdaFunction(ofFunction, 'Fn', { role: role.withoutPolicyUpdates() });
    Template.fromStack(ofFunction).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('does not make a role allowed that is used without policy updates: the function is left untraced', () => {
    const [first, second] = tracedStacks();
    const role = lambdaRole(first, 'Role');
    const fn = lambdaFunction(first, 'Fn', { role: role.withoutPolicyUpdates() });
    policyFor(second, role);
    expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
    expect(textsOf(first)).toEqual([expect.stringContaining('because it is used without policy updates')]);
  });
});

test('a policy that is in time for one function of a role and may be late for another is not relied on', () => {
  const [stack] = tracedStacks();
  const role = lambdaRole(stack, 'Role');
  role.addToPolicy(new iam.PolicyStatement({ actions: SENDING, resources: ['*'] }));
  lambdaFunction(stack, 'First', { role });
  cfnFunction(stack, 'Second', role.roleArn);
  expect(isGranted(resourceOf(role))).toBe(true);
});
