import type { IResourceTracer } from '../../tracing/resource-tracer';
import type { TracingFinding } from '../../tracing/tracing-finding';
import type { RoleAccesses } from '../role-access';
import type { FindingSeverity } from '../survey-finding';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** A resource that the table knows something of. */
export interface InspectedEntry {
  readonly resource: ModelResource;
  readonly tracer: IResourceTracer;
  readonly finding: TracingFinding;
}

/** What a rule looks at. */
export interface RuleContext {
  readonly model: TemplateModel;
  readonly entries: ReadonlyMap<ModelResource, InspectedEntry>;
  readonly roles: RoleAccesses;
  /** The coverage in percent that somebody asks for. */
  readonly minimumCoverage?: number;
}

/** One thing that a rule finds. */
export interface RuleMatch {
  /** The resource, or the stack, that it is about; nothing where it is about all of them. */
  readonly at?: ModelResource | ModelStack;
  readonly message: string;
  /** By default what the rule says. */
  readonly fix?: string;
  /** By default the rule's. */
  readonly severity?: FindingSeverity;
  readonly propertyPath?: string;
}

/** A rule about the tracing of an app. A pure function of templates. */
export interface FindingRule {
  /** The id without the `XRay::` prefix. Never changes once released. */
  readonly id: string;
  readonly severity: FindingSeverity;
  /** The rule in one line. */
  readonly title: string;
  /** What goes wrong, and why. */
  readonly cause: string;
  readonly fix: string;
  /** The page of AWS about it. */
  readonly url: string;
  find(context: RuleContext): RuleMatch[];
}

/** Whether a match is about a resource rather than a whole stack. */
export function isResource(at: ModelResource | ModelStack): at is ModelResource {
  return 'logicalId' in at;
}
