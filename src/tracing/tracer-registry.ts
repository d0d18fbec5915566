import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionInTemplate } from './exclusion';
import type { InspectedResource } from './inspected-resource';
import { refusalInTemplate } from './refusal';
import { type IResourceTracer, XRayAccess } from './resource-tracer';
import { TracingFinding, TracingStatus } from './tracing-finding';
import { misuse, shown } from '../private/errors';
import { requireMember } from '../private/options/enums';
import { TRACERS } from '../tracers';

/**
 * The table of tracers: one row for each CloudFormation type that the library knows.
 */
export class TracerRegistry {
  /** The rows that come with the library. */
  public static builtIn(): TracerRegistry {
    return new TracerRegistry();
  }

  private constructor() {}

  /** The CloudFormation types that have a row, sorted. */
  public get resourceTypes(): string[] {
    return [...BUILT_IN.keys()];
  }

  /**
   * The row of a CloudFormation type.
   *
   * @param resourceType the type, for example `AWS::Lambda::Function`
   * @returns undefined where the table has none
   */
  public find(resourceType: string): IResourceTracer | undefined {
    return builtInTracer(resourceType);
  }

  /**
   * What the table knows of a resource's tracing. An exclusion that stands in the template's metadata goes before what the row finds.
   *
   * @param resource the resource
   * @returns undefined where the table has nothing to say about the resource
   */
  public inspect(resource: InspectedResource): TracingFinding | undefined {
    const tracer = this.find(resource.resourceType);
    return tracer && inspectWith(tracer, resource);
  }
}

const BUILT_IN: ReadonlyMap<string, IResourceTracer> = new Map(TRACERS.map((tracer) => [tracer.resourceType, tracer]));

/** The symbol is registered, so that two copies of the library in one app know of each other's rows. */
const REGISTERED = Symbol.for('cdk-xray.tracers');

/** Marks the root of an app in which rows are registered, so that the others need not be searched for them. */
const HAS_REGISTERED = Symbol.for('cdk-xray.has-tracers');

type MaybeRegistered = IConstruct & { [REGISTERED]?: Map<string, IResourceTracer>; [HAS_REGISTERED]?: boolean };

/** Adds a row for a scope and all below it. */
export function registerTracer(scope: IConstruct, tracer: IResourceTracer): void {
  validate(scope, tracer);
  const rows = (scope as MaybeRegistered)[REGISTERED] ??= new Map();
  if (rows.has(tracer.resourceType)) {
    throw misuse(`a tracer for \`resourceType\` ${shown(tracer.resourceType)} is registered in this scope already; register one for each type and scope`, scope);
  }
  rows.set(tracer.resourceType, tracer);
  (scope.node.root as MaybeRegistered)[HAS_REGISTERED] = true;
}

/** Whether rows are registered anywhere in the app with this root. */
export function hasRegisteredTracers(root: IConstruct): boolean {
  return (root as MaybeRegistered)[HAS_REGISTERED] === true;
}

/** The built-in row for a type. */
export function builtInTracer(resourceType: string): IResourceTracer | undefined {
  return BUILT_IN.get(resourceType);
}

/** The row for a resource: of the nearest scope that registered one for its type, else the built-in one. */
export function tracerFor(resource: CfnResource): IResourceTracer | undefined {
  const type = resource.cfnResourceType;
  for (let scope: IConstruct | undefined = resource; scope; scope = scope.node.scope) {
    const tracer = (scope as MaybeRegistered)[REGISTERED]?.get(type);
    if (tracer) { return tracer; }
  }
  return builtInTracer(type);
}

/** The rows that are registered in an app. */
export interface RegisteredRows {
  /** The ids of their rules. */
  readonly ruleIds: readonly string[];
  /** Finds the row of the nearest scope at or above a path. */
  readonly find: (constructPath: string, resourceType: string) => IResourceTracer | undefined;
}

/**
 * The rows that are registered in an app, for those who know of a resource no more than its construct path.
 *
 * @returns undefined where there are none
 */
export function registeredRows(root: IConstruct): RegisteredRows | undefined {
  if (!hasRegisteredTracers(root)) { return undefined; }
  const rows = new Map(root.node.findAll().flatMap((scope) => {
    const own = (scope as MaybeRegistered)[REGISTERED];
    return own ? [[scope.node.path, own] as const] : [];
  }));
  return {
    ruleIds: [...rows.values()].flatMap((own) => [...own.values()].map(({ ruleId }) => ruleId)),
    find: (constructPath, resourceType) => {
      for (let path = constructPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
        const tracer = rows.get(path)?.get(resourceType);
        if (tracer) { return tracer; }
      }
      return rows.get('')?.get(resourceType);
    },
  };
}

/** The types that have a row for the constructs of a scope: the built-in ones and those registered at, above or below it. */
export function knownResourceTypes(scope: IConstruct): Set<string> {
  const types = new Set(BUILT_IN.keys());
  for (const construct of [...scope.node.scopes, ...scope.node.findAll()]) {
    (construct as MaybeRegistered)[REGISTERED]?.forEach((_, type) => types.add(type));
  }
  return types;
}

/** What a row finds, where the template's metadata says of no exclusion. */
export function inspectWith(tracer: IResourceTracer, resource: InspectedResource): TracingFinding | undefined {
  const excluded = exclusionInTemplate(resource);
  if (excluded !== undefined) { return TracingFinding.excluded(excluded); }
  const finding = tracer.inspect(resource);
  return finding?.status === TracingStatus.UNTRACED ? refusalInTemplate(resource) ?? finding : finding;
}

function validate(scope: IConstruct, tracer: IResourceTracer): void {
  if (!/^([A-Za-z0-9]+(::[A-Za-z0-9]+){1,3}|Custom::[\w@-]+)$/.test(tracer?.resourceType ?? '')) {
    throw misuse(`\`resourceType\` must be a CloudFormation type such as "AWS::Lambda::Function", got: ${shown(tracer?.resourceType)}`, scope);
  }
  requireMember('access', tracer.access, XRayAccess, scope);
  for (const method of ['inspect', 'enable'] as const) {
    if (typeof tracer[method] !== 'function') { throw misuse(`\`${method}\` must be a method of the tracer, got: ${shown(tracer[method])}`, scope); }
  }
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(tracer.ruleId ?? '')) {
    throw misuse(`\`ruleId\` must be letters and digits without the "XRay::" prefix, such as "LambdaFunctionTracing", got: ${shown(tracer.ruleId)}`, scope);
  }
}
