const { addedResources, grantedRoles } = jest.requireActual('../../examples/demo/permissions');

const XRAY_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSXrayWriteOnlyAccess']] };
const XRAY_STATEMENT = { Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments'], Resource: '*' }] };
const OTHER_STATEMENT = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };

function stack(resources: object, name = 'Stack') {
  return { stack: name, template: { Resources: resources } };
}

const role = (properties?: object) => ({ Type: 'AWS::IAM::Role', Properties: properties });
const policy = (document: object, ...roles: unknown[]) => ({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: roles } });

test.each([
  ['a managed policy', { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/Other', XRAY_ARN] }) }, 'AWSXrayWriteOnlyAccess'],
  ['an inline policy', { Role: role({ Policies: [{ PolicyName: 'P', PolicyDocument: XRAY_STATEMENT }] }) }, 'inline policy'],
  ['a policy resource', { Role: role(), Policy: policy(XRAY_STATEMENT, { Ref: 'Role' }) }, 'statement in its policy'],
])('a role gains permission by %s', (_, resources, expected) => {
  expect(grantedRoles([stack({ Role: role() })], [stack(resources)])).toEqual([{ role: 'Role', policy: expected }]);
});

test('what a role had before is no gain', () => {
  const stacks = [stack({ Role: role({ ManagedPolicyArns: [XRAY_ARN] }) })];
  expect(grantedRoles(stacks, stacks)).toEqual([]);
});

test('roles of the same logical id in two stacks are two roles', () => {
  const traced = { Role: role({ ManagedPolicyArns: [XRAY_ARN] }) };
  const gained = grantedRoles([stack(traced, 'A'), stack({ Role: role() }, 'B')], [stack(traced, 'A'), stack(traced, 'B')]);
  expect(gained).toEqual([{ role: 'Role', policy: 'AWSXrayWriteOnlyAccess' }]);
});

test('other permissions and other roles do not count', () => {
  const resources = {
    Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/Other'], Policies: [{ PolicyName: 'P', PolicyDocument: OTHER_STATEMENT }] }),
    Policy: policy(OTHER_STATEMENT, { Ref: 'Role' }),
    Imported: policy(XRAY_STATEMENT, 'a-role-by-name'),
  };
  expect(grantedRoles([], [stack(resources), { stack: 'Empty', template: {} }])).toEqual([]);
});

test('addedResources groups what only the second set has by type', () => {
  const before = [stack({ Role: role() }, 'A'), stack({}, 'B'), { stack: 'Empty', template: {} }];
  const after = [stack({ Role: role(), Policy: policy(XRAY_STATEMENT) }, 'A'), stack({ Role: role() }, 'B')];
  expect(addedResources(before, after)).toEqual([
    { type: 'AWS::IAM::Policy', paths: ['Policy'] },
    { type: 'AWS::IAM::Role', paths: ['Role'] },
  ]);
});
