const fs = require('fs');
const os = require('os');
const path = require('path');
const { App, DefaultStackSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { readFindings } = require('./findings');

const CONTEXT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // The report is read from its file: it must be neither printed nor thrown.
  '@aws-cdk/core:failSynthOnValidationErrors': false,
};

/**
 * Synthesizes an app whose one stack is the template.
 *
 * @param prepare what to do with the app between loading and synthesis
 * @returns the synthesized template, the validator's findings, the error annotations, and the ids of the warnings by logical id
 */
function synthesizeTemplate(file, prepare = () => undefined) {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-corpus-'));
  try {
    const app = new App({ outdir, context: CONTEXT, analyticsReporting: false, treeMetadata: false });
    const stack = newStack(app);
    new CfnInclude(stack, 'Template', { templateFile: file, preserveLogicalIds: true });
    prepare(app);
    const template = app.synth().getStackArtifact(stack.artifactId).template;
    return { template, findings: readFindings(outdir), errors: errorAnnotations(app), warnings: warningIds(stack) };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function newStack(app) {
  // Templates that the CDK made bring the bootstrap rule and its parameter themselves.
  return new Stack(app, 'Corpus', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
}

function errorAnnotations(app) {
  return app.node.findAll().flatMap((construct) => annotations(construct, 'aws:cdk:error').map((text) => `error on ${construct.node.path}: ${text}`));
}

function warningIds(stack) {
  const ids = {};
  for (const construct of stack.node.findAll().filter((candidate) => candidate.cfnResourceType !== undefined)) {
    ids[stack.resolve(construct.logicalId)] = annotations(construct, 'aws:cdk:warning').flatMap((text) => /\[ack: (.+?)\]/.exec(text)?.[1] ?? []);
  }
  return ids;
}

function annotations(construct, type) {
  return construct.node.metadata.filter((entry) => entry.type === type).map((entry) => String(entry.data));
}

module.exports = { synthesizeTemplate };
