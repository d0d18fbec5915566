import type { Duration } from 'aws-cdk-lib';
import { type Comparison, NumberMatch, TextMatch } from './trace-filter-match';
import { misuse, shown } from '../private/errors';
import { requireMember } from '../private/options/enums';
import { requireUnitOfToken } from '../private/options/limits';
import { BOOLEAN, DURATION, optionsSuchAs, requireKind, textAs } from '../private/options/option-kinds';
import { ANNOTATION_KEY, type Expression, hasAnnotation, joined, KEYWORDS, negated, type ServiceNode } from '../private/trace-filter/expression';
import { parseExpression } from '../private/trace-filter/parser';
import { printExpression } from '../private/trace-filter/printer';
import { TraceFilterSyntaxError } from '../private/trace-filter/syntax-error';

/**
 * Tells a service of the trace map from others that have the same name. At least one property must be given.
 */
export interface TraceServiceId {
  /**
   * Its name, as its segments have it.
   *
   * @default - any name
   */
  readonly name?: string;

  /**
   * Its type, for example `AWS::Lambda::Function`.
   *
   * @default - any type
   */
  readonly type?: string;

  /**
   * The AWS account that it is in.
   *
   * @default - any account
   */
  readonly accountId?: string;
}

/**
 * What a trace has a root cause of.
 */
export enum RootCause {
  /** Of an error: a status code of 400 to 499. */
  ERROR = 'error',
  /** Of a fault: a status code of 500 to 599. */
  FAULT = 'fault',
  /** Of the time that the response took. */
  RESPONSE_TIME = 'responsetime',
}

/**
 * What the path to a root cause consists of.
 */
export enum RootCauseElement {
  /** The segments and subsegments on the path. */
  ENTITY = 'entity',
  /** The exceptions at its end. */
  EXCEPTION = 'exception',
  /** The services on the path. */
  SERVICE = 'service',
}

/**
 * An X-Ray filter expression: which traces are meant.
 *
 * Filters are made by the static methods, one for each keyword that X-Ray knows, and put together by `and`, `or` and `not`. Texts are quoted, and
 * what is put together stands in parentheses where it must. `TraceFilter.expression` takes an expression as X-Ray writes it, and checks it.
 *
 * What is asked for outside of `service` and `edge` is asked of the trace as a whole: an error that the application has handled is none there.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 */
export class TraceFilter {
  /**
   * A filter in X-Ray's own words.
   *
   * @param text a filter expression. It stands in the template as it is given. Tokens may stand between quotation marks, and in place of a number or
   * of a whole condition
   * @throws when X-Ray would not understand it, with the column and what is expected there: X-Ray itself says nothing, the group just stays empty
   */
  public static expression(text: string): TraceFilter {
    if (typeof text !== 'string') { throw misuse(`\`expression\` must be an X-Ray filter expression, for example "fault", got: ${shown(text)}`); }
    try {
      return new TraceFilter(parseExpression(text), text);
    } catch (error) {
      if (!(error instanceof TraceFilterSyntaxError)) { throw error; }
      throw misuse(`\`expression\` must be an X-Ray filter expression: ${error.message}, in: ${around(text, error.offset)}`);
    }
  }

  /**
   * All of the filters hold.
   *
   * @param filters one or more
   * @throws when there is none, or one is no filter
   */
  public static allOf(...filters: TraceFilter[]): TraceFilter {
    return TraceFilter.join('and', 'allOf', filters);
  }

  /**
   * At least one of the filters holds.
   *
   * @param filters one or more
   * @throws when there is none, or one is no filter
   */
  public static anyOf(...filters: TraceFilter[]): TraceFilter {
    return TraceFilter.join('or', 'anyOf', filters);
  }

  /** The response status was 200 to 299. */
  public static ok(): TraceFilter { return TraceFilter.keyword('ok'); }

  /** The response status was 400 to 499. */
  public static error(): TraceFilter { return TraceFilter.keyword('error'); }

  /** The response status was 429: too many requests. */
  public static throttle(): TraceFilter { return TraceFilter.keyword('throttle'); }

  /** The response status was 500 to 599. */
  public static fault(): TraceFilter { return TraceFilter.keyword('fault'); }

  /** The request has segments that are not complete. */
  public static partial(): TraceFilter { return TraceFilter.keyword('partial'); }

  /** The request has segments that X-Ray has inferred. */
  public static inferred(): TraceFilter { return TraceFilter.keyword('inferred'); }

  /** The element is the first of the path to a root cause. For use in `rootCause`. */
  public static first(): TraceFilter { return TraceFilter.keyword('first'); }

  /** The element is the last of the path to a root cause. For use in `rootCause`. */
  public static last(): TraceFilter { return TraceFilter.keyword('last'); }

  /** The entity of a root cause is remote. For use in `rootCause`. */
  public static remote(): TraceFilter { return TraceFilter.keyword('remote'); }

  /** The service is the entry point of the trace. For use in `service`. */
  public static root(): TraceFilter { return TraceFilter.keyword('root'); }

  /**
   * The server took longer than this to respond.
   *
   * @param limit what is still fast enough
   * @throws when it is no `Duration`, or a token in another unit than seconds
   */
  public static responseTimeAbove(limit: Duration): TraceFilter {
    return TraceFilter.responseTime(NumberMatch.greaterThan(seconds(limit)));
  }

  /**
   * The server took less than this to respond.
   *
   * @param limit what is too slow already
   * @throws when it is no `Duration`, or a token in another unit than seconds
   */
  public static responseTimeBelow(limit: Duration): TraceFilter {
    return TraceFilter.responseTime(NumberMatch.lessThan(seconds(limit)));
  }

  /**
   * The server took so long to respond.
   *
   * @param match what the number of seconds must be
   * @throws when it is no `NumberMatch`
   */
  public static responseTime(match: NumberMatch): TraceFilter { return TraceFilter.keyword('responsetime', match); }

  /**
   * The request took longer than this, with all that it called.
   *
   * @param limit what is still fast enough
   * @throws when it is no `Duration`, or a token in another unit than seconds
   */
  public static durationAbove(limit: Duration): TraceFilter {
    return TraceFilter.duration(NumberMatch.greaterThan(seconds(limit)));
  }

  /**
   * The request took less than this, with all that it called.
   *
   * @param limit what is too slow already
   * @throws when it is no `Duration`, or a token in another unit than seconds
   */
  public static durationBelow(limit: Duration): TraceFilter {
    return TraceFilter.duration(NumberMatch.lessThan(seconds(limit)));
  }

  /**
   * The request took so long, with all that it called.
   *
   * @param match what the number of seconds must be
   * @throws when it is no `NumberMatch`
   */
  public static duration(match: NumberMatch): TraceFilter { return TraceFilter.keyword('duration', match); }

  /**
   * The status code of the response.
   *
   * @param match what it must be
   * @throws when it is no `NumberMatch`
   */
  public static httpStatus(match: NumberMatch): TraceFilter { return TraceFilter.keyword('http.status', match); }

  /**
   * The position of the element on the path to a root cause. For use in `rootCause`.
   *
   * @param match what it must be
   * @throws when it is no `NumberMatch`
   */
  public static elementIndex(match: NumberMatch): TraceFilter { return TraceFilter.keyword('index', match); }

  /**
   * The share of the response time of the trace that the entity took, from 0 to 1. For use in `rootCause`, of the entities of a response time.
   *
   * @param match what it must be
   * @throws when it is no `NumberMatch`
   */
  public static coverage(match: NumberMatch): TraceFilter { return TraceFilter.keyword('coverage', match); }

  /**
   * The URL of the request.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static httpUrl(match: TextMatch): TraceFilter { return TraceFilter.keyword('http.url', match); }

  /**
   * The method of the request, for example `GET`.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static httpMethod(match: TextMatch): TraceFilter { return TraceFilter.keyword('http.method', match); }

  /**
   * The user agent of the request.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static httpUserAgent(match: TextMatch): TraceFilter { return TraceFilter.keyword('http.useragent', match); }

  /**
   * The IP address that the request came from.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static httpClientIp(match: TextMatch): TraceFilter { return TraceFilter.keyword('http.clientip', match); }

  /**
   * The request was that of this user.
   *
   * @param user the user as the application's code has recorded it in a segment
   * @throws when it is no text
   */
  public static affectedUser(user: string): TraceFilter { return TraceFilter.user(TextMatch.equalTo(user)); }

  /**
   * The user that any segment of the trace has.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static user(match: TextMatch): TraceFilter { return TraceFilter.keyword('user', match); }

  /**
   * The name of a service or an exception. For use in `service` and `rootCause`.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static elementName(match: TextMatch): TraceFilter { return TraceFilter.keyword('name', match); }

  /**
   * The type of a service, for example `AWS::DynamoDB`. For use in `service` and `rootCause`.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static elementType(match: TextMatch): TraceFilter { return TraceFilter.keyword('type', match); }

  /**
   * The message of an exception. For use in `rootCause`.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static exceptionMessage(match: TextMatch): TraceFilter { return TraceFilter.keyword('message', match); }

  /**
   * The Availability Zone that any segment of the trace has.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static availabilityZone(match: TextMatch): TraceFilter { return TraceFilter.keyword('availabilityzone', match); }

  /**
   * The id of the instance that any segment of the trace has.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static instanceId(match: TextMatch): TraceFilter { return TraceFilter.keyword('instance.id', match); }

  /**
   * The ARN of the resource that any segment of the trace has.
   *
   * @param match what it must be
   * @throws when it is no `TextMatch`
   */
  public static resourceArn(match: TextMatch): TraceFilter { return TraceFilter.keyword('resource.arn', match); }

  /**
   * The trace has an annotation with this key. One that is a boolean must be true.
   *
   * @param key the key of the annotation. One with other characters than letters, digits and underscores is written as `annotation[key]`
   * @throws when it cannot be the key of an annotation
   */
  public static annotation(key: string): TraceFilter { return TraceFilter.onAnnotation(key); }

  /**
   * The trace has an annotation with this key that is a boolean.
   *
   * @param key the key of the annotation
   * @param value what it must be
   * @throws when `key` cannot be the key of an annotation, or `value` is neither true nor false
   */
  public static annotationBoolean(key: string, value: boolean): TraceFilter {
    requireKind('value', value, BOOLEAN);
    return TraceFilter.onAnnotation(key, { operator: '=', value });
  }

  /**
   * The trace has an annotation with this key that is a number.
   *
   * @param key the key of the annotation
   * @param match what it must be
   * @throws when `key` cannot be the key of an annotation, or `match` is no `NumberMatch`
   */
  public static annotationNumber(key: string, match: NumberMatch): TraceFilter { return TraceFilter.onAnnotation(key, comparisonBy(match, 'number', 'annotationNumber')); }

  /**
   * The trace has an annotation with this key that is a text.
   *
   * @param key the key of the annotation
   * @param match what it must be
   * @throws when `key` cannot be the key of an annotation, or `match` is no `TextMatch`
   */
  public static annotationText(key: string, match: TextMatch): TraceFilter { return TraceFilter.onAnnotation(key, comparisonBy(match, 'string', 'annotationText')); }

  /**
   * The trace goes through a service, whichever has this name.
   *
   * @param name the name of the service
   * @param filter what holds there - anything, by default
   * @throws when `name` is no text, or `filter` is no `TraceFilter` or has an annotation, which X-Ray does not know there
   */
  public static service(name: string, filter?: TraceFilter): TraceFilter {
    requireKind('name', name, SERVICE_NAME);
    return TraceFilter.serviceWithId({ name }, filter);
  }

  /**
   * The trace goes through a service which is told from others of the same name.
   *
   * @param service which service it is
   * @param filter what holds there - anything, by default
   * @throws when nothing tells the service, or `filter` is no `TraceFilter` or has an annotation, which X-Ray does not know there
   */
  public static serviceWithId(service: TraceServiceId, filter?: TraceFilter): TraceFilter {
    return new TraceFilter({ kind: 'service', service: nodeOf('service', service), ...TraceFilter.inBraces(filter) });
  }

  /**
   * The trace goes through a service, whatever it is, where this holds.
   *
   * @param filter what holds there
   * @throws when it is no filter or has an annotation, which X-Ray does not know there
   */
  public static anyService(filter: TraceFilter): TraceFilter {
    return new TraceFilter({ kind: 'service', ...TraceFilter.inBraces(filter) });
  }

  /**
   * One service calls another.
   *
   * @param source the name of the service that calls
   * @param destination the name of the service that is called
   * @param filter what holds for the call - anything, by default
   * @throws when a name is no text, or `filter` is no `TraceFilter` or has an annotation, which X-Ray does not know there
   */
  public static edge(source: string, destination: string, filter?: TraceFilter): TraceFilter {
    requireKind('source', source, SERVICE_NAME);
    requireKind('destination', destination, SERVICE_NAME);
    return TraceFilter.edgeWithIds({ name: source }, { name: destination }, filter);
  }

  /**
   * One service calls another, where they are told from others of the same name.
   *
   * @param source the service that calls
   * @param destination the service that is called
   * @param filter what holds for the call - anything, by default
   * @throws when nothing tells one of the services, or `filter` is no `TraceFilter` or has an annotation, which X-Ray does not know there
   */
  public static edgeWithIds(source: TraceServiceId, destination: TraceServiceId, filter?: TraceFilter): TraceFilter {
    const ends = { source: nodeOf('source', source), destination: nodeOf('destination', destination) };
    return new TraceFilter({ kind: 'edge', ...ends, ...TraceFilter.inBraces(filter) });
  }

  /**
   * The trace has a root cause.
   *
   * @param cause what the root cause is of
   * @param element what of the path to it is looked at
   * @param filter what holds for one element - anything, by default
   * @throws when `cause` or `element` is none of its kind, or `filter` is no `TraceFilter`
   */
  public static rootCause(cause: RootCause, element: RootCauseElement, filter?: TraceFilter): TraceFilter {
    requireMember('cause', cause, RootCause);
    requireMember('element', element, RootCauseElement);
    return new TraceFilter({ kind: 'rootcause', cause, element, ...(filter && { filter: TraceFilter.treeOf(filter) }) });
  }

  /**
   * The trace has the very root cause that is given.
   *
   * @param rootCause a list of root causes, as `GetTraceSummaries` returns them
   * @throws when it is no list
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-gettingdata.html
   */
  public static rootCauseJson(rootCause: any[]): TraceFilter {
    if (!Array.isArray(rootCause)) { throw misuse(`\`rootCause\` must be a list of root causes, got: ${shown(rootCause)}`); }
    return new TraceFilter({ kind: 'json', keyword: 'rootcause.json', operator: '=', json: JSON.stringify(rootCause) });
  }

  /**
   * The trace is in a group.
   *
   * @param groupName the name of the group
   * @throws when it is no text
   */
  public static inGroup(groupName: string): TraceFilter { return TraceFilter.keyword('group.name', TextMatch.equalTo(groupName)); }

  /**
   * The trace is in a group.
   *
   * @param groupArn the ARN of the group
   * @throws when it is no text
   */
  public static inGroupWithArn(groupArn: string): TraceFilter { return TraceFilter.keyword('group.arn', TextMatch.equalTo(groupArn)); }

  private static keyword(keyword: string, match?: NumberMatch | TextMatch): TraceFilter {
    const type = KEYWORDS.get(keyword) ?? 'string'; // the names of groups
    return new TraceFilter({ kind: 'condition', keyword, ...(type === 'boolean' ? {} : comparisonBy(match, type, keyword)) });
  }

  private static onAnnotation(key: string, comparison?: Comparison): TraceFilter {
    if (typeof key !== 'string' || !ANNOTATION_KEY.test(key)) {
      throw misuse(`\`key\` must be the key of an annotation, without spaces, quotation marks and brackets, and no token, got: ${shown(key)}`);
    }
    return new TraceFilter({ kind: 'condition', annotation: key, ...comparison });
  }

  /** The filter in the braces of a service or an edge, where X-Ray knows no annotations. */
  private static inBraces(filter?: TraceFilter): { filter?: Expression } {
    if (!filter) { return {}; }
    const tree = TraceFilter.treeOf(filter);
    if (hasAnnotation(tree)) {
      throw misuse(`\`filter\` must have no annotation, because X-Ray knows none in the braces of a service or an edge, got: ${filter.filterExpression}; `
        + 'join it by `and` to what `service` or `edge` returns');
    }
    return { filter: tree };
  }

  private static join(kind: 'and' | 'or', method: string, filters: TraceFilter[]): TraceFilter {
    if (filters.length === 0) { throw misuse(`\`${method}\` must have at least one filter, got none`); }
    const trees = filters.map((filter) => TraceFilter.treeOf(filter, `\`${method}\` must have filters`));
    return filters.length === 1 ? filters[0] : new TraceFilter(joined(kind, trees));
  }

  private static treeOf(filter: TraceFilter | undefined, rule = '`filter` must be a `TraceFilter`'): Expression {
    if (!filter?.tree) { throw misuse(`${rule}, for example \`TraceFilter.fault()\`, got: ${shown(filter)}`); }
    return filter.tree;
  }

  /** The filter as X-Ray reads it. */
  public readonly filterExpression: string;

  private constructor(private readonly tree: Expression, text?: string) {
    this.filterExpression = text ?? printExpression(tree);
  }

  /**
   * This filter and all of the others hold.
   *
   * @param others what must hold besides
   * @throws when one is no filter
   */
  public and(...others: TraceFilter[]): TraceFilter {
    return TraceFilter.allOf(this, ...others);
  }

  /**
   * This filter holds, or one of the others.
   *
   * @param others what may hold instead
   * @throws when one is no filter
   */
  public or(...others: TraceFilter[]): TraceFilter {
    return TraceFilter.anyOf(this, ...others);
  }

  /** This filter does not hold. */
  public not(): TraceFilter {
    return new TraceFilter(negated(this.tree));
  }

  /** The filter as X-Ray reads it. */
  public toString(): string {
    return this.filterExpression;
  }
}

const MATCHES = {
  number: 'a `NumberMatch`, for example `NumberMatch.atLeast(2.5)`',
  string: 'a `TextMatch`, for example `TextMatch.equalTo("gold")`',
};

/** What a match compares with. Throws where it is none, or one of the other type. */
function comparisonBy(match: NumberMatch | TextMatch | undefined, type: keyof typeof MATCHES, of: string): Comparison {
  if (match?._type !== type) { throw misuse(`\`match\` of ${of} must be ${MATCHES[type]}, got: ${shown(match)}`); }
  return match._comparison;
}

function seconds(limit: Duration): number {
  requireKind('limit', limit, DURATION);
  requireUnitOfToken('limit', limit, 'seconds');
  return limit.toSeconds({ integral: false });
}

const SERVICE_NAME = textAs('the name of a service on the trace map, for example "orders"');

function nodeOf(property: string, service: TraceServiceId): ServiceNode {
  requireKind(property, service, optionsSuchAs('{ name: "orders" }'));
  const { name, type, accountId } = service;
  if (name === undefined && type === undefined && accountId === undefined) {
    throw misuse(`\`${property}\` must have at least one of \`name\`, \`type\` and \`accountId\`, got: {}; use \`TraceFilter.anyService\` for any service`);
  }
  for (const [part, value] of Object.entries({ name, type, accountId })) {
    if (value !== undefined && typeof value !== 'string') { throw misuse(`\`${part}\` of a service must be a text, got: ${shown(value)}`); }
  }
  return { ...(name !== undefined && { name }), ...(type !== undefined && { type }), ...(accountId !== undefined && { accountId }) };
}

/** The part of a text around the place where it is wrong. */
function around(text: string, offset: number): string {
  const start = Math.max(0, offset - 100);
  const end = offset + 100;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
