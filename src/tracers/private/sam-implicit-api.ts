import type { Stack } from 'aws-cdk-lib';
import { WarningId } from '../../private/ids';
import { hasUntracedImplicitApi } from '../../private/template/sam-implicit-api';
import type { TracerContext } from '../../tracing/tracer-context';

/** The stacks that were warned: SAM makes one API for all functions and state machines of a template. */
const WARNED = new WeakSet<Stack>();

/** Warns of the REST API that SAM makes for events which name none, where nothing turns its tracing on. */
export function warnOfImplicitApi(context: TracerContext): void {
  const { inspected, resource: { stack } } = context;
  if (WARNED.has(stack) || !hasUntracedImplicitApi(inspected.property('Events'), inspected.globals)) { return; }
  WARNED.add(stack);
  context.warn(WarningId.IMPLICIT_API_UNTRACED, 'SAM makes a REST API for events of this resource, and perhaps of others, that name none. Only the `Globals` of the template can turn '
    + 'its tracing on: set `TracingEnabled: true` under `Globals.Api`, or give the events an AWS::Serverless::Api by their `RestApiId`.');
}
