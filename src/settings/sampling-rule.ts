import { ArnFormat, aws_iam as iam, aws_xray as xray, type Duration, type IResource, Resource, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { requireSamplingRate, SamplingRate } from './sampling-rate';
import type { SamplingServiceType } from './sampling-service-type';
import { defaultName } from '../private/cdk/default-names';
import { watchQuota } from '../private/cdk/quotas';
import { claimUnique } from '../private/cdk/unique-values';
import { warn } from '../private/cdk/warnings';
import { misuse, shown } from '../private/errors';
import { WarningId } from '../private/ids';
import { requireInteger, requireNumber, requireText } from '../private/options/limits';
import { DURATION, optionsSuchAs, requireKind, requireKinds } from '../private/options/option-kinds';
import { MAX_SAMPLING_RULES, SERVICES_WITH_ALL_RULES } from '../private/xray-limits';

const MAX_NAME_LENGTH = 32;

const RULE_ARN = /^arn:[^:]+:xray:[^:]*:[^:]*:sampling-rule\/./;

const MAX_ATTRIBUTES = 5;

const ANY = '*';

/** The rule that every account has, and that CloudFormation can neither create nor change. */
const RESERVED_NAME = 'Default';

/**
 * An X-Ray sampling rule, of this app or imported.
 */
export interface ISamplingRule extends IResource, xray.ISamplingRuleRef {
  /**
   * The ARN of the rule.
   * @attribute
   */
  readonly samplingRuleArn: string;

  /** The name of the rule. */
  readonly samplingRuleName: string;

  /**
   * Allows a principal to do something with the rule.
   *
   * @param grantee who is allowed
   * @param actions what is allowed, for example `xray:UpdateSamplingRule`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}

/**
 * How X-Ray may record more requests than the rule says while something is wrong.
 *
 * Only applications with the AWS Distro for OpenTelemetry take part: see the documentation for the versions.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-adaptive-sampling.html
 */
export interface SamplingRateBoost {
  /** The share of the requests that is recorded at most: a fraction from 0 to 1. */
  readonly maxRate: number;

  /** For how long there is at most one boost: whole minutes, at least one. */
  readonly cooldownWindow: Duration;
}

/**
 * What a sampling rule matches, and how it is known.
 */
export interface SamplingRuleOptions {
  /** Which rule goes first: 1 to 9999, the lowest first, and each once in an account and region. The `Default` rule comes after all. */
  readonly priority: number;

  /**
   * The name of the rule, unique in the account and region: 1 to 32 characters. `Default` is reserved.
   *
   * @default - the name of the stack and the path of the construct in it, with a hash where that is longer than 32 characters
   */
  readonly ruleName?: string;

  /**
   * The name of the service, as its segments have it: up to 64 characters. `*` stands for any characters and `?` for any one.
   *
   * An API Gateway stage has the name of its API, a slash and its own.
   *
   * @default - any service
   */
  readonly serviceName?: string;

  /**
   * What the service runs on.
   *
   * @default - anything
   */
  readonly serviceType?: SamplingServiceType;

  /**
   * The host name of the request: up to 64 characters. `*` stands for any characters and `?` for any one.
   *
   * @default - any host
   */
  readonly host?: string;

  /**
   * The HTTP method of the request, for example `POST`: up to 10 characters. `*` stands for any characters and `?` for any one.
   *
   * @default - any method
   */
  readonly httpMethod?: string;

  /**
   * The path of the request's URL: up to 128 characters. `*` stands for any characters and `?` for any one.
   *
   * @default - any path
   */
  readonly urlPath?: string;

  /**
   * The ARN of the resource that the service runs on: up to 500 characters. `*` stands for any characters and `?` for any one.
   *
   * X-Ray's SDKs ignore rules that have one. Services that ask for the rules themselves, such as API Gateway, do not.
   *
   * @default - any resource
   */
  readonly resourceArn?: string;

  /**
   * What attributes of the request must be, at most five of them: keys and values of 1 to 32 characters. `*` stands for any characters and `?` for
   * any one. For an API Gateway stage they are headers.
   *
   * X-Ray's SDKs ignore rules that have some.
   *
   * @default - attributes do not matter
   */
  readonly attributes?: Record<string, string>;

  /**
   * How X-Ray may record more requests while something is wrong.
   *
   * @default - it does not
   */
  readonly samplingRateBoost?: SamplingRateBoost;
}

/**
 * Properties of a sampling rule.
 */
export interface SamplingRuleProps extends SamplingRuleOptions {
  /** How many of the matching requests are recorded. */
  readonly rate: SamplingRate;
}

/**
 * An X-Ray sampling rule: how many of which requests are recorded.
 *
 * The first rule that matches a request decides, in the order of their priorities. Rules apply to the whole account and region: one that matches
 * everything also matches the requests of every other application there. An account has room for 25 of them in each region, which AWS can raise.
 *
 * The decision is made where a request comes in first, and is passed on from there. Lambda functions do not ask for rules.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export class SamplingRule extends Resource implements ISamplingRule {
  /**
   * A rule that exists already, by its name.
   *
   * @param scope where it is known
   * @param id its id in the scope
   * @param samplingRuleName its name
   * @throws when it is none that a rule can have
   */
  public static fromSamplingRuleName(scope: Construct, id: string, samplingRuleName: string): ISamplingRule {
    requireText(scope, 'samplingRuleName', samplingRuleName, MAX_NAME_LENGTH);
    const arn = Stack.of(scope).formatArn({ service: 'xray', resource: 'sampling-rule', resourceName: samplingRuleName });
    return new ImportedSamplingRule(scope, id, samplingRuleName, arn);
  }

  /**
   * A rule that exists already, by its ARN.
   *
   * @param scope where it is known
   * @param id its id in the scope
   * @param samplingRuleArn its ARN
   * @throws when it is not that of a rule
   */
  public static fromSamplingRuleArn(scope: Construct, id: string, samplingRuleArn: string): ISamplingRule {
    const mayBeRule = Token.isUnresolved(samplingRuleArn) || RULE_ARN.test(samplingRuleArn);
    const { resourceName } = mayBeRule ? Stack.of(scope).splitArn(samplingRuleArn, ArnFormat.SLASH_RESOURCE_NAME) : {};
    if (!resourceName) {
      throw misuse(`\`samplingRuleArn\` must be the ARN of a rule, arn:<partition>:xray:<region>:<account>:sampling-rule/<name>, got: ${shown(samplingRuleArn)}`, scope);
    }
    return new ImportedSamplingRule(scope, id, resourceName, samplingRuleArn);
  }

  /**
   * A rule for the requests by which load balancers and others ask whether a service is alive: none of them is recorded.
   *
   * @param scope where the rule lives
   * @param id its id in the scope
   * @param options what it matches; the path is `/health*` unless it is given
   * @throws as the constructor does
   */
  public static forHealthChecks(scope: Construct, id: string, options: SamplingRuleOptions): SamplingRule {
    return new SamplingRule(scope, id, { ...options, urlPath: options?.urlPath ?? '/health*', rate: SamplingRate.percent(0) });
  }

  /**
   * A rule for requests that come so often that a few of them tell everything: one of each second is recorded, and no others.
   *
   * @param scope where the rule lives
   * @param id its id in the scope
   * @param path the path that is noisy; `*` stands for any characters and `?` for any one
   * @param options what it matches besides
   * @throws as the constructor does
   */
  public static forNoisyPath(scope: Construct, id: string, path: string, options: SamplingRuleOptions): SamplingRule {
    requireText(scope, 'path', path, MAX_LENGTHS.urlPath);
    return new SamplingRule(scope, id, { ...options, urlPath: path, rate: SamplingRate.perSecond(1) });
  }

  public readonly samplingRuleArn: string;

  public readonly samplingRuleName: string;

  /**
   * @param scope where the rule lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when a property is not one that X-Ray accepts, or when another rule of the account and region has the same name or priority
   */
  constructor(scope: Construct, id: string, props: SamplingRuleProps) {
    super(scope, id);
    validate(this, props);
    this.samplingRuleName = props.ruleName ?? defaultName(this, MAX_NAME_LENGTH);
    claimUnique(this, 'SamplingRule', 'ruleName', this.samplingRuleName);
    claimUnique(this, 'SamplingRule', 'priority', props.priority);
    const resource = new xray.CfnSamplingRule(this, 'Resource', { samplingRule: render(this.samplingRuleName, props) });
    this.samplingRuleArn = resource.attrRuleArn;
    warnOfIgnored(resource, props);
    watchQuota(this, {
      resourceType: xray.CfnSamplingRule.CFN_RESOURCE_TYPE_NAME,
      room: MAX_SAMPLING_RULES,
      ruleId: WarningId.TOO_MANY_SAMPLING_RULES,
      name: 'X-Ray sampling rules',
      advice: 'Let one rule do for several, by wildcards, or ask AWS for a higher quota.',
    });
  }

  public get samplingRuleRef(): xray.SamplingRuleReference {
    return { ruleArn: this.samplingRuleArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.samplingRuleArn] });
  }
}

class ImportedSamplingRule extends Resource implements ISamplingRule {
  constructor(scope: Construct, id: string, public readonly samplingRuleName: string, public readonly samplingRuleArn: string) {
    super(scope, id, { environmentFromArn: samplingRuleArn });
  }

  public get samplingRuleRef(): xray.SamplingRuleReference {
    return { ruleArn: this.samplingRuleArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.samplingRuleArn] });
  }
}

function render(ruleName: string, props: SamplingRuleProps): xray.CfnSamplingRule.SamplingRuleProperty {
  const { priority, rate, samplingRateBoost: boost } = props;
  return {
    ruleName,
    priority,
    fixedRate: rate.fixedRate,
    reservoirSize: rate.reservoirSize,
    ...matched(props),
    attributes: props.attributes,
    samplingRateBoost: boost && { maxRate: boost.maxRate, cooldownWindowMinutes: boost.cooldownWindow.toMinutes() },
    version: 1,
  };
}

function matched({ serviceName = ANY, serviceType, host = ANY, httpMethod = ANY, urlPath = ANY, resourceArn = ANY }: SamplingRuleProps) {
  return { serviceName, serviceType: serviceType?.value ?? ANY, host, httpMethod, urlPath, resourceArn };
}

/** How long the texts may be that a rule matches. */
const MAX_LENGTHS = { serviceName: 64, serviceType: 64, host: 64, httpMethod: 10, urlPath: 128, resourceArn: 500 } as const;

function validate(scope: Construct, props: SamplingRuleProps): void {
  requireKind('props', props, optionsSuchAs('{ priority: 100, rate: SamplingRate.percent(5) }'), scope);
  requireKinds(props, { attributes: optionsSuchAs('{ tenant: \'gold\' }'), samplingRateBoost: optionsSuchAs('{ maxRate: 0.5, cooldownWindow: Duration.minutes(10) }') }, scope);
  requireSamplingRate(scope, props.rate);
  requireInteger(scope, 'priority', props.priority, 1, 9999);
  requireText(scope, 'ruleName', props.ruleName ?? ANY, MAX_NAME_LENGTH);
  if (props.ruleName === RESERVED_NAME) {
    throw misuse(`\`ruleName\` must be another than that of the rule which every account has, got: "${RESERVED_NAME}"; `
      + 'to change that rule use `DefaultSamplingRule`', scope);
  }
  const texts = matched(props);
  Object.entries(MAX_LENGTHS).forEach(([name, max]) => requireText(scope, name, texts[name as keyof typeof MAX_LENGTHS], max));
  if (props.serviceType !== undefined && typeof props.serviceType?.value !== 'string') {
    throw misuse(`\`serviceType\` must be a \`SamplingServiceType\`, for example \`SamplingServiceType.ECS_CONTAINER\`, got: ${shown(props.serviceType)}`, scope);
  }
  validateAttributes(scope, props.attributes ?? {});
  if (props.samplingRateBoost) { validateBoost(scope, props.samplingRateBoost); }
}

function validateAttributes(scope: Construct, attributes: Record<string, string>): void {
  const entries = Token.isUnresolved(attributes) ? [] : Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES) {
    throw misuse(`\`attributes\` must have at most ${MAX_ATTRIBUTES} entries, got: ${entries.length}`, scope);
  }
  for (const [key, value] of entries) {
    requireText(scope, 'attributes', key, 32);
    requireText(scope, `attributes.${key}`, value, 32);
  }
}

function validateBoost(scope: Construct, { maxRate, cooldownWindow }: SamplingRateBoost): void {
  requireNumber(scope, 'samplingRateBoost.maxRate', maxRate, 0, 1);
  requireKind('samplingRateBoost.cooldownWindow', cooldownWindow, DURATION, scope);
  const minutes = cooldownWindow.isUnresolved() ? 1 : cooldownWindow.toMinutes({ integral: false });
  if (!Number.isInteger(minutes) || minutes < 1) {
    throw misuse(`\`samplingRateBoost.cooldownWindow\` must be a whole number of minutes, at least one, got: ${cooldownWindow.toHumanString()}`, scope);
  }
}

/** X-Ray's SDKs look at the service and the request alone. */
function warnOfIgnored(resource: xray.CfnSamplingRule, { attributes = {}, resourceArn = ANY, serviceType }: SamplingRuleProps): void {
  const ignored = [...(Object.keys(attributes).length > 0 ? ['`attributes`'] : []), ...(resourceArn === ANY ? [] : ['`resourceArn`'])];
  if (ignored.length === 0 || SERVICES_WITH_ALL_RULES.test(serviceType?.value ?? ANY)) { return; }
  warn(resource, WarningId.SAMPLING_RULE_IGNORED, `X-Ray's SDKs ignore this sampling rule, because it has ${ignored.join(' and ')}. `
    + 'Services that ask for the rules themselves, such as API Gateway, do not: if it is for one of those, set `serviceType`; otherwise match '
    + 'by `serviceName`, `host`, `httpMethod` or `urlPath`.');
}
