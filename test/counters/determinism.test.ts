import { execFileSync } from 'child_process';
import { join } from 'path';
import { type App, Stage } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { CONTRACT_APPS, type ContractApp } from '../support/contract-stacks';
import { defineStage } from '../support/contract-stacks/scopes';
import { synthesize, templateTexts } from '../support/synthesis';

const SUPPORT = join(__dirname, '..', 'support');

const traced = (app: ContractApp) => synthesize(app, (construct) => XRayTracing.of(construct).enable(), (_, assembly) => templateTexts(assembly));

/** What a process of its own makes of all the apps. */
function tracedInNewProcess(): string {
  const [typescript, script] = ['typescript.js', 'print-templates.ts'].map((file) => join(SUPPORT, file));
  return execFileSync(process.execPath, ['--require', typescript, script], { encoding: 'utf8', env: process.env, maxBuffer: 2 ** 26 });
}

test.each(CONTRACT_APPS)('$name: the same templates twice in one process', (contractApp) => {
  expect(traced(contractApp)).toEqual(traced(contractApp));
});

test('the same templates in a new process and in this one', () => {
  const here = Object.fromEntries(CONTRACT_APPS.map((contractApp) => [contractApp.name, traced(contractApp)]));
  expect(tracedInNewProcess()).toBe(JSON.stringify(here));
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
