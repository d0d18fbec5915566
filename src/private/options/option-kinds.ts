import type { IConstruct } from 'constructs';
import { misuse, shown } from '../errors';
import { isObject } from '../template/intrinsics';

/** What an option must be. The compiler tells so too, but not in JavaScript, nor of what comes from the context of an app or from a file. */
interface OptionKind {
  /** In words, behind "must be". */
  readonly rule: string;
  readonly fits: (value: any) => boolean;
}

export const BOOLEAN: OptionKind = { rule: 'true or false', fits: (value) => typeof value === 'boolean' };
/** Of what goes into a template as it is given: a token may stand there. */
export const BOOLEAN_OR_TOKEN: OptionKind = { rule: BOOLEAN.rule, fits: (value) => BOOLEAN.fits(value) || typeof value?.resolve === 'function' };
export const COLLECTOR = having('applicationEnvironment', 'a `TraceCollector`, for example `TraceCollector.cloudWatchAgent()`');
export const PERMISSIONS = having('_grant', 'made by `XRayPermissions`, for example `XRayPermissions.inline()`');
export const CLUSTER = having('clusterArn', 'a cluster of Amazon ECS, for example `new ecs.Cluster(stack, \'Cluster\')`');
export const CONSTRUCT = having('node', 'a construct, for example a stack');
export const DURATION = having('toSeconds', 'a `Duration`, for example `Duration.minutes(5)`');
export const KEY = having('keyArn', 'a key, for example `new kms.Key(stack, \'Key\')`');
export const LOG_GROUP = having('logGroupName', 'a log group, for example from `LogGroup.fromLogGroupName()`');
export const RETENTION: OptionKind = { rule: 'a member of `RetentionDays`, for example `RetentionDays.ONE_WEEK`', fits: (value) => typeof value === 'number' };
export const VPC = having('vpcId', 'a VPC, for example `new ec2.Vpc(stack, \'Vpc\')`');

/** A text, of which the rest is not looked at. */
export function textAs(rule: string): OptionKind {
  return { rule, fits: (value) => typeof value === 'string' };
}

/** An object with options of its own. */
export function optionsSuchAs(example: string): OptionKind {
  return { rule: `an object, for example ${example}`, fits: isObject };
}

/** A list of objects that have a certain member. */
export function listHaving(member: string, rule: string): OptionKind {
  const { fits } = having(member, rule);
  return { rule: `a list of ${rule}`, fits: (value) => Array.isArray(value) && value.every(fits) };
}

/** A list of at least one object that has a certain member. */
export function someHaving(member: string, rule: string): OptionKind {
  const { fits } = listHaving(member, rule);
  return { rule: `a list of at least one ${rule}`, fits: (value) => fits(value) && value.length > 0 };
}

/** A list of anything. */
export function listSuchAs(example: string): OptionKind {
  return { rule: `a list, for example ${example}`, fits: Array.isArray };
}

/** Throws where an option that somebody gives is not of its kind, or where all of them are something else. */
export function requireKinds<T extends object>(options: T, kinds: { readonly [K in keyof T]?: OptionKind }, scope?: IConstruct): void {
  requireKind('props', options, optionsSuchAs('{}'), scope);
  for (const name of Object.keys(kinds) as (keyof T & string)[]) {
    if (options[name] !== undefined) { requireKind(name, options[name], kinds[name]!, scope); }
  }
}

/** Throws where a value is not of its kind, or is missing. */
export function requireKind(name: string, value: unknown, { fits, rule }: OptionKind, scope?: IConstruct): void {
  if (!fits(value)) { throw misuse(`\`${name}\` must be ${rule}, got: ${shown(value)}`, scope); }
}

/** An object that has a member. There may be several copies of a class, in several versions of a package. */
export function having(member: string, rule: string): OptionKind {
  return { rule, fits: (value) => isObject(value) && member in value };
}
