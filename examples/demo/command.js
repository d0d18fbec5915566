'use strict';

const { spawn } = require('node:child_process');

/** A failure whose message is all that a user needs to see. */
class DemoError extends Error {}

/** Runs a Node.js script to its end and answers what it wrote to stdout. */
function runNode(script, args, { title, cwd, env = {} }) {
  return run(process.execPath, [script, ...args], { title, cwd, env });
}

/** Runs a program to its end and answers what it wrote to stdout; throws with what it wrote at all where it fails. */
function run(program, args, { title, cwd, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const all = [];
    child.stdout.on('data', (chunk) => { out.push(chunk); all.push(chunk); });
    child.stderr.on('data', (chunk) => all.push(chunk));
    child.on('error', (error) => reject(new DemoError(`${title} failed: ${error.message}`)));
    child.on('close', (code) => (code === 0
      ? resolve(Buffer.concat(out).toString())
      : reject(new DemoError(`${title} failed with exit code ${code}:\n\n${readable(Buffer.concat(all).toString())}`))));
  });
}

/** The output without the lines of minified code that Node.js prints with an uncaught error. */
function readable(output) {
  const lines = output.split('\n').filter((line) => line.trim() && line.length < 1_000);
  return lines.slice(-40).join('\n');
}

module.exports = { DemoError, readable, run, runNode };
