import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { ContractApp } from './contract-stacks';

/** Fills a new App, prepares it, synthesizes it, and hands it on before its cloud assembly is removed. */
export function synthesize<T>(contractApp: ContractApp, prepare: (app: App) => void, use: (app: App, assembly: CloudAssembly) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-test-'));
  try {
    const app = new App({ outdir, context: contractApp.context, analyticsReporting: false, treeMetadata: false });
    contractApp.define(app);
    prepare(app);
    return use(app, app.synth());
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The texts of an app's templates by the path of their stack, those of its Stages included. */
export function templateTexts(assembly: CloudAssembly): Record<string, string> {
  const texts = assembly.stacks.map((stack) => [stack.hierarchicalId, JSON.stringify(stack.template)]);
  return Object.assign(Object.fromEntries(texts), ...assembly.nestedAssemblies.map((nested) => templateTexts(nested.nestedAssembly)));
}
