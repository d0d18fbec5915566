'use strict';

/**
 * What the demo reads from a cloud assembly.
 *
 * @param cxapi the CDK's `aws-cdk-lib/cx-api` module
 * @param folder the assembly's folder
 * @returns the stacks, those of nested Stages too, and the annotations with which cdk-xray warns
 */
function readAssembly(cxapi, folder) {
  const artifacts = new cxapi.CloudAssembly(folder).stacksRecursively;
  const stacks = artifacts.map(({ hierarchicalId: stack, template, templateFullPath: file }) => ({ stack, template, file }));
  const warnings = artifacts.flatMap((artifact) => artifact.messages).map(parseWarning).filter(Boolean);
  const order = ({ id, path }) => `${id} ${path}`;
  return { stacks, warnings: warnings.sort((a, b) => (order(a) < order(b) ? -1 : Number(order(a) > order(b)))) };
}

/** An annotation's text ends with the id by which it is acknowledged: `… [ack: XRay::RoleNotManaged]`. */
function parseWarning({ id: path, entry }) {
  const [, text, id] = /^(.*) \[ack: (XRay::\w+)\]$/s.exec(String(entry.data)) ?? [];
  return id && { id, path: path.replace(/^\//, '').replace(/\/(Resource|Default)$/, ''), text };
}

module.exports = { parseWarning, readAssembly };
