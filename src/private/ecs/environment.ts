import { listed } from '../listed';

/** By which an X-Ray SDK is told where its segments go. */
export const DAEMON_ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';

/** By which an OpenTelemetry SDK is told where its spans go. */
export const SPAN_ADDRESSES: readonly string[] = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

/** By which an application is told where its segments or spans go. */
export const ADDRESSES: readonly string[] = [DAEMON_ADDRESS, ...SPAN_ADDRESSES];

/** Whether a variable tells code of its telemetry, as where to send it: all that OpenTelemetry knows do. */
export function isForTelemetry(name: unknown): boolean {
  return name === DAEMON_ADDRESS || (typeof name === 'string' && name.startsWith('OTEL_'));
}

/** The environment variables of a container, with CloudFormation's names. A variable may be an intrinsic function, or nothing at all. */
export function variablesOf(container: any): readonly any[] {
  return listed(container?.Environment);
}

/** The values of those environment variables of a container that have one of some names. */
export function valuesOf(container: any, ...names: readonly string[]): readonly any[] {
  return valuesIn(variablesOf(container), names);
}

/** Where a container is told to send segments or spans. Of a secret that tells it the value is undefined: only the deployment knows it. */
export function addressesOf(container: any): readonly any[] {
  return [...valuesIn(variablesOf(container), ADDRESSES), ...valuesIn(listed(container.Secrets), ADDRESSES)];
}

function valuesIn(variables: readonly any[], names: readonly string[]): any[] {
  const values: any[] = [];
  for (const variable of variables) {
    if (names.includes(variable?.Name)) { values.push(variable.Value); }
  }
  return values;
}
