import type { EcsTask } from '../../private/ecs/task';
import { inCamelCase, valueOf, withValueOf } from '../../private/template/casing';
import { isObject } from '../../private/template/intrinsics';
import { OTLP_GRPC_PORT } from '../install/ports';
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

/** Variables that belong together: where somebody has set one, the other is left to them. */
const SAMPLER = /^OTEL_TRACES_SAMPLER/;

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
  const [Name, Image, FirelensConfiguration] = ['Name', 'Image', 'FirelensConfiguration'].map((name) => valueOf(container, name));
  return task.isApplication({ Name, Image, FirelensConfiguration });
}

/** The main container has the name of the application, the others that and their own. */
function connectedContainer(container: any, connection: Connection, isMain: boolean): any {
  const { collector, host, sidecar, isLinked, startFirst } = connection;
  const serviceName = isMain ? connection.serviceName : `${connection.serviceName}/${valueOf(container, 'Name')}`;
  const own = ownVariables(container);
  const variables = applicationVariables(collector, host, serviceName);
  if (collector.receivesOtlp && own?.get(PROTOCOL) === 'grpc') { variables[ENDPOINT] = `http://${host}:${OTLP_GRPC_PORT}`; }
  const wanted = Object.entries(variables).filter(([name]) => own && !isLeftToUser(name, own));
  const additions: [string, any][] = [
    ...wanted.map(([Name, Value]): [string, any] => ['Environment', { Name, Value }]),
    ...(sidecar && isLinked ? [['Links', sidecar] as [string, any]] : []),
    ...(sidecar && startFirst ? [['DependsOn', { ContainerName: sidecar, Condition: 'START' }] as [string, any]] : []),
  ];
  return additions.reduce((result, [list, item]) => withItem(result, list, item), container);
}

/** The variables that somebody has set, by name; secrets have no value. Undefined where a file may set any. */
function ownVariables(container: any): ReadonlyMap<string, any> | undefined {
  if (valueOf(container, 'EnvironmentFiles') !== undefined) { return undefined; }
  const lists = [valueOf(container, 'Environment'), valueOf(container, 'Secrets')].filter(Array.isArray);
  return new Map(lists.flat().map((variable) => [String(valueOf(variable, 'Name')), valueOf(variable, 'Value')]));
}

function isLeftToUser(name: string, own: ReadonlyMap<string, any>): boolean {
  return own.has(name)
    || (name.startsWith('OTEL_') && exportsItsOwnWay(own))
    || (name === 'OTEL_SERVICE_NAME' && namesService(own))
    || (SAMPLER.test(name) && [...own.keys()].some((each) => SAMPLER.test(each)));
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

/** A container with one more item in a list, unless it has it. A list that only the deployment knows is left alone. */
function withItem(container: any, name: string, item: any): any {
  const list = valueOf(container, name) ?? [];
  if (!Array.isArray(list) || list.some((each) => isSame(each, item))) { return container; }
  return withValueOf(container, name, [...list, 'Name' in container ? item : inCamelCase(item)]);
}

function isSame(one: any, other: any): boolean {
  if (!isObject(one) || !isObject(other)) { return one === other; }
  return valueOf(one, 'ContainerName') === other.ContainerName && valueOf(one, 'Name') === other.Name;
}
