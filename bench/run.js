'use strict';
/** `npm run bench`: see README.md in this folder, or `--help`. */
const { parseArgs } = require('node:util');
const { SIZES } = require('./app');
const { interleave, runInChild } = require('./children');
const { measureImports } = require('./import');
const { directCosts, markdownTable, median } = require('./statistics');
const { VARIANTS } = require('./variants');

const TARGETS = { microsecondsPerConstruct: 8, timesHandwritten: 1.3, importMilliseconds: 10 };
/** Each variant of the library beside the handwritten one that does the same. */
const YARDSTICKS = { 'cdk-xray-no-daemons': 'handwritten', 'cdk-xray': 'handwritten-daemons' };
const TARGET_SIZES = ['medium', 'large'];
const ROUNDS = { small: 7, medium: 15, large: 7 };

const HELP = `node bench/run.js [options]
  --sizes a,b      of ${Object.keys(SIZES).join(', ')} (default: all)
  --variants a,b   of ${Object.keys(VARIANTS).join(', ')} (default: all; bare is always measured)
  --rounds n       rounds per size (default: ${Object.values(ROUNDS).join(', ')})
  --known-env      stacks with account and region (default: environment-agnostic)
  --full           synthesize to the end, and report what later phases and the whole process cost
  --check          exit with 1 when a target is missed`;

function main() {
  let options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  if (options === undefined) console.log(HELP);
  else report(options);
}

function report(options) {
  const misses = [];
  printVersions();
  if (options.variants.includes('cdk-xray')) reportImports(misses);
  for (const size of options.sizes) reportSize(size, options, misses);
  if (options.variants.includes('cdk-xray')) concludeTargets(misses, options.check);
}

function concludeTargets(misses, check) {
  console.log(misses.length === 0 ? '\nNo target is missed.' : `\nMissed targets:\n${misses.map(miss => `- ${miss}`).join('\n')}`);
  if (check && misses.length > 0) process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      'sizes': { type: 'string', default: Object.keys(SIZES).join() },
      'variants': { type: 'string', default: Object.keys(VARIANTS).join() },
      'rounds': { type: 'string' },
      'known-env': { type: 'boolean', default: false },
      'full': { type: 'boolean', default: false },
      'check': { type: 'boolean', default: false },
      'help': { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const variants = namesOf('variants', values.variants, VARIANTS);
  return {
    sizes: namesOf('sizes', values.sizes, SIZES),
    variants: ['bare', ...variants.filter(variant => variant !== 'bare')],
    rounds: values.rounds === undefined ? undefined : wholeNumber('rounds', values.rounds),
    knownEnvironment: values['known-env'],
    full: values.full,
    check: values.check,
  };
}

function namesOf(option, text, table) {
  const names = text.split(',');
  for (const name of names) {
    if (!(name in table)) throw new Error(`\`--${option}\` has '${name}': use ${Object.keys(table).join(', ')}`);
  }
  return names;
}

function wholeNumber(option, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`\`--${option}\` is '${text}': give a whole number from 1`);
  return number;
}

function printVersions() {
  const version = (name) => require(`${name}/package.json`).version;
  console.log(`Node.js ${process.versions.node}, aws-cdk-lib ${version('aws-cdk-lib')}, constructs ${require('constructs/package.json').version}`);
}

function reportImports(misses) {
  const imports = measureImports(ROUNDS.small);
  console.log('\n## `require` after an App exists\n');
  console.log(markdownTable(['library', 'ms', 'modules', 'services of aws-cdk-lib', 'ms, first name touched'], imports.map(row =>
    [row.library, row.milliseconds.toFixed(1), String(row.modules), String(row.serviceModules.length), row.firstUse.toFixed(1)])));
  console.log(`\nTarget for cdk-xray: at most ${TARGETS.importMilliseconds} ms and no service.`);
  const own = imports.find(row => row.library === 'cdk-xray');
  if (own.milliseconds > TARGETS.importMilliseconds) misses.push(`import: ${own.milliseconds.toFixed(1)} ms`);
  if (own.serviceModules.length > 0) misses.push(`import: loads ${own.serviceModules.join(', ')}`);
}

function reportSize(size, options, misses) {
  const rounds = options.rounds ?? ROUNDS[size];
  const results = interleave(options.variants, rounds, (variant) =>
    runInChild('measure.js', { size, variant, knownEnvironment: options.knownEnvironment, full: options.full }));
  const bareRuns = results.get('bare');
  const costs = new Map(options.variants.map(variant => [variant, directCosts(results.get(variant), bareRuns)]));
  console.log(`\n## ${size}: ${bareRuns[0].constructs} constructs, ${bareRuns[0].resources} resources, ${rounds} rounds\n`);
  console.log(directCostTable(costs));
  if (options.full) console.log(`\n${wholeProcessTable(results)}`);
  if (TARGET_SIZES.includes(size)) checkTargets(size, costs, misses);
}

function directCostTable(costs) {
  const rows = [...costs].filter(([variant]) => variant !== 'bare').map(([variant, values]) => [
    variant,
    median(values).toFixed(1),
    Math.min(...values).toFixed(1),
    Math.max(...values).toFixed(1),
    timesYardstick(variant, costs)?.toFixed(2) ?? '',
  ]);
  return markdownTable(['direct cost, CPU µs per construct', 'median', 'min', 'max', '× its yardstick'], rows);
}

function wholeProcessTable(results) {
  const rows = [...results].map(([variant, runs]) =>
    [variant, ...['building', 'calls', 'aspects', 'later', 'total'].map(phase => median(runs.map(run => run[phase])).toFixed(0))]);
  return markdownTable(['CPU ms, medians', 'build app', 'calls', 'aspects', 'later phases', 'process'], rows);
}

/** The cost of a variant of the library as a multiple of that of the handwritten one; undefined for other variants, and where one of the two was not measured. */
function timesYardstick(variant, costs) {
  const yardstick = costs.get(YARDSTICKS[variant]);
  return yardstick && median(costs.get(variant)) / median(yardstick);
}

/** The absolute target is for tracing and permissions; what daemons cost is only compared. */
function checkTargets(size, costs, misses) {
  const { microsecondsPerConstruct, timesHandwritten } = TARGETS;
  console.log(`\nTargets: cdk-xray-no-daemons at most ${microsecondsPerConstruct} µs, and either at most ${timesHandwritten} × its handwritten yardstick.`);
  const cost = costs.has('cdk-xray-no-daemons') ? median(costs.get('cdk-xray-no-daemons')) : 0;
  if (cost > microsecondsPerConstruct) misses.push(`${size}: cdk-xray-no-daemons, ${cost.toFixed(1)} µs per construct`);
  for (const [variant, yardstick] of Object.entries(YARDSTICKS)) {
    const ratio = costs.has(variant) ? timesYardstick(variant, costs) : undefined;
    if (ratio > timesHandwritten) misses.push(`${size}: ${variant}, ${ratio.toFixed(2)} × ${yardstick}`);
  }
}

main();
