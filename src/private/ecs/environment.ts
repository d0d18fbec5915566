import { valueOf } from '../template/casing';
import { isIntrinsic, isNoValue, itemsIn, listsOf } from '../template/intrinsics';
import { possibleItems } from '../template/possible-items';

/** By which an X-Ray SDK is told where its segments go. */
export const DAEMON_ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';

/** By which an OpenTelemetry SDK is told where its spans go, the one that it heeds first. */
export const SPAN_ADDRESSES: readonly string[] = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** By which an application is told where its segments or spans go. */
const ADDRESSES: readonly string[] = [DAEMON_ADDRESS, ...SPAN_ADDRESSES];

/** Whether a variable tells code of its telemetry, as where to send it: all that OpenTelemetry knows do. */
export function isForTelemetry(name: unknown): boolean {
  return name === DAEMON_ADDRESS || (typeof name === 'string' && name.startsWith('OTEL_'));
}

/**
 * The environment variables that a container may have, with CloudFormation's names: of all lists where a condition decides among them. A variable may be an
 * intrinsic function, or nothing at all.
 */
export function variablesOf(container: any): readonly any[] {
  return itemsIn(container?.Environment);
}

/** Whether files may set variables of a container, with CloudFormation's names or those of the construct. Nobody can read them here. */
export function hasEnvironmentFile(container: any): boolean {
  return possibleItems(valueOf(container, 'EnvironmentFiles')).some(({ item }) => !isNoValue(item));
}

/** Whether a container may have variables that only the deployment knows, or an environment file. */
export function hasHiddenVariables(container: any): boolean {
  return hasEnvironmentFile(container) || [container.Environment, container.Secrets].some((list) => itemsIn(list).some(isIntrinsic));
}

/** A container once for each list of variables among which a condition decides. */
export function byEnvironment(container: any): readonly any[] {
  const { Environment, Secrets } = container;
  return listsOf(Environment)?.map((list) => ({ Environment: list, Secrets })) ?? [container];
}

/** The values of those environment variables of a container that have one of some names. */
export function valuesOf(container: any, ...names: readonly string[]): readonly any[] {
  return valuesIn(variablesOf(container), names);
}

/** Where a container is told to send segments or spans. Of a secret that tells it the value is undefined: only the deployment knows it. */
export function addressesOf(container: any): readonly any[] {
  return [...valuesIn(variablesOf(container), ADDRESSES), ...valuesIn(itemsIn(container.Secrets), ADDRESSES)];
}

function valuesIn(variables: readonly any[], names: readonly string[]): any[] {
  const values: any[] = [];
  for (const variable of variables) {
    if (names.includes(variable?.Name)) { values.push(variable.Value); }
  }
  return values;
}
