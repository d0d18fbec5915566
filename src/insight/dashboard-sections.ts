import { aws_cloudwatch as cloudwatch, type Stack, Token } from 'aws-cdk-lib';
import { type DashboardPage, inParts } from './dashboard-page';
import type { TraceHealth } from './trace-health';
import type { ITraceGroup } from '../settings/trace-group';

/** How many alarms a widget can have. */
const MAX_ALARMS = 100;

/** Leads from the dashboard to where the traces are. */
export function linksSection(page: DashboardPage, stack: Stack, groups: readonly ITraceGroup[]): void {
  const console = `https://${consoleHost(stack)}/cloudwatch/home?region=${stack.region}`;
  page.addText([
    '# Traces',
    `[Trace map](${console}#xray:service-map/map) · [Traces](${console}#xray:traces/query) · [Groups](${console}#xray:settings/groups)`
    + (groups.length > 0 ? `: ${groups.map(({ groupName }) => groupName).join(', ')}` : ''),
  ].join('\n\n'), 2);
}

/** Shows the alarms, and how many traces the groups have. */
export function groupSections(page: DashboardPage, health: readonly TraceHealth[], groups: readonly ITraceGroup[]): void {
  const alarms = health.flatMap((each) => each.alarms);
  for (const { title, items } of inParts('Alarms', alarms, MAX_ALARMS)) {
    page.addRow([new cloudwatch.AlarmStatusWidget({ title, alarms: items, width: 24, height: 3 })], 0);
  }
  if (groups.length > 0) {
    page.addRow([new cloudwatch.GraphWidget({
      title: 'Traces by group',
      left: groups.map((group) => group.metricApproximateTraceCount({ label: group.groupName })),
      leftYAxis: { min: 0 },
      width: 24,
      height: 6,
    })], groups.length);
  }
}

/** Each partition has a console of its own. Where the region is not known it is most likely that of the commercial one. */
function consoleHost({ region }: Stack): string {
  if (Token.isUnresolved(region)) { return 'console.aws.amazon.com'; }
  if (region.startsWith('cn-')) { return 'console.amazonaws.cn'; }
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}
