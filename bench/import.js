'use strict';
/**
 * What `require` costs after an App exists: `node bench/import.js '"cdk-xray"'` measures one library in this process and
 * prints JSON; `measureImports` does so in fresh ones.
 */
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const { interleave, runInChild } = require('./children');
const { median } = require('./statistics');

/** The file to require, and the name that a user of the library touches first. */
const LIBRARIES = {
  'cdk-xray': { file: path.join(__dirname, '..', 'lib', 'index.js'), firstName: 'XRayTracing' },
  'cdk-nag': { file: 'cdk-nag', firstName: 'AwsSolutionsChecks' },
};

/** @returns {{ library: string, milliseconds: number, firstUse: number, modules: number, serviceModules: string[] }[]} */
function measureImports(rounds) {
  const results = interleave(Object.keys(LIBRARIES), rounds, library => runInChild('import.js', library));
  const medianOf = (runs, key) => median(runs.map(run => run[key]));
  return [...results].map(([library, runs]) =>
    ({ ...runs[0], library, milliseconds: medianOf(runs, 'milliseconds'), firstUse: medianOf(runs, 'firstUse') }));
}

/** Both libraries may load parts of themselves lazily, so what the first name costs is told apart from the `require` itself. */
function measureImport({ file, firstName }) {
  const { App } = require('aws-cdk-lib');
  new App();
  const before = new Set(Object.keys(require.cache));
  const start = performance.now();
  const library = require(file);
  const required = performance.now();
  const loaded = Object.keys(require.cache).filter(name => !before.has(name));
  const touched = performance.now();
  if (library[firstName] === undefined) throw new Error(`${file} has no \`${firstName}\``);
  const firstUse = performance.now() - touched;
  return { milliseconds: required - start, firstUse, modules: loaded.length, serviceModules: serviceModules(loaded) };
}

/** The services of aws-cdk-lib that these files belong to. */
function serviceModules(files) {
  const services = files.map(file => /[\\/]aws-cdk-lib[\\/]((?:aws|alexa)-[^\\/]+)[\\/]/.exec(file)?.[1]);
  return [...new Set(services.filter(service => service !== undefined))].sort();
}

if (require.main === module) console.log(JSON.stringify(measureImport(LIBRARIES[JSON.parse(process.argv[2])])));

module.exports = { measureImports, serviceModules };
