'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const SWEEPING_MS = 250;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

/**
 * What earlier phases left behind is not to be collected at the cost of the measured one. Helper threads sweep for a while after `gc` has returned,
 * and whoever needs the heap in order before they are through does it for them, so they are waited for.
 */
function collectGarbage() {
  gc();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SWEEPING_MS);
}

module.exports = { collectGarbage };
