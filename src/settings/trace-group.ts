import {
  aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_xray as xray, Duration, type IResource, Resource, Stack, Token,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TraceFilter } from './trace-filter';
import { defaultName } from '../private/cdk/default-names';
import { watchQuota } from '../private/cdk/quotas';
import { claimUnique } from '../private/cdk/unique-values';
import { warn } from '../private/cdk/warnings';
import { misuse, shown } from '../private/errors';
import { WarningId } from '../private/ids';
import { requireText } from '../private/options/limits';
import { BOOLEAN_OR_TOKEN, optionsSuchAs, requireKind, requireKinds } from '../private/options/option-kinds';
import { MAX_FILTER_LENGTH, MAX_GROUPS } from '../private/xray-limits';

const MAX_NAME_LENGTH = 32;

/** The group that every account has. */
const RESERVED_NAME = 'Default';

/**
 * An X-Ray group, of this app or imported.
 */
export interface ITraceGroup extends IResource, xray.IGroupRef {
  /**
   * The ARN of the group. Of a group that is imported by its name it ends in `*`, in place of the id that X-Ray has given it: good for policies.
   * @attribute
   */
  readonly groupArn: string;

  /** The name of the group. */
  readonly groupName: string;

  /**
   * Allows a principal to do something with the group.
   *
   * @param grantee who is allowed
   * @param actions what is allowed, for example `xray:GetGroup`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Does something whenever X-Ray starts, updates or closes an insight of the group. Amazon EventBridge gets such events on a best-effort basis.
   *
   * The group must have insights and their notifications on.
   *
   * @param id the id of the rule
   * @param options what is done; `eventPattern` narrows it down further, for example to `{ detail: { State: ['ACTIVE'] } }`
   * @throws when the group is known not to tell of its insights, or the rule would stand in another account or region
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html
   */
  onInsight(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * How many traces matched the filter of the group, approximately: the only metric that X-Ray has of a group. It counts from its creation on.
   *
   * @param props what else the metric is to be; the sum of each minute by default
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
   */
  metricApproximateTraceCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * Properties of an X-Ray group.
 */
export interface TraceGroupProps {
  /** Which traces are in the group. */
  readonly filter: TraceFilter;

  /**
   * The name of the group, unique in the account and region: 1 to 32 characters. `Default` is reserved.
   *
   * @default - the name of the stack and the path of the construct in it, with a hash where that is longer than 32 characters
   */
  readonly groupName?: string;

  /**
   * Whether X-Ray looks for anomalies in the faults of the group. It costs by the trace that is looked at.
   *
   * @default false
   */
  readonly insights?: boolean;

  /**
   * Whether X-Ray tells Amazon EventBridge of insights. It needs `insights`.
   *
   * @default false
   */
  readonly insightNotifications?: boolean;
}

abstract class TraceGroupBase extends Resource implements ITraceGroup {
  public abstract readonly groupArn: string;

  public abstract readonly groupName: string;

  public get groupRef(): xray.GroupReference {
    return { groupArn: this.groupArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.groupArn] });
  }

  public onInsight(id: string, options: events.OnEventOptions = {}): events.Rule {
    const { target, eventPattern, crossStackScope, ...rest } = options;
    requireSameEnvironment(this, crossStackScope ?? this);
    const rule = new events.Rule(crossStackScope ?? this, id, rest);
    rule.addEventPattern({ source: ['aws.xray'], detailType: ['AWS X-Ray Insight Update'], detail: { GroupName: [this.groupName] } });
    rule.addEventPattern(eventPattern);
    rule.addTarget(target);
    return rule;
  }

  public metricApproximateTraceCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/X-Ray',
      metricName: 'ApproximateTraceCount',
      dimensionsMap: { GroupName: this.groupName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(1),
      region: elsewhere(this.env.region, this.stack.region),
      account: elsewhere(this.env.account, this.stack.account),
      ...props,
    }).attachTo(this);
  }
}

/**
 * An X-Ray group: the traces that match a filter, with a service map, a metric and insights of their own.
 *
 * A group is seen by all in the account and region, which has room for 25 of them. It has the traces from its creation on. What is compared with the
 * filters of groups is billed as retrieved traces.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
 */
export class TraceGroup extends TraceGroupBase {
  /**
   * A group that exists already, by its name.
   *
   * @param scope where it is known
   * @param id its id in the scope
   * @param groupName its name
   * @throws when it is none that a group can have
   */
  public static fromTraceGroupName(scope: Construct, id: string, groupName: string): ITraceGroup {
    requireText(scope, 'groupName', groupName, MAX_NAME_LENGTH);
    const arn = Stack.of(scope).formatArn({ service: 'xray', resource: 'group', resourceName: `${groupName}/*` });
    return new ImportedTraceGroup(scope, id, groupName, arn);
  }

  /**
   * A group that exists already, by its ARN.
   *
   * @param scope where it is known
   * @param id its id in the scope
   * @param groupArn its ARN, which ends in the group's name and id; a token would hide the name
   * @throws when it is not that of a group, with the name and the id
   */
  public static fromTraceGroupArn(scope: Construct, id: string, groupArn: string): ITraceGroup {
    const [, name] = /^arn:[^:]+:xray:[^:]*:[^:]*:group\/([^/]+)\//.exec(groupArn) ?? [];
    if (Token.isUnresolved(groupArn) || name === undefined) {
      throw misuse('`groupArn` must be the ARN of a group, with its name and id, arn:<partition>:xray:<region>:<account>:group/<name>/<id>, '
        + `got: ${shown(groupArn)}; a group can be imported by its name as well`, scope);
    }
    return new ImportedTraceGroup(scope, id, name, groupArn);
  }

  public readonly groupArn: string;

  public readonly groupName: string;

  private readonly tellsOfInsights: boolean;

  /**
   * @param scope where the group lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when a property is not one that X-Ray accepts, or when another group of the account and region has the same name
   */
  constructor(scope: Construct, id: string, props: TraceGroupProps) {
    super(scope, id);
    validate(this, props);
    this.groupName = props.groupName ?? defaultName(this, MAX_NAME_LENGTH);
    this.tellsOfInsights = props.insightNotifications ?? false;
    claimUnique(this, 'TraceGroup', 'groupName', this.groupName);
    const { filter, insights } = props;
    const resource = new xray.CfnGroup(this, 'Resource', {
      groupName: this.groupName,
      filterExpression: filter.filterExpression,
      insightsConfiguration: insights === undefined ? undefined : { insightsEnabled: insights, notificationsEnabled: this.tellsOfInsights },
    });
    this.groupArn = resource.attrGroupArn;
    warnOfLongFilter(resource, filter);
    watchQuota(this, {
      resourceType: xray.CfnGroup.CFN_RESOURCE_TYPE_NAME,
      room: MAX_GROUPS,
      ruleId: WarningId.TOO_MANY_TRACE_GROUPS,
      name: 'X-Ray groups',
      advice: 'AWS does not raise this quota: let one group do for several.',
    });
  }

  public onInsight(id: string, options?: events.OnEventOptions): events.Rule {
    if (!this.tellsOfInsights) {
      throw misuse('`onInsight` needs a group that tells of its insights, got one that does not; set `insights` and `insightNotifications`', this);
    }
    return super.onInsight(id, options);
  }
}

class ImportedTraceGroup extends TraceGroupBase {
  constructor(scope: Construct, id: string, public readonly groupName: string, public readonly groupArn: string) {
    super(scope, id, { environmentFromArn: groupArn });
  }
}

function validate(scope: Construct, props: TraceGroupProps): void {
  requireKind('props', props, optionsSuchAs('{ filter: TraceFilter.fault() }'), scope);
  requireKinds(props, { insights: BOOLEAN_OR_TOKEN, insightNotifications: BOOLEAN_OR_TOKEN }, scope);
  const { filter, groupName, insights, insightNotifications } = props;
  if (typeof filter?.filterExpression !== 'string') {
    throw misuse(`\`filter\` must be a \`TraceFilter\`, for example \`TraceFilter.fault()\`, got: ${shown(filter)}; `
      + 'an expression in X-Ray\'s own words goes through `TraceFilter.expression`', scope);
  }
  if (groupName !== undefined) { requireText(scope, 'groupName', groupName, MAX_NAME_LENGTH); }
  if (groupName === RESERVED_NAME) {
    throw misuse(`\`groupName\` must be another than that of the group which every account has, got: "${RESERVED_NAME}"`, scope);
  }
  if (insightNotifications && !insights) {
    throw misuse('`insightNotifications` must go with `insights: true`, because X-Ray tells only of what it looks for, '
      + `got: ${shown({ insights, insightNotifications })}`, scope);
  }
}

/** X-Ray tells the default event bus of the group's own account and region. */
function requireSameEnvironment(group: ITraceGroup, ruleScope: Construct): void {
  const { account, region } = Stack.of(ruleScope);
  const isElsewhere = (own: string, ofRule: string) => !Token.isUnresolved(ofRule) && elsewhere(own, ofRule) !== undefined;
  if (!isElsewhere(group.env.account, account) && !isElsewhere(group.env.region, region)) { return; }
  throw misuse(`\`onInsight\` needs a rule in account ${group.env.account} and region ${group.env.region}, where X-Ray tells of the group, got one in account `
    + `${account} and region ${region}; name a stack there by \`crossStackScope\``, group);
}

/** The account or region of a group where it is not just that of a stack. */
function elsewhere(own: string, ofStack: string): string | undefined {
  return Token.isUnresolved(own) || own === ofStack ? undefined : own;
}

/** A filter with tokens is at least as long as what is around them. */
function warnOfLongFilter(resource: xray.CfnGroup, { filterExpression }: TraceFilter): void {
  const { length } = filterExpression.replace(/\$\{Token\[[^\]]*\]\}/g, '');
  if (length > MAX_FILTER_LENGTH) {
    warn(resource, WarningId.TRACE_FILTER_TOO_LONG, `The filter expression of this group has ${length} characters. X-Ray took no more than `
      + `${MAX_FILTER_LENGTH} while it documented a limit, and may leave the group empty. Split it into several groups.`);
  }
}
