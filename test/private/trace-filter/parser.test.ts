import fc from 'fast-check';
import { expressions, nearlyExpressions } from './arbitraries';
import type { Expression } from '../../../src/private/trace-filter/expression';
import { parseExpression } from '../../../src/private/trace-filter/parser';
import { printExpression } from '../../../src/private/trace-filter/printer';
import { TraceFilterSyntaxError } from '../../../src/private/trace-filter/syntax-error';

/** What is wrong with a text: where, what is expected and what is there. */
function errorOf(text: string): [number, string, string] {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof TraceFilterSyntaxError) { return [error.column, error.expected, error.found]; }
    throw error;
  }
  throw new Error(`there is nothing wrong with ${text}`);
}

describe('whatever the text', () => {
  test('what is printed parses to the same tree', () => {
    fc.assert(fc.property(expressions, (expression) => {
      expect(parseExpression(printExpression(expression))).toEqual(expression);
    }), { numRuns: 2000 });
  });

  test.each<[string, fc.Arbitrary<string>]>([
    ['any characters', fc.string({ unit: 'binary', maxLength: 200 })],
    ['what looks like an expression', nearlyExpressions],
    ['an expression that is cut off', fc.tuple(expressions.map(printExpression), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))],
  ])('nothing but the own error is thrown, and at a place in the text: %s', (_, texts) => {
    fc.assert(fc.property(texts, (text) => {
      try {
        expect(parseExpression(printExpression(parseExpression(text)))).toEqual(parseExpression(text));
      } catch (error) {
        expect(error).toBeInstanceOf(TraceFilterSyntaxError);
        expect((error as TraceFilterSyntaxError).offset).toBeLessThanOrEqual(text.length);
      }
    }), { numRuns: 2000 });
  });
});

/** Expressions as people and the documentation write them, and how the library writes them. */
test.each([
  ['ok', 'ok'],
  ['!ok', '!ok'],
  ['ok = false', 'ok = false'],
  ['ok !partial duration <3', 'ok AND !partial AND duration < 3'],
  ['responseTime > 5', 'responsetime > 5'],
  ['duration >= 5 AND duration <= 8', 'duration >= 5 AND duration <= 8'],
  ['http.status != 200', 'http.status != 200'],
  ['http.url CONTAINS "/api/game/"', 'http.url CONTAINS "/api/game/"'],
  ['user CONTAINS ""', 'user CONTAINS ""'],
  ['http.url and responsetime > 2', 'http.url AND responsetime > 2'],
  ['rootcause.fault.entity { last and name = "deserialize" }', 'rootcause.fault.entity { last AND name = "deserialize" }'],
  ['rootcause.responsetime.entity { remote and coverage > 0.7 and name = "traces" }', 'rootcause.responsetime.entity { remote AND coverage > 0.7 AND name = "traces" }'],
  ['service("data-plane") {root = true and fault = true}', 'service("data-plane") { root = true AND fault = true }'],
  ['service() { fault }', 'service() { fault }'],
  ['edge("api.example.com", "backend.example.com") { error }', 'edge("api.example.com", "backend.example.com") { error }'],
  ['http.url BEGINSWITH "http://a/" AND !service("a")', 'http.url BEGINSWITH "http://a/" AND !service("a")'],
  ['service(id(name: "random-name", type:"AWS::Lambda::Function")) { error }', 'service(id(name: "random-name", type: "AWS::Lambda::Function")) { error }'],
  ['service(id(account.id: "111122223333"))', 'service(id(account.id: "111122223333"))'],
  ['service(id(name: "a"))', 'service("a")'],
  ['annotation.age', 'annotation.age'],
  ['!annotation.age', '!annotation.age'],
  ['annotation.gameid="817DL6VO"', 'annotation.gameid = "817DL6VO"'],
  ['annotation.age > 29', 'annotation.age > 29'],
  ['annotation.premium = true', 'annotation.premium = true'],
  ['Annotation[aws.local.operation]="GET /api/orders"', 'annotation[aws.local.operation] = "GET /api/orders"'],
  ['group.name = "high_response_time" AND user = "alice"', 'group.name = "high_response_time" AND user = "alice"'],
  ['rootcause.json = #[{ "Services": [ { "Name": "a]" } ] }] AND ok', 'rootcause.json = #[{ "Services": [ { "Name": "a]" } ] }] AND ok'],
  ['(ok OR fault) partial', '(ok OR fault) AND partial'],
  ['ok AND fault OR partial', '(ok AND fault) OR partial'],
  ['((ok))', 'ok'],
  ['ok AND (fault AND partial)', 'ok AND fault AND partial'],
  ['!!ok', 'ok'],
  ['!(user = "a")', '!(user = "a")'],
  ['!user = "a"', '!(user = "a")'],
  ['user = "a \\"b\\" \\\\ \\c"', 'user = "a \\"b\\" \\\\ \\\\c"'],
  ['responsetime > .5', 'responsetime > 0.5'],
  ['index = -0', 'index = 0'],
  ['coverage > 0.00000001', 'coverage > 0.00000001'],
  ['coverage > -0.00000015', 'coverage > -0.00000015'],
  ['duration < 1000000000000000000000', 'duration < 1000000000000000000000'],
  ['http.status >= ${Token[TOKEN.1]} AND ${Token[TOKEN.2]}', 'http.status >= ${Token[TOKEN.1]} AND (${Token[TOKEN.2]})'],
])('%s', (text, printed) => {
  expect(printExpression(parseExpression(text))).toBe(printed);
});

test('a backslash before any other character is a backslash', () => {
  expect(parseExpression('user = "C:\\temp"')).toEqual<Expression>({ kind: 'condition', keyword: 'user', operator: '=', value: 'C:\\temp' });
});

describe('what is wrong is told', () => {
  const AFTER = 'AND, OR, another condition or the end of the expression';
  const KEYWORD = 'a keyword, such as fault or responsetime';
  const END = 'the end of the expression';
  const TEXT = 'a text in double quotation marks';
  const NUMBER = 'a decimal number, such as 2.5';

  test.each<[string, number, string, string]>([
    ['', 1, KEYWORD, END],
    ['  ', 3, KEYWORD, END],
    ['ok AND', 7, KEYWORD, END],
    ['ok OR OR fault', 7, 'a keyword that X-Ray knows', 'OR'],
    ['slow', 1, 'a keyword that X-Ray knows', 'slow'],
    ['ok fault)', 9, AFTER, ')'],
    ['ok "a"', 4, AFTER, '"a"'],
    ['(ok', 4, 'AND, OR, another condition or )', END],
    ['responsetime', 13, 'one of =, !=, <, <=, >, >=', END],
    ['responsetime CONTAINS "5"', 14, 'one of =, !=, <, <=, >, >=', 'CONTAINS'],
    ['responsetime > "5"', 16, NUMBER, '"5"'],
    ['responsetime > 1e9', 16, NUMBER, '1e9'],
    [`responsetime > ${'9'.repeat(400)}`, 16, NUMBER, '9'.repeat(400)],
    ['fault > true', 7, 'one of =, !=', '>'],
    ['fault = 1', 9, 'true or false', '1'],
    ['fault = "true"', 9, 'true or false', '"true"'],
    ['user = alice', 8, TEXT, 'alice'],
    ['user = \'alice\'', 8, 'double quotation marks', '"\'"'],
    ['user = "alice', 8, 'a quotation mark that is closed by another', '"\\""'],
    ['user < "a"', 6, 'one of =, !=, CONTAINS, BEGINSWITH, ENDSWITH', '<'],
    ['group.name', 11, 'one of =, !=', END],
    ['group.name CONTAINS "a"', 12, 'one of =, !=', 'CONTAINS'],
    ['annotation.', 1, 'annotation.key or annotation[key], with a key that has no spaces, quotation marks or brackets', 'annotation.'],
    ['annotation[a b]', 1, 'annotation.key or annotation[key], with a key that has no spaces, quotation marks or brackets', 'annotation[a b]'],
    ['annotation.a < "b"', 16, NUMBER, '"b"'],
    ['annotation.a CONTAINS 5', 23, TEXT, '5'],
    ['annotation.a = b', 16, `true or false or ${NUMBER} or ${TEXT}`, 'b'],
    ['service', 8, '(', END],
    ['service(api)', 9, 'the name of a service in quotation marks, or id(…)', 'api'],
    ['service("a" "b")', 13, ')', '"b"'],
    ['service("a") { }', 16, KEYWORD, '}'],
    ['service("a") { fault', 21, 'AND, OR, another condition or }', END],
    ['service("a") { annotation.b }', 14, 'no annotation in the braces of service() and edge()', 'an annotation; join it by AND outside of the braces'],
    ['edge("a", "b") { !(ok OR service() { ok } annotation[b] = 1) }', 16, 'no annotation in the braces of service() and edge()',
      'an annotation; join it by AND outside of the braces'],
    ['edge("a")', 9, ',', ')'],
    ['edge()', 6, 'the name of a service in quotation marks, or id(…)', ')'],
    ['service(id())', 12, 'name, type or account.id, each at most once', ')'],
    ['service(id(name: "a", name: "b"))', 23, 'name, type or account.id, each at most once', 'name'],
    ['service(id(name "a"))', 17, ':', '"a"'],
    ['service(id(name: a))', 18, TEXT, 'a'],
    ['service(id(name: "a")', 22, ')', END],
    ['rootcause.fault.list', 1, 'rootcause.json or rootcause, one of error, fault, responsetime, and one of entity, exception, service, joined by dots', 'rootcause.fault.list'],
    ['rootcause.fault', 1, 'rootcause.json or rootcause, one of error, fault, responsetime, and one of entity, exception, service, joined by dots', 'rootcause.fault'],
    ['rootcause.json = "a"', 18, 'a JSON list after #', '"a"'],
    ['rootcause.json = #{}', 19, 'a JSON list after #, which begins with [', '"{"'],
    ['rootcause.json = #', 19, 'a JSON list after #, which begins with [', END],
    ['rootcause.json = #[a]', 18, 'a JSON list after #', '#[a]'],
    ['rootcause.json = #[1', 21, 'the end of the JSON list, ]', END],
    ['ok $ fault', 4, 'a keyword, a value or an operator', '"$"'],
    ['ok ☃', 4, 'a keyword, a value or an operator', '"☃"'],
  ])('%s', (text, column, expected, found) => {
    expect(errorOf(text)).toEqual([column, expected, found]);
  });

  test('in one sentence', () => {
    expect(() => parseExpression('ok AND')).toThrow(`expected ${KEYWORD} at column 7, got: ${END}`);
  });
});

describe('nothing takes long', () => {
  test('of 100 levels', () => {
    expect(parseExpression('('.repeat(99) + 'ok' + ')'.repeat(99))).toEqual({ kind: 'condition', keyword: 'ok' });
    expect(errorOf('('.repeat(100) + 'ok')[1]).toBe('an expression that is nested at most 100 deep');
  });

  test.each(['!', '(', 'service(){', 'rootcause.fault.service{'])('of %s, as many as there is room for', (open) => {
    expect(errorOf(open.repeat(2000))[1]).toBe('an expression that is nested at most 100 deep');
  });

  test('of JSON that is nested 64 deep', () => {
    expect(parseExpression(`json = #${'['.repeat(64)}${']'.repeat(64)}`).kind).toBe('json');
    expect(errorOf(`json = #${'['.repeat(65)}${']'.repeat(65)}`)[1]).toBe('JSON that is nested at most 64 deep');
  });

  test('of 20,000 parts', () => {
    expect(errorOf('ok!'.repeat(10_001))[1]).toBe('the end of the expression, which can have 20000 parts');
  });

  test('of 50,000 characters', () => {
    expect(parseExpression(`user = "${'x'.repeat(49_991)}"`).kind).toBe('condition');
    expect(errorOf(`user = "${'x'.repeat(49_992)}"`)).toEqual([50_001, 'the end of the expression, which can have 50000 characters', '50001 characters']);
  });
});
