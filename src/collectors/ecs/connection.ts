import { nameOfPart } from './service-name';
import { hasEnvironmentFile } from '../../private/ecs/environment';
import type { EcsTask } from '../../private/ecs/task';
import { OTLP_GRPC_PORT, XRAY_PORT } from '../../private/ports';
import { inCamelCase, valueOf, withValueOf } from '../../private/template/casing';
import { changedList, isNoValue, isObject, itemsIn } from '../../private/template/intrinsics';
import type { TraceCollector } from '../trace-collector';

/** How the containers of an application reach the collector. */
export interface Connection {
  readonly collector: TraceCollector;
  /** The collector's host name or address as the application sees it. */
  readonly host: string;
  /** The name by which X-Ray knows the application. */
  readonly serviceName: string;
  /** The task, as far as it tells containers of the application from others. */
  readonly task: Pick<EcsTask, 'isApplication'>;
  /** The name of the collector's container, where it runs in the same task. */
  readonly sidecar?: string;
  /** Whether containers reach each other only by links. */
  readonly isLinked?: boolean;
  /** Whether the application starts after the collector. */
  readonly startFirst?: boolean;
}

const SAMPLER = 'OTEL_TRACES_SAMPLER';

/** How an OpenTelemetry SDK exports. */
const EXPORTER = /^OTEL_EXPORTER_OTLP_/;
const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const PROTOCOL = 'OTEL_EXPORTER_OTLP_PROTOCOL';
const PROTOCOLS = ['grpc', 'http/json', 'http/protobuf'];

/**
 * Tells the containers of an application where their collector is, as far as they have not been told.
 *
 * The containers have CloudFormation's names or those of the construct (camel case). The collector's own comes last: the others keep their places,
 * which somebody may have named in an override.
 */
export function connected(containers: readonly any[], connection: Connection): any[] {
  const isSidecar = (container: any) => connection.sidecar !== undefined && valueOf(container, 'Name') === connection.sidecar;
  const others = containers.filter((container) => !isSidecar(container));
  const applications = others.filter((container) => isApplicationHere(container, connection));
  const main = applications.find((container) => valueOf(container, 'Essential') !== false) ?? applications[0];
  return [
    ...others.map((container) => applications.includes(container) ? connectedContainer(container, connection, container === main) : container),
    ...containers.filter(isSidecar),
  ];
}

/** The variables for an application of this name. */
export function applicationVariables(collector: TraceCollector, host: string, serviceName: string): Record<string, string> {
  return {
    ...collector.applicationEnvironment(host),
    AWS_XRAY_TRACING_NAME: serviceName,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...(collector.receivesOtlp ? { OTEL_SERVICE_NAME: serviceName } : {}),
  };
}

function isApplicationHere(container: any, { task }: Connection): boolean {
  if (valueOf(container, 'Name') === undefined) { return false; }
  const [Name, Image, FirelensConfiguration, mappings] = ['Name', 'Image', 'FirelensConfiguration', 'PortMappings'].map((name) => valueOf(container, name));
  const PortMappings = itemsIn(mappings).map((mapping) => ({ ContainerPort: valueOf(mapping, 'ContainerPort'), Protocol: valueOf(mapping, 'Protocol') }));
  return task.isApplication({ Name, Image, FirelensConfiguration, PortMappings });
}

/** The main container has the name of the application, the others that and their own. */
function connectedContainer(container: any, connection: Connection, isMain: boolean): any {
  const { sidecar, isLinked, startFirst } = connection;
  const serviceName = isMain ? connection.serviceName : nameOfPart(connection.serviceName, valueOf(container, 'Name'));
  const told = withVariables(container, connection, serviceName);
  const linked = sidecar && isLinked ? withItem(told, 'Links', sidecar) : told;
  return sidecar && startFirst ? withItem(linked, 'DependsOn', { ContainerName: sidecar, Condition: 'START' }) : linked;
}

/** A container with the variables that it lacks. A file may set any of them, so where there is one, none is added. */
function withVariables(container: any, connection: Connection, serviceName: string): any {
  if (hasEnvironmentFile(container)) { return container; }
  const secrets = itemsIn(valueOf(container, 'Secrets'));
  return withItems(container, 'Environment', (list) => missingVariables(byName([...list, ...secrets]), connection, serviceName));
}

/** The variables that somebody has set, by name; secrets have no value. */
function byName(variables: readonly any[]): ReadonlyMap<string, any> {
  return new Map(variables.map((variable) => [String(valueOf(variable, 'Name')), valueOf(variable, 'Value')]));
}

function missingVariables(own: ReadonlyMap<string, any>, { collector, host }: Connection, serviceName: string): any[] {
  const variables = applicationVariables(collector, host, serviceName);
  if (collector.receivesOtlp && own.get(PROTOCOL) === 'grpc') { variables[ENDPOINT] = `http://${host}:${OTLP_GRPC_PORT}`; }
  // Whoever samples by X-Ray's rules has an SDK that can, and that asks for them at localhost unless it is told otherwise.
  if (collector.receivesOtlp && own.get(SAMPLER) === 'xray') { variables[`${SAMPLER}_ARG`] = `endpoint=http://${host}:${XRAY_PORT}`; }
  return Object.entries(variables).filter(([name]) => !isLeftToUser(name, own)).map(([Name, Value]) => ({ Name, Value }));
}

function isLeftToUser(name: string, own: ReadonlyMap<string, any>): boolean {
  return own.has(name)
    || (name.startsWith('OTEL_') && exportsItsOwnWay(own))
    || (name === 'OTEL_SERVICE_NAME' && namesService(own));
}

/** Whoever has said more of the export than a protocol that the collector takes sends more than traces, and samples in their own way. */
function exportsItsOwnWay(own: ReadonlyMap<string, any>): boolean {
  return [...own].some(([name, value]) => EXPORTER.test(name) && !(name === PROTOCOL && PROTOCOLS.includes(value)));
}

/** Whether the attributes of the OpenTelemetry resource name the service, or may do so. */
function namesService(own: ReadonlyMap<string, any>): boolean {
  const attributes = own.get('OTEL_RESOURCE_ATTRIBUTES');
  return own.has('OTEL_RESOURCE_ATTRIBUTES') && (typeof attributes !== 'string' || attributes.includes('service.name'));
}

/** A container with one more item in a list, unless it has it. */
function withItem(container: any, name: string, item: any): any {
  return withItems(container, name, (list) => list.some((each) => isSame(each, item)) ? [] : [item]);
}

/**
 * A container with more items in a list, or in each list among which a condition decides. A list that only the deployment knows is left alone.
 *
 * @param missing what a list lacks, with CloudFormation's names, which all items have below a condition
 */
function withItems(container: any, name: string, missing: (list: readonly any[]) => any[]): any {
  const value = valueOf(container, name) ?? [];
  const list = isNoValue(value) ? [] : value;
  const isTyped = !('Name' in container);
  const changed = changedList(list, (items, isConditional) => {
    const additions = missing(items);
    return additions.length > 0 ? [...items, ...isTyped && !isConditional ? inCamelCase(additions) : additions] : items;
  });
  return changed === list ? container : withValueOf(container, name, changed);
}

function isSame(one: any, other: any): boolean {
  if (!isObject(one) || !isObject(other)) { return one === other; }
  return valueOf(one, 'ContainerName') === other.ContainerName;
}
