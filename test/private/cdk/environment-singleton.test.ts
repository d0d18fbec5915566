import { App, Aws, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { claimInEnvironment, claimSetting, environmentText } from '../../../src/private/cdk/environment-singleton';
import { testApp } from '../../contract/apps';
import { ENV } from '../../support/contract-stacks/parts';

let app: App;
beforeEach(() => { app = testApp(); });

const claim = (scope: Construct, what = 'Setting', id = 'Claimant') => claimInEnvironment(new Construct(scope, id), what)?.node.path;

describe('a claim', () => {
  test('holds in its stack', () => {
    const stack = new Stack(app, 'Orders', { env: ENV });
    expect(claim(stack)).toBeUndefined();
    expect(claim(stack, 'Setting', 'Other')).toBe('Orders/Claimant');
  });

  test('holds in all stacks of the account and region, those of Stages and nested ones too', () => {
    const inner = new Stage(new Stage(app, 'Outer'), 'Inner', { env: ENV });
    expect(claim(new NestedStack(new Stack(inner, 'Orders'), 'Nested'))).toBeUndefined();
    expect(claim(new Stack(app, 'Other', { env: ENV }))).toBe('Outer/Inner/Orders/Nested/Claimant');
  });

  test.each([{ ...ENV, region: 'us-east-1' }, { ...ENV, account: '444455556666' }, { account: ENV.account }, { region: ENV.region }, {}])(
    'does not hold in %j', (env) => {
      expect(claim(new Stack(app, 'Orders', { env: ENV }))).toBeUndefined();
      expect(claim(new Stack(app, 'Other', { env }))).toBeUndefined();
    });

  test('of a stack without an environment holds in it and what is nested in it, and nowhere else', () => {
    const stack = new Stack(app, 'Orders');
    const nested = new NestedStack(new NestedStack(stack, 'Nested'), 'Deeper');
    expect(claim(nested)).toBeUndefined();
    expect(claim(stack)).toBe('Orders/Nested/Deeper/Claimant');
    expect(claim(new Stack(app, 'Other'))).toBeUndefined();
  });

  test('of one thing is none of another', () => {
    const stack = new Stack(app, 'Orders', { env: ENV });
    expect(claim(stack, 'Setting')).toBeUndefined();
    expect(claim(stack, 'Other', 'Other')).toBeUndefined();
  });

  test('may be made again by who has it', () => {
    const claimant = new Construct(new Stack(app, 'Orders'), 'Claimant');
    expect(claimInEnvironment(claimant, 'Setting')).toBeUndefined();
    expect(claimInEnvironment(claimant, 'Setting')).toBeUndefined();
  });

  test.each(['Orders', 'Claimant'])('is lost when %s is removed from the tree', (removed) => {
    const stack = new Stack(app, 'Orders', { env: ENV });
    expect(claim(stack)).toBeUndefined();
    (removed === 'Orders' ? app : stack).node.tryRemoveChild(removed);
    expect(claim(new Stack(app, 'Other', { env: ENV }))).toBeUndefined();
  });

  test('is none of another app', () => {
    expect(claim(new Stack(app, 'Orders', { env: ENV }))).toBeUndefined();
    expect(claim(new Stack(testApp(), 'Orders', { env: ENV }))).toBeUndefined();
  });
});

describe('a setting that is claimed twice is an error with both paths', () => {
  const claimTwice = (first: Stack, second: Stack) => {
    claimSetting(new Construct(first, 'One'), 'Setting');
    claimSetting(new Construct(second, 'Two'), 'Setting');
  };

  test('in an account and region', () => {
    expect(() => claimTwice(new Stack(app, 'Orders', { env: ENV }), new Stack(app, 'Other', { env: ENV }))).toThrow(new Error(
      '[Other/Two] `Setting` must be defined once in an account and region, got a second one for account 111122223333 and region eu-west-1: '
      + '[Orders/One] sets the same setting; remove one of the two'));
  });

  test('in a stack without an environment', () => {
    const stack = new Stack(app, 'Orders');
    expect(() => claimTwice(stack, new NestedStack(stack, 'Nested'))).toThrow(
      'got a second one for the account and region that the stack Orders is deployed to: [Orders/One] sets the same setting');
  });
});

test.each([[{}], [{ account: ENV.account, region: Aws.REGION }]])('the environment %j is known only at deployment', (env) => {
  expect(environmentText(new Stack(app, 'Orders', { env }))).toBe('the account and region that the stack Orders is deployed to');
});
