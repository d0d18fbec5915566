import { oncePerReceiver, ownWay } from './connectors';
import type { FindingRule, InspectedEntry, ModelWay, RuleMatch } from './finding-rule';
import type { IResourceTracer } from '../../tracing/resource-tracer';
import { TracingStatus } from '../../tracing/tracing-finding';
import { FindingSeverity } from '../survey-finding';
import type { ModelResource } from '../template-model';

const SEVERITIES: Partial<Record<TracingStatus, FindingSeverity>> = {
  [TracingStatus.UNTRACED]: FindingSeverity.ERROR,
  [TracingStatus.UNKNOWN]: FindingSeverity.WARNING,
  [TracingStatus.UNSUPPORTED]: FindingSeverity.WARNING,
};

/** What to do where a resource is configured for tracing, and the row has its doubts. */
const DOUBT_FIX = 'see whether its segments arrive, and acknowledge this where they do';

/** The rule of one row of the table: its resources are traced, unless that is not meant to be. */
export function rowRule(tracer: IResourceTracer): FindingRule {
  return {
    id: tracer.ruleId,
    severity: FindingSeverity.ERROR,
    title: `Every ${tracer.resourceType} is traced`,
    cause: 'A resource that is not traced is missing from the service map, and the trace begins anew behind it. It is an error where tracing '
      + 'could be turned on, and a warning where X-Ray cannot trace the resource or the template does not tell.',
    fix: 'turn tracing on, by `XRayTracing.of(scope).enable()` or in the template, or leave it out with a reason by `XRayTracing.of(scope).exclude()`',
    url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html',
    find: (context) => {
      const entries = (context.rows.get(tracer) ?? []).filter(({ finding }) => finding.ruleId === undefined);
      return oncePerReceiver(matches(entries, (resource) => ownWay(resource, context)));
    },
  };
}

/** What is to be said of resources with the statuses that are no good, and of the ways that suffer from it. */
export function matches(entries: readonly InspectedEntry[], waysOf: (resource: ModelResource) => readonly ModelWay[] | undefined): RuleMatch[] {
  const found: RuleMatch[] = [];
  for (const { resource, finding: { status, reason, advice, _isSure: isSure } } of entries) {
    const severity = SEVERITIES[status];
    if (severity !== undefined) {
      const message = `${outcome(status)} ${resource.type}${reason === undefined ? '' : `: ${reason}`}`;
      found.push({ at: resource, severity, message, fix: advice, ways: waysOf(resource) });
    } else if (status === TracingStatus.TRACED && reason !== undefined && !isSure) {
      found.push({ at: resource, severity: FindingSeverity.WARNING, message: reason, fix: advice ?? DOUBT_FIX, ways: waysOf(resource) });
    }
  }
  return found;
}

function outcome(status: TracingStatus): string {
  switch (status) {
    case TracingStatus.UNSUPPORTED: return 'X-Ray cannot trace this';
    case TracingStatus.UNKNOWN: return 'it cannot be told whether X-Ray traces this';
    default: return 'X-Ray does not trace this';
  }
}

