import { parseTemplate } from '../../../src/survey/reading/template-file';

const parse = (template: any) => parseTemplate(JSON.stringify(template), 'template.json');
const loop = (collection: any, body: any, variable = 'Name') => ({ [`Fn::ForEach::${variable}s`]: [variable, collection, body] });
const TOPIC = { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' }, DisplayName: { 'Fn::Sub': 'news of ${Name} in ${AWS::Region}' } } };

test('a loop makes a resource of each item', () => {
  expect(parse({ Resources: { Other: { Type: 'AWS::SQS::Queue' }, ...loop(['A', 'B'], { 'Topic${Name}': TOPIC }) } }).Resources).toEqual({
    Other: { Type: 'AWS::SQS::Queue' },
    TopicA: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'A', DisplayName: { 'Fn::Sub': 'news of A in ${AWS::Region}' } } },
    TopicB: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'B', DisplayName: { 'Fn::Sub': 'news of B in ${AWS::Region}' } } },
  });
});

test('loops stand within loops, and within resources', () => {
  const body = { 'R&{Zone}${Name}': { Type: 'AWS::SNS::Topic', Properties: loop(['X', 'Y'], { '${Key}': { Ref: 'Zone' } }, 'Key') } };
  const { Resources } = parse({ Resources: loop(['a-1', 'b-2'], loop(['A', 'B'], body), 'Zone') });
  expect(Object.keys(Resources)).toEqual(['Ra1A', 'Ra1B', 'Rb2A', 'Rb2B']);
  expect(Resources.Rb2A.Properties).toEqual({ X: 'b-2', Y: 'b-2' });
});

test.each<[string, any]>([
  ['a text', { 'Fn::Sub': '${Name}Topic' }],
  ['a text with a variable of its own', { 'Fn::Sub': ['${Which}Topic', { Which: { Ref: 'Name' } }] }],
  ['parts', { 'Fn::Join': ['', [{ Ref: 'Name' }, 'Topic']] }],
])('what a loop makes may be asked for its attributes by a logical id that is composed of %s', (_, id) => {
  const body = { '${Name}Topic': TOPIC, '${Name}Fn': { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': [id, 'Arn'] } } } };
  expect(parse({ Resources: loop(['A'], body) }).Resources.AFn.Properties.Role).toEqual({ 'Fn::GetAtt': ['ATopic', 'Arn'] });
});

test('a parameter may be the list of a loop, by its default', () => {
  const Parameters = { Names: { Type: 'CommaDelimitedList', Default: 'A, B' } };
  expect(Object.keys(parse({ Parameters, Resources: loop({ Ref: 'Names' }, { 'Topic${Name}': TOPIC }) }).Resources)).toEqual(['TopicA', 'TopicB']);
});

test.each<[string, any]>([
  ['items that are parameters', [{ Ref: 'First' }, 'B', 3]],
  ['a text that is split', { 'Fn::Split': ['|', 'A|B|3'] }],
  ['a parameter that is split', { 'Fn::Split': ['|', { Ref: 'All' }] }],
])('the list of a loop may have %s', (_, list) => {
  const Parameters = { First: { Type: 'String', Default: 'A' }, All: { Type: 'String', Default: 'A|B|3' } };
  expect(Object.keys(parse({ Parameters, Resources: loop(list, { 'Topic${Name}': TOPIC }) }).Resources)).toEqual(['TopicA', 'TopicB', 'Topic3']);
});

test.each<[string, any]>([
  ['what only the deployment knows', loop({ Ref: 'Names' }, { 'Topic${Name}': TOPIC })],
  ['a list of what only the deployment knows', loop([{ Ref: 'First' }], { 'Topic${Name}': TOPIC })],
  ['a text of which only the deployment knows how it is split', loop({ 'Fn::Split': [{ Ref: 'Sign' }, 'A,B'] }, { 'Topic${Name}': TOPIC })],
  ['the list of an account', loop({ 'Fn::FindInMap': ['Names', { Ref: 'AWS::AccountId' }, 'All'] }, { 'Topic${Name}': TOPIC })],
  ['no list', { 'Fn::ForEach::Names': 'A' }],
])('a loop over %s stays as it is', (_, Resources) => {
  expect(parse({ Resources }).Resources).toEqual(Resources);
});

test('loops that make more than anybody can read are refused', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `I${index}`);
  expect(() => parse({ Resources: loop(many, loop(many, { 'T${A}${B}': TOPIC }, 'B'), 'A') }))
    .toThrow('template.json: its `Fn::ForEach` loops make more than CloudFormation takes');
});
