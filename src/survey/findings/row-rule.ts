import { ownWay } from './connectors';
import type { FindingRule, InspectedEntry, ModelWay, RuleContext, RuleMatch } from './finding-rule';
import type { IResourceTracer } from '../../tracing/resource-tracer';
import { TracingStatus } from '../../tracing/tracing-finding';
import { FindingSeverity } from '../survey-finding';

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
    cause: 'A resource that is not traced is missing in the service map, and the trace begins anew behind it. It is an error where tracing '
      + 'could be turned on, and a warning where X-Ray cannot trace the resource or the template does not tell.',
    fix: 'turn tracing on, by `XRayTracing.of(scope).enable()` or in the template, or leave it out with a reason by `XRayTracing.of(scope).exclude()`',
    url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html',
    find: (context) => entriesOf(tracer, context).flatMap((entry) => match(entry, () => ownWay(entry.resource, context))),
  };
}

/** The resources about which a row has something to say under its own id. */
function entriesOf(tracer: IResourceTracer, { model, entries }: RuleContext): InspectedEntry[] {
  return model.ofType(tracer.resourceType)
    .flatMap((resource) => entries.get(resource) ?? [])
    .filter((entry) => entry.tracer === tracer && entry.finding.ruleId === undefined);
}

/** What is to be said of a resource with one of the statuses that are no good, and of the ways that suffer from it. Most have none, and nobody looks for them. */
export function match({ resource, finding }: InspectedEntry, waysOf: () => readonly ModelWay[] | undefined): RuleMatch[] {
  if (finding.status === TracingStatus.TRACED && finding.reason !== undefined) {
    return [{ at: resource, severity: FindingSeverity.WARNING, message: finding.reason, fix: finding.advice ?? DOUBT_FIX, ways: waysOf() }];
  }
  const severity = SEVERITIES[finding.status];
  if (severity === undefined) { return []; }
  const reason = finding.reason === undefined ? '' : `: ${finding.reason}`;
  return [{ at: resource, severity, message: `${outcome(finding.status)} ${resource.type}${reason}`, fix: finding.advice, ways: waysOf() }];
}

function outcome(status: TracingStatus): string {
  switch (status) {
    case TracingStatus.UNSUPPORTED: return 'X-Ray cannot trace this';
    case TracingStatus.UNKNOWN: return 'it cannot be told whether X-Ray traces this';
    default: return 'X-Ray does not trace this';
  }
}

