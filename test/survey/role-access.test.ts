import { document, role, source, tracedFunction } from './templates';
import { RoleAccesses } from '../../src/survey/role-access';
import { RoleVerdict } from '../../src/survey/role-verdict';
import { TemplateModel } from '../../src/survey/template-model';

const ACTION = 'xray:PutTraceSegments';
const { ALLOWED, DENIED, NOT_ALLOWED, UNKNOWN } = RoleVerdict;

/** What is told of the role of the function among some resources. */
function access(resources: Record<string, any>, fn = tracedFunction()) {
  const model = new TemplateModel([source({ Fn: fn, ...resources })]);
  return new RoleAccesses(model).of(model.ofType('AWS::Lambda::Function')[0], 'Role', [ACTION]);
}

const inline = (...statements: any[]) => role({ Policies: [{ PolicyName: 'P', PolicyDocument: { Statement: statements } }] });
const allow = (rest: Record<string, any>) => ({ Effect: 'Allow', Action: ACTION, Resource: '*', ...rest });
const deny = (rest: Record<string, any>) => ({ ...allow(rest), Effect: 'Deny' });

test.each([
  ['an action', [allow({})], ALLOWED],
  ['a wildcard', [allow({ Action: 'xray:*' })], ALLOWED],
  ['NotAction of something else', [allow({ Action: undefined, NotAction: 'iam:*' })], ALLOWED],
  ['NotAction of the very action', [allow({ Action: undefined, NotAction: ['xray:Put*'] })], NOT_ALLOWED],
  ['NotResource of something else', [allow({ Resource: undefined, NotResource: 'arn:aws:s3:::bucket' })], ALLOWED],
  ['NotResource of everything', [allow({ Resource: undefined, NotResource: '*' })], NOT_ALLOWED],
  ['one resource only', [allow({ Resource: 'arn:aws:xray:eu-west-1:111122223333:group/x/y' })], NOT_ALLOWED],
  ['one resource only, of the templates', [allow({ Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } })], NOT_ALLOWED],
  ['one resource only, of the deployment\'s region', [allow({ Resource: { 'Fn::Sub': 'arn:aws:xray:${AWS::Region}:*:group/*' } })], NOT_ALLOWED],
  ['a resource that only the deployment knows', [allow({ Resource: { Ref: 'Resource' } })], UNKNOWN],
  ['every resource, whatever a condition decides', [allow({ Resource: { 'Fn::If': ['C', '*', ['*']] } })], ALLOWED],
  ['every resource where a condition decides so', [allow({ Resource: [{ 'Fn::If': ['C', '*', 'arn:aws:s3:::bucket'] }] })], UNKNOWN],
  ['a condition', [allow({ Condition: { Bool: {} } })], UNKNOWN],
  ['an action that a parameter names', [allow({ Action: [{ Ref: 'Action' }] })], UNKNOWN],
  ['an effect that a parameter names', [allow({ Effect: { Ref: 'Effect' } })], UNKNOWN],
  ['a statement in an Fn::If', [{ 'Fn::If': ['C', allow({}), { Ref: 'AWS::NoValue' }] }], UNKNOWN],
  ['nothing', [], NOT_ALLOWED],
  ['a denial beside it', [allow({}), deny({})], DENIED],
  ['a denial of everything else', [allow({}), deny({ Action: undefined, NotAction: 'xray:*' })], ALLOWED],
  ['a denial for a resource that only the deployment knows', [allow({}), deny({ Resource: { Ref: 'Resource' } })], UNKNOWN],
  ['a denial under a condition', [allow({}), deny({ Condition: { Bool: {} } })], UNKNOWN],
  ['a denial of what is not allowed', [deny({})], DENIED],
])('an inline policy with %s', (_, statements, verdict) => {
  expect(access({ Role: inline(...statements) })?.verdict).toBe(verdict);
});

test.each([
  ['AWSXrayWriteOnlyAccess', ALLOWED],
  ['PowerUserAccess', ALLOWED],
  ['service-role/AWSLambdaBasicExecutionRole', NOT_ALLOWED],
  ['AmazonSageMakerFullAccess', UNKNOWN],
  ['service-role/AWSOfTheNextYear', UNKNOWN],
])('the AWS managed policy %s', (name, verdict) => {
  const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] };
  expect(access({ Role: role({ ManagedPolicyArns: [{ Ref: 'AWS::NoValue' }, arn] }) })?.verdict).toBe(verdict);
});

test('an AWS managed policy of which nothing is known is named as what hides the answer', () => {
  expect(access({ Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'] }) })?.reason)
    .toBe('what its AWS managed policy AmazonSageMakerFullAccess allows is not known to cdk-xray');
});

test('an AWS managed policy of which nothing is known does not matter beside one that allows it', () => {
  const ManagedPolicyArns = ['AmazonSageMakerFullAccess', 'AWSXrayWriteOnlyAccess'].map((name) => `arn:aws:iam::aws:policy/${name}`);
  expect(access({ Role: role({ ManagedPolicyArns }) })?.verdict).toBe(ALLOWED);
});

test.each([
  ['the list is decided at deployment', { ManagedPolicyArns: { Ref: 'Arns' } }],
  ['one is decided by a condition', { ManagedPolicyArns: [{ 'Fn::If': ['C', 'arn:aws:iam::aws:policy/PowerUserAccess', { Ref: 'AWS::NoValue' }] }] }],
  ['one is not in the templates', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/ours'] }],
  ['an inline policy is decided by a condition', { Policies: [{ 'Fn::If': ['C', { PolicyDocument: document({ Action: ACTION }) }, {}] }] }],
  ['all inline policies are', { Policies: { 'Fn::If': ['C', [{ PolicyDocument: document({ Action: ACTION }) }], []] } }],
  ['an inline policy is decided at deployment', { Policies: [{ Ref: 'Policy' }] }],
  ['all inline policies are decided at deployment', { Policies: { Ref: 'Policies' } }],
  ['a document is', { Policies: [{ PolicyDocument: { Ref: 'Document' } }] }],
])('it cannot be told where %s', (_, properties) => {
  expect(access({ Role: role(properties) })).toMatchObject({ verdict: UNKNOWN, reason: expect.any(String), actions: [ACTION] });
});

test.each([
  ['a managed policy', { ManagedPolicyArns: [{ 'Fn::If': ['C', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', { Ref: 'AWS::NoValue' }] }] }],
  ['the managed policies', { ManagedPolicyArns: { 'Fn::If': ['C', ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'], { Ref: 'AWS::NoValue' }] } }],
  ['an inline policy', { Policies: [{ Ref: 'AWS::NoValue' }, { 'Fn::If': ['C', { PolicyDocument: document({ Action: 's3:GetObject' }) }, { Ref: 'AWS::NoValue' }] }] }],
])('a condition that decides %s of other services does not matter', (_, properties) => {
  expect(access({ Role: role(properties) })?.verdict).toBe(NOT_ALLOWED);
});

test('what is `AWS::NoValue` is absent', () => {
  const absent = { Ref: 'AWS::NoValue' };
  expect(access({ Role: role({ ManagedPolicyArns: absent, Policies: absent }) })?.verdict).toBe(NOT_ALLOWED);
  expect(access({ Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'], PermissionsBoundary: absent }) })?.verdict).toBe(ALLOWED);
});

test('a policy may be a text', () => {
  const text = JSON.stringify(document({ Action: 'xray:*' }));
  expect(access({ Role: role({ Policies: [{ PolicyName: 'P', PolicyDocument: text }] }) })?.verdict).toBe(ALLOWED);
});

test.each([
  ['AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }] }],
  ['AWS::IAM::RolePolicy', { RoleName: { Ref: 'Role' } }],
  ['AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'Role' }] }],
  ['AWS::IAM::Policy', { Roles: ['named'] }],
])('an %s that names the role', (Type, properties) => {
  const Policy = { Type, Properties: { ...properties, PolicyDocument: document({ Action: ACTION }) } };
  expect(access({ Role: role({ RoleName: 'named' }), Policy })?.verdict).toBe(ALLOWED);
  expect(access({ Role: role({ RoleName: 'other' }), Other: role(), Policy: { ...Policy, Properties: { ...Policy.Properties, Roles: [{ Ref: 'Other' }], RoleName: { Ref: 'Other' } } } })?.verdict)
    .toBe(NOT_ALLOWED);
});

describe('a policy that a condition may leave out', () => {
  const Policy = (statement: any, rest = {}) => ({
    Type: 'AWS::IAM::Policy', Condition: 'IsProd', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: statement }, ...rest },
  });
  const under = (Condition: string, resource: any) => ({ ...resource, Condition });

  test.each([
    ['neither the role nor the function has', role(), tracedFunction(), allow({}), UNKNOWN],
    ['the role has another one', under('IsTest', role()), tracedFunction(), allow({}), UNKNOWN],
    ['the role has, too', under('IsProd', role()), tracedFunction(), allow({}), ALLOWED],
    ['the function has, too', role(), under('IsProd', tracedFunction()), allow({}), ALLOWED],
    ['and that denies it beside a role that allows it', inline(allow({})), tracedFunction(), deny({}), UNKNOWN],
    ['does not matter where the role allows it', inline(allow({})), tracedFunction(), allow({}), ALLOWED],
  ])('%s', (_, Role, fn, statement, verdict) => {
    expect(access({ Role, Policy: Policy(statement) }, fn)?.verdict).toBe(verdict);
  });

  test('is not certain for a role of another stack that has a condition of the same name', () => {
    const imported = { 'Fn::ImportValue': 'role' };
    const Outputs = { O: { Value: { Ref: 'Role' }, Export: { Name: 'role' } } };
    const model = new TemplateModel([
      source({ Fn: tracedFunction(imported), Policy: Policy(allow({}), { Roles: [imported] }) }),
      source({ Role: under('IsProd', role()) }, { template: { Outputs } }),
    ]);
    expect(new RoleAccesses(model).of(model.ofType('AWS::Lambda::Function')[0], 'Role', [ACTION])?.verdict).toBe(UNKNOWN);
  });

  test('is not certain for a role that is not in the templates', () => {
    const properties = { Roles: ['imported'] };
    expect(access({ Policy: Policy(allow({}), properties) }, tracedFunction('arn:aws:iam::111122223333:role/imported'))?.verdict).toBe(UNKNOWN);
  });

  test.each([
    ['one of its roles', [{ 'Fn::If': ['IsProd', { Ref: 'Role' }, { Ref: 'AWS::NoValue' }] }]],
    ['all of its roles', { 'Fn::If': ['IsProd', [{ Ref: 'Role' }], [{ Ref: 'Other' }]] }],
  ])('or for which a condition decides %s', (__, Roles) => {
    const { Condition: _, ...always } = Policy(allow({}), { Roles });
    expect(access({ Role: role(), Other: role(), Policy: always })).toMatchObject({ verdict: UNKNOWN, reason: 'a condition or the deployment decides' });
  });
});

test('a managed policy of the templates that the role names', () => {
  const Policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document({ Action: 'xray:*' }) } };
  expect(access({ Role: role({ ManagedPolicyArns: [{ Ref: 'Policy' }] }), Policy })?.verdict).toBe(ALLOWED);
});

test.each([
  ['which allows it', 'arn:aws:iam::aws:policy/PowerUserAccess', ALLOWED],
  ['which does not allow it', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', NOT_ALLOWED],
  ['of elsewhere', 'arn:aws:iam::111122223333:policy/boundary', UNKNOWN],
  ['of AWS of which nothing is known', 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess', UNKNOWN],
])('a permissions boundary %s', (_, PermissionsBoundary, verdict) => {
  expect(access({ Role: { ...inline(allow({})), Properties: { ...inline(allow({})).Properties, PermissionsBoundary } } })?.verdict).toBe(verdict);
});

describe('a role that is called by its name', () => {
  const writer = (RoleName: any = 'writer') => role({ RoleName, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'] });
  const ACCOUNT = '111122223333';
  const partition = { Ref: 'AWS::Partition' };
  const join = (...parts: any[]) => ({ 'Fn::Join': ['', parts] });

  test.each<[string, any, any]>([
    ['a literal ARN', `arn:aws:iam::${ACCOUNT}:role/writer`, undefined],
    ['an ARN with a path', `arn:aws:iam::${ACCOUNT}:role/service-role/team/writer`, undefined],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/writer' }, undefined],
    ['Fn::Join', join('arn:', partition, ':iam::', { Ref: 'AWS::AccountId' }, ':role/writer'), undefined],
    ['a name alone', 'writer', undefined],
    ['a name that both compose in the same way', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${AWS::StackName}-writer' }, { 'Fn::Sub': '${AWS::StackName}-writer' }],
    ['a parameter', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Name}' }, { Ref: 'Name' }],
    ['a reference in an ARN', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Role}' }, undefined],
  ])('by %s', (_, reference, name) => {
    expect(access({ Role: writer(name) }, tracedFunction(reference))).toMatchObject({ verdict: ALLOWED, roleName: 'Stack/Role' });
  });

  test.each<[string, any]>([
    ['of another name', `arn:aws:iam::${ACCOUNT}:role/other`],
    ['of something else', `arn:aws:iam::${ACCOUNT}:user/writer`],
    ['of an account that a parameter names', { 'Fn::Sub': 'arn:aws:iam::${Account}:role/writer' }],
    ['that a mapping composes', join('arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/', { 'Fn::FindInMap': ['A', 'B', 'C'] })],
  ])('but not by an ARN %s', (_, reference) => {
    expect(access({ Role: writer() }, tracedFunction(reference))?.verdict).toBe(UNKNOWN);
  });

  /** What is told of the function of the first of some stacks, each with its account. */
  const acrossStacks = (reference: any, ...stacks: [string | undefined, Record<string, any>][]) => {
    const Fn = tracedFunction(reference);
    const model = new TemplateModel(stacks.map(([account, resources], index) => source(index === 0 ? { Fn, ...resources } : resources, { account })));
    return new RoleAccesses(model).of(model.ofType('AWS::Lambda::Function')[0], 'Role', [ACTION]);
  };
  const [DEV, PROD] = ['111111111111', '222222222222'];
  const arnIn = (account: string) => `arn:aws:iam::${account}:role/writer`;
  const idle = role({ RoleName: 'writer' });

  test.each<[string, any, [string | undefined, Record<string, any>][], RoleVerdict]>([
    ['the one of another stack', arnIn(DEV), [[DEV, {}], [DEV, { Role: writer() }]], ALLOWED],
    ['the one of the account that the ARN names', arnIn(PROD), [[DEV, { Role: idle }], [PROD, { Role: writer() }]], ALLOWED],
    ['the one of the stack\'s account', 'writer', [[DEV, {}], [PROD, { Role: idle }], [DEV, { Role: writer() }]], ALLOWED],
    ['the one of the stack itself, where no account is known', 'writer', [[undefined, { Role: writer() }], [undefined, { Role: idle }]], ALLOWED],
    ['none of another account', 'writer', [[DEV, {}], [PROD, { Role: writer() }]], UNKNOWN],
    ['none of the stack itself, where the ARN names another account', arnIn(PROD), [[DEV, { Role: writer() }]], UNKNOWN],
    ['none where two have the name', 'writer', [[undefined, {}], [undefined, { Role: writer() }], [undefined, { Role: writer() }]], UNKNOWN],
    ['none of a stack that composes the same name', { 'Fn::Sub': '${AWS::StackName}-writer' }, [[DEV, {}], [DEV, { Role: writer({ 'Fn::Sub': '${AWS::StackName}-writer' }) }]], UNKNOWN],
  ])('among stacks: %s', (_, reference, stacks, verdict) => {
    expect(acrossStacks(reference, ...stacks)?.verdict).toBe(verdict);
  });

  test('is not said to be missing where several have the name', () => {
    expect(acrossStacks('writer', [undefined, {}], [undefined, { Role: writer() }], [undefined, { Role: idle }])?.reason).toBe('several roles of these templates have its name');
  });

  const policyFor = (name: any) => ({ Type: 'AWS::IAM::Policy', Properties: { Roles: [name], PolicyDocument: document({ Action: ACTION }) } });

  test.each<[string, any, any]>([
    ['a literal name', 'named', 'named'],
    ['a composed name', { 'Fn::Sub': '${AWS::StackName}-role' }, { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'role']] }],
  ])('by a policy with %s', (_, RoleName, name) => {
    expect(access({ Role: role({ RoleName }), Policy: policyFor(name) })?.verdict).toBe(ALLOWED);
  });

  test('by a policy of another account is another role', () => {
    const byRef = { 'Fn::GetAtt': ['Role', 'Arn'] };
    expect(acrossStacks(byRef, [DEV, { Role: idle }], [PROD, { Policy: policyFor('writer') }])?.verdict).toBe(NOT_ALLOWED);
    expect(acrossStacks(byRef, [DEV, { Role: idle }], [DEV, { Policy: policyFor('writer') }])?.verdict).toBe(ALLOWED);
    expect(acrossStacks(arnIn(DEV), [DEV, {}], [PROD, { Policy: policyFor('writer') }])?.verdict).toBe(UNKNOWN);
    expect(acrossStacks(arnIn(PROD), [DEV, {}], [PROD, { Policy: policyFor('writer') }])?.verdict).toBe(ALLOWED);
  });

  test('by a policy with a parameter that names a role of elsewhere, and by a function with the same parameter', () => {
    const reference = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Name}' };
    expect(acrossStacks(reference, [DEV, { Policy: policyFor({ Ref: 'Name' }) }])?.verdict).toBe(ALLOWED);
    expect(acrossStacks(reference, [DEV, {}], [DEV, { Policy: policyFor({ Ref: 'Name' }) }])?.verdict).toBe(UNKNOWN);
  });

  test('by the instance profile of a server, which is called by its name itself', () => {
    const profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { InstanceProfileName: 'web', Roles: ['writer'] } };
    const arn = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:instance-profile/web' };
    for (const reference of ['web', arn, { Ref: 'Profile' }]) {
      expect(access({ Role: writer(), Profile: profile }, tracedFunction(reference))?.verdict).toBe(ALLOWED);
    }
  });
});

test.each([
  ['ManagedPolicyArns', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/team/ours'] }, ALLOWED],
  ['PermissionsBoundary', { PermissionsBoundary: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/ours' }, ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] }, ALLOWED],
  ['ManagedPolicyArns, where two have the name', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/twice'] }, UNKNOWN],
])('a managed policy of the templates that the role calls by its name: %s', (_, properties, verdict) => {
  const policy = (ManagedPolicyName: string) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName, PolicyDocument: document({ Action: 'xray:*' }) } });
  expect(access({ Role: role(properties), Policy: policy('ours'), Twice: policy('twice'), Again: policy('twice') })?.verdict).toBe(verdict);
});

describe('a role that SAM makes', () => {
  const serverless = (properties: Record<string, any>, type = 'Function') => ({ Sam: { Type: `AWS::Serverless::${type}`, Properties: properties } });
  const byRole = tracedFunction({ 'Fn::GetAtt': ['SamRole', 'Arn'] });
  const writing = { Statement: allow({}) };

  test.each<[string, Record<string, any>, RoleVerdict]>([
    ['a traced function', serverless({ Tracing: 'Active' }), ALLOWED],
    ['a function', serverless({}), NOT_ALLOWED],
    ['a traced state machine', serverless({ Tracing: { Enabled: true } }, 'StateMachine'), ALLOWED],
    ['a state machine', serverless({ Tracing: { Enabled: false } }, 'StateMachine'), NOT_ALLOWED],
    ['a function with a policy document', serverless({ Policies: writing }), ALLOWED],
    ['a function with a policy of AWS by its name', serverless({ Policies: ['AWSLambdaBasicExecutionRole', 'AWSXrayWriteOnlyAccess'] }), ALLOWED],
    ['a function with a policy of AWS by its ARN', serverless({ Policies: 'arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess' }), ALLOWED],
    ['a function with a policy template', serverless({ Policies: [{ S3ReadPolicy: { BucketName: 'b' } }] }), NOT_ALLOWED],
    ['a function with a policy that a parameter names', serverless({ Policies: [{ Ref: 'Policy' }] }), UNKNOWN],
    ['a function with a policy that a condition decides', serverless({ Policies: [{ 'Fn::If': ['C', writing, { Ref: 'AWS::NoValue' }] }] }), UNKNOWN],
    ['a function with a boundary', serverless({ Tracing: 'Active', PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }), NOT_ALLOWED],
    ['a function to whose role a policy is attached', {
      ...serverless({}), Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'SamRole' }], PolicyDocument: document({ Action: ACTION }) } },
    }, ALLOWED],
  ])('for %s', (_, resources, verdict) => {
    expect(access(resources, byRole)?.verdict).toBe(verdict);
  });
});

describe('a role that is not in the templates', () => {
  const arn = 'arn:aws:iam::111122223333:role/path/imported';

  test('cannot be told of', () => {
    expect(access({}, tracedFunction(arn))).toEqual({ verdict: UNKNOWN, actions: [ACTION], reason: 'the role is not in these templates', roleName: arn });
  });

  test('may get its policy from them by its name', () => {
    const Policy = { Type: 'AWS::IAM::Policy', Properties: { Roles: ['imported'], PolicyDocument: document({ Action: ACTION }) } };
    expect(access({ Policy }, tracedFunction(arn))?.verdict).toBe(ALLOWED);
  });
});

describe('an instance profile whose role a condition decides', () => {
  const [writer, other, elsewhere] = ['Role', 'Other', 'Elsewhere'].map((Ref) => ({ Ref }));
  const either = (...branches: any[]) => ({ 'Fn::If': ['IsProd', ...branches] });

  test.each<[string, any, RoleVerdict, string]>([
    ['among roles', [either(writer, other)], NOT_ALLOWED, 'Stack/Other'],
    ['among lists', either([writer], [other]), NOT_ALLOWED, 'Stack/Other'],
    ['among roles of which one is elsewhere', [either(writer, elsewhere)], UNKNOWN, '${Elsewhere}'],
    ['among roles that may send', [either(writer, writer)], ALLOWED, 'Stack/Role'],
    ['whether there is one', either([writer], { Ref: 'AWS::NoValue' }), ALLOWED, 'Stack/Role'],
    ['not, where it names itself', [{ Ref: 'Profile' }], UNKNOWN, '${Profile}'],
    ['not, where it has none', [], UNKNOWN, '${Profile}'],
  ])('%s', (_, Roles, verdict, roleName) => {
    const Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles } };
    expect(access({ Role: inline(allow({})), Other: role(), Profile }, tracedFunction({ Ref: 'Profile' }))).toMatchObject({ verdict, roleName });
  });
});

test('there is nothing to tell where no role is named', () => {
  expect(access({}, tracedFunction(null))).toBeUndefined();
});

test('a permissions boundary of elsewhere is called so', () => {
  const Role = { ...inline(allow({})), Properties: { ...inline(allow({})).Properties, PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b' } };
  expect(access({ Role })?.reason).toBe('its permissions boundary arn:aws:iam::111122223333:policy/b is not in these templates');
});

describe('where a condition decides which role it is', () => {
  const Role = inline(allow({}));
  const either = (...branches: any[]) => access({ Role, Other: role() }, tracedFunction({ 'Fn::If': ['IsProd', ...branches] }));
  const [writer, other] = ['Role', 'Other'].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }));

  test.each([
    ['both may send', writer, writer, ALLOWED],
    ['the second must not', writer, other, NOT_ALLOWED],
    ['the second is elsewhere', writer, 'arn:aws:iam::111122223333:role/imported', UNKNOWN],
    ['the second is absent', writer, { Ref: 'AWS::NoValue' }, ALLOWED],
    ['a further condition decides', writer, { 'Fn::If': ['IsTest', writer, other] }, NOT_ALLOWED],
  ])('%s', (_, first, second, verdict) => {
    expect(either(first, second)?.verdict).toBe(verdict);
    expect(either(second, first)?.verdict).toBe(verdict);
  });
});
