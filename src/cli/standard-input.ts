import { MAX_BYTES } from '../survey/reading/limits';

/**
 * Reads a stream to its end, or until it holds more than any template: what never ends is not read for ever.
 *
 * @returns the text, and more than is read of a template where the stream holds more
 */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BYTES) { break; }
  }
  return Buffer.concat(chunks).toString('utf8');
}
