'use strict';
/**
 * One measurement in a process of its own: `node bench/measure.js '{"size":"medium","variant":"noop"}'`.
 *
 * Prints one line of JSON; all times are CPU milliseconds of the whole process (its garbage collector included).
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, CfnResource, Token } = require('aws-cdk-lib');
const { fillApp } = require('./app');
const { AspectsPhaseEnded, watchAspectsPhase } = require('./aspects-phase');
const { collectGarbage } = require('./garbage');
const { VARIANTS } = require('./variants');

/** @param {{ size: string, variant: string, knownEnvironment?: boolean, full?: boolean }} task */
function measure(task) {
  const addToApp = VARIANTS[task.variant]();
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-'));
  try {
    const app = new App({ outdir });
    const building = clock(() => fillApp(app, task.size, task));
    const constructs = app.node.findAll();
    makeRoomForTokens();
    const counts = { constructs: constructs.length, resources: constructs.filter(CfnResource.isCfnResource).length };
    collectGarbage();
    const calls = clock(() => addToApp(app));
    return { ...counts, building, calls, ...synthesize(app, task.full) };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesizes the app, up to the end of the aspects phase unless `full`. */
function synthesize(app, full) {
  let start = 0;
  let end = 0;
  watchAspectsPhase(app, () => {
    collectGarbage();
    start = cpu();
  }, () => {
    end = cpu();
    if (!full) throw new AspectsPhaseEnded();
  });
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof AspectsPhaseEnded)) throw error;
  }
  if (end === 0) throw new Error('the aspects phase ended unnoticed: this aws-cdk-lib needs a new `bench/aspects-phase.js`');
  return { aspects: end - start, later: cpu() - end, total: cpu() };
}

/**
 * The CDK keeps all tokens in one `Map`. When the large app is built it has 65,460, and at 65,536 V8 copies it, for 20 ms: whichever variant makes
 * the 77th token would pay for all. So the Map grows before the clock starts, for every variant.
 */
function makeRoomForTokens() {
  for (let i = 0; i < 1000; i++) Token.asString({ resolve: () => i, creationStack: [] });
}

function clock(work) {
  const start = cpu();
  work();
  return cpu() - start;
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

console.log(JSON.stringify(measure(JSON.parse(process.argv[2]))));
