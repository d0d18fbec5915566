/**
 * The text of a JSON definition whose placeholders, such as `${Timeout}`, can be parsed wherever they stand. What is put into them at deployment
 * may be a number or an object, and then no quotes are around them.
 */
export function quotedPlaceholders(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\$\{[^{}"\n]*\}/g, (part) => part.startsWith('"') ? part : `"${part}"`);
}
