'use strict';
/**
 * What proof costs: `node bench/audit.js` audits the large app from the command line, draws its trace map, and checks it at synthesis beside cdk-nag's packs.
 *
 * The command line is measured as a user sees it: wall time and the largest resident set of a process of its own. What is measured of a plugin, `plugins.js` says.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { measurePage } = require('./page');
const { largeApp, measureBare, measurePlugins } = require('./plugins');
const { markdownTable, median } = require('./statistics');

const ROUNDS = 5;
const COMMAND_LINE = path.join(__dirname, '..', 'lib', 'cli', 'cdk-xray.js');

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

/** What the bare synthesis took where the target of the plugin was set, of CPU time or by the clock, and that target. */
const REFERENCE = { bareSeconds: 19, pluginMilliseconds: 300 };

/** The plugin looks for much more where something is untraced, and at all roles where everything is traced, so both are measured. */
function reportPlugins() {
  const untraced = measurePlugins(ROUNDS, false);
  const bare = measureBare(ROUNDS);
  const traced = measurePlugins(ROUNDS, true);
  const [cpu, wall] = ['cpu', 'wall'].map((name) => median(bare.map((run) => run[name])));
  const target = (seconds) => (REFERENCE.pluginMilliseconds * seconds / REFERENCE.bareSeconds).toFixed(0);
  const cell = (runs) => `${median(runs).toFixed(0)} (${Math.max(...runs).toFixed(0)})`;
  console.log(`the bare synthesis takes ${cpu.toFixed(1)} s of CPU time here, ${wall.toFixed(1)} s by the clock, and ${REFERENCE.bareSeconds} s where the target was set\n`);
  console.log(`CPU ms of a plugin's \`validate\`, median (and maximum) of ${ROUNDS} rounds; target for cdk-xray in proportion ${target(cpu)}, by the clock ${target(wall)}\n`);
  console.log(markdownTable(['plugin', 'app untraced', 'app traced'], [...untraced].map(([name, runs]) => [name, cell(runs), cell(traced.get(name))])));
}

async function main() {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-'));
  try {
    process.env.CDK_VALIDATION = 'false';
    largeApp(outdir).synth();
    measure('targets 1.5 s, 300 MB', 'audit', outdir, '--quiet');
    const page = path.join(outdir, 'xray-map.html');
    measure('targets 2 s, 400 MB', 'map', outdir, '--format', 'json', '--output', path.join(outdir, 'xray-map.json'));
    measure('target 5 s', 'map', outdir, '--format', 'html', '--output', page);
    await measureOpening(page);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
  reportPlugins();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
