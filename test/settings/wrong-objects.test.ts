import { Duration, Stack, Token } from 'aws-cdk-lib';
import {
  DefaultSamplingRule, NumberMatch, RootCause, RootCauseElement, SamplingRate, SamplingRule, TextMatch, TraceFilter, TraceGroup, XRayResourcePolicy,
} from '../../src';

/** What a program in JavaScript, or a value of the type `any`, may give. */
const wrong = (value?: unknown): any => value;

const rate = SamplingRate.percent(5);

test.each<[string, string, (stack: Stack) => unknown]>([
  ['a rule without a rate', '`rate` must be a `SamplingRate`, for example `SamplingRate.percent(5)`, got: undefined', (stack) =>
    new SamplingRule(stack, 'It', { priority: 1, rate: wrong() })],
  ['a rate that is an object', '`rate` must be a `SamplingRate`, for example `SamplingRate.percent(5)`, got: {}', (stack) =>
    new DefaultSamplingRule(stack, 'It', { rate: wrong({}) })],
  ['a service type that is a text', '`serviceType` must be a `SamplingServiceType`, for example `SamplingServiceType.ECS_CONTAINER`, got: "AWS::EC2::Instance"', (stack) =>
    new SamplingRule(stack, 'It', { priority: 1, rate, serviceType: wrong('AWS::EC2::Instance') })],
  ['a filter that is a text', '`filter` must be a `TraceFilter`, for example `TraceFilter.fault()`, got: "fault"; '
    + 'an expression in X-Ray\'s own words goes through `TraceFilter.expression`', (stack) => new TraceGroup(stack, 'It', { filter: wrong('fault') })],
  ['a group of nothing', '`props` must be an object, for example { filter: TraceFilter.fault() }, got: undefined', (stack) => new TraceGroup(stack, 'It', wrong())],
  ['a group with a text in place of a truth', '`insights` must be true or false, got: "yes"', (stack) =>
    new TraceGroup(stack, 'It', { filter: TraceFilter.fault(), insights: wrong('yes') })],
  ['a rule for health checks without a priority', '`priority` must be a whole number from 1 to 9999, got: undefined', (stack) =>
    SamplingRule.forHealthChecks(stack, 'It', wrong())],
  ['a policy of one statement', '`statements` must be a list of statements, for example `[new iam.PolicyStatement({ … })]`, got: {"Effect":"Allow"}', (stack) =>
    new XRayResourcePolicy(stack, 'It', { statements: wrong({ Effect: 'Allow' }) })],
  ['a check that is a text', '`bypassPolicyLockoutCheck` must be true or false, got: "no"', (stack) =>
    new XRayResourcePolicy(stack, 'It', { bypassPolicyLockoutCheck: wrong('no') })],
  ['no statement', '`statement` must be a statement, for example `new iam.PolicyStatement({ … })`, got: undefined', (stack) =>
    new XRayResourcePolicy(stack, 'It').addStatement(wrong())],
  ['no service', '`service` must be the principal of a service, for example "sns.amazonaws.com", got: undefined', (stack) =>
    new XRayResourcePolicy(stack, 'It').allowService(wrong())],
])('%s is refused', (_, message, make) => {
  expect(() => make(new Stack(undefined, 'Stack'))).toThrow(new Error(`[Stack/It] ${message}`));
});

test.each<[string, () => TraceFilter]>([
  ['`expression` must be an X-Ray filter expression, for example "fault", got: undefined', () => TraceFilter.expression(wrong())],
  ['`match` of http.status must be a `NumberMatch`, for example `NumberMatch.atLeast(2.5)`, got: 500', () => TraceFilter.httpStatus(wrong(500))],
  ['`match` of user must be a `TextMatch`, for example `TextMatch.equalTo("gold")`, got: "ann"', () => TraceFilter.user(wrong('ann'))],
  ['`match` of annotationText must be a `TextMatch`, for example `TextMatch.equalTo("gold")`, got: undefined', () => TraceFilter.annotationText('tier', wrong())],
  ['`value` must be a text that is compared with, for example "gold", got: undefined', () => TraceFilter.affectedUser(wrong())],
  ['`value` must be a text that is compared with, for example "gold", got: 5', () => TraceFilter.user(TextMatch.equalTo(wrong(5)))],
  ['`value` must be a number that is compared with, for example 2.5, got: "5"', () => TraceFilter.httpStatus(NumberMatch.equalTo(wrong('5')))],
  ['`name` must be the name of a service on the trace map, for example "orders", got: undefined', () => TraceFilter.service(wrong())],
  ['`name` must be the name of a service on the trace map, for example "orders", got: 5', () => TraceFilter.service(wrong(5))],
  ['`destination` must be the name of a service on the trace map, for example "orders", got: undefined', () => TraceFilter.edge('a', wrong())],
  ['`source` must be the name of a service on the trace map, for example "orders", got: undefined', () => TraceFilter.edge(wrong(), 'a')],
  ['`service` must be an object, for example { name: "orders" }, got: undefined', () => TraceFilter.serviceWithId(wrong())],
  ['`service` must have at least one of `name`, `type` and `accountId`, got: {}; use `TraceFilter.anyService` for any service', () => TraceFilter.serviceWithId({})],
  ['`destination` must be an object, for example { name: "orders" }, got: "a"', () => TraceFilter.edgeWithIds({ name: 'a' }, wrong('a'))],
  ['`type` of a service must be a text, got: 5', () => TraceFilter.serviceWithId({ type: wrong(5) })],
  ['`limit` must be a `Duration`, for example `Duration.minutes(5)`, got: 2', () => TraceFilter.responseTimeAbove(wrong(2))],
  ['`limit` must be a `Duration`, for example `Duration.minutes(5)`, got: undefined', () => TraceFilter.durationBelow(wrong())],
  ['`limit` must be made by `Duration.seconds()` where it is a token, because CloudFormation cannot convert it, got one in minutes', () =>
    TraceFilter.durationAbove(Duration.minutes(Token.asNumber({ Ref: 'Minutes' })))],
  ['`value` must be true or false, got: undefined', () => TraceFilter.annotationBoolean('a', wrong())],
  ['`value` must be true or false, got: "x"', () => TraceFilter.annotationBoolean('a', wrong('x'))],
  ['`key` must be the key of an annotation, without spaces, quotation marks and brackets, and no token, got: undefined', () => TraceFilter.annotation(wrong())],
  ['`cause` must be one of error, fault, responsetime, got: "slow"', () => TraceFilter.rootCause(wrong('slow'), RootCauseElement.ENTITY)],
  ['`element` must be one of entity, exception, service, got: undefined', () => TraceFilter.rootCause(RootCause.FAULT, wrong())],
  ['`rootCause` must be a list of root causes, got: undefined', () => TraceFilter.rootCauseJson(wrong())],
  ['`allOf` must have filters, for example `TraceFilter.fault()`, got: "error"', () => TraceFilter.fault().and(wrong('error'))],
  ['`filter` must be a `TraceFilter`, for example `TraceFilter.fault()`, got: "error"', () => TraceFilter.service('orders', wrong('error'))],
  ['`filter` must be a `TraceFilter`, for example `TraceFilter.fault()`, got: "error"', () => TraceFilter.rootCause(RootCause.FAULT, RootCauseElement.SERVICE, wrong('error'))],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('a match of the other type is refused by the compiler and at run time', () => {
  // @ts-expect-error a `TextMatch` is no `NumberMatch`
  expect(() => TraceFilter.responseTime(TextMatch.contains('x'))).toThrow(/^`match` of responsetime must be a `NumberMatch`/);
  // @ts-expect-error a `NumberMatch` is no `TextMatch`
  expect(() => TraceFilter.httpUrl(NumberMatch.equalTo(1))).toThrow(/^`match` of http\.url must be a `TextMatch`/);
  // @ts-expect-error a `TextMatch` is no `NumberMatch`
  expect(() => TraceFilter.annotationNumber('items', TextMatch.contains('x'))).toThrow(/^`match` of annotationNumber must be a `NumberMatch`/);
});
