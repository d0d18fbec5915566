import { InspectedResource } from '../../src';

const TEMPLATE = {
  Globals: { Function: { Tracing: 'Active' } },
  Resources: {
    Fn: {
      Type: 'AWS::Lambda::Function',
      Metadata: { key: 'value' },
      Properties: {
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Either: { 'Fn::If': ['C', { Ref: 'Role' }, { Ref: 'Fn' }] },
        Optional: { 'Fn::If': ['C', { Ref: 'Role' }, { Ref: 'AWS::NoValue' }] },
        Parameter: { Ref: 'Param' },
        Nested: { Ref: 'Role', Deep: { Name: 'x' } },
        TracingConfig: { Mode: { 'Fn::If': ['C', 'Active', 'PassThrough'] } },
        Hidden: { 'Fn::If': ['C', { Mode: 'Active' }, { Ref: 'AWS::NoValue' }] },
      },
    },
    Role: { Type: 'AWS::IAM::Role' },
    Odd: 'not a resource',
  },
};

const fn = InspectedResource.fromTemplate(TEMPLATE, 'Fn');
const role = InspectedResource.fromTemplate(TEMPLATE, 'Role');

test('names, metadata and globals', () => {
  expect([fn.resourceType, fn.logicalId, fn.metadata, fn.globals]).toEqual(['AWS::Lambda::Function', 'Fn', { key: 'value' }, { Function: { Tracing: 'Active' } }]);
  expect(role.metadata).toEqual({});
  expect(InspectedResource.fromTemplate({ Resources: { R: { Type: 'A::B::C' } } }, 'R').globals).toEqual({});
});

test.each<[string, any]>([
  ['Nested.Deep.Name', 'x'],
  ['Absent', undefined],
  ['Absent.Deeper', undefined],
  ['TracingConfig.Mode', { 'Fn::If': ['C', 'Active', 'PassThrough'] }],
  ['Hidden.Mode', { 'Fn::If': ['C', { Mode: 'Active' }, { Ref: 'AWS::NoValue' }] }],
])('the property %s', (path, expected) => {
  expect(fn.property(path)).toEqual(expected);
});

test('a resource without properties has none', () => {
  expect(role.property('Path')).toBeUndefined();
});

test.each<[string, string | undefined]>([
  ['Role', 'Role'],
  ['Optional', 'Role'],
  ['Either', undefined],
  ['Parameter', undefined],
  ['Absent', undefined],
  ['Nested.Deep.Name', undefined],
])('the resource that %s refers to', (path, logicalId) => {
  expect(fn.referenced(path)?.logicalId).toBe(logicalId);
});

test('the statements of a policy document have lists, and are none where there is no document', () => {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const properties = { AssumeRolePolicyDocument: { Statement: statement }, Nested: { Document: { Statement: [statement] } }, Hidden: { Ref: 'Document' } };
  const resource = InspectedResource.fromTemplate({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: properties } } }, 'R');
  const expected = [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: ['lambda.amazonaws.com'] } }];
  expect(['AssumeRolePolicyDocument', 'Nested.Document'].map((path) => resource.policyStatements(path))).toEqual([expected, expected]);
  expect(['Hidden', 'Hidden.Document', 'Absent'].map((path) => resource.policyStatements(path))).toEqual([[], [], []]);
});

test('a followed resource is inspected like any other', () => {
  expect(fn.referenced('Role')?.resourceType).toBe('AWS::IAM::Role');
  expect(fn.referenced('Role')?.globals).toEqual(fn.globals);
});

test.each<[any, any]>([[TEMPLATE, 'Nobody'], [TEMPLATE, 'Odd'], [TEMPLATE, undefined], [{}, 'Fn'], [undefined, 'Fn'], [TEMPLATE, 'constructor'], [null, '']])(
  'a template (%#) without the resource is misuse', (template, logicalId) => {
    expect(() => InspectedResource.fromTemplate(template, logicalId)).toThrow(new Error(
      `\`logicalId\` must name a resource of the template, such as a key of its \`Resources\`, got: ${JSON.stringify(logicalId)}`));
  });
