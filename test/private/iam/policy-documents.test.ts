import { Aws, aws_iam as iam, Lazy, Stack } from 'aws-cdk-lib';
import { InspectedResource } from '../../../src';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { isPolicyDocument, namesService, statementsForAllResources, statementsOf, statementsWithAction } from '../../../src/private/iam/policy-documents';
import { listed } from '../../../src/private/listed';
import { templateOf } from '../../contract/apps';
import { cfnRole, lambdaRole } from '../../support/contract-stacks/parts';
import { l1Of, logicalId } from '../../support/resources';
import { newStack } from '../../support/views';

const statement = (props: iam.PolicyStatementProps = {}) => new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'], ...props });
const documentOf = (...statements: iam.PolicyStatement[]) => new iam.PolicyDocument({ statements });

test.each<[any, any[]]>([[undefined, []], [null, []], ['a', ['a']], [['a', 'b'], ['a', 'b']], [[], []], [{ Ref: 'A' }, [{ Ref: 'A' }]]])('%j as a list is %j', (value, expected) => {
  expect(listed(value)).toEqual(expected);
});

test.each<[string, any, boolean]>([
  ['an L2 document', documentOf(), true],
  ['JSON', { Version: '2012-10-17', Statement: [] }, false],
  ['a token', Lazy.any({ produce: () => documentOf() }), false],
  ['nothing', undefined, false],
])('%s is an L2 document: %s', (_, value, expected) => {
  expect(isPolicyDocument(value)).toBe(expected);
});

describe('the statements of a document', () => {
  test.each<[string, any, any[]]>([
    ['with single values', { Statement: { Effect: 'Allow', Action: 'a:B', Resource: '*', Principal: { Service: 's' } } },
      [{ Effect: 'Allow', Action: ['a:B'], Resource: ['*'], Principal: { Service: ['s'] } }]],
    ['with lists', { Statement: [{ Effect: 'Deny', NotAction: ['a:B'], NotResource: ['*'], Principal: { AWS: ['a', 'b'] } }] },
      [{ Effect: 'Deny', NotAction: ['a:B'], NotResource: ['*'], Principal: { AWS: ['a', 'b'] } }]],
    ['for everybody', { Statement: [{ Effect: 'Allow', Action: 'a:B', Principal: '*' }] }, [{ Effect: 'Allow', Action: ['a:B'], Principal: '*' }]],
    ['with a condition and a Sid', { Statement: [{ Sid: 'S', Effect: 'Allow', Action: 'a:B', Resource: '*', Condition: { Bool: { a: 'true' } } }] },
      [{ Sid: 'S', Effect: 'Allow', Action: ['a:B'], Resource: ['*'], Condition: { Bool: { a: 'true' } } }]],
    ['with a reference in the place of an action', { Statement: [{ Effect: 'Allow', Action: { Ref: 'A' } }] }, [{ Effect: 'Allow', Action: [{ Ref: 'A' }] }]],
    ['without statements', { Version: '2012-10-17' }, []],
    ['with something else for a statement', { Statement: ['x', null] }, []],
    ['that a reference hides', { Ref: 'Document' }, []],
    ['that is a text', '{"Statement": {"Effect": "Allow", "Action": "a:B"}}', [{ Effect: 'Allow', Action: ['a:B'] }]],
    ['that is a text of something else', '3', []],
    ['that is none', 'document', []],
    ['that is absent', undefined, []],
    ['that is a list', [{ Effect: 'Allow' }], []],
  ])('%s', (_, document, expected) => {
    expect(statementsOf(document)).toEqual(expected);
  });

  test('that was not changed', () => {
    const document = { Statement: { Effect: 'Allow', Action: 'a:B' } };
    statementsOf(document);
    expect(document).toEqual({ Statement: { Effect: 'Allow', Action: 'a:B' } });
  });
});

/** The same document as an L2 construct, and as JSON. */
const bothForms = (...statements: iam.PolicyStatement[]) => [documentOf(...statements), newStack().resolve(documentOf(...statements))];

test('the statements with an action are those that name one which is meant, whatever the document is made of', () => {
  const documents = bothForms(statement({ actions: ['a:C', 'a:B'] }), statement({ actions: ['a:C'] }), new iam.PolicyStatement({ notActions: ['a:C'], resources: ['*'] }));
  for (const document of documents) {
    expect(statementsWithAction(document, (action) => action === 'a:B')).toEqual([{ Effect: 'Allow', Action: ['a:C', 'a:B'], Resource: ['*'] }]);
  }
});

test('the statements of an aws-cdk-lib that does not show them are those that it renders', () => {
  const rendered = { Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: '*' }] };
  const document = { statements: [{}], toJSON: () => rendered, addStatements: () => {} };
  expect(statementsOf(document)).toEqual([{ Effect: 'Allow', Action: ['a:B'], Resource: ['*'] }]);
  expect(namesService(document, 'lambda.amazonaws.com')).toBe(false);
});

test('the statements about all resources are those that name the wildcard, whatever the document is made of', () => {
  const wildcard = { Effect: 'Allow', Action: ['a:B'], Resource: ['arn:x', '*'] };
  const documents = bothForms(statement({ resources: ['arn:x'] }), statement({ resources: ['arn:x', '*'] }), new iam.PolicyStatement({ notResources: ['arn:x'] }));
  expect(documents.map(statementsForAllResources)).toEqual([[wildcard], [wildcard]]);
  expect(statementsForAllResources(undefined)).toEqual([]);
});

test.each<[string, iam.PolicyStatementProps, boolean]>([
  ['the service', { principals: [new iam.ServicePrincipal('lambda.amazonaws.com')] }, true],
  ['the service among others', { principals: [new iam.AccountPrincipal('111122223333'), new iam.ServicePrincipal('lambda.amazonaws.com')] }, true],
  ['another service', { principals: [new iam.ServicePrincipal('sns.amazonaws.com')] }, false],
  ['everybody', { principals: [new iam.StarPrincipal()] }, false],
  ['everybody but the service', { notPrincipals: [new iam.ServicePrincipal('lambda.amazonaws.com')] }, false],
  ['nobody', {}, false],
])('a statement that names %s', (_, props, expected) => {
  const documents = bothForms(statement(), statement(props));
  expect(documents.map((document) => namesService(document, 'lambda.amazonaws.com'))).toEqual([expected, expected]);
});

/** The documents of L2 constructs, which are read where they stand. */
const DOCUMENTS: [string, (stack: Stack) => iam.PolicyDocument][] = [
  ['one value of each', () => documentOf(statement())],
  ['several values', () => documentOf(statement({ actions: ['a:B', 'a:C'], resources: ['arn:x', 'arn:y'] }))],
  ['NotAction and NotResource', () => documentOf(new iam.PolicyStatement({ effect: iam.Effect.DENY, notActions: ['a:B'], notResources: ['arn:x'] }))],
  ['a condition', () => documentOf(statement({ conditions: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }))],
  ['a Sid', () => documentOf(statement({ sid: 'Ours' }))],
  ['several statements', () => documentOf(statement(), statement({ effect: iam.Effect.DENY }))],
  ['a token for a resource', () => documentOf(statement({ resources: [`arn:${Aws.PARTITION}:s3:::x`, '*'] }))],
  ['a token in a condition', () => documentOf(statement({ conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }))],
  ['a token for an action', () => documentOf(statement({ actions: [Lazy.string({ produce: () => 'a:B' })] }))],
  ['a service principal', () => documentOf(statement({ resources: undefined, principals: [new iam.ServicePrincipal('lambda.amazonaws.com')] }))],
  ['two service principals', () => documentOf(statement({
    resources: undefined, principals: ['lambda', 'edgelambda'].map((service) => new iam.ServicePrincipal(`${service}.amazonaws.com`)),
  }))],
  ['a service principal with a condition', () => documentOf(statement({
    resources: undefined, principals: [new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: { Bool: { a: 'true' } } })],
  }))],
  ['a service principal beside another', () => documentOf(statement({
    resources: undefined, principals: [new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.AccountPrincipal('111122223333')],
  }))],
  ['a service principal with session tags', () => documentOf(statement({
    resources: undefined, principals: [new iam.SessionTagsPrincipal(new iam.ServicePrincipal('edgelambda.amazonaws.com'))],
  }))],
  ['everybody', () => documentOf(statement({ principals: [new iam.AnyPrincipal()] }))],
  ['a principal that is excepted', () => documentOf(new iam.PolicyStatement({
    effect: iam.Effect.DENY, actions: ['a:B'], notPrincipals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
  }))],
];

describe.each(DOCUMENTS)('the statements of an L2 document with %s', (_, make) => {
  test('are the same read from the construct and from its template', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x', { assumeRolePolicyDocument: make(stack) });
    const fromConstruct = new CfnView(role).statements(['AssumeRolePolicyDocument']);
    const fromTemplate = InspectedResource.fromTemplate(templateOf(stack), 'Role').policyStatements('AssumeRolePolicyDocument');
    expect(fromTemplate).toHaveLength(fromConstruct.length);
    expect(stack.resolve(fromConstruct)).toEqual(fromTemplate);
  });
});

test('the trust policy of an L2 role is the same read from the construct and from its template', () => {
  const stack = newStack();
  const services = ['lambda.amazonaws.com', 'edgelambda.amazonaws.com', 'states.amazonaws.com'].map((service) => new iam.ServicePrincipal(service));
  const role = lambdaRole(stack, 'Role', { assumedBy: new iam.CompositePrincipal(...services) });
  const fromConstruct = InspectedResource._of(new CfnView(l1Of(role))).policyStatements('AssumeRolePolicyDocument');
  const fromTemplate = InspectedResource.fromTemplate(templateOf(stack), logicalId(role)).policyStatements('AssumeRolePolicyDocument');
  expect(fromConstruct).toEqual(fromTemplate);
  expect(fromConstruct.flatMap(({ Principal }) => Principal.Service)).toEqual(['lambda.amazonaws.com', 'edgelambda.amazonaws.com', 'states.amazonaws.com']);
});

test('what an override says goes before the L2 document', () => {
  const stack = newStack();
  const role = lambdaRole(stack, 'Role');
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'edgelambda.amazonaws.com' } }];
  l1Of(role).addPropertyOverride('AssumeRolePolicyDocument', { Statement });
  expect(new CfnView(l1Of(role)).statements(['AssumeRolePolicyDocument'])).toEqual([
    { Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: ['edgelambda.amazonaws.com'] } },
  ]);
});
