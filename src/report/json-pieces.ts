/**
 * A document as JSON, with a line for each item of its lists: a change of one resource is a change of one line.
 *
 * @returns the text in pieces, because it may be long
 */
export function* jsonPieces(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(document)) {
    yield `${before}  ${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) { yield* itemLines(value); } else { yield JSON.stringify(value); }
    before = ',\n';
  }
  yield '\n}\n';
}

function* itemLines(items: readonly unknown[]): Generator<string> {
  let before = '[\n    ';
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ',\n    ';
  }
  yield '\n  ]';
}
