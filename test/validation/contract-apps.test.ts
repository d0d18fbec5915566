import { TracerRegistry } from '../../src';
import { CONTRACT_APPS } from '../support/contract-stacks';
import { synthesize } from '../support/synthesis';
import { switchValidatorOff } from '../support/validator';

// Only the types of the resources are asked for.
switchValidatorOff();

test('the contract apps have a resource for every row of the table', () => {
  const templates = CONTRACT_APPS.flatMap((contractApp) =>
    synthesize(contractApp, () => undefined, (_, assembly) => assembly.stacks.map(({ template }) => template)));
  const types = new Set(templates.flatMap(({ Resources }) => Object.values<any>(Resources ?? {}).map(({ Type }) => Type)));
  expect(TracerRegistry.builtIn().resourceTypes.filter((type) => !types.has(type))).toEqual([]);
});
