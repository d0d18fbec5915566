import { App, Aws, aws_iam as iam, CfnOutput, CfnParameter, CfnResource, Fn, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { findPrincipals } from '../../../src/private/iam/principals';
import { cfnFunction, cfnRole, lambdaFunction, lambdaRole, trustOf } from '../../support/contract-stacks/parts';
import { includeTemplate } from '../../support/include';
import { l1Of } from '../../support/resources';
import { newStack } from '../../support/views';

const ARN = 'arn:aws:iam::111122223333:role/r';
const IN_IRELAND = { env: { account: '111122223333', region: 'eu-west-1' } };

/** The principals of a function whose `Role` is made in its stack. */
function principalsOf(role: (stack: Stack) => string) {
  const stack = newStack();
  return findPrincipals(new CfnView(cfnFunction(stack, 'Fn', role(stack))), 'Role');
}

test('an L2 role is found with its L1', () => {
  const stack = newStack();
  const role = lambdaRole(stack, 'Role');
  const [principal] = findPrincipals(new CfnView(l1Of(lambdaFunction(stack, 'Fn', { role }))), 'Role');
  expect(principal).toMatchObject({ key: l1Of(role), l2: role });
  expect(principal.description()).toBe('the role Stack/Role,');
  expect(principal.role?.resource).toBe(l1Of(role));
});

test.each<[string, (stack: Stack) => CfnResource]>([
  ['an L1 role', (stack) => cfnRole(stack, 'Role', 'lambda.amazonaws.com')],
  ['a raw role', (stack) => new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') } })],
])('%s is found without an L2', (_, make) => {
  const stack = newStack();
  const role = make(stack);
  for (const value of [role.getAtt('Arn').toString(), Fn.sub('${Role.Arn}'), role.ref]) {
    const [principal] = findPrincipals(new CfnView(cfnFunction(stack, `Fn${stack.node.children.length}`, value)), 'Role');
    expect(principal).toMatchObject({ key: role });
    expect(principal.description()).toBe('the role Stack/Role,');
    expect(principal.role?.resource).toBe(role);
    expect(principal.l2).toBeUndefined();
  }
});

test.each<[string, any, (string | undefined)[]]>([
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Role', 'Arn'] }, ['Role']],
  ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Role.Arn' }, ['Role']],
  ['Fn::Sub', { 'Fn::Sub': '${Role.Arn}' }, ['Role']],
  ['Fn::If', { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['Role', 'Arn'] }, { 'Fn::GetAtt': ['Other', 'Arn'] }] }, ['Role', 'Other']],
  ['Fn::If with a parameter', { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'RoleArn' }] }, ['Role', undefined]],
  ['a parameter', { Ref: 'RoleArn' }, [undefined]],
  ['an import', { 'Fn::ImportValue': 'RoleArn' }, [undefined]],
  ['a literal', ARN, [undefined]],
])('the role of an included template is found by %s', (_, role, expected) => {
  const roleResource = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') } };
  const included = includeTemplate(newStack(), {
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
    Parameters: { RoleArn: { Type: 'String' } },
    Resources: { Role: roleResource, Other: roleResource, Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'x' }, Role: role } } },
  });
  const principals = findPrincipals(new CfnView(included.getResource('Function')), 'Role');
  expect(principals.map((principal) => principal.role?.logicalId)).toEqual(expected);
});

test.each<[string, (stack: Stack) => string, string]>([
  ['a literal ARN', () => ARN, `the role ${ARN},`],
  ['an imported role', (stack) => iam.Role.fromRoleArn(stack, 'Role', ARN).roleArn, `the role ${ARN},`],
  ['a parameter', (stack) => new CfnParameter(stack, 'Param').valueAsString, 'the role ${Param},'],
  ['an import', () => Fn.importValue('RoleArn'), 'the role {"Fn::ImportValue":"RoleArn"},'],
  ['a text with a reference in it', (stack) => `arn:aws:iam::111122223333:role/${cfnRole(stack, 'Role', 'x').ref}-writer`,
    'the role arn:aws:iam::111122223333:role/${Role}-writer,'],
  ['a resource that is no role', (stack) => new iam.CfnUser(stack, 'User').attrArn, 'the role ${User.Arn},'],
])('%s cannot be changed', (_, role, description) => {
  expect(principalsOf(role).map((principal) => principal.description())).toEqual([description]);
  expect(principalsOf(role)[0].role).toBeUndefined();
});

describe('a role that another stack exports', () => {
  const NAME = 'shared-role';

  /** The principal of a function in a stack that imports what another one exports. */
  function imported({ props = {}, exporting = {}, name = NAME, exportName = NAME }: {
    readonly props?: StackProps;
    readonly exporting?: StackProps;
    readonly name?: string;
    readonly exportName?: string;
  } = {}) {
    const app = new App();
    const shared = new Stack(app, 'Shared', exporting);
    const role = cfnRole(shared, 'Role', 'lambda.amazonaws.com');
    new CfnOutput(shared, 'Output', { value: role.attrArn, exportName });
    new CfnOutput(shared, 'Other', { value: 'arn:aws:iam::111122223333:role/other', exportName: 'other' });
    const [principal] = findPrincipals(new CfnView(cfnFunction(new Stack(app, 'Stack', props), 'Fn', Fn.importValue(name))), 'Role');
    return { role, principal };
  }

  test.each<[string, Parameters<typeof imported>[0]]>([
    ['its name', {}],
    ['a name with that of its stack', { name: 'Shared-role', exportName: Fn.sub('${AWS::StackName}-role') }],
    ['a name with a region', { name: Fn.sub('${AWS::Region}-role'), exportName: Fn.join('-', [Aws.REGION, 'role']) }],
    ['its name in the same environment', { props: IN_IRELAND, exporting: IN_IRELAND }],
  ])('is found by %s', (_, options) => {
    const { role, principal } = imported(options);
    expect(principal.role?.resource).toBe(role);
  });

  test.each<[string, Parameters<typeof imported>[0]]>([
    ['another name', { name: 'shared' }],
    ['the name of what is no resource', { name: 'other' }],
    ['its name in another region', { props: IN_IRELAND, exporting: { env: { ...IN_IRELAND.env, region: 'us-east-1' } } }],
  ])('is not found by %s', (_, options) => {
    expect(imported(options).principal.role).toBeUndefined();
  });

  test('is that of the own Stage', () => {
    const app = new App();
    const roles = ['Dev', 'Prod'].map((id) => {
      const stage = new Stage(app, id);
      const shared = new Stack(stage, 'Shared');
      const role = cfnRole(shared, 'Role', 'lambda.amazonaws.com');
      new CfnOutput(shared, 'Output', { value: role.attrArn, exportName: NAME });
      return { role, principals: findPrincipals(new CfnView(cfnFunction(new Stack(stage, 'Stack'), 'Fn', Fn.importValue(NAME))), 'Role') };
    });
    for (const { role, principals } of roles) { expect(principals.map((each) => each.role?.resource)).toEqual([role]); }
  });
});

describe('a role that is called by its name', () => {
  const AGNOSTIC = {};
  const roleIn = (stack: Stack, roleName: string) => cfnRole(stack, 'Role', 'lambda.amazonaws.com', { roleName });
  const found = (stack: Stack, reference: string) => findPrincipals(new CfnView(cfnFunction(stack, 'Fn', reference)), 'Role');

  test.each<[string, any, (stack: Stack) => string]>([
    ['a literal ARN', IN_IRELAND, () => ARN],
    ['a literal ARN with a path', IN_IRELAND, () => 'arn:aws:iam::111122223333:role/service-role/r'],
    ['a literal ARN in a stack of any account', AGNOSTIC, () => ARN],
    ['an ARN that the CDK formats', IN_IRELAND, (stack) => stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'r' })],
    ['an ARN that the CDK formats in a stack of any account', AGNOSTIC, (stack) => stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'r' })],
    ['Fn::Sub', AGNOSTIC, () => Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/r')],
    ['its name', AGNOSTIC, () => 'r'],
  ])('is found by %s', (_, props, reference) => {
    const stack = new Stack(undefined, 'Stack', props);
    const role = roleIn(stack, 'r');
    expect(found(stack, reference(stack))).toMatchObject([{ key: role, isByName: true }]);
  });

  test('is found with its L2', () => {
    const stack = new Stack(undefined, 'Stack', IN_IRELAND);
    const role = lambdaRole(stack, 'Role', { roleName: 'r' });
    expect(found(stack, ARN)).toMatchObject([{ key: l1Of(role), l2: role, isByName: true }]);
  });

  test('is found by a name that both compose in the same way', () => {
    const stack = newStack();
    const role = roleIn(stack, Fn.sub('${AWS::StackName}-r'));
    expect(found(stack, Fn.sub('arn:aws:iam::${AWS::AccountId}:role/${AWS::StackName}-r'))).toMatchObject([{ key: role }]);
  });

  test('is found by a reference at the end of its ARN, which CloudFormation knows', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x');
    for (const [index, reference] of [`arn:aws:iam::111122223333:role/${role.ref}`, Fn.sub('arn:aws:iam::${AWS::AccountId}:role/${Role}')].entries()) {
      const [principal] = findPrincipals(new CfnView(cfnFunction(stack, `Fn${index}`, reference)), 'Role');
      expect([principal.key, principal.isByName]).toEqual([role, undefined]);
    }
  });

  test('is found by a reference at the end of its ARN in its own stack, not its namesake here', () => {
    const app = new App();
    const [owner, user] = ['Owner', 'User'].map((id) => new Stack(app, id));
    const [role] = [owner, user].map((stack) => cfnRole(stack, 'Role', 'x'));
    expect(found(user, `arn:aws:iam::${owner.account}:role/${role.ref}`)[0].key).toBe(role);
  });

  test.each<[string, any, string]>([
    ['in another account', { env: { account: '444455556666', region: 'eu-west-1' } }, ARN],
    ['under another name', IN_IRELAND, 'arn:aws:iam::111122223333:role/other'],
    ['where a parameter names the account', AGNOSTIC, Fn.sub('arn:aws:iam::${Account}:role/r')],
  ])('is not found %s', (_, props, reference) => {
    const stack = new Stack(undefined, 'Stack', props);
    roleIn(stack, 'r');
    expect(found(stack, reference)[0].role).toBeUndefined();
  });

  test('is not found where two have the name', () => {
    const stack = newStack();
    ['A', 'B'].forEach((id) => cfnRole(stack, id, 'x', { roleName: 'r' }));
    expect(found(stack, 'r')[0].role).toBeUndefined();
  });

  test.each([
    ['is found in a stack that is deployed before', true, IN_IRELAND, true],
    ['is not found in a stack that is perhaps deployed later', false, IN_IRELAND, false],
    ['is not found in a stack of another account', true, { env: { account: '444455556666', region: 'eu-west-1' } }, false],
  ])('%s', (_, isBefore, props, isFound) => {
    const app = new App();
    const [owner, user] = [new Stack(app, 'Owner', props), new Stack(app, 'User', IN_IRELAND)];
    const role = roleIn(owner, 'r');
    if (isBefore) { user.addStackDependency(owner); }
    expect(found(user, 'r')[0].role?.resource).toBe(isFound ? role : undefined);
  });

  test('is left alone where it is imported without policy updates', () => {
    const stack = new Stack(undefined, 'Stack', IN_IRELAND);
    roleIn(stack, 'r');
    const fn = lambdaFunction(stack, 'Fn', { role: iam.Role.fromRoleArn(stack, 'Imported', ARN, { mutable: false }) });
    expect(findPrincipals(new CfnView(l1Of(fn)), 'Role')[0].role).toBeUndefined();
  });

  test('is found as the role of an instance profile that is called by its name itself', () => {
    const stack = newStack();
    const role = roleIn(stack, 'r');
    const profile = new iam.CfnInstanceProfile(stack, 'Profile', { instanceProfileName: 'web', roles: ['r'] });
    const byName = ['web', Fn.sub('arn:aws:iam::${AWS::AccountId}:instance-profile/web'), Fn.sub('arn:aws:iam::${AWS::AccountId}:instance-profile/${Profile}'), profile.ref];
    expect(byName.map((reference, index) => findPrincipals(new CfnView(cfnFunction(stack, `Fn${index}`, reference)), 'Role')[0].key)).toEqual(byName.map(() => role));
  });
});

describe('the roles of an instance profile among which a condition decides are found', () => {
  const either = (...branches: any[]) => ({ 'Fn::If': ['IsProd', ...branches] });
  const [own, elsewhere] = ['Role', 'Elsewhere'].map((Ref) => ({ Ref }));

  test.each<[string, any]>([['in the list', [either(own, elsewhere)]], ['of lists', either([own], [elsewhere])]])('%s', (_, Roles) => {
    const included = includeTemplate(newStack(), {
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Parameters: { Elsewhere: { Type: 'String' } },
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustOf('ec2.amazonaws.com') } },
        Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles } },
        Server: { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } },
      },
    });
    const principals = findPrincipals(new CfnView(included.getResource('Server')), 'IamInstanceProfile');
    expect(principals.map(({ role, description }) => [role?.resource, description()])).toEqual([
      [included.getResource('Role'), expect.stringMatching(/^the role .*\/Role,$/)],
      [undefined, 'the role ${Elsewhere},'],
    ]);
  });
});

test('a literal ARN is the same role in every stack, an intrinsic function is not', () => {
  const keyOf = (id: string, role: (stack: Stack) => string) => {
    const stack = new Stack(undefined, id);
    return findPrincipals(new CfnView(cfnFunction(stack, 'Fn', role(stack))), 'Role')[0].key;
  };
  expect(keyOf('A', () => ARN)).toBe(keyOf('B', () => ARN));
  expect(keyOf('A', () => Fn.importValue('X'))).not.toBe(keyOf('B', () => Fn.importValue('X')));
});

test('a wrapper that takes no policies cannot be changed', () => {
  const stack = newStack();
  const fn = lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role').withoutPolicyUpdates() });
  const [principal] = findPrincipals(new CfnView(l1Of(fn)), 'Role');
  expect(principal.description()).toBe('the role Stack/Role, because it is used without policy updates,');
  expect(principal.role).toBeUndefined();
});

test('the branches of Fn::If are principals of their own', () => {
  const stack = newStack();
  const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
  const fn = cfnFunction(stack, 'Fn', Fn.conditionIf('C', role.attrArn, ARN).toString());
  const principals = findPrincipals(new CfnView(fn), 'Role');
  expect(principals.map((principal) => principal.role?.resource)).toEqual([role, undefined]);
  expect(principals[1].description()).toBe(`the role ${ARN},`);
});

test('a branch of Fn::If may call a role by its name', () => {
  const stack = newStack();
  const [role, other] = ['app', 'other'].map((roleName) => new iam.CfnRole(stack, roleName, { roleName, assumeRolePolicyDocument: {} }));
  const byName = Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app');
  const fn = cfnFunction(stack, 'Fn', Fn.conditionIf('C', byName, other.attrArn).toString());
  expect(findPrincipals(new CfnView(fn), 'Role').map((principal) => principal.role?.resource)).toEqual([role, other]);
});

test('a role of another stack is found', () => {
  const stack = newStack();
  const role = lambdaRole(stack, 'Role');
  const fn = lambdaFunction(new Stack(stack.node.root as any, 'Other'), 'Fn', { role });
  expect(findPrincipals(new CfnView(l1Of(fn)), 'Role')[0].l2).toBe(role);
});

test.each([
  ['the property is absent', 'InstanceConfiguration.InstanceRoleArn', {}],
  ['a parent is absent', 'InstanceConfiguration.InstanceRoleArn', { InstanceConfiguration: {} }],
])('where %s, nobody sends', (_, property, properties) => {
  const service = new CfnResource(newStack(), 'Service', { type: 'AWS::AppRunner::Service', properties });
  expect(findPrincipals(new CfnView(service), property)).toEqual([]);
});

test('a nested property names the role', () => {
  const stack = newStack();
  const role = cfnRole(stack, 'Role', 'tasks.apprunner.amazonaws.com');
  const service = new CfnResource(stack, 'Service', { type: 'AWS::AppRunner::Service', properties: { InstanceConfiguration: { InstanceRoleArn: role.attrArn } } });
  expect(findPrincipals(new CfnView(service), 'InstanceConfiguration.InstanceRoleArn')[0].key).toBe(role);
});

test.each<[string, PropertyDescriptor]>([
  ['a getter that throws', { get: () => { throw new Error('there is no role'); } }],
  ['null', { value: null }],
  ['a text', { value: 'admin' }],
  ['an object of its own', { value: { name: 'admin' } }],
])('a construct around an L1 may have %s under the name of a role', (_, descriptor) => {
  const stack = newStack();
  const construct = Object.defineProperty(Object.defineProperty(new Construct(stack, 'Own'), 'role', descriptor), 'taskRole', descriptor);
  const role = lambdaRole(stack, 'Role');
  const [principal] = findPrincipals(new CfnView(cfnFunction(construct, 'Resource', role.roleArn)), 'Role');
  expect(principal).toMatchObject({ key: l1Of(role), l2: role });
});
