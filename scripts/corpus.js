/**
 * npm run corpus -- DIR
 *
 * Tries the library on templates that nobody wrote for it: loads every template below DIR with CfnInclude, once as it
 * is and once with tracing enabled, and prints what tracing broke. The compiled library in lib/ is what is tried.
 *
 * Exit code: 0 nothing broke, 1 something did, 2 the command line is wrong.
 */
const fs = require('fs');
const path = require('path');
const { checkTemplates } = require('./corpus/check-templates');
const { findTemplates } = require('./corpus/find-templates');
const { formatResult, formatSummary, summarize } = require('./corpus/report');

const USAGE = 'Usage: npm run corpus -- DIR\n  DIR  a folder of CloudFormation or SAM templates (.json, .yaml, .yml, .template), searched recursively';

async function main(args) {
  const problem = usageProblem(args);
  if (problem) {
    console.error(`${problem}\n${USAGE}`);
    return 2;
  }
  const [directory] = args;
  const files = findTemplates(directory);
  const nameOf = (file) => path.relative(directory, file);
  const results = await checkTemplates(files, (result) => console.log(formatResult(nameOf(result.file), result)));
  const summary = summarize(results);
  console.log(`\n${formatSummary(summary)}`);
  return summary.failures === 0 ? 0 : 1;
}

function usageProblem(args) {
  if (args.length !== 1 || args[0].startsWith('-')) {
    return `Expected one folder, got ${args.length === 0 ? 'nothing' : args.join(' ')}.`;
  }
  if (!fs.statSync(args[0], { throwIfNoEntry: false })?.isDirectory()) {
    return `${args[0]} is not a folder.`;
  }
  if (findTemplates(args[0]).length === 0) {
    return `${args[0]} has no template.`;
  }
  return libraryProblem();
}

function libraryProblem() {
  try {
    require('../lib');
    return undefined;
  } catch (error) {
    return `The compiled library does not load; run "npm run compile". ${error.message.split('\n')[0]}`;
  }
}

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
