'use strict';
/**
 * Where the aspects phase spends its time: `node bench/profile.js [size] [variant]`.
 *
 * A sampling profile of one measurement, an independent check of the clock in `aspects-phase.js`. Prints the time
 * below the CDK's aspect loop and the functions that spent it themselves, the slowest first.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ASPECT_LOOPS = new Set(['invokeAspectsV2', 'invokeAspects']);
const INTERVAL_US = 100;

function main(size = 'medium', variant = 'cdk-xray') {
  const profile = record({ size, variant });
  const { total, functions } = belowAspectLoop(profile);
  console.log(`${variant}, ${size}: ${milliseconds(total)} ms in the aspect loop, by self time:`);
  const rows = [...functions].sort(([, a], [, b]) => b - a).slice(0, 30);
  for (const [name, time] of rows) console.log(`${milliseconds(time).padStart(8)} ms  ${name}`);
}

/** Runs one measurement under the sampling profiler. */
function record(task) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-profile-'));
  try {
    const flags = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', String(INTERVAL_US)];
    execFileSync(process.execPath, [...flags, path.join(__dirname, 'measure.js'), JSON.stringify(task)], {
      env: { ...process.env, CDK_VALIDATION: 'false' },
    });
    const [file] = fs.readdirSync(folder);
    return JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Self times (µs) by function of everything that ran below the CDK's aspect loop. */
function belowAspectLoop(profile) {
  const nodes = new Map(profile.nodes.map(node => [node.id, node]));
  const selfTimes = new Map();
  profile.samples.forEach((id, index) => selfTimes.set(id, (selfTimes.get(id) ?? 0) + profile.timeDeltas[index]));
  const functions = new Map();
  let total = 0;
  const walk = (node, inside) => {
    const below = inside || ASPECT_LOOPS.has(node.callFrame.functionName);
    if (below) {
      const time = selfTimes.get(node.id) ?? 0;
      total += time;
      functions.set(label(node.callFrame), (functions.get(label(node.callFrame)) ?? 0) + time);
    }
    for (const child of node.children ?? []) walk(nodes.get(child), below);
  };
  walk(profile.nodes[0], false);
  return { total, functions };
}

function label({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\/.*\/(?=(lib|bench)\/)/, '');
  return `${functionName || '(anonymous)'}  ${file}:${lineNumber + 1}`;
}

function milliseconds(microseconds) {
  return (microseconds / 1000).toFixed(1);
}

main(...process.argv.slice(2));
