'use strict';
/**
 * What proof costs: `node bench/audit.js` audits the large app from the command line, draws its trace map, and checks it at synthesis beside cdk-nag's packs.
 *
 * The command line is measured as a user sees it: wall time and the largest resident set of a process of its own. A plugin is measured by the
 * CPU time of its `validate`, all calls of one synthesis together, with the garbage of the synthesis collected before each.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, Validations } = require('aws-cdk-lib');
const { AwsSolutionsChecks, ServerlessChecks } = require('cdk-nag');
const { fillApp } = require('./app');
const { collectGarbage } = require('./garbage');
const { measurePage } = require('./page');
const { markdownTable, median } = require('./statistics');
const { XRayChecks, FindingSeverity } = require('../lib');
const { ReportFiles } = require('../lib/checks/report-files');

const ROUNDS = 5;
const COMMAND_LINE = path.join(__dirname, '..', 'lib', 'cli', 'cdk-xray.js');

/** As under the CDK CLI, but for its own validator, which costs seconds for itself. */
const CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/** Counts the CPU time that a method of an object takes. */
function timed(object, method) {
  const original = object[method];
  const counter = { milliseconds: 0 };
  object[method] = function (...args) {
    const start = process.cpuUsage();
    const result = original.apply(this, args);
    const { user, system } = process.cpuUsage(start);
    counter.milliseconds += (user + system) / 1000;
    return result;
  };
  return counter;
}

/** Counts the CPU time of a plugin's `validate`, and lets nothing stop the synthesis. The plugin itself is registered: it looks for where that was done. */
function measured(plugin) {
  const counter = timed(plugin, 'validate');
  const { validate } = plugin;
  plugin.validate = (context) => {
    collectGarbage();
    validate.call(plugin, context);
    return { success: true, violations: [] };
  };
  return { plugin, counter };
}

function synthesize(outdir) {
  process.env.CDK_VALIDATION = 'false';
  const app = new App({ outdir, context: CONTEXT });
  fillApp(app, 'large');
  const reportFiles = timed(ReportFiles.prototype, 'write');
  const plugins = {
    'cdk-xray': measured(new XRayChecks({ severities: { LambdaFunctionTracing: FindingSeverity.WARNING } })),
    'cdk-nag, Serverless': measured(new ServerlessChecks()),
    'cdk-nag, AwsSolutions': measured(new AwsSolutionsChecks()),
  };
  Validations.of(app).addPlugins(...Object.values(plugins).map(({ plugin }) => plugin));
  const start = process.cpuUsage();
  app.synth();
  const { user, system } = process.cpuUsage(start);
  return { total: (user + system) / 1000, plugins, reportFiles };
}

/** Runs a command of the command line, with the assembly as its argument. */
function run(command, outdir, ...options) {
  const script = `
    process.argv = ${JSON.stringify([process.execPath, 'cdk-xray', command, outdir, ...options])};
    process.on('exit', () => console.log(process.resourceUsage().maxRSS));
    require(${JSON.stringify(COMMAND_LINE)});
  `;
  const start = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
  if (stderr) throw new Error(stderr);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(stdout) / 1024 };
}

function measure(targets, command, outdir, ...rest) {
  const runs = Array.from({ length: ROUNDS }, () => run(command, outdir, ...rest));
  const options = rest.filter((option, index) => option !== '--output' && rest[index - 1] !== '--output');
  const [seconds, megabytes] = ['seconds', 'megabytes'].map((key) => median(runs.map((result) => result[key])));
  console.log(`\`cdk-xray ${[command, ...options].join(' ')}\` of the large app: ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB (median of ${ROUNDS}; ${targets})\n`);
}

async function measureOpening(page) {
  const seconds = await measurePage(page);
  console.log(seconds === undefined ? 'no Chromium here to open the page in: name one in CHROMIUM\n' : `the page is interactive after ${seconds.toFixed(2)} s (median of 5; target 2 s)\n`);
}

async function main() {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-'));
  try {
    const { total, plugins, reportFiles } = synthesize(outdir);
    measure('targets 1.5 s, 300 MB', 'audit', outdir, '--quiet');
    const page = path.join(outdir, 'xray-map.html');
    measure('targets 2 s, 400 MB', 'map', outdir, '--format', 'json', '--output', path.join(outdir, 'xray-map.json'));
    measure('target 5 s', 'map', outdir, '--format', 'html', '--output', page);
    await measureOpening(page);
    console.log(markdownTable(['plugin', 'CPU ms of its validate'], [
      ...Object.entries(plugins).map(([name, { counter }]) => [name, counter.milliseconds.toFixed(0)]),
      ['of cdk-xray, the report files', reportFiles.milliseconds.toFixed(0)],
      ['the synthesis with all of them', total.toFixed(0)],
    ]));
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
