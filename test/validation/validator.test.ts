import { type App, Stack } from 'aws-cdk-lib';
import { CONSTRUCT_APPS } from './construct-apps';
import { EXAMPLE_APPS } from './example-apps';
import { OPT_IN, synthesizeWith } from './tracing-choice';
import { type TracingOptions, XRayPermissions } from '../../src';
import { CONTRACT_APPS, type ContractApp } from '../support/contract-stacks';
import { cfnFunction } from '../support/contract-stacks/parts';

const { newFindings, readFindings } = jest.requireActual('../../scripts/corpus/findings');

/** The validator counts what it finds as errors; its report is read here, so it must not be thrown. */
const ERROR_MODE = {
  '@aws-cdk/core:failSynthOnValidationErrors': false,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly isAcknowledged: boolean;
}

/** What the CDK's own validator says of an app. A bad enum value, which it calls a warning, counts as an error. */
function findingsOf(contractApp: ContractApp, options?: TracingOptions): Finding[] {
  const app = { ...contractApp, context: { ...contractApp.context, ...ERROR_MODE } };
  return synthesizeWith(app, options, (_, assembly) => readFindings(assembly.directory));
}

const STRATEGIES: readonly [string, XRayPermissions][] = [['awsManaged()', XRayPermissions.awsManaged()], ['inline()', XRayPermissions.inline()]];

describe.each([...CONTRACT_APPS, ...EXAMPLE_APPS])('$name', (contractApp) => {
  const untraced = findingsOf(contractApp);

  test.each(STRATEGIES)('tracing with %s adds no finding', (_, permissions) => {
    expect(newFindings(untraced, findingsOf(contractApp, { permissions, optInResourceTypes: OPT_IN }))).toEqual([]);
  });
});

test.each(EXAMPLE_APPS)('the validator finds no error in $name with tracing', (example) => {
  expect(findingsOf(example, {}).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(CONSTRUCT_APPS)('the validator finds nothing in $name', (constructApp) => {
  expect(findingsOf(constructApp).filter(({ isAcknowledged }) => !isAcknowledged)).toEqual([]);
});

test('the validator finds a bad enum value, and it counts as an error', () => {
  const broken = {
    name: 'broken',
    define: (app: App) => { cfnFunction(new Stack(app, 'Stack'), 'Function', 'arn:aws:iam::111122223333:role/r', { tracingConfig: { mode: 'Activ' } }); },
  };
  const expected = { rule: 'W3030', severity: 'error', path: expect.stringContaining('TracingConfig.Mode') };
  expect(findingsOf(broken)).toContainEqual(expect.objectContaining(expected));
});
