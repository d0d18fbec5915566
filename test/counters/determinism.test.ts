import { execFileSync } from 'child_process';
import { join } from 'path';
import { type App, Stage } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { CONTRACT_APPS, type ContractApp } from '../support/contract-stacks';
import { defineStage } from '../support/contract-stacks/scopes';
import { synthesize, templateTexts } from '../support/synthesis';

const ROOT = join(__dirname, '..', '..');

const traced = (app: ContractApp) => synthesize(app, (construct) => XRayTracing.of(construct).enable(), (_, assembly) => templateTexts(assembly));

/** What a process of its own makes of all the apps. */
function tracedInNewProcess(): string {
  const environment = { ...process.env, TS_NODE_PROJECT: 'tsconfig.dev.json', TS_NODE_TRANSPILE_ONLY: 'true' };
  const script = join(__dirname, '..', 'support', 'print-templates.ts');
  return execFileSync(process.execPath, ['--require', 'ts-node/register', script], { cwd: ROOT, env: environment, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

test.each(CONTRACT_APPS)('$name: the same templates twice in one process', (contractApp) => {
  expect(traced(contractApp)).toEqual(traced(contractApp));
});

test('the same templates in two new processes and in this one', () => {
  const here = Object.fromEntries(CONTRACT_APPS.map((contractApp) => [contractApp.name, traced(contractApp)]));
  const there = tracedInNewProcess();
  expect(tracedInNewProcess()).toBe(there);
  expect(JSON.parse(there)).toEqual(here);
});

describe('the order in which unrelated Stages are made changes nothing', () => {
  const stages: Record<string, (app: App) => Stage> = {
    Alpha: (app) => defineStage(app, 'Alpha'),
    Beta: (app) => defineStage(app, 'Beta'),
  };
  const inOrder = (...names: string[]) => traced({ name: names.join(), define: (app) => names.forEach((name) => stages[name](app)) });

  test('in either order', () => {
    expect(inOrder('Beta', 'Alpha')).toEqual(inOrder('Alpha', 'Beta'));
  });

  test('and with one of them alone', () => {
    expect(inOrder('Alpha', 'Beta')).toEqual({ ...inOrder('Alpha'), ...inOrder('Beta') });
  });
});
