import { aws_cloudwatch as cloudwatch, type CfnResource, Duration, Lazy, Resource, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { DashboardPage } from './dashboard-page';
import { groupSections, linksSection } from './dashboard-sections';
import { measuredResources } from './measured-resources';
import { MAX_OUTPUTS, overfullStacks } from './overfull-stacks';
import { SERVICE_METRICS } from './service-metrics';
import type { TraceHealth } from './trace-health';
import { addTo } from '../private/add-to';
import { warn } from '../private/cdk/warnings';
import { misuse, shown } from '../private/errors';
import { WarningId } from '../private/ids';
import { requireMember } from '../private/options/enums';
import { CONSTRUCT, DURATION, listHaving, requireKinds } from '../private/options/option-kinds';
import type { ITraceGroup } from '../settings/trace-group';

/** The periods of less than a minute that CloudWatch knows, in seconds. */
const HIGH_RESOLUTIONS = [1, 5, 10, 30];

/**
 * By what the resources of a dashboard are put together.
 */
export enum TraceDashboardGrouping {
  /** By stack, and within a stack by service. */
  STACK = 'STACK',
  /** By service, whatever stack it is in. */
  SERVICE = 'SERVICE',
}

/**
 * Properties of a dashboard of traced resources.
 */
export interface TraceDashboardProps {
  /**
   * Whose traced resources are shown: those below it that are in the same Stage, account and region as the dashboard.
   *
   * Names of resources in other stacks become exports of these, on which the dashboard's stack depends. CloudFormation takes 200 outputs in a stack: where
   * there are more, a warning tells of it. A dashboard in the stack itself needs none.
   *
   * @default - the stack of the dashboard
   */
  readonly of?: IConstruct;

  /**
   * By what the resources are put together.
   *
   * @default TraceDashboardGrouping.STACK
   */
  readonly groupBy?: TraceDashboardGrouping;

  /**
   * Groups whose trace counts are shown.
   *
   * @default - those of `health`
   */
  readonly traceGroups?: ITraceGroup[];

  /**
   * Whose alarms, and groups, are shown.
   *
   * @default - none
   */
  readonly health?: TraceHealth[];

  /**
   * The name of the dashboard: letters, digits, `-` and `_`, 255 at most. Dashboards have names of their own in the whole account, in all its regions.
   *
   * @default - CloudFormation makes one
   */
  readonly dashboardName?: string;

  /**
   * The period of the figures: whole minutes, or 1, 5, 10 or 30 seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;
}

const KINDS = {
  of: CONSTRUCT,
  traceGroups: listHaving('groupName', '`TraceGroup`s'),
  health: listHaving('alarms', '`TraceHealth`'),
  period: DURATION,
};

/**
 * A CloudWatch dashboard of traced resources: their requests, faults, errors, throttles and latency, by the services' own metrics, beside the trace
 * counts of groups, the state of alarms, and links to the trace map.
 *
 * Resources that are defined, or traced, later are shown too. The layout follows the construct tree, so the same app has the same dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class TraceDashboard extends Resource {
  /** The name of the dashboard. */
  public readonly dashboardName: string;

  private readonly resource: cloudwatch.CfnDashboard;

  /**
   * @param scope where the dashboard lives
   * @param id its id in the scope
   * @param props what is shown
   * @throws when the name is none that a dashboard can have, or another property is not what it must be
   */
  constructor(scope: Construct, id: string, private readonly props: TraceDashboardProps = {}) {
    super(scope, id);
    requireKinds(props, KINDS, this);
    const { dashboardName, groupBy = TraceDashboardGrouping.STACK } = props;
    requireMember('groupBy', groupBy, TraceDashboardGrouping, this);
    if (dashboardName !== undefined && !Token.isUnresolved(dashboardName) && !/^[\w-]{1,255}$/.test(dashboardName)) {
      throw misuse(`\`dashboardName\` must be 1 to 255 letters, digits, hyphens and underscores, got: ${shown(dashboardName)}`, this);
    }
    if (props.period !== undefined) { requirePeriod(this, props.period); }
    this.resource = new cloudwatch.CfnDashboard(this, 'Resource', {
      dashboardName,
      // Whatever reads it before all resources are traced must not decide what is shown.
      dashboardBody: Lazy.uncachedString({ produce: () => this.stack.toJsonString(this.page(this.resources()).toJson()) }),
    });
    this.dashboardName = this.resource.ref;
    this.node.addValidation({ validate: () => this.warnOfSize() });
  }

  /** What is shown, as far as there is room on a dashboard. */
  private page(resources: readonly CfnResource[]): DashboardPage {
    const { health = [], groupBy = TraceDashboardGrouping.STACK, period = Duration.minutes(5) } = this.props;
    const groups = this.props.traceGroups ?? health.flatMap((each) => each.groups);
    const page = new DashboardPage(period);
    linksSection(page, this.stack, groups);
    groupSections(page, health, groups);
    for (const [title, members] of sectionsOf(resources, groupBy)) { page.addResources(title, members); }
    return page;
  }

  /** The resources to show. */
  private resources(): CfnResource[] {
    return measuredResources(this.props.of ?? this.stack, this);
  }

  /** Warns of what does not fit: on the dashboard, and into the stacks that it refers to. A construct is warned once, of all together. */
  private warnOfSize(): string[] {
    const resources = this.resources();
    const { leftOut } = this.page(resources);
    const problems = [
      ...leftOut === 0 ? [] : [`There is no room for ${leftOut} more traced resources on this dashboard: CloudWatch allows 500 widgets and 2500 metrics. `
        + 'Make one for each stack by `of`.'],
      ...overfullStacks(resources, this.stack).map(([{ node }, count]) => `The stack ${node.path} has ${count} outputs, and CloudFormation takes ${MAX_OUTPUTS}: `
        + 'this dashboard needs one for each of its resources. Make a dashboard in that stack itself, which needs none.'),
    ];
    if (problems.length > 0) { warn(this.resource, WarningId.DASHBOARD_TOO_LARGE, problems.join(' ')); }
    return [];
  }
}

/** Resources by the titles of their sections. */
function sectionsOf(resources: readonly CfnResource[], groupBy: TraceDashboardGrouping): Map<string, CfnResource[]> {
  const sections = new Map<string, CfnResource[]>();
  for (const resource of resources) {
    const service = SERVICE_METRICS[resource.cfnResourceType].title;
    const title = groupBy === TraceDashboardGrouping.SERVICE ? service : `${Stack.of(resource).node.path} · ${service}`;
    addTo(sections, title, resource);
  }
  return new Map([...sections].sort(([a], [b]) => a < b ? -1 : 1));
}

/** What CloudWatch takes for a period, as far as it is known. */
function requirePeriod(dashboard: Construct, period: Duration): void {
  if (period.isUnresolved()) { return; }
  const seconds = period.toSeconds({ integral: false });
  if (!HIGH_RESOLUTIONS.includes(seconds) && !(seconds > 0 && seconds % 60 === 0)) {
    throw misuse(`\`period\` must be whole minutes, or ${HIGH_RESOLUTIONS.join(', ')} seconds, got: ${period.toHumanString()}`, dashboard);
  }
}
