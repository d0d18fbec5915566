import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { excludeForNow, excludeFrameworkResource, exclusionInTemplate, exclusionReason, hasExclusions } from './exclusion';
import { InspectedResource } from './inspected-resource';
import { takeBackNote } from './note';
import { noteRefusal } from './refusal';
import { type IResourceTracer, XRayAccess } from './resource-tracer';
import type { ResourceTracingProps } from './resource-tracing-props';
import { RoleGrants, type SendersOfResource } from './role-grants';
import type { Lock } from './role-limits';
import { isRefusedWithoutPermission, isRemarking, senderOf } from './sender';
import { SharedResourcePolicy } from './shared-resource-policy';
import { type ITracerServices, TracerContext } from './tracer-context';
import { builtInTracer, hasRegisteredTracers, tracerFor } from './tracer-registry';
import { TracingFinding, TracingStatus } from './tracing-finding';
import { validateResourceTracingProps } from './validation';
import { XRayPermissions } from './xray-permissions';
import { TraceCollector } from '../collectors/trace-collector';
import { capitalized } from '../private/capitalized';
import { CfnView } from '../private/cdk/cfn-view';
import { Companions } from '../private/cdk/companions';
import { functionsAtEdge } from '../private/cdk/edge-functions';
import { isFrameworkResource } from '../private/cdk/framework-resources';
import { visitLateResources } from '../private/cdk/late-resources';
import { NamedInStage } from '../private/cdk/named-in-stage';
import { StackIndexes, stacksIn } from '../private/cdk/stack-index';
import { warn } from '../private/cdk/warnings';
import { taskDeployedByOthers } from '../private/ecs/deployment-controller';
import { taskInServiceConnect } from '../private/ecs/service-connect';
import { RolePassers } from '../private/iam/role-passers';
import { WarningId } from '../private/ids';

/** Which resources a session traces. */
export interface SessionScope {
  /** Whether a resource is within what is to be traced at all. */
  reaches(resource: CfnResource): boolean;
  /** Whether another session has the say over a resource, with other options. */
  isDecidedElsewhere(resource: CfnResource): boolean;
  /** Whether a resource, of whatever stack, is one that the session will come to. */
  isWithin(resource: CfnResource): boolean;
}

/**
 * Turns the tracing of single resources on. What the aspect and the mixin have in common.
 */
export class TracingSession implements ITracerServices {
  public readonly companions: Companions;
  public readonly policies: SharedResourcePolicy;
  public readonly rolePassers = new RolePassers();
  public readonly edgeFunctions: NamedInStage;
  public readonly stagedApis: NamedInStage;
  public readonly tasksDeployedByOthers: NamedInStage;
  public readonly tasksInServiceConnect: NamedInStage;

  private readonly indexes = new StackIndexes();
  private readonly grants: RoleGrants;
  private readonly optIn: ReadonlySet<string>;
  /** The resources that were traced before they were visited. */
  private readonly tracedEarly = new Set<CfnResource>();
  /** The resources that are decided on at the end of the synthesis. */
  private readonly postponed = new Set<CfnResource>();
  /** The stacks whose resources have been looked through for what is traced early. */
  private readonly stacksSeen = new Set<Stack>();

  private lastStack?: Stack;
  private root?: IConstruct;
  private defaultCollector?: TraceCollector;

  /**
   * @param options how resources are traced
   * @param scope which resources are traced
   */
  constructor(public readonly options: ResourceTracingProps, private readonly scope: SessionScope) {
    validateResourceTracingProps(options);
    this.companions = new Companions(this.indexes);
    this.edgeFunctions = new NamedInStage(this.indexes, 'AWS::CloudFront::Distribution', functionsAtEdge);
    this.stagedApis = new NamedInStage(this.indexes, 'AWS::ApiGateway::Stage', apisOf);
    this.tasksDeployedByOthers = new NamedInStage(this.indexes, 'AWS::ECS::Service', taskDeployedByOthers);
    this.tasksInServiceConnect = new NamedInStage(this.indexes, 'AWS::ECS::Service', taskInServiceConnect);
    this.grants = new RoleGrants(options.permissions ?? XRayPermissions.awsManaged(), options.acknowledgeFindings ?? true, this.indexes);
    this.policies = new SharedResourcePolicy(
      options.createResourcePolicy ?? true,
      (resource) => this.willTrace(resource),
      this.indexes,
      this.companions,
    );
    this.optIn = new Set(options.optInResourceTypes);
  }

  /** What receives segments where AWS does not run the X-Ray daemon. */
  public get collector(): TraceCollector {
    return this.options.collector ?? (this.defaultCollector ??= TraceCollector.xrayDaemon());
  }

  /**
   * Traces the resources in the stacks of a Stage whose tracing adds constructs, before they are visited themselves.
   *
   * The CDK's aspect loop begins again after each visit that adds something which brings an aspect of its own, as roles do, and gives up after a hundred
   * times. So what all stacks need is added in one visit.
   */
  public traceEarlyInStage(stage: IConstruct): void {
    stacksIn(stage).forEach((stack) => this.traceEarlyInStack(stack));
  }

  /**
   * Traces the resources of a stack, and of those nested in it, whose tracing adds constructs, before they are visited themselves.
   *
   * What is added while the stack, or the Stage around it, is visited belongs to the visit of its children. Added later, it would cost a further pass
   * of all aspects.
   */
  public traceEarlyInStack(stack: Stack): void {
    if (this.stacksSeen.has(stack)) { return; }
    this.stacksSeen.add(stack);
    visitLateResources(stack, (resource) => this.trace(resource));
    this.traceEarly(stack, () => true);
  }

  /** Traces such resources below a construct within a stack. */
  public traceEarlyBelow(scope: IConstruct): void {
    const stack = scope.node.scopes.reverse().find((construct) => Stack.isStack(construct));
    if (stack) { this.traceEarly(stack, (resource) => resource.node.scopes.includes(scope)); }
  }

  private traceEarly(stack: Stack, isMeant: (resource: CfnResource) => boolean): void {
    const hasRegistered = hasRegisteredTracers(stack.node.root);
    for (const [type, sameType] of this.indexes.of(stack).resources) {
      if (!hasRegistered && !builtInTracer(type)?.addsConstructs) { continue; }
      for (const resource of sameType) {
        if (!this.tracerFor(resource)?.addsConstructs || !isMeant(resource)) { continue; }
        this.trace(resource);
        this.tracedEarly.add(resource);
      }
    }
  }

  /** Traces a resource, if it is one that can be and may be traced, and warns if it is one that cannot be. */
  public trace(resource: CfnResource): void {
    const tracer = this.tracerFor(resource);
    if (!tracer || this.tracedEarly.has(resource) || !this.mayTrace(resource) || this.scope.isDecidedElsewhere(resource)) { return; }
    if (this.isLeftToFramework(resource)) { return noteFrameworkExclusion(resource, tracer); }
    takeBackNote(resource);
    const view = new CfnView(resource, this.indexes);
    const inspected = InspectedResource._of(view);
    const finding = findingUnlessExcluded(tracer, inspected);
    if (!finding) { return this.remark(view, inspected, tracer); }
    if (this.isToTrace(finding, resource)) {
      const lock = finding.status === TracingStatus.TRACED ? undefined : this.lockOf(view, tracer);
      if (lock) { return this.refuse(inspected, resource, tracer, lock); }
      this.enable(view, inspected, tracer, finding);
    } else if (finding.status === TracingStatus.UNSUPPORTED || finding.status === TracingStatus.UNKNOWN) {
      warnOf(finding, inspected, resource, tracer);
    } else if (finding._isRemoval) {
      excludeForNow(resource, finding.reason!);
    }
  }

  /** Nearly all apps have the built-in rows only, so only in the others the scopes of each resource are searched. */
  private tracerFor(resource: CfnResource): IResourceTracer | undefined {
    return hasRegisteredTracers(this.rootOf(resource)) ? tracerFor(resource) : builtInTracer(resource.cfnResourceType);
  }

  /** Resources come stack by stack, and to find the root from each would cost more than to look at it. */
  private rootOf(resource: CfnResource): IConstruct {
    const { stack } = resource;
    if (stack !== this.lastStack || !this.root) {
      this.lastStack = stack;
      this.root = stack.node.root;
    }
    return this.root;
  }

  /** Whether a resource, of whatever stack, is within the scope and will be traced. */
  private willTrace(resource: CfnResource): boolean {
    const tracer = this.tracerFor(resource);
    if (!tracer || !this.mayTrace(resource) || this.isLeftToFramework(resource) || !this.scope.isWithin(resource)) { return false; }
    const finding = findingUnlessExcluded(tracer, InspectedResource._of(new CfnView(resource, this.indexes)));
    return finding !== undefined && this.isToTrace(finding, resource);
  }

  private mayTrace(resource: CfnResource): boolean {
    return this.scope.reaches(resource)
      && !(hasExclusions(this.rootOf(resource)) && exclusionReason(resource) !== undefined);
  }

  private isLeftToFramework(resource: CfnResource): boolean {
    return this.options.frameworkFunctions === false && isFrameworkResource(resource);
  }

  /** A resource that is traced already is enabled all the same: somebody may have set the property and forgotten what it needs. */
  private isToTrace(finding: TracingFinding, resource: CfnResource): boolean {
    switch (finding.status) {
      case TracingStatus.TRACED:
      case TracingStatus.UNTRACED:
        return true;
      default:
        return (finding.isOptIn && this.optIn.has(resource.cfnResourceType))
          || (finding.isOverridable && this.options.overrideExplicitSettings === true);
    }
  }

  private remark(view: CfnView, inspected: InspectedResource, tracer: IResourceTracer): void {
    if (isRemarking(tracer)) { tracer.remark(TracerContext._of(view, inspected, this)); }
  }

  /** That for whose sake AWS would refuse the resource if it were traced. */
  private lockOf(view: CfnView, tracer: IResourceTracer): Lock | undefined {
    return isRefusedWithoutPermission(tracer) ? this.grants.lockOf(view, tracer.roleProperty!, tracer.access) : undefined;
  }

  /** Until the end of the synthesis others may let the role send, so only then a resource is left as it is for good. */
  private refuse(inspected: InspectedResource, resource: CfnResource, tracer: IResourceTracer, { cause, remedy }: Lock): void {
    if (!this.postponed.has(resource)) {
      this.postponed.add(resource);
      resource.node.addValidation({ validate: () => { this.trace(resource); return []; } });
      return;
    }
    const reason = `${cause} and AWS refuses to deploy this where its role may not send segments`;
    const advice = `${remedy}, or leave the resource out by \`XRayTracing.of(construct).exclude(reason)\``;
    const finding = TracingFinding.unknown(reason, advice, WarningId.ROLE_NOT_MANAGED);
    noteRefusal(resource, finding);
    warnOf(finding, inspected, resource, tracer);
  }

  private enable(view: CfnView, inspected: InspectedResource, tracer: IResourceTracer, found: TracingFinding): void {
    const context = TracerContext._of(view, inspected, this);
    const wasTraced = found.status === TracingStatus.TRACED;
    tracer.enable(context);
    if (context._refusal) {
      if (!wasTraced && found.reason === undefined) { noteRefusal(view.resource, context._refusal); }
      warnOf(context._refusal, inspected, view.resource, tracer);
    } else if (!context._skipsGrant && tracer.access !== XRayAccess.NONE) {
      this.grants.grantTo(view, sendersOf(tracer, inspected, context._senders, wasTraced));
    }
  }
}

/** The REST API of a stage, where it is in the app. */
function apisOf(stage: CfnResource): CfnResource[] {
  const api = new CfnView(stage).follow(['RestApiId']);
  return api ? [api.resource] : [];
}

/** What is not traced already says why it is left alone. */
function noteFrameworkExclusion(resource: CfnResource, tracer: IResourceTracer): void {
  const finding = findingUnlessExcluded(tracer, InspectedResource._of(new CfnView(resource)));
  if (finding?.status === TracingStatus.UNTRACED) { excludeFrameworkResource(resource); }
}

function sendersOf(tracer: IResourceTracer, inspected: InspectedResource, references: readonly any[], wasTraced: boolean): SendersOfResource {
  const { access } = tracer;
  const named = senderOf(tracer, inspected);
  const isStrict = isRefusedWithoutPermission(tracer);
  return !named || named.resource === inspected
    ? { access, roleProperty: named?.path, isRoleMadeOtherwise: named?.isMadeOtherwise, references, wasTraced, isStrict }
    : { access, references: [named.resource.reference(named.path), ...references], wasTraced, isStrict };
}

/** What a row finds; nothing where the template's metadata excludes the resource, because no option turns that on. */
function findingUnlessExcluded(tracer: IResourceTracer, resource: InspectedResource): TracingFinding | undefined {
  return exclusionInTemplate(resource) === undefined ? tracer.inspect(resource) : undefined;
}

function warnOf(finding: TracingFinding, inspected: InspectedResource, resource: CfnResource, tracer: IResourceTracer): void {
  warn(resource, finding.ruleId ?? tracer.ruleId, warningText(inspected, finding));
}

function warningText(resource: InspectedResource, finding: TracingFinding): string {
  const outcome = finding.status === TracingStatus.UNSUPPORTED ? 'X-Ray cannot trace this' : 'Tracing was not turned on for this';
  return [`${outcome} ${resource.resourceType}: ${finding.reason}.`, finding.advice && `${capitalized(finding.advice)}.`].filter(Boolean).join(' ');
}
