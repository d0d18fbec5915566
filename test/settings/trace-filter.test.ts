import { CfnParameter, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import fc from 'fast-check';
import { NumberMatch, RootCause, RootCauseElement, TextMatch, TraceFilter } from '../../src';
import { parseExpression } from '../../src/private/trace-filter/parser';
import { printExpression } from '../../src/private/trace-filter/printer';
import { expressions } from '../private/trace-filter/arbitraries';

const { fault, ok, partial } = TraceFilter;

/** Every static method, with what it writes. */
const FILTERS: [string, TraceFilter][] = [
  ['ok', ok()],
  ['error', TraceFilter.error()],
  ['throttle', TraceFilter.throttle()],
  ['fault', fault()],
  ['partial', partial()],
  ['inferred', TraceFilter.inferred()],
  ['first', TraceFilter.first()],
  ['last', TraceFilter.last()],
  ['remote', TraceFilter.remote()],
  ['root', TraceFilter.root()],
  ['responsetime > 2', TraceFilter.responseTimeAbove(Duration.seconds(2))],
  ['responsetime < 0.25', TraceFilter.responseTimeBelow(Duration.millis(250))],
  ['responsetime <= 1.5', TraceFilter.responseTime(NumberMatch.atMost(1.5))],
  ['duration > 60', TraceFilter.durationAbove(Duration.minutes(1))],
  ['duration < 60', TraceFilter.durationBelow(Duration.minutes(1))],
  ['duration >= 5', TraceFilter.duration(NumberMatch.atLeast(5))],
  ['http.status = 404', TraceFilter.httpStatus(NumberMatch.equalTo(404))],
  ['http.status != 200', TraceFilter.httpStatus(NumberMatch.notEqualTo(200))],
  ['index > 5', TraceFilter.elementIndex(NumberMatch.greaterThan(5))],
  ['coverage < 0.7', TraceFilter.coverage(NumberMatch.lessThan(0.7))],
  ['http.url CONTAINS "/v2/"', TraceFilter.httpUrl(TextMatch.contains('/v2/'))],
  ['http.method = "POST"', TraceFilter.httpMethod(TextMatch.equalTo('POST'))],
  ['http.useragent BEGINSWITH "curl"', TraceFilter.httpUserAgent(TextMatch.beginsWith('curl'))],
  ['http.clientip ENDSWITH ".7"', TraceFilter.httpClientIp(TextMatch.endsWith('.7'))],
  ['user = "alice"', TraceFilter.affectedUser('alice')],
  ['user CONTAINS ""', TraceFilter.user(TextMatch.exists())],
  ['name = "Auth"', TraceFilter.elementName(TextMatch.equalTo('Auth'))],
  ['type != "AWS::DynamoDB"', TraceFilter.elementType(TextMatch.notEqualTo('AWS::DynamoDB'))],
  ['message = "denied"', TraceFilter.exceptionMessage(TextMatch.equalTo('denied'))],
  ['availabilityzone = "eu-west-1a"', TraceFilter.availabilityZone(TextMatch.equalTo('eu-west-1a'))],
  ['instance.id = "i-1"', TraceFilter.instanceId(TextMatch.equalTo('i-1'))],
  ['resource.arn = "arn:aws:sqs:a:b:c"', TraceFilter.resourceArn(TextMatch.equalTo('arn:aws:sqs:a:b:c'))],
  ['annotation.age', TraceFilter.annotation('age')],
  ['annotation[aws.local.operation]', TraceFilter.annotation('aws.local.operation')],
  ['annotation.premium = false', TraceFilter.annotationBoolean('premium', false)],
  ['annotation.age > 29', TraceFilter.annotationNumber('age', NumberMatch.greaterThan(29))],
  ['annotation.gameid = "817DL6VO"', TraceFilter.annotationText('gameid', TextMatch.equalTo('817DL6VO'))],
  ['service("api")', TraceFilter.service('api')],
  ['service("api") { fault }', TraceFilter.service('api', fault())],
  ['service(id(type: "AWS::Lambda::Function")) { fault }', TraceFilter.serviceWithId({ type: 'AWS::Lambda::Function' }, fault())],
  ['service(id(name: "a", type: "b", account.id: "c"))', TraceFilter.serviceWithId({ accountId: 'c', type: 'b', name: 'a' })],
  ['service("a")', TraceFilter.serviceWithId({ name: 'a', type: undefined })],
  ['service() { fault }', TraceFilter.anyService(fault())],
  ['edge("a", "b")', TraceFilter.edge('a', 'b')],
  ['edge("a", "b") { fault }', TraceFilter.edge('a', 'b', fault())],
  ['edge("a", id(name: "b", type: "c")) { fault }', TraceFilter.edgeWithIds({ name: 'a' }, { name: 'b', type: 'c' }, fault())],
  ['rootcause.fault.service', TraceFilter.rootCause(RootCause.FAULT, RootCauseElement.SERVICE)],
  ['rootcause.error.exception { last }', TraceFilter.rootCause(RootCause.ERROR, RootCauseElement.EXCEPTION, TraceFilter.last())],
  ['rootcause.responsetime.entity { annotation.a }', TraceFilter.rootCause(RootCause.RESPONSE_TIME, RootCauseElement.ENTITY, TraceFilter.annotation('a'))],
  ['rootcause.json = #[{"Services":[{"Name":"a\\"]"}]}]', TraceFilter.rootCauseJson([{ Services: [{ Name: 'a"]' }] }])],
  ['group.name = "slow"', TraceFilter.inGroup('slow')],
  ['group.arn = "arn:aws:xray:a:b:group/slow/c"', TraceFilter.inGroupWithArn('arn:aws:xray:a:b:group/slow/c')],
  ['ok AND !partial AND (fault OR ok)', ok().and(partial().not(), fault().or(ok()))],
  ['(ok AND fault) OR partial', ok().and(fault()).or(partial())],
  ['!(ok AND fault)', ok().and(fault()).not()],
  ['ok', ok().not().not()],
  ['ok', TraceFilter.allOf(ok())],
  ['ok', ok().or()],
  ['ok OR fault OR partial', TraceFilter.anyOf(ok(), TraceFilter.anyOf(fault(), partial()))],
  ['user = "\\" OR ok OR user = \\"\\\\"', TraceFilter.affectedUser('" OR ok OR user = "\\')],
];

test.each(FILTERS)('%s', (text, filter) => {
  expect(filter.filterExpression).toBe(text);
  expect(filter.toString()).toBe(text);
  expect(printExpression(parseExpression(text))).toBe(text);
});

describe('an expression', () => {
  test('stands as it is given', () => {
    expect(TraceFilter.expression(' ok  !partial duration <3').filterExpression).toBe(' ok  !partial duration <3');
  });

  test('is put together with others in parentheses', () => {
    expect(TraceFilter.expression('ok OR fault').and(TraceFilter.expression('partial')).filterExpression).toBe('(ok OR fault) AND partial');
  });

  test('is what the builder makes, in every case', () => {
    fc.assert(fc.property(expressions, (tree) => {
      const text = printExpression(tree);
      expect(TraceFilter.allOf(TraceFilter.expression(text)).filterExpression).toBe(text);
      expect(TraceFilter.expression(text).not().not().filterExpression).toBe(text);
    }));
  });

  test('that is broken is told of, with the column', () => {
    expect(() => TraceFilter.expression('fault AND user = alice')).toThrow(new Error(
      '`expression` must be an X-Ray filter expression: expected a text in double quotation marks at column 18, got: alice, in: fault AND user = alice'));
  });

  test('that is long is shown around the place where it is broken', () => {
    expect(() => TraceFilter.expression(`user = "${'x'.repeat(200)}" AND slow OR user = "${'y'.repeat(200)}"`))
      .toThrow(/in: …x+" AND slow OR user = "y+…$/);
  });
});

describe('tokens', () => {
  const stack = new Stack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const resolved = (filter: TraceFilter) => stack.resolve(filter.filterExpression);

  test('may stand in texts', () => {
    expect(resolved(TraceFilter.service(text))).toEqual({ 'Fn::Join': ['', ['service("', { Ref: 'Text' }, '")']] });
  });

  test('may be numbers', () => {
    expect(resolved(TraceFilter.httpStatus(NumberMatch.equalTo(number)))).toEqual({ 'Fn::Join': ['', ['http.status = ', { Ref: 'Number' }]] });
  });

  test('may be durations', () => {
    expect(resolved(TraceFilter.responseTimeAbove(Duration.seconds(number)))).toEqual({ 'Fn::Join': ['', ['responsetime > ', { Ref: 'Number' }]] });
  });

  test('may be whole expressions', () => {
    expect(resolved(TraceFilter.expression(text).and(ok()))).toEqual({ 'Fn::Join': ['', ['(', { Ref: 'Text' }, ') AND ok']] });
    expect(resolved(TraceFilter.expression(`service("${text}") { responsetime > ${Token.asString(number)} }`)))
      .toEqual({ 'Fn::Join': ['', ['service("', { Ref: 'Text' }, '") { responsetime > ', { Ref: 'Number' }, ' }']] });
  });

  test('that are resolved late are late', () => {
    expect(resolved(TraceFilter.affectedUser(Lazy.string({ produce: () => 'alice' })))).toBe('user = "alice"');
  });

  test('cannot be numbers in a text', () => {
    expect(() => TraceFilter.expression(`responsetime > ${number}`)).toThrow(/expected a decimal number/);
  });
});

test.each([NaN, Infinity, -Infinity])('a number cannot be %s', (value) => {
  expect(() => NumberMatch.equalTo(value)).toThrow(new Error(`\`value\` must be a number that is compared with, for example 2.5, got: ${value}`));
});

test.each(['', 'a b', 'a]', '${Token[TOKEN.1]}'])('the key of an annotation cannot be %j', (key) => {
  expect(() => TraceFilter.annotation(key)).toThrow(new Error(
    `\`key\` must be the key of an annotation, without spaces, quotation marks and brackets, and no token, got: ${JSON.stringify(key)}`));
});

test.each<[string, (filter: TraceFilter) => TraceFilter]>([
  ['service', (filter) => TraceFilter.service('a', filter)],
  ['any service', (filter) => TraceFilter.anyService(filter)],
  ['edge', (filter) => TraceFilter.edge('a', 'b', filter)],
])('%s cannot hold an annotation', (_, make) => {
  expect(() => make(ok().and(TraceFilter.annotation('a').not()))).toThrow(new Error(
    '`filter` must have no annotation, because X-Ray knows none in the braces of a service or an edge, got: ok AND !annotation.a; '
    + 'join it by `and` to what `service` or `edge` returns'));
});

test('a service must be told by something', () => {
  expect(() => TraceFilter.serviceWithId({})).toThrow(new Error(
    '`service` must have at least one of `name`, `type` and `accountId`, got: {}; use `TraceFilter.anyService` for any service'));
});

test.each<[string, () => TraceFilter]>([['allOf', () => TraceFilter.allOf()], ['anyOf', () => TraceFilter.anyOf()]])('%s of nothing is nothing', (method, make) => {
  expect(make).toThrow(new Error(`\`${method}\` must have at least one filter, got none`));
});
