import { JsonChecker } from '../../../src/survey/reading/json-checker';

const problemOf = (text: string) => {
  try {
    new JsonChecker(text, 't.json').check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  '{}',
  '[]',
  ' { "a" : [ 1 , -0.5e+3, true, false, null, "x" ] , "b" : { } } \n',
  '"text with \\" and \\\\ and \\u00e9"',
  '\ufeff{"Resources": {}}',
  '{"a": {"x": 1}, "b": {"x": 1}}',
  '{"Fn::Sub": "x", "Fn::ForEach::Loop": []}',
])('%s is well-formed', (text) => {
  expect(problemOf(text)).toBeUndefined();
  expect(() => JSON.parse(text.replace('\ufeff', ''))).not.toThrow();
});

test.each([
  ['', 't.json:1:1: the template ends in the middle of a value'],
  ['{', 't.json:1:2: expected a key in double quotes, found the end of the file'],
  ['{"a": 1,\n "b": x}', 't.json:2:7: expected a value, found "x"'],
  ['{"a" 1}', 't.json:1:6: expected ":", found "1"'],
  ['{"a": 1 "b": 2}', 't.json:1:9: expected "," or "}", found "\\""'],
  ['[1 2]', 't.json:1:4: expected "," or "]", found "2"'],
  ['{"a": 1,}', 't.json:1:9: expected a key in double quotes, found "}"'],
  ['{} {}', 't.json:1:4: expected nothing more after the end of the template'],
  ['{"a": 01}', 't.json:1:8: expected "," or "}", found "1"'],
  ['{"a": "line\nbreak"}', 't.json:1:7: a text must end in its own line, with a quote, and hold no control characters and no unknown escapes'],
  ['{"a": 1,\n "\\u0061": 2}', 't.json:2:2: the key "a" stands twice in the same object'],
  ['{"a": 1,\n  "b": {"c": 1,\n  "c": 2}}', 't.json:3:3: the key "c" stands twice in the same object'],
  ['{"a": 1, // one\n "b": 2}', 't.json:1:10: JSON has no comments; remove them, or write the template in YAML'],
  ['/* a */ {}', 't.json:1:1: JSON has no comments; remove them, or write the template in YAML'],
])('%j is refused where it is wrong', (text, message) => {
  expect(problemOf(text)).toBe(message);
});

test('the first function that does not exist is noted', () => {
  const checker = new JsonChecker('{"a": {"Fn::Subb": {"Fn::Joinn": "x"}}}', 't.json');
  checker.check();
  expect(checker.unknownFunction?.message).toBe('t.json:1:8: Fn::Subb is not an intrinsic function of CloudFormation');
});

test('nesting without end is refused before it ends the process', () => {
  expect(problemOf('['.repeat(1_000_000))).toContain('the template is nested more than 200 levels deep');
});
