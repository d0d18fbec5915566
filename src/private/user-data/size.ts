import { foldText } from '../template/template-text';

/** How many bytes are counted for what only the deployment knows: names that CloudFormation makes have about as many. */
const HIDDEN_BYTES = 64;

/** How many bytes a template value has, with an estimate for what only the deployment knows. What `Fn::Base64` encodes within it counts encoded. */
export function sizeOf(value: any): number {
  if (typeof value !== 'object') { return Buffer.byteLength(String(value ?? '')); }
  return foldText(value, sizeOf, (sizes) => sizes.reduce((sum, size) => sum + size, 0), () => HIDDEN_BYTES, (size) => 4 * Math.ceil(size / 3));
}
