import type { CfnResource } from 'aws-cdk-lib';
import type { InspectedResource } from './inspected-resource';
import { note } from './note';
import { TracingFinding } from './tracing-finding';
import { METADATA_KEY } from '../private/ids';
import { isObject } from '../private/template/intrinsics';

/** Writes to the template metadata of a resource why turning its tracing on was refused, and what to do about it: its properties do not tell. */
export function noteRefusal(resource: CfnResource, { reason, advice }: TracingFinding): void {
  note(resource, { refused: { reason, advice } });
}

/** What a template says of a resource that could be traced, and was refused. */
export function refusalInTemplate(resource: InspectedResource): TracingFinding | undefined {
  const refused = Object(resource.metadata[METADATA_KEY]).refused;
  if (!isObject(refused) || typeof refused.reason !== 'string' || typeof refused.advice !== 'string') { return undefined; }
  const { reason, advice } = refused;
  return TracingFinding._untracedBy(() => ({ reason, advice }));
}
