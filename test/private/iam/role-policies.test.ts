import { type App, Aws, aws_iam as iam, CfnCondition, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { StackIndexes } from '../../../src/private/cdk/stack-index';
import { accessOf, AttachedPolicies, managedPoliciesOf, overflowPolicies, policiesAllow } from '../../../src/private/iam/role-policies';
import { cfnRole, lambdaRole, trustOf } from '../../support/contract-stacks/parts';
import { l1Of } from '../../support/resources';
import { newStack } from '../../support/views';

const SEND = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const document = (statement: Record<string, any> = {}) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: SEND, Resource: '*', ...statement }],
});
const SENDS = document();
const l2Document = (actions = SEND) => new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions, resources: ['*'] })] });

const access = (role: iam.CfnRole | iam.Role | CfnResource, actions: readonly string[] = SEND) =>
  accessOf(new CfnView(l1Of(role)), managedPoliciesOf(new CfnView(l1Of(role))), actions, new AttachedPolicies(new StackIndexes()));
const allows = (...args: Parameters<typeof access>) => access(...args).isAllowed;

/** Whether an L1 role with this inline policy document may send. */
function inlineAllows(policyDocument: any): boolean {
  return allows(cfnRole(newStack(), 'Role', 'lambda.amazonaws.com', { policies: [{ policyName: 'P', policyDocument }] }));
}

test.each([[99, 0], [100, 1], [159, 1], [160, 2]])('the CDK internals that it reads have the shape it expects: %i statements of 100 characters give %i overflow policies', (count, made) => {
  const stack = newStack();
  const role = lambdaRole(stack, 'Role');
  for (let i = 0; i < count; i++) { role.addToPolicy(new iam.PolicyStatement({ actions: ['a:B'], resources: [`${i}`.padStart(47, 'x')] })); }
  expect(overflowPolicies(role)).toBeGreaterThanOrEqual(made);
  (stack.node.root as App).synth();
  expect(role.node.children.map(({ node }) => node.id)).toEqual(['Resource', 'DefaultPolicy', 'OverflowPolicy1', 'OverflowPolicy2'].slice(0, 2 + made));
  expect(overflowPolicies(role)).toBe(made);
});

describe('an inline policy allows sending', () => {
  test.each<[string, any]>([
    ['by both actions', SENDS],
    ['by xray:*', document({ Action: 'xray:*' })],
    ['by a prefix', document({ Action: ['xray:Put*'] })],
    ['by a pattern with ?', document({ Action: ['xray:PutTraceSegment?', 'xray:PutTelemetryRecord?'] })],
    ['by *', document({ Action: '*' })],
    ['whatever the case of its letters', document({ Action: ['XRay:puttracesegments', 'xray:PUTTELEMETRYRECORDS'] })],
    ['on a list of resources with *', document({ Resource: ['arn:x', '*'] })],
    ['in two statements', { Statement: SEND.map((action) => ({ Effect: 'Allow', Action: action, Resource: '*' })) }],
    ['in a single statement without a list', { Statement: { Effect: 'Allow', Action: 'xray:*', Resource: '*' } }],
    ['as an L2 document', l2Document()],
    ['as a token', Lazy.any({ produce: () => SENDS })],
    ['as a token of an L2 document', Lazy.any({ produce: () => l2Document() })],
    ['by NotAction, about all actions but others', document({ Action: undefined, NotAction: 's3:*' })],
  ])('%s', (_, policyDocument) => {
    expect(inlineAllows(policyDocument)).toBe(true);
  });
});

describe('an inline policy does not allow sending', () => {
  test.each<[string, any]>([
    ['by one of the actions', document({ Action: SEND[0] })],
    ['by Deny', document({ Effect: 'Deny' })],
    ['by NotAction', document({ Action: undefined, NotAction: ['iam:*', 'xray:*'] })],
    ['under a condition', document({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })],
    ['on some resources', document({ Resource: 'arn:aws:xray:*:*:group/*' })],
    ['on NotResource', document({ Resource: undefined, NotResource: 'arn:x' })],
    ['by a pattern of other actions', document({ Action: 'xray:Get*' })],
    ['by an action that looks like a pattern', document({ Action: 'xray.Put.*' })],
    ['by a token in the place of the action', document({ Action: { Ref: 'Action' } })],
    ['by nothing', {}],
    ['by a reference', { Ref: 'Document' }],
  ])('%s', (_, policyDocument) => {
    expect(inlineAllows(policyDocument)).toBe(false);
  });
});

describe('a managed policy of AWS', () => {
  test.each([
    ['AWSXrayWriteOnlyAccess', true],
    ['AWSXRayDaemonWriteAccess', true],
    ['AWSXrayFullAccess', true],
    ['AdministratorAccess', true],
    ['PowerUserAccess', true],
    ['CloudWatchAgentServerPolicy', true],
    ['AWSXrayReadOnlyAccess', false],
    ['service-role/AWSLambdaBasicExecutionRole', false],
    ['CloudWatchLambdaApplicationSignalsExecutionRolePolicy', false],
  ])('%s lets send: %s', (name, expected) => {
    const stack = newStack();
    const arn = iam.ManagedPolicy.fromAwsManagedPolicyName(name);
    expect(allows(lambdaRole(stack, 'L2', { managedPolicies: [arn] }))).toBe(expected);
    expect(allows(cfnRole(stack, 'L1', 'x', { managedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] }))).toBe(expected);
    expect(allows(cfnRole(stack, 'China', 'x', { managedPolicyArns: [`arn:aws-cn:iam::aws:policy/${name}`] }))).toBe(expected);
    expect(allows(cfnRole(stack, 'Token', 'x', { managedPolicyArns: [arn.managedPolicyArn] }))).toBe(expected);
    expect(allows(cfnRole(stack, 'Sub', 'x', { managedPolicyArns: [Token.asString({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` })] }))).toBe(expected);
  });

  test('CloudWatchLambdaApplicationSignalsExecutionRolePolicy lets send segments', () => {
    const role = cfnRole(newStack(), 'Role', 'x', { managedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchLambdaApplicationSignalsExecutionRolePolicy'] });
    expect(allows(role, ['xray:PutTraceSegments'])).toBe(true);
  });

  test('is not meant by a namesake of a customer\'s', () => {
    const role = cfnRole(newStack(), 'Role', 'x', { managedPolicyArns: [`arn:aws:iam::${Aws.ACCOUNT_ID}:policy/AWSXrayWriteOnlyAccess`] });
    expect(allows(role)).toBe(false);
  });
});

describe('a policy of the app allows sending', () => {
  const both = (check: (stack: Stack, role: iam.CfnRole | iam.Role, asIRole: iam.IRole) => void) => {
    for (const level of ['L1', 'L2']) {
      const stack = newStack();
      const role = level === 'L2' ? lambdaRole(stack, 'Role') : cfnRole(stack, 'Role', 'lambda.amazonaws.com');
      check(stack, role, role instanceof iam.Role ? role : iam.Role.fromRoleName(stack, 'Imported', role.ref));
      expect([level, allows(role)]).toEqual([level, true]);
    }
  };

  test('as an L2 Policy that is attached to the role', () => {
    both((stack, _, role) => new iam.Policy(stack, 'Policy', { document: l2Document(), roles: [role] }));
  });

  test('as an L2 ManagedPolicy that names the role', () => {
    both((stack, _, role) => new iam.ManagedPolicy(stack, 'Policy', { document: l2Document(), roles: [role] }));
  });

  test('as the default policy', () => {
    const role = lambdaRole(newStack(), 'Role');
    role.addToPolicy(new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
    expect(allows(role)).toBe(true);
  });

  test('as an inline policy of the L2', () => {
    expect(allows(lambdaRole(newStack(), 'Role', { inlinePolicies: { P: l2Document() } }))).toBe(true);
  });

  test('as a ManagedPolicy that the role names', () => {
    const stack = newStack();
    const policy = new iam.ManagedPolicy(stack, 'Policy', { document: l2Document() });
    expect(allows(lambdaRole(stack, 'L2', { managedPolicies: [policy] }))).toBe(true);
    expect(allows(cfnRole(stack, 'L1', 'x', { managedPolicyArns: [policy.managedPolicyArn] }))).toBe(true);
    expect(allows(cfnRole(stack, 'Ref', 'x', { managedPolicyArns: [Token.asString({ Ref: stack.resolve(l1Of(policy).logicalId) })] }))).toBe(true);
  });

  test.each<[string, (stack: Stack, role: string) => void]>([
    ['CfnPolicy', (stack, role) => new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roles: [role] })],
    ['CfnPolicy with a token for a document', (stack, role) => new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: Lazy.any({ produce: () => SENDS }), roles: [role] })],
    ['CfnPolicy with a token for roles', (stack, role) => new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roles: Lazy.list({ produce: () => [role] }) })],
    ['CfnManagedPolicy', (stack, role) => new iam.CfnManagedPolicy(stack, 'P', { policyDocument: SENDS, roles: [role] })],
    ['CfnRolePolicy', (stack, role) => new iam.CfnRolePolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roleName: role })],
    ['a raw policy', (stack, role) => new CfnResource(stack, 'P', { type: 'AWS::IAM::Policy', properties: { PolicyName: 'p', PolicyDocument: SENDS, Roles: [role] } })],
    ['an overridden policy', (stack, role) => new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: {}, roles: [role] }).addPropertyOverride('PolicyDocument', SENDS)],
  ])('as %s', (_, make) => {
    both((stack, role, { roleName }) => make(stack, role instanceof iam.Role ? roleName : role.ref));
  });

  test.each<[string, string, any]>([
    ['a name', 'r', 'r'],
    ['a composed name', Fn.sub('${AWS::StackName}-r'), Fn.sub('${AWS::StackName}-r')],
  ])('as a policy that calls the role by %s', (_, roleName, called) => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x', { roleName });
    new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roles: [called] });
    expect(allows(role)).toBe(true);
    expect(allows(cfnRole(stack, 'Other', 'x', { roleName: 'other' }))).toBe(false);
  });

  test('together with others, each of which allows a part', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x', { policies: [{ policyName: 'A', policyDocument: document({ Action: SEND[0] }) }] });
    new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: document({ Action: SEND[1] }), roles: [role.ref] });
    expect(allows(role)).toBe(true);
  });

  test('not where it is attached to another role', () => {
    const stack = newStack();
    const [role, other] = ['A', 'B'].map((id) => lambdaRole(stack, id));
    new iam.Policy(stack, 'Policy', { document: l2Document(), roles: [other] });
    expect(allows(role)).toBe(false);
  });

  test('in the overrides of the role', () => {
    const role = cfnRole(newStack(), 'Role', 'x');
    role.addPropertyOverride('Policies', [{ PolicyName: 'P', PolicyDocument: SENDS }]);
    expect(allows(role)).toBe(true);
  });

  test('in a list of a raw role', () => {
    const properties = { AssumeRolePolicyDocument: trustOf('x'), Policies: [{ PolicyName: 'P', PolicyDocument: SENDS }] };
    expect(allows(new CfnResource(newStack(), 'Role', { type: 'AWS::IAM::Role', properties }))).toBe(true);
  });

  test('in a list that is a token', () => {
    expect(allows(cfnRole(newStack(), 'Role', 'x', { policies: Lazy.any({ produce: () => [{ policyName: 'P', policyDocument: SENDS }] }) }))).toBe(true);
  });
});

describe('a policy that somebody has removed from the app does not allow it:', () => {
  test.each<[string, (role: iam.Role) => unknown]>([
    ['the default policy', (role) => role.node.tryRemoveChild('DefaultPolicy')],
    ['the resource of the default policy', (role) => role.node.findChild('DefaultPolicy').node.tryRemoveChild('Resource')],
  ])('%s', (_, remove) => {
    const role = lambdaRole(newStack(), 'Role');
    role.addToPolicy(new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
    expect(remove(role)).toBe(true);
    expect(allows(role)).toBe(false);
  });

  test('the resource of the policy of an imported role', () => {
    const stack = newStack();
    const policy = new iam.Policy(stack, 'Policy', { document: l2Document() });
    expect(policiesAllow([policy], SEND)).toBe(true);
    policy.node.tryRemoveChild('Resource');
    expect(policiesAllow([policy], SEND)).toBe(false);
  });
});

describe('what a condition may leave out does not allow it', () => {
  const conditionIn = (stack: Stack, id = 'IsProd') => new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
  const CHOSEN = 'arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess';

  test.each<[string, (stack: Stack, role: string) => CfnResource]>([
    ['a policy', (stack, role) => new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roles: [role] })],
    ['a managed policy', (stack, role) => new iam.CfnManagedPolicy(stack, 'P', { policyDocument: SENDS, roles: [role] })],
    ['a policy of one role', (stack, role) => new iam.CfnRolePolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roleName: role })],
  ])('%s, unless the role has the condition, too', (_, make) => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x');
    const [condition, other] = ['IsProd', 'IsTest'].map((id) => conditionIn(stack, id));
    make(stack, role.ref).cfnOptions.condition = condition;
    expect(allows(role)).toBe(false);
    role.cfnOptions.condition = other;
    expect(allows(role)).toBe(false);
    role.cfnOptions.condition = condition;
    expect(allows(role)).toBe(true);
  });

  test('a policy that an L2 role knows of', () => {
    const role = lambdaRole(newStack(), 'Role');
    const policy = new iam.Policy(role.stack, 'Policy', { document: l2Document(), roles: [role] });
    l1Of(policy).cfnOptions.condition = conditionIn(role.stack);
    expect(allows(role)).toBe(false);
  });

  test('a policy in whose list of roles a condition decides', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x');
    const roles = [Fn.conditionIf(conditionIn(stack).logicalId, role.ref, Aws.NO_VALUE).toString()];
    new iam.CfnPolicy(stack, 'P', { policyName: 'p', policyDocument: SENDS, roles });
    expect(allows(role)).toBe(false);
  });

  test('a managed policy in the list of the role', () => {
    const stack = newStack();
    const managed = new iam.CfnManagedPolicy(stack, 'Managed', { policyDocument: SENDS });
    const decided = (arn: string) => Fn.conditionIf('IsProd', arn, Aws.NO_VALUE).toString();
    expect(allows(cfnRole(stack, 'Aws', 'x', { managedPolicyArns: [decided(CHOSEN)] }))).toBe(false);
    expect(allows(cfnRole(stack, 'Own', 'x', { managedPolicyArns: [decided(managed.ref)] }))).toBe(false);
    const properties = { AssumeRolePolicyDocument: trustOf('x'), ManagedPolicyArns: [{ 'Fn::If': ['IsProd', CHOSEN, { Ref: 'AWS::NoValue' }] }] };
    expect(allows(new CfnResource(stack, 'Raw', { type: 'AWS::IAM::Role', properties }))).toBe(false);
  });
});

describe('the ARNs of managed policies', () => {
  test('are undefined where a token hides them', () => {
    expect(managedPoliciesOf(new CfnView(cfnRole(newStack(), 'Role', 'x', { managedPolicyArns: Token.asList({ Ref: 'Arns' }) }))).arns).toBeUndefined();
  });

  test('are none where there are none', () => {
    expect(managedPoliciesOf(new CfnView(cfnRole(newStack(), 'Role', 'x'))).arns).toEqual([]);
    expect(managedPoliciesOf(new CfnView(l1Of(lambdaRole(newStack(), 'Role')))).arns).toEqual([]);
  });
});

describe('the policies without which a role may not send', () => {
  const policyFor = (role: iam.CfnRole | iam.Role, id: string, actions: any) => new iam.CfnPolicy(role.stack, id, {
    policyName: id, policyDocument: document({ Action: actions }), roles: [role instanceof iam.Role ? role.roleName : role.ref],
  });

  test('are those resources of their own that allow it', () => {
    const role = lambdaRole(newStack(), 'Role');
    const policies = SEND.map((action, index) => policyFor(role, `P${index}`, action));
    policyFor(role, 'Other', 's3:*');
    expect(access(role)).toEqual({ isAllowed: true, policies });
  });

  test('are none where the role allows it itself, or a managed policy that it names', () => {
    const stack = newStack();
    const managed = new iam.CfnManagedPolicy(stack, 'Managed', { policyDocument: SENDS });
    const roles = [
      cfnRole(stack, 'Inline', 'x', { policies: [{ policyName: 'A', policyDocument: SENDS }] }),
      cfnRole(stack, 'Aws', 'x', { managedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'] }),
      cfnRole(stack, 'Customer', 'x', { managedPolicyArns: [managed.ref] }),
    ];
    roles.forEach((role) => policyFor(role, `PolicyOf${role.node.id}`, 'xray:*'));
    expect(roles.map((role) => access(role))).toEqual(roles.map(() => ({ isAllowed: true, policies: [] })));
  });

  test('are only as many as are needed', () => {
    const role = lambdaRole(newStack(), 'Role');
    const [first] = ['A', 'B'].map((id) => policyFor(role, id, 'xray:*'));
    expect(access(role)).toEqual({ isAllowed: true, policies: [first] });
  });

  test('may allow a part, which is not enough', () => {
    const role = lambdaRole(newStack(), 'Role');
    policyFor(role, 'Part', SEND[0]);
    expect(access(role).isAllowed).toBe(false);
  });
});

describe('the policies that name a role', () => {
  test('are those that concern X-Ray, with normalized statements', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x');
    new iam.CfnPolicy(stack, 'Other', { policyName: 'o', policyDocument: document({ Action: 's3:*' }), roles: [role.ref] });
    const resource = new iam.CfnPolicy(stack, 'Ours', { policyName: 'p', policyDocument: { Statement: document({ Action: 'xray:*' }).Statement[0] }, roles: [role.ref] });
    const attached = new AttachedPolicies(new StackIndexes());
    expect(attached.of(role)).toEqual([{ resource, statements: [{ Effect: 'Allow', Action: ['xray:*'], Resource: ['*'] }] }]);
    expect(attached.managedPolicyCount(role)).toBe(0);
  });

  test('are counted where they are managed, whatever they concern', () => {
    const stack = newStack();
    const [role, other] = ['Role', 'Other'].map((id) => cfnRole(stack, id, 'x'));
    ['s3:*', 'xray:*'].forEach((action, index) =>
      new iam.CfnManagedPolicy(stack, `P${index}`, { policyDocument: document({ Action: action }), roles: [role.ref] }));
    const attached = new AttachedPolicies(new StackIndexes());
    expect([attached.managedPolicyCount(role), attached.managedPolicyCount(other), attached.of(role).length]).toEqual([2, 0, 1]);
  });
});
