import { isObject, valueAt } from './intrinsics';

/** The logical id that SAM gives to the REST API that it makes for events which name none. */
const IMPLICIT_API = 'ServerlessRestApi';

/**
 * Whether a SAM function or state machine has an event for which SAM makes a REST API that no resource of the template stands for, and of whose
 * tracing nothing is said: only the `Globals` of the template could.
 *
 * @param events the property `Events` of the function or state machine
 * @param globals the template's section `Globals`
 */
export function hasUntracedImplicitApi(events: unknown, globals: unknown): boolean {
  return isObject(events) && Object.values(events).some(isOfImplicitApi) && valueAt(globals, ['Api', 'TracingEnabled']) === undefined;
}

function isOfImplicitApi(event: any): boolean {
  const api = valueAt(event, ['Properties', 'RestApiId']);
  return event?.Type === 'Api' && (api ?? { Ref: IMPLICIT_API }).Ref === IMPLICIT_API;
}
