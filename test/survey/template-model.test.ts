import { source } from './templates';
import type { SourceTemplate } from '../../src/survey/source-template';
import { type ModelResource, TemplateModel } from '../../src/survey/template-model';

const TOPIC = { Type: 'AWS::SNS::Topic' };
const functionWith = (value: any) => ({ Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { TOPIC: value } } } });
const VARIABLE = 'Environment.Variables.TOPIC';

/** The name of what the function of a model refers to. */
function target(...sources: SourceTemplate[]): string | undefined {
  const model = new TemplateModel(sources);
  return model.target(model.ofType('AWS::Lambda::Function')[0], VARIABLE)?.name;
}

/** All resources of a model, type by type. */
function resourcesOf(model: TemplateModel): ModelResource[] {
  return model.stacks.flatMap(({ resources }) => [...resources.types].flatMap((type) => resources.ofType(type)));
}

test('within a template', () => {
  expect(target(source({ Topic: TOPIC, Fn: functionWith({ Ref: 'Topic' }) }))).toBe('Stack/Topic');
});

test('a property that refers to several resources has no single target, and each of them once', () => {
  const model = new TemplateModel([source({ A: TOPIC, B: TOPIC, Fn: functionWith({ 'Fn::Sub': '${A}${B}${A}' }) })]);
  const [fn] = model.ofType('AWS::Lambda::Function');
  expect(model.target(fn, VARIABLE)).toBeUndefined();
  expect(model.targets(fn, VARIABLE).map(({ logicalId }) => logicalId)).toEqual(['A', 'B']);
});

test('the resources of a type by what a property of theirs refers to', () => {
  const model = new TemplateModel([source({ A: TOPIC, B: TOPIC, One: functionWith({ Ref: 'A' }), Both: functionWith({ 'Fn::Sub': '${A}${B}' }), None: functionWith('x') })]);
  const names = [...model.byTarget('AWS::Lambda::Function', VARIABLE)].map(([topic, functions]) => [topic.logicalId, functions.map(({ logicalId }) => logicalId)]);
  expect(names).toEqual([['A', ['One', 'Both']], ['B', ['Both']]]);
});

test('from stack to stack by an export', () => {
  const exporting = source({ Topic: TOPIC }, { name: 'A', template: { Outputs: { T: { Value: { Ref: 'Topic' }, Export: { Name: 'A:T' } } } } });
  expect(target(exporting, source({ Fn: functionWith({ 'Fn::ImportValue': 'A:T' }) }))).toBe('A/Topic');
});

describe('from region to region, as the CDK does it', () => {
  const NAME = '/cdk/exports/B/Aeuwest1RefTopic';
  const writing = (region: string, account?: string) => source({
    Topic: TOPIC,
    Writer: { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { region, exports: { [NAME]: { Ref: 'Topic' } } } } },
  }, { name: 'A', region: 'eu-west-1', account });
  const reading = (type: string, account?: string) => source({
    Reader: { Type: type },
    Fn: functionWith({ 'Fn::GetAtt': ['Reader', NAME] }),
  }, { name: 'B', region: 'us-east-1', account });

  test('by a writer and a reader', () => {
    expect(target(writing('us-east-1'), reading('Custom::CrossRegionExportReader'))).toBe('A/Topic');
  });

  test.each([
    ['to another region', writing('us-west-2'), reading('Custom::CrossRegionExportReader')],
    ['in another account', writing('us-east-1', '111122223333'), reading('Custom::CrossRegionExportReader', '444455556666')],
    ['and something else that has such an attribute', writing('us-east-1'), reading('Custom::Reader')],
  ])('but not by a writer %s', (_, from, to) => {
    expect(target(from, to)).toBe('B/Reader');
  });
});

test('an export named after its own stack is found by the name of the stack', () => {
  const Outputs = { T: { Value: { Ref: 'Topic' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-topic' } } } };
  const exporting = source({ Topic: TOPIC }, { name: 'A', stackName: 'prod-a', template: { Outputs } });
  expect(target(exporting, source({ Fn: functionWith({ 'Fn::ImportValue': 'prod-a-topic' }) }))).toBe('A/Topic');
});

describe('an export whose name is composed', () => {
  const sub = { 'Fn::Sub': '${Env}-topic' };
  const join = { 'Fn::Join': ['-', [{ Ref: 'Env' }, 'topic']] };

  test.each<[any, any]>([
    [sub, sub],
    [sub, join],
    [join, sub],
    [join, { 'Fn::Join': ['', [{ Ref: 'Env' }, '-topic']] }],
    [sub, { 'Fn::Sub': ['${E}-topic', { E: { Ref: 'Env' } }] }],
  ])('%j is found by %j', (Name, imported) => {
    const exporting = source({ Topic: TOPIC }, { name: 'A', template: { Outputs: { T: { Value: { Ref: 'Topic' }, Export: { Name } } } } });
    expect(target(exporting, source({ Fn: functionWith({ 'Fn::ImportValue': imported }) }))).toBe('A/Topic');
  });
});

test.each<[string, (key: string) => any]>([
  ['in Fn::Join', (key) => ({ 'Fn::Join': ['-', [{ 'Fn::FindInMap': ['Names', 'prod', key] }, 'arn']] })],
  ['in a variable of Fn::Sub', (key) => ({ 'Fn::Sub': ['${Name}-arn', { Name: { 'Fn::FindInMap': ['Names', 'prod', key] } }] })],
])('names of exports that differ in what only the deployment knows, %s, are told apart', (_, name) => {
  const exported = (key: string) => ({ Value: { Ref: key }, Export: { Name: name(key) } });
  const exporting = source({ Queue: TOPIC, Topic: TOPIC }, { name: 'A', template: { Outputs: { Q: exported('Queue'), T: exported('Topic') } } });
  const found = (key: string) => target(exporting, source({ Fn: functionWith({ 'Fn::ImportValue': name(key) }) }));
  expect(['Queue', 'Topic', 'Other'].map(found)).toEqual(['A/Queue', 'A/Topic', undefined]);
});

test('what the name of an export is composed with is not what is imported', () => {
  const name = { 'Fn::Sub': '${Topic.TopicName}-dlq' };
  expect(target(source({ Topic: TOPIC, Fn: functionWith({ 'Fn::ImportValue': name }) }))).toBeUndefined();
});

test('of several exports with the same name, that of the same environment is meant', () => {
  const exporting = (region: string) => source(
    { Topic: TOPIC },
    { name: region, region, account: '111122223333', template: { Outputs: { T: { Value: { Ref: 'Topic' }, Export: { Name: 'T' } } } } },
  );
  const importing = source({ Fn: functionWith({ 'Fn::ImportValue': 'T' }) }, { account: '111122223333', region: 'eu-west-1' });
  expect(target(exporting('us-east-1'), exporting('eu-west-1'), importing)).toBe('eu-west-1/Topic');
});

test.each(['prod-a', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/prod-a/*'])('from stack to stack by an output of %s', (StackName) => {
  const producer = source({ Topic: TOPIC }, { name: 'A', stackName: 'prod-a', template: { Outputs: { T: { Value: { Ref: 'Topic' } } } } });
  expect(target(producer, source({ Fn: functionWith({ 'Fn::GetStackOutput': { StackName, OutputName: 'T' } }) }))).toBe('A/Topic');
});

test('into a nested stack by its output, and out of it by a parameter', () => {
  const nestedStack = { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Outer: { Ref: 'Topic' } } } };
  const parent = source({ Topic: TOPIC, Nested: nestedStack, Fn: functionWith({ 'Fn::GetAtt': ['Nested', 'Outputs.Inner'] }) }, { name: 'Parent' });
  const child = source(
    { Inner: TOPIC, User: functionWith({ Ref: 'Outer' }) },
    { name: 'Child', nestedIn: { parent, logicalId: 'Nested' }, template: { Outputs: { Inner: { Value: { Ref: 'Inner' } } } } },
  );
  const model = new TemplateModel([parent, child]);
  const targets = model.ofType('AWS::Lambda::Function').map((fn) => model.target(fn, VARIABLE)?.name);
  expect(targets).toEqual(['Child/Inner', 'Parent/Topic']);
});

test('exports that name each other in a circle lead nowhere', () => {
  const exporting = (name: string, other: string) => source({}, { name, template: { Outputs: { X: { Value: { 'Fn::ImportValue': other }, Export: { Name: name } } } } });
  expect(target(exporting('A', 'B'), exporting('B', 'A'), source({ Fn: functionWith({ 'Fn::ImportValue': 'A' }) }))).toBeUndefined();
});

test('a parameter, or what is not in the templates, leads nowhere', () => {
  expect(target(source({ Fn: functionWith({ Ref: 'Parameter' }) }))).toBeUndefined();
  expect(target(source({ Fn: functionWith({ 'Fn::ImportValue': 'elsewhere' }) }))).toBeUndefined();
});

test('construct paths come from the template, or else from what is known of the assembly', () => {
  const model = new TemplateModel([source(
    { A: { ...TOPIC, Metadata: { 'aws:cdk:path': 'Stack/A/Resource' } }, B: TOPIC, C: TOPIC },
    { constructPathOf: (id) => ({ A: 'other', B: 'Stack/B/Resource' })[id] },
  )]);
  expect(resourcesOf(model).map(({ name }) => name)).toEqual(['Stack/A/Resource', 'Stack/B/Resource', 'Stack/C']);
});

test('what is no resource is passed over', () => {
  const model = new TemplateModel([source({ 'Fn::ForEach::Topics': ['N', [], {}], 'A': null, 'B': { Type: 5 }, 'C': { ...TOPIC, Properties: 'text' } })]);
  expect(resourcesOf(model).map(({ logicalId, properties }) => [logicalId, properties])).toEqual([['C', {}]]);
});

describe('a SAM template', () => {
  const serverless = (type: string, Properties: Record<string, any> = {}) => ({ Type: `AWS::Serverless::${type}`, Properties });
  const roleOf = { 'Fn::GetAtt': ['MyRole', 'Arn'] };

  /** The type of what a value means beside a resource of SAM. */
  const targetType = (My: any, value: any, template = {}) => {
    const model = new TemplateModel([source({ My, Fn: functionWith(value) }, { template })]);
    return model.target(model.ofType('AWS::Lambda::Function')[0], VARIABLE)?.type;
  };

  test.each<[string, any, any, string | undefined]>([
    ['the role of a function', serverless('Function'), roleOf, 'AWS::IAM::Role'],
    ['the role of a state machine', serverless('StateMachine'), { 'Fn::Sub': '${MyRole.Arn}' }, 'AWS::IAM::Role'],
    ['no role where one is named', serverless('Function', { Role: 'arn:aws:iam::111122223333:role/r' }), roleOf, undefined],
    ['no role of anything else', serverless('Api'), roleOf, undefined],
    ['no role of a resource of CloudFormation', functionWith(1), roleOf, undefined],
    ['the URL of a function', serverless('Function', { FunctionUrlConfig: { AuthType: 'NONE' } }), { 'Fn::GetAtt': ['MyUrl', 'FunctionUrl'] }, 'AWS::Lambda::Url'],
    ['no URL where none is asked for', serverless('Function'), { 'Fn::GetAtt': ['MyUrl', 'FunctionUrl'] }, undefined],
    ['the alias of a function', serverless('Function', { AutoPublishAlias: 'live' }), { Ref: 'MyAliaslive' }, 'AWS::Lambda::Alias'],
    ['no other alias', serverless('Function', { AutoPublishAlias: 'live' }), { Ref: 'MyAliasdead' }, undefined],
    ['the alias of a function by its property', serverless('Function', { AutoPublishAlias: 'live' }), { Ref: 'My.Alias' }, 'AWS::Lambda::Version'],
    ['the stage of an API', serverless('Api', { StageName: 'Prod' }), { Ref: 'MyProdStage' }, 'AWS::ApiGateway::Stage'],
    ['no stage of another name', serverless('Api', { StageName: 'Prod' }), { Ref: 'MyTestStage' }, undefined],
    ['nothing by names that every object has', serverless('Function'), { Ref: 'constructor' }, undefined],
  ])('has what SAM makes: %s', (_, resource, value, type) => {
    expect(targetType(resource, value)).toBe(type);
  });

  test('has the alias of a function that is called so itself', () => {
    const model = new TemplateModel([source({ OrderAliasFn: serverless('Function', { AutoPublishAlias: 'live' }), Fn: functionWith({ Ref: 'OrderAliasFnAliaslive' }) })]);
    expect(model.target(model.ofType('AWS::Lambda::Function')[0], VARIABLE)?.type).toBe('AWS::Lambda::Alias');
  });

  test('has a resource of its own where it is called as what SAM would make', () => {
    const model = new TemplateModel([source({ My: serverless('Function'), MyRole: TOPIC, Fn: functionWith(roleOf) })]);
    expect(model.target(model.ofType('AWS::Lambda::Function')[0], VARIABLE)?.type).toBe('AWS::SNS::Topic');
  });

  test('counts what SAM makes nowhere else', () => {
    const model = new TemplateModel([source({ My: serverless('Function'), Fn: functionWith(roleOf) })]);
    model.targets(model.ofType('AWS::Lambda::Function')[0], VARIABLE);
    expect(model.ofType('AWS::IAM::Role')).toEqual([]);
  });

  test('passes its Globals on, but for what a resource ignores', () => {
    const Globals = { Function: { AutoPublishAlias: 'live', Environment: { Variables: { A: 'a' } } } };
    const own = serverless('Function', { Environment: { Variables: { B: 'b' } } });
    const { resources } = new TemplateModel([source({ My: own, Other: { ...own, IgnoreGlobals: ['Environment'] } }, { template: { Globals } })]).stacks[0];
    expect(resources.get('My')?.properties).toEqual({ AutoPublishAlias: 'live', Environment: { Variables: { A: 'a', B: 'b' } } });
    expect(resources.get('Other')?.properties).toEqual({ AutoPublishAlias: 'live', Environment: { Variables: { B: 'b' } } });
    expect(targetType(own, { Ref: 'MyAliaslive' }, { Globals })).toBe('AWS::Lambda::Alias');
  });
});
