import type { IConstruct } from 'constructs';
import type { ResourceTracingProps } from './resource-tracing-props';
import { knownResourceTypes } from './tracer-registry';
import type { TracingOptions, XRayTracingAspectProps } from './tracing-options';
import { validateEcsOptions } from '../collectors/ecs/options-validation';
import { misuse, shown } from '../private/errors';
import { BOOLEAN, COLLECTOR, optionsSuchAs, PERMISSIONS, requireKind, requireKinds } from '../private/options/option-kinds';

const LISTS = ['resourceTypes', 'optInResourceTypes', 'includePaths', 'excludePaths'] as const;

/** Throws where the options are not what they must be, or name nothing. */
export function validateTracingProps(props: XRayTracingAspectProps): void {
  requireKind('options', props, optionsSuchAs('{}'));
  requireKinds<TracingOptions>(props, { allowMissedStages: BOOLEAN });
  for (const name of LISTS) {
    const list: unknown = props[name];
    if (list !== undefined && !(Array.isArray(list) && list.every((item) => typeof item === 'string' && /[^!\s]/.test(item)))) {
      throw misuse(`\`${name}\` must be a list of ${name.endsWith('Paths') ? 'globs of construct paths such as ["Orders/**"]' : 'CloudFormation types such as ["AWS::Lambda::Function"]'}, got: ${shown(list)}`);
    }
  }
  for (const name of ['includePaths', 'excludePaths'] as const) {
    const absolute = props[name]?.find((glob) => /^!*\//.test(glob));
    if (absolute !== undefined) {
      throw misuse(`\`${name}\` must have no slash before the first element, as construct paths have none, got: ${shown(absolute)}; leave it out: ${shown(absolute.replace(/^(!*)\/+/, '$1'))}`);
    }
  }
  for (const name of ['resourceTypes', 'includePaths'] as const) {
    if (props[name]?.length === 0) { throw misuse(`\`${name}\` must name at least one element, got: []; leave it out to trace all of them`); }
  }
}

/** What the options are that say how a resource is traced. A text would be as good as true, also "false". */
const KINDS = {
  collector: COLLECTOR,
  permissions: PERMISSIONS,
  ec2: optionsSuchAs('{ allowReplacement: true }'),
  ecs: optionsSuchAs('{}'),
  frameworkFunctions: BOOLEAN,
  overrideExplicitSettings: BOOLEAN,
  createResourcePolicy: BOOLEAN,
  acknowledgeFindings: BOOLEAN,
};

/** Throws where an option is something else, such as a factory that was not called. */
export function validateResourceTracingProps(props: ResourceTracingProps): void {
  requireKinds(props, KINDS);
  requireKinds(props.ec2 ?? {}, { allowReplacement: BOOLEAN });
  if (props.ecs !== undefined) { validateEcsOptions(props.ecs); }
}

/** Throws where the options name a resource type that no row is about. */
export function validateTypesAreKnown(props: Pick<XRayTracingAspectProps, 'resourceTypes' | 'optInResourceTypes'>, scope: IConstruct): void {
  if (!props.resourceTypes && !props.optInResourceTypes) { return; }
  const known = knownResourceTypes(scope);
  for (const name of ['resourceTypes', 'optInResourceTypes'] as const) {
    const unknown = props[name]?.find((type) => !known.has(type));
    if (unknown !== undefined) {
      throw misuse(`\`${name}\` must name types that have a tracer, got: ${shown(unknown)}; ${suggestion(unknown, known)}`, scope);
    }
  }
}

function suggestion(unknown: string, known: ReadonlySet<string>): string {
  const service = String(unknown).toLowerCase().split('::')[1] ?? '';
  const near = [...known].filter((type) => type.toLowerCase() === String(unknown).toLowerCase() || type.toLowerCase().split('::')[1] === service);
  return near.length > 0
    ? `did you mean ${near.sort().join(' or ')}?`
    : 'the types are listed in https://github.com/cdk-xray/cdk-xray/blob/main/docs/TRACERS.md, and `XRayTracing.of(scope).registerTracer()` adds one';
}
