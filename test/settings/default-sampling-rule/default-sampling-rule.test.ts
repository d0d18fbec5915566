import { App, aws_logs as logs, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { DefaultSamplingRule, type DefaultSamplingRuleProps, SamplingRate, SettingOnDelete, XRayTracing } from '../../../src';
import { testApp } from '../../contract/apps';
import { ENV } from '../../support/contract-stacks/parts';
import { resourcesOfType } from '../../support/resources';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Orders', { env: ENV });
});

const define = (props: Partial<DefaultSamplingRuleProps> = {}, scope = stack) =>
  new DefaultSamplingRule(scope, 'Rule', { rate: SamplingRate.perSecond(5).thenPercent(10), ...props });
const setting = () => resourcesOfType(stack, 'Custom::XRayDefaultSamplingRule')[0].Properties;

test('the rate is told to the handler, which resets it at the end', () => {
  define();
  expect(setting()).toMatchObject({ ReservoirSize: 5, FixedRate: 0.1, OnDelete: 'RESET', ServiceTimeout: '180' });
});

test('the rate may be a token', () => {
  define({ rate: SamplingRate.perSecond(new CfnParameter(stack, 'Requests', { type: 'Number' }).valueAsNumber) });
  expect(setting()).toMatchObject({ ReservoirSize: { Ref: 'Requests' }, FixedRate: 0 });
});

test('onDelete is told to the handler', () => {
  define({ onDelete: SettingOnDelete.KEEP });
  expect(setting().OnDelete).toBe('KEEP');
});

test('the handler may change this one rule', () => {
  define();
  const statements = resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(statements.filter(({ Action }) => String(Action).startsWith('xray:'))).toEqual([
    { Effect: 'Allow', Action: 'xray:GetSamplingRules', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'xray:UpdateSamplingRule',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':xray:eu-west-1:111122223333:sampling-rule/Default']] },
    },
  ]);
});

test('nothing waits, because X-Ray needs no time', () => {
  define();
  expect(resourcesOfType(stack, 'AWS::StepFunctions::StateMachine')).toEqual([]);
  expect(resourcesOfType(stack, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Handler).sort()).toEqual(['framework.onEvent', 'index.onEvent']);
});

test('the functions log where they are told to', () => {
  define({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Ours', 'deployments') });
  expect(resourcesOfType(stack, 'AWS::Lambda::Function').map(({ Properties }) => Properties.LoggingConfig.LogGroup)).toEqual(['deployments', 'deployments']);
});

test.each([[true, 'Active'], [false, undefined]])('the functions are traced with frameworkFunctions %s: %s', (frameworkFunctions, mode) => {
  define();
  XRayTracing.of(app).enable({ frameworkFunctions });
  expect(resourcesOfType(stack, 'AWS::Lambda::Function').map(({ Properties }) => Properties.TracingConfig?.Mode)).toEqual([mode, mode]);
});

test('a second one in the account and region is an error with both paths', () => {
  define();
  expect(() => define({}, new NestedStack(stack, 'Nested'))).toThrow(new Error(
    '[Orders/Nested/Rule] `DefaultSamplingRule` must be defined once in an account and region, got a second one for account 111122223333 and region '
    + 'eu-west-1: [Orders/Rule] sets the same setting; remove one of the two'));
});
