import type { RestApis } from './rest-apis';
import type { IResourceTracer } from '../../tracing/resource-tracer';
import type { TracingFinding } from '../../tracing/tracing-finding';
import type { EdgeFunctions } from '../edge-functions';
import type { Relation } from '../relation';
import type { RoleAccess, RoleAccesses } from '../role-access';
import type { FindingSeverity } from '../survey-finding';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** What is known of the role that sends the segments of a resource. */
export interface Sender {
  /** The property of the resource that names the role, whether or not it is set; undefined where the resource inherits it. */
  readonly propertyPath?: string;
  /** What the role may do; undefined where no role is named. */
  readonly access?: RoleAccess;
  /** Whether a condition decides that none is named. */
  readonly mayBeAbsent?: boolean;
}

/** A resource that the table knows something of. */
export interface InspectedEntry {
  readonly resource: ModelResource;
  readonly tracer: IResourceTracer;
  readonly finding: TracingFinding;
  /** What is known of the role that sends its segments; undefined where no role of the app does, or AWS makes it. */
  readonly sender?: Sender;
}

/** What a rule looks at. */
export interface RuleContext {
  readonly model: TemplateModel;
  readonly entries: ReadonlyMap<ModelResource, InspectedEntry>;
  /** The same entries by row. */
  readonly rows: ReadonlyMap<IResourceTracer, readonly InspectedEntry[]>;
  readonly roles: RoleAccesses;
  readonly restApis: RestApis;
  readonly edgeFunctions: EdgeFunctions;
  /** The coverage in percent that somebody asks for. */
  readonly minimumCoverage?: number;
}

/** A way of requests or messages that a rule finds something about. Its ends are missing where they are not in the templates. */
export interface ModelWay {
  /** What sends, or what stands for it: a stage for its API, an alias for its function. */
  readonly from?: ModelResource;
  /** What receives, or what stands for it. */
  readonly to?: ModelResource;
  readonly relation: Relation;
  /** The resource that makes the connection, where it is one of its own: an event source mapping. */
  readonly connector?: ModelResource;
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
  /** The ways that it is about, where what is wrong lies between two resources. */
  readonly ways?: readonly ModelWay[];
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
