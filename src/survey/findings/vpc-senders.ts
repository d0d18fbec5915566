import { taskOf } from './ecs-tasks';
import type { RuleContext } from './finding-rule';
import { otlpExporters } from './otlp-exporters';
import { isTraced } from './row-status';
import { COLLECTOR_IMAGES } from '../../private/ecs/collector-images';
import { hasEnvironmentFile } from '../../private/ecs/environment';
import { type StartingState, startingStatesIn, TASK_STARTERS, taskStartsIn } from '../../private/ecs/task-starters';
import { listed } from '../../private/listed';
import { itemsIn, plainText, valueAt } from '../../private/template/intrinsics';
import { pathOf } from '../../private/template/property-path';
import { STATE_MACHINE_TYPES } from '../../private/template/state-machine-definition';
import { HIDDEN, searchableText } from '../../private/template/template-text';
import { FUNCTIONS } from '../lambda-functions';
import { taskDefinitionIn } from '../service-tasks';
import type { ModelResource } from '../template-model';

/** What sends to X-Ray itself, to its own endpoint, from subnets of a VPC. */
export interface VpcSender {
  /** What says in which subnets: a function, or what starts tasks. */
  readonly resource: ModelResource;
  readonly propertyPath: string;
  readonly subnets: unknown;
  readonly securityGroups: unknown;
  readonly mayHavePublicAddress: boolean;
  /** What it is called. */
  readonly kind: 'function' | 'task';
}

/** The senders of some templates, as far as it is certain that they are. */
export function vpcSenders(context: RuleContext): VpcSender[] {
  return [...functionsIn(context), ...tasksIn(context)];
}

function functionsIn(context: RuleContext): VpcSender[] {
  const functions = context.model.ofType(...FUNCTIONS).filter((fn) => fn.properties.VpcConfig !== undefined && isTraced(fn, context));
  return functions.filter((fn) => !sendsItsOwnWay(fn)).map((resource) => ({
    resource,
    propertyPath: 'VpcConfig',
    subnets: valueAt(resource.properties, ['VpcConfig', 'SubnetIds']),
    securityGroups: valueAt(resource.properties, ['VpcConfig', 'SecurityGroupIds']),
    mayHavePublicAddress: false,
    kind: 'function',
  }));
}

/** Whether a function is told of a proxy, or of an endpoint with a name of its own. */
function sendsItsOwnWay({ properties }: ModelResource): boolean {
  return /proxy|endpoint_url|vpce/i.test(JSON.stringify(properties.Environment) ?? '');
}

/** A task has a network interface of its own in network mode awsvpc only; else it is where its container instance is. */
function tasksIn(context: RuleContext): VpcSender[] {
  const { model } = context;
  if (model.ofType('AWS::ECS::TaskDefinition').length === 0) { return []; }
  const starters = model.ofType(...TASK_STARTERS, ...STATE_MACHINE_TYPES);
  return starters.flatMap((resource) => startsOf(resource)
    .filter(({ network, taskDefinition }) => network !== undefined && doTasksSend(taskDefinitionIn(resource.stack, taskDefinition, model), context))
    .map(({ path, network }) => taskSender(resource, path, network)));
}

/** Where a resource starts tasks, with what the template says there. */
function startsOf({ properties, type }: ModelResource): StartingState[] {
  if (STATE_MACHINE_TYPES.includes(type)) { return startingStatesIn(properties); }
  return taskStartsIn(type, (property) => properties[property]).map(({ taskDefinition, network }) => ({
    path: network,
    taskDefinition: valueAt(properties, pathOf(taskDefinition)),
    network: valueAt(properties, pathOf(network)),
  }));
}

function taskSender(resource: ModelResource, propertyPath: string, network: any): VpcSender {
  return {
    resource,
    propertyPath,
    subnets: valueAt(network, ['Subnets']),
    securityGroups: valueAt(network, ['SecurityGroups']),
    mayHavePublicAddress: plainText(valueAt(network, ['AssignPublicIp'])) !== 'DISABLED',
    kind: 'task',
  };
}

/** Whether the tasks of a definition have one of AWS's collectors, or send spans to X-Ray's OTLP endpoint. */
function doTasksSend(definition: ModelResource | undefined, context: RuleContext): boolean {
  if (!definition || !isTraced(definition, context)) { return false; }
  const task = taskOf(definition);
  if (task.network !== 'awsvpc') { return false; }
  const isExporter = () => otlpExporters(context).some(({ resource }) => resource === definition);
  return task.collectors.some(sendsToXRay) || (isExporter() && task.containers.every((container) => !PROXY.test(settingsOf(container))));
}

const PROXY = /proxy|vpce/i;

/** What tells a collector to send elsewhere, or by a proxy: its variables, the flags of the daemon, and the options of the agent and of ADOT. */
const ELSEWHERE = /(https?|all)_proxy|proxy[-_](address|override)|endpoint_override|aws_endpoint|https?:\/\/|vpce|^-[cp]$/im;

/** A configuration file of ADOT that is none of those for X-Ray that its image brings. */
const OWN_FILE = /--config(?!=\/etc\/(ecs\/ecs-(default-config|xray)|otel-config)\.yaml)/;

/** In a configuration for ADOT, that its segments go to X-Ray. */
const TO_XRAY = /exporters"?\s*:\s*(\[[^\]]*awsxray|\{?\s*"?awsxray)/;

/** Whether a collector of AWS sends to X-Ray's own endpoint for sure. */
function sendsToXRay(container: any): boolean {
  const isOfAws = COLLECTOR_IMAGES.test(searchableText(container.Image));
  const isToldMore = itemsIn(container.Secrets).length > 0 || hasEnvironmentFile(container);
  if (!isOfAws || isToldMore || listed(container.Environment).some(isHiddenConfiguration)) { return false; }
  const settings = settingsOf(container);
  return !ELSEWHERE.test(settings) && !OWN_FILE.test(settings) && (!/exporters/.test(settings) || TO_XRAY.test(settings));
}

function isHiddenConfiguration(variable: any): boolean {
  return /_CONFIG_CONTENT$/.test(plainText(variable?.Name)) && searchableText(variable?.Value).includes(HIDDEN);
}

/** What a container is told by its command and its environment, each text on lines of its own. */
function settingsOf({ Command, EntryPoint, Environment }: any): string {
  const variables = listed(Environment).flatMap((variable) => [variable?.Name, variable?.Value]);
  return [...listed(EntryPoint), ...listed(Command), ...variables].map(searchableText).join('\n');
}
