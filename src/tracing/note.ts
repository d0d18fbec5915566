import type { CfnResource } from 'aws-cdk-lib';
import { METADATA_KEY } from '../private/ids';

/** What stands in the metadata of a resource until somebody else traces it. */
const NOTE = Symbol.for('cdk-xray.note');

type MaybeNoted = CfnResource & { [NOTE]?: object };

/** Writes to the template metadata of a resource what its properties do not tell: why it is left alone. It stands until somebody else traces it. */
export function note(resource: CfnResource, entry: object): void {
  resource.addMetadata(METADATA_KEY, entry);
  (resource as MaybeNoted)[NOTE] = entry;
}

/** Takes back what `note()` wrote. */
export function takeBackNote(resource: CfnResource): void {
  const entry = (resource as MaybeNoted)[NOTE];
  if (entry === undefined) { return; }
  const { metadata } = resource.cfnOptions;
  if (metadata?.[METADATA_KEY] === entry) { delete metadata[METADATA_KEY]; }
}
