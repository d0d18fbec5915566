'use strict';

const path = require('node:path');
const { DemoError } = require('./demo/command');
const { reportText } = require('./demo/report');
const { styleFor } = require('./demo/style');
const { Survey } = require('./demo/survey');
const { EXAMPLES, Workspace } = require('./demo/workspace');

const PROJECTS = ['order-service', 'pipelines', 'custom-tracer'];

const output = (name) => path.join(EXAMPLES, 'out', name);
const REPORT = output('xray-coverage.html');
const MAP = output('xray-map.html');
const PICTURE = output('xray-map.svg');
const shown = (file) => path.relative(process.cwd(), file);

/** The results are for stdout; what is going on at the moment is not. */
const progress = (text) => process.stderr.write(`${text} ...\n`);

async function main() {
  progress('Packing cdk-xray, and laying out projects that have it installed');
  const workspace = await Workspace.create(PROJECTS);
  try {
    progress('Compiling the projects');
    await workspace.compile(PROJECTS);
    await synthesizeAll(workspace);
    process.stdout.write(`\n${reportText(collect(new Survey(workspace, output)), styleFor(process.stdout, process.env))}\n`);
  } finally {
    workspace.remove();
  }
}

async function synthesizeAll(workspace) {
  progress('Synthesizing order-service with the CDK CLI, without and with tracing');
  await bothDone([
    workspace.synthesize('order-service', output('untraced'), ['tracing=off']),
    workspace.synthesize('order-service', output('traced')),
  ]);
  progress('Synthesizing the other examples');
  await bothDone([
    workspace.synthesize('pipelines', output('pipelines')),
    workspace.synthesize('custom-tracer', output('custom-tracer')),
  ]);
}

/** Like `Promise.all`, but a failure waits for the other one: what it works in is removed afterwards. */
async function bothDone(promises) {
  await Promise.allSettled(promises);
  await Promise.all(promises);
}

function collect(survey) {
  const [pipelines, customTracer] = [survey.pipelines(), survey.customTracer()];
  survey.writeReport('traced', REPORT);
  survey.writeMap('traced', MAP, PICTURE);
  return {
    title: 'examples/order-service, synthesized without and with the line `XRayTracing.of(app).enable();`',
    ...survey.orderService(),
    otherExamples: [
      `pipelines: ${pipelines.traced} of ${pipelines.of} resources of its two Stages traced, by the line in the Stage's constructor`,
      `custom-tracer: ${customTracer.traced} of ${customTracer.of} AWS Batch job definitions traced, by a tracer that the app registers`,
    ],
    audit: survey.coverageLines('traced'),
    outputs: [
      `without tracing  ${shown(output('untraced'))}`,
      `with tracing     ${shown(output('traced'))}`,
      `the whole audit  npx cdk-xray audit ${shown(output('traced'))}`,
      'See what tracing changes in one stack, as the CDK shows it:',
      `npx cdk diff --app ${shown(output('traced'))} --template ${shown(survey.templateFile('untraced', 'Prod/Orders'))} Prod/Orders`,
      'Open the coverage report in a browser:',
      shown(REPORT),
      'Open the trace map, the service map before the deployment, in a browser; the second is a picture of it:',
      shown(MAP),
      shown(PICTURE),
    ],
  };
}

main().catch((error) => {
  process.stderr.write(`\n${error instanceof DemoError ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
