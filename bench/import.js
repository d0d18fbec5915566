'use strict';
/**
 * What `require` costs after an App exists: `node bench/import.js '"cdk-xray"'` measures one library in this process and
 * prints JSON; `measureImports` does so in fresh ones.
 */
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const { interleave, runInChild } = require('./children');
const { median } = require('./statistics');

const LIBRARIES = { 'cdk-xray': path.join(__dirname, '..', 'lib', 'index.js'), 'cdk-nag': 'cdk-nag' };

/** @returns {{ library: string, milliseconds: number, modules: number, serviceModules: string[] }[]} */
function measureImports(rounds) {
  const results = interleave(Object.keys(LIBRARIES), rounds, library => runInChild('import.js', library));
  return [...results].map(([library, runs]) => ({ ...runs[0], library, milliseconds: median(runs.map(run => run.milliseconds)) }));
}

function measureImport(library) {
  const { App } = require('aws-cdk-lib');
  new App();
  const before = new Set(Object.keys(require.cache));
  const start = performance.now();
  require(LIBRARIES[library]);
  const milliseconds = performance.now() - start;
  const loaded = Object.keys(require.cache).filter(file => !before.has(file));
  return { milliseconds, modules: loaded.length, serviceModules: serviceModules(loaded) };
}

/** The services of aws-cdk-lib that these files belong to. */
function serviceModules(files) {
  const services = files.map(file => /[\\/]aws-cdk-lib[\\/]((?:aws|alexa)-[^\\/]+)[\\/]/.exec(file)?.[1]);
  return [...new Set(services.filter(service => service !== undefined))].sort();
}

if (require.main === module) console.log(JSON.stringify(measureImport(JSON.parse(process.argv[2]))));

module.exports = { measureImports, serviceModules };
