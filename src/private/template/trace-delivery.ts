/** What takes the logs or the traces of a resource, and what brings them from there to a destination. */
export const DELIVERY_SOURCE = 'AWS::Logs::DeliverySource';
export const DELIVERY = 'AWS::Logs::Delivery';

/** The log type of a source that takes traces. */
export const TRACES = 'TRACES';

/** The type of a destination that is X-Ray. */
export const XRAY = 'XRAY';

/** What delivers the logs or the traces of all resources of an account or an organization. */
export const TELEMETRY_RULES = ['AWS::ObservabilityAdmin::OrganizationTelemetryRule', 'AWS::ObservabilityAdmin::TelemetryRule'];

/** Whether a telemetry rule is for the traces of resources of a type. One that names no type is for all. */
export function isTracingRule(rule: any, resourceType: string): boolean {
  const { ResourceType, TelemetryType } = Object(rule);
  return TelemetryType === 'Traces' && (typeof ResourceType !== 'string' || ResourceType === resourceType);
}
