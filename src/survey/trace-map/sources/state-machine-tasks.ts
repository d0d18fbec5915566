import { busesOf } from './event-buses';
import { listed } from '../../../private/listed';
import { isIntrinsic, isObject } from '../../../private/template/intrinsics';
import { withVariables } from '../../../private/template/state-machine-definition';
import { integrationOf, type TaskState } from '../../../private/template/task-states';
import { templateText } from '../../../private/template/template-text';
import type { ModelStack } from '../../template-model';
import type { SourceContext } from '../edge-source';
import type { Ends } from '../ends';
import { distinctEnds, externalAddress, externalByName, externalService, isAddress, isModelResource, type MapEnd } from '../map-end';
import { namingsOf } from '../named-by';
import { typeOfService } from '../node-types';
import { isOfService, serviceName } from '../service-types';

/** What is known of a state machine whose tasks are looked at. */
export interface TaskOwner {
  readonly stack: ModelStack;
  /** What the deployment puts into the texts of the definition. */
  readonly variables: Readonly<Record<string, any>>;
  /** What its role may call, which few tasks ask for. */
  granted(): readonly MapEnd[];
}

/** What a task asks: by an optimized integration, such as `lambda:invoke`, or by the SDK, such as `aws-sdk:sfn:startExecution`. */
interface TaskRequest {
  readonly service: string;
  readonly action: string | undefined;
}

/** What a task calls. */
export function taskTargets(task: TaskState, owner: TaskOwner, { ends }: SourceContext): MapEnd[] {
  const { variables } = owner;
  const api = integrationOf(task, variables);
  if (api === undefined || api.startsWith('activity:')) { return endsIn(task.resource, owner, ends); }
  const [name, action] = api.split(/[:.]/);
  const service = serviceName(name);
  if (service === 'events') { return busesOfEntries(withVariables(task.input, variables), owner, ends); }
  return [...thingsOf(task, { service, action }, owner, ends), ...(service === 'batch' ? endsIn(Object(task.input).JobDefinition, owner, ends) : [])];
}

function endsIn(part: any, { stack, variables }: TaskOwner, ends: Ends): MapEnd[] {
  return ends.in(stack, withVariables(part, variables));
}

/** What a request is sent to: the thing that its input names, those that the role may call where the execution decides, or else the service as such. */
function thingsOf({ input }: TaskState, { service, action }: TaskRequest, owner: TaskOwner, ends: Ends): MapEnd[] {
  const parameters = Object(input);
  const naming = namingsOf(service, action).find(({ parameter }) => [parameter, `${parameter}.$`].some((key) => parameters[key] !== undefined));
  const named = naming && parameters[naming.parameter];
  const targets = named === undefined ? endsIn(input, owner, ends).filter((end) => isOfService(end, service)) : endsIn(named, owner, ends);
  if (targets.length > 0) { return targets; }
  const computed = isExpression(named) ? named : naming && parameters[`${naming.parameter}.$`];
  if (service === 'http') { return requested(named, computed, owner, ends); }
  if (computed !== undefined) { return possibleThings(service, owner); }
  const thing = naming && typeof named === 'string' ? thingNamed(named, naming.service, owner, ends) : undefined;
  return [thing ?? externalService(service)];
}

/** What a request may be sent to of which nobody can tell more: what the role may call, or else the service as such. */
function possibleThings(service: string, owner: TaskOwner): MapEnd[] {
  const possible = owner.granted().filter((end) => isOfService(end, service));
  return possible.length > 0 ? distinctEnds(possible) : [externalService(service)];
}

/**
 * The thing with a name: in the templates, or outside, by the ARN in a policy of the role or else by the name alone.
 *
 * @returns undefined where the name is none: what has no ARN goes by a host name
 */
function thingNamed(named: string, service: string, owner: TaskOwner, ends: Ends): MapEnd | undefined {
  const name = withoutVersion(named, service);
  const known = ends.named(owner.stack, service, name)
    ?? owner.granted().find((end) => isOfService(end, service) && !isModelResource(end) && end.name === name);
  if (known) { return known; }
  return typeOfService(service) !== undefined && /^[\w.-]+$/.test(name) ? externalByName(name, service) : undefined;
}

/** The name of a function without its account and alias, and that of a task definition without its revision. */
function withoutVersion(name: string, service: string): string {
  switch (service) {
    case 'ecs': return name.split(':')[0];
    case 'lambda': return name.replace(/^.*:?function:/, '').split(':')[0];
    default: return name;
  }
}

/** Whom an HTTP task calls. Where the execution makes the address, the host is known if it stands at the beginning as a text. */
function requested(named: any, computed: any, owner: TaskOwner, ends: Ends): MapEnd[] {
  if (computed === undefined) { return [externalAddress(templateText(withVariables(named, owner.variables)) ?? 'http')]; }
  const expression = withVariables(computed, owner.variables);
  const known = ends.in(owner.stack, expression).filter((end) => !isAddress(end));
  return known.length > 0 ? known : [externalAddress(addressIn(templateText(expression) ?? '') ?? 'http')];
}

/** The address with which an expression of JSONPath or JSONata begins. It is one as far as its host ends within the same text. */
function addressIn(expression: string): string | undefined {
  return BEGINNING.map((pattern) => pattern.exec(expression)?.[1]).find((address) => address !== undefined);
}

/** A text that begins with a scheme and a host, parts of which the deployment may know: in JSONata, as the format of JSONPath, or as what comes first there. */
const BEGINNING = [
  /^\{%\s*["'](https?:\/\/(?:\$\{[^}]*\}|[\w.:-])+)["'/?]/,
  /^States\.Format\('(?:\{\}[^']*',\s*')?(https?:\/\/(?:\$\{[^}]*\}|[\w.:-])+)['/?]/,
];

/** Whether the execution decides what a value is. */
function isExpression(value: any): boolean {
  return typeof value === 'string' && value.trimStart().startsWith('{%');
}

/** The buses that events are put on: the default bus by entries that name none. Which one is meant may be for the deployment or the execution to tell. */
function busesOfEntries(input: any, owner: TaskOwner, ends: Ends): MapEnd[] {
  const entries = listed(input?.Entries).filter((entry) => isObject(entry) && !isIntrinsic(entry));
  const named = entries.map((entry) => busesOf(owner.stack, entry.EventBusName ?? entry['EventBusName.$'], ends));
  const areKnown = named.length > 0 && named.every((buses) => buses.length > 0);
  return distinctEnds([...named.flat(), ...areKnown ? [] : possibleThings('events', owner)]);
}
