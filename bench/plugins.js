'use strict';
/**
 * What a validation plugin adds to the synthesis of the large app: `node bench/plugins.js '{"plugin":"cdk-xray","traced":false}'` measures one in this
 * process and prints JSON; `measurePlugins` does so in fresh ones, because whichever plugin runs first in a process pays for what V8 then has compiled.
 *
 * The CPU time of the plugin's `validate` counts, all its calls in one synthesis together, and with it what V8 does meanwhile in threads of its own.
 * The garbage of the synthesis is collected before.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, Validations } = require('aws-cdk-lib');
const { fillApp } = require('./app');
const { interleave, runInChild } = require('./children');
const { collectGarbage } = require('./garbage');

/** As under the CDK CLI, but for its own validator, which costs seconds for itself. */
const CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

const PLUGINS = {
  'cdk-xray': () => {
    const { XRayChecks } = require('../lib');
    return new XRayChecks();
  },
  'cdk-nag, Serverless': () => {
    const { ServerlessChecks } = require('cdk-nag');
    return new ServerlessChecks();
  },
  'cdk-nag, AwsSolutions': () => {
    const { AwsSolutionsChecks } = require('cdk-nag');
    return new AwsSolutionsChecks();
  },
};

/** The CPU milliseconds of each plugin, one per round, by name. */
function measurePlugins(rounds, traced) {
  return interleave(Object.keys(PLUGINS), rounds, plugin => runInChild('plugins.js', { plugin, traced }).milliseconds);
}

/** The seconds of the bare synthesis of the large app, with the CDK's own validation: what a machine is worth, and a plugin's cost is seen beside. */
function measureBare(rounds) {
  return Array.from({ length: rounds }, () => runInChild('plugins.js', { bare: true }, true));
}

/** The large app, to be synthesized into a folder. */
function largeApp(outdir, traced = false) {
  const app = new App({ outdir, context: CONTEXT });
  fillApp(app, 'large');
  if (traced) require('../lib').XRayTracing.of(app).enable();
  return app;
}

function measureTask({ bare, plugin, traced }) {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-'));
  try {
    return bare ? synthesizedBare(outdir) : synthesizedWith(PLUGINS[plugin](), largeApp(outdir, traced));
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function synthesizedBare(outdir) {
  largeApp(outdir).synth();
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1e6, wall: process.uptime() };
}

function synthesizedWith(plugin, app) {
  const counter = timed(plugin);
  Validations.of(app).addPlugins(plugin);
  app.synth();
  return counter;
}

/** Counts the CPU time of a plugin's `validate`, and lets nothing stop the synthesis. The plugin itself is registered: it looks for where that was done. */
function timed(plugin) {
  const counter = { milliseconds: 0 };
  const { validate } = plugin;
  plugin.validate = (context) => {
    collectGarbage();
    const start = process.cpuUsage();
    validate.call(plugin, context);
    const { user, system } = process.cpuUsage(start);
    counter.milliseconds += (user + system) / 1000;
    return { success: true, violations: [] };
  };
  return counter;
}

if (require.main === module) console.log(JSON.stringify(measureTask(JSON.parse(process.argv[2]))));

module.exports = { largeApp, measureBare, measurePlugins };
