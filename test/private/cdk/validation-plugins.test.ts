import { App, Stage, Validations } from 'aws-cdk-lib';
import { isRegisteredOn } from '../../../src/private/cdk/validation-plugins';

test('the CDK internals that it reads have the shape it expects: a Stage tells which plugins were registered on it, and not on the App around it', () => {
  const app = new App();
  const [stage, other] = [new Stage(app, 'Stage'), new Stage(app, 'Other')];
  const plugin = { name: 'plugin', validate: () => ({ success: true, violations: [] }) };
  Validations.of(stage).addPlugins(plugin);
  expect([stage, other, app].map((each) => isRegisteredOn(each, plugin))).toEqual([true, false, false]);
  expect((stage as any)._validationPlugins).toEqual([plugin]);
});
