import type { InspectedResource } from './inspected-resource';
import type { IResourceTracer } from './resource-tracer';
import type { TracerContext } from './tracer-context';

/** The property that names the role which sends the segments of a resource: its own, or that of a resource which it inherits from. */
export interface SenderProperty {
  readonly resource: InspectedResource;
  readonly path: string;
  /** Whether AWS makes a role that may send where none is named. */
  readonly isMadeOtherwise?: boolean;
}

/** A row whose resources do not all name their role in `roleProperty`. */
export interface SenderRow extends IResourceTracer {
  /** @returns undefined where no role of the app sends: something else does, or AWS makes a role that may */
  senderOf(resource: InspectedResource): SenderProperty | undefined;
}

/** A row of a service that refuses to create a traced resource whose role may not send. Other services create it, and nothing arrives. */
export interface StrictRow extends IResourceTracer {
  readonly isRefusedWithoutPermission: boolean;
}

/** Whether a service refuses to create a traced resource of the row whose role may not send. */
export function isRefusedWithoutPermission(tracer: IResourceTracer): boolean {
  return (tracer as StrictRow).isRefusedWithoutPermission === true;
}

/** A row that warns of something in resources of which it finds nothing. */
export interface RemarkingRow extends IResourceTracer {
  remark(context: TracerContext): void;
}

/** Whether a row does so. */
export function isRemarking(tracer: IResourceTracer): tracer is RemarkingRow {
  return 'remark' in tracer;
}

/** Where the role is named that sends the segments of a resource, whether or not the property is set there; undefined where no role of the app sends. */
export function senderOf(tracer: IResourceTracer, resource: InspectedResource): SenderProperty | undefined {
  if (tracer.roleProperty === undefined) { return undefined; }
  return isSenderRow(tracer) ? tracer.senderOf(resource) : { resource, path: tracer.roleProperty };
}

function isSenderRow(tracer: IResourceTracer): tracer is SenderRow {
  return 'senderOf' in tracer;
}
