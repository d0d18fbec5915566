/** What takes the logs or the traces of a resource, and what brings them from there to a destination. */
export const DELIVERY_SOURCE = 'AWS::Logs::DeliverySource';
export const DELIVERY = 'AWS::Logs::Delivery';

/** The log type of a source that takes traces. */
export const TRACES = 'TRACES';

/** The type of a destination that is X-Ray. */
export const XRAY = 'XRAY';
