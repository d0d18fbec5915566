'use strict';
/** Runs measurements in fresh Node.js processes, one after another and interleaved. */
const { execFileSync } = require('node:child_process');
const path = require('node:path');

/**
 * Runs a script of this folder with a task, and returns what it prints. The CDK's built-in template validation, which costs
 * seconds per process, is off unless it is asked for.
 *
 * @param {string} script
 * @param {object} task
 * @param {boolean} validates
 */
function runInChild(script, task, validates = false) {
  const output = execFileSync(process.execPath, [path.join(__dirname, script), JSON.stringify(task)], {
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: String(validates) },
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/** Results by key, one per round; each round runs every key once (A B C A B C …). */
function interleave(keys, rounds, run) {
  const results = new Map(keys.map(key => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const key of keys) results.get(key).push(run(key));
  }
  return results;
}

module.exports = { interleave, runInChild };
