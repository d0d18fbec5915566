import { readFileSync } from 'fs';
import { join } from 'path';
import { type App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { type TracingOptions, XRayTracing } from '../../src';
import { testApp } from '../contract/apps';
import { lambdaFunction } from '../support/contract-stacks/parts';

/** What the validation report of an app says of globs, with the paths of the scopes. */
function reported(app: App): [string, string][] {
  const report = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ violations }: any) => violations)
    .filter(({ ruleName }: any) => /^(XRay::)?PathMatchesNothing$/.test(ruleName))
    .map(({ description, violatingConstructs }: any) => [description, violatingConstructs[0].constructPath]);
}

function appWith(...options: TracingOptions[]): App {
  const app = testApp();
  options.forEach((each) => XRayTracing.of(app).enable(each));
  lambdaFunction(new Stack(app, 'Orders'), 'Fn');
  return app;
}

beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
afterEach(() => jest.restoreAllMocks());

test.each<[TracingOptions, string[]]>([
  [{ includePaths: ['Nope/**'] }, ['no construct of the app matches "Nope/**" in `includePaths`, so it traces nothing']],
  [{ excludePaths: ['Prdo/**', 'Orders/Fn'] }, ['no construct of the app matches "Prdo/**" in `excludePaths`, so it leaves out nothing']],
  [{ includePaths: ['!Nope/**'] }, ['no construct of the app matches what "!Nope/**" in `includePaths` negates, so it traces everything']],
  [{ excludePaths: ['!Prdo/**'] }, ['no construct of the app matches what "!Prdo/**" in `excludePaths` negates, so it leaves out everything']],
  [{ includePaths: ['Orders', '{Orders,Other}/**', '!Orders/**', '**/Fn/*'] }, []],
  [{ excludePaths: ['Orders/F?/**'] }, []],
])('%j', (options, texts) => {
  expect(reported(appWith(options)).map(([text]) => text)).toEqual(texts);
});

test('a glob is warned of once, however often it is given', () => {
  expect(reported(appWith({ includePaths: ['Nope'] }, { includePaths: ['Nope'] }, { excludePaths: ['Nope'] }))).toHaveLength(2);
});

test('what is defined after `enable()`, below a Stage or beside the scope counts', () => {
  const app = testApp();
  const stage = new Stage(app, 'Prod');
  XRayTracing.of(stage).enable({ excludePaths: ['Prod/Orders/*', 'Other', 'Prod/Nope'] });
  lambdaFunction(new Stack(stage, 'Orders'), 'Fn');
  new Stack(app, 'Other');
  expect(reported(app)).toEqual([[expect.stringContaining('"Prod/Nope"'), 'Prod']]);
});

test('the warning can be acknowledged', () => {
  const app = appWith({ includePaths: ['Nope'] });
  Validations.of(app).acknowledge({ id: 'XRay::PathMatchesNothing', reason: 'only some deployments have it' });
  app.synth();
  expect(console.error).not.toHaveBeenCalledWith(expect.stringContaining('PathMatchesNothing'));
});
