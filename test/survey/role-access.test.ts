import { document, role, source, tracedFunction } from './templates';
import { RoleAccesses, RoleVerdict } from '../../src/survey/role-access';
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
  ['a condition', [allow({ Condition: { Bool: {} } })], UNKNOWN],
  ['an action that a parameter names', [allow({ Action: [{ Ref: 'Action' }] })], UNKNOWN],
  ['an effect that a parameter names', [allow({ Effect: { Ref: 'Effect' } })], UNKNOWN],
  ['a statement in an Fn::If', [{ 'Fn::If': ['C', allow({}), { Ref: 'AWS::NoValue' }] }], UNKNOWN],
  ['nothing', [], NOT_ALLOWED],
  ['a denial beside it', [allow({}), deny({})], DENIED],
  ['a denial of everything else', [allow({}), deny({ Action: undefined, NotAction: 'xray:*' })], ALLOWED],
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
    expect(access({ Role: role(), Other: role(), Policy: always })).toMatchObject({ verdict: UNKNOWN, reason: 'a condition decides' });
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
