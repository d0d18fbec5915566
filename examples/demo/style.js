'use strict';

const CODES = { bold: [1, 22], dim: [2, 22], green: [32, 39], yellow: [33, 39] };

/**
 * Functions that colour a text for a stream: for a terminal only, and never where NO_COLOR asks for none (https://no-color.org).
 */
function styleFor(stream, env) {
  const coloured = Boolean(stream.isTTY) && !env.NO_COLOR;
  const paint = ([on, off]) => (text) => (coloured && text ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return Object.fromEntries(Object.entries(CODES).map(([name, codes]) => [name, paint(codes)]));
}

module.exports = { styleFor };
