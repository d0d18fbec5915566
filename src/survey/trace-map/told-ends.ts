import { type CodeVariable, variablesOf } from './code-environment';
import { hasDynamicReference, withoutSecrets } from './dynamic-references';
import type { SourceContext } from './edge-source';
import { isAddress, type MapEnd } from './map-end';
import { isForTelemetry } from '../../private/ecs/environment';
import { templateText } from '../../private/template/template-text';
import type { ModelResource, ModelStack } from '../template-model';

/** What code is told by an environment variable. */
export interface Told {
  readonly to: MapEnd;
  /** The path of the variable within the properties of the resource. */
  readonly path: string;
}

/** What environment variables tell code of. What spans are sent to is no part of the trace. */
export function toldTo(resource: ModelResource, context: SourceContext): Told[] {
  return variablesOf(resource).filter(({ name }) => !isForTelemetry(name))
    .flatMap((variable) => toldBy(variable, resource, context).map((to) => ({ to, path: variable.path })));
}

/** What a variable means, and what answers to host names in it. Code that is told where the secret of a database is calls both. */
function toldBy(variable: CodeVariable, resource: ModelResource, context: SourceContext): MapEnd[] {
  const { kept, hosts } = context;
  const called = withoutApiOfServices(meantBy(variable, resource.stack, context), variable.value, resource.stack, context);
  return [...called.flatMap((end) => [end, ...kept.databasesOf(end)]), ...hosts.in(resource, variable.value)];
}

/**
 * What a variable means, by references, ARNs and the addresses of queues and buckets. What AWS reads before the code starts is not called by the code: that
 * knows what stands in there.
 */
function meantBy({ value, isSecret }: CodeVariable, stack: ModelStack, { ends, kept }: SourceContext): MapEnd[] {
  if (hasDynamicReference(value)) {
    return [...ends.nodesIn(stack, value).flatMap((end) => kept.within(end)), ...ends.nodesIn(stack, withoutSecrets(value))];
  }
  const meant = isConsumer(value) ? [] : ends.in(stack, value).filter(mayBeSentTo);
  return isSecret ? meant.flatMap((end) => kept.within(end)) : meant;
}

/** Whether a value is the ARN of a consumer of a Kinesis stream, of which code reads. */
function isConsumer(value: any): boolean {
  return /^arn:[^:]*:kinesis:.*\/consumer\//.test(templateText(value) ?? '');
}

/** Whether code may send something to what it is told of. Of an address outside nobody can tell, and some things are for others to use. */
function mayBeSentTo(end: MapEnd): boolean {
  return !isAddress(end) && !NOT_SENT_TO.includes(end.type);
}

/** Jobs are sent to a queue, requests of API destinations by a rule, and tasks of activities by a state machine. */
const NOT_SENT_TO = ['AWS::Batch::JobDefinition', 'AWS::Events::ApiDestination', 'AWS::StepFunctions::Activity'];

/** The ARN or name of a service of Amazon ECS is for its API: requests reach it by the name of a host. */
function withoutApiOfServices(meant: readonly MapEnd[], value: any, stack: ModelStack, { model }: SourceContext): readonly MapEnd[] {
  if (!meant.some(isService)) { return meant; }
  const named: readonly MapEnd[] = model.targetsIn(stack, value);
  return meant.filter((end) => !isService(end) || !named.includes(end));
}

function isService({ type }: MapEnd): boolean {
  return type === 'AWS::ECS::Service';
}
