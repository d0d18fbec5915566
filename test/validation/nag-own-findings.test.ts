import { readFileSync } from 'fs';
import { join } from 'path';
import { App, aws_ecs as ecs, aws_iam as iam, aws_stepfunctions as sfn, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { NagFindings } from './nag';
import { mixins, XRayPermissions, XRayTracing } from '../../src';
import { allow, cfnFunction, cfnRole, lambdaFunction, lambdaRole, STATE_MACHINE_DEFINITION } from '../support/contract-stacks/parts';
import { rawTask } from '../support/ecs';
import { switchValidatorOff } from '../support/validator';

// Here cdk-nag is asked; what the CDK's own validator says is another suite's.
switchValidatorOff();

const IAM4 = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSXrayWriteOnlyAccess]';
const IAM5 = 'AwsSolutions-IAM5[Resource::*]';
const NO_INLINE_POLICY = [
  'HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R4-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy',
];
const inline = { permissions: XRayPermissions.inline() };
const everything = () => new iam.PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] });

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App({ analyticsReporting: false });
  stack = new Stack(app, 'Stack');
});

/** The rules that have a finding on a construct or below it, once the app is synthesized. */
function rulesOn(path: string): string[] {
  app.synth();
  return NagFindings.of(app).below(`Stack/${path}`).map((finding) => finding.split(' on ')[0]);
}

describe('a finding that the user causes stays visible', () => {
  test('the managed policy, where the user attached it', () => {
    const role = lambdaRole(stack, 'Role', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess')] });
    lambdaFunction(stack, 'Function', { role });
    XRayTracing.of(app).enable();
    expect(rulesOn('Role')).toEqual([IAM4]);
  });

  test('another managed policy beside ours', () => {
    lambdaFunction(stack, 'Function');
    XRayTracing.of(app).enable();
    expect(rulesOn('Function/ServiceRole')).toEqual([IAM4.replace('AWSXrayWriteOnlyAccess', 'service-role/AWSLambdaBasicExecutionRole')]);
  });

  test.each([['before', true], ['after', false]])('a statement about everything that is added %s the mixin is applied', (_, isBefore) => {
    const fn = lambdaFunction(stack, 'Function');
    if (isBefore) { fn.addToRolePolicy(everything()); }
    fn.with(new mixins.ResourceTracing(inline));
    if (!isBefore) { fn.addToRolePolicy(everything()); }
    expect(rulesOn('Function/ServiceRole/DefaultPolicy')).toEqual([IAM5, ...NO_INLINE_POLICY]);
  });

  test('the inline policy, where it also holds a statement of the user', () => {
    const fn = lambdaFunction(stack, 'Function');
    fn.with(new mixins.ResourceTracing(inline));
    fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders/a.json'] }));
    expect(rulesOn('Function/ServiceRole/DefaultPolicy')).toEqual(NO_INLINE_POLICY);
  });

  test('the inline policy of an L1 role', () => {
    const policies = [{ policyName: 'Own', policyDocument: allow('s3:GetObject', 'arn:aws:s3:::orders/a.json') }];
    cfnFunction(stack, 'Function', cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies }).attrArn);
    XRayTracing.of(app).enable(inline);
    expect(rulesOn('Role')).toEqual(NO_INLINE_POLICY);
  });

  test('every action of a service, which the user allows in an L1 role', () => {
    const policies = [{ policyName: 'Own', policyDocument: allow('s3:*', 'arn:aws:s3:::orders') }];
    cfnFunction(stack, 'Function', cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies }).attrArn);
    XRayTracing.of(app).enable(inline);
    expect(rulesOn('Role')).toEqual(expect.arrayContaining(['AwsSolutions-IAM5[Action::s3:*]', ...NO_INLINE_POLICY, 'Serverless-LambdaStarPermissions']));
  });

  test('an inline policy that the user gives an L1 role after the mixin was applied', () => {
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    cfnFunction(stack, 'Function', role.attrArn).with(new mixins.ResourceTracing(inline));
    role.policies = [...role.policies as any[], { policyName: 'Own', policyDocument: allow('s3:GetObject', '*') }];
    expect(rulesOn('Role')).toEqual([IAM5, ...NO_INLINE_POLICY, 'Serverless-LambdaStarPermissions']);
  });
});

describe('of an ECS task definition', () => {
  const ENVIRONMENT = 'AwsSolutions-ECS2';
  const define = (environment?: Record<string, string>) => new ecs.FargateTaskDefinition(stack, 'Task').addContainer('app', {
    image: ecs.ContainerImage.fromRegistry('nginx'), environment, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }),
  });

  test('variables that only we set are acknowledged', () => {
    define();
    XRayTracing.of(app).enable();
    expect(rulesOn('Task')).not.toContain(ENVIRONMENT);
  });

  test('variables that the user sets stay visible', () => {
    define({ LEVEL: 'info' });
    XRayTracing.of(app).enable();
    expect(rulesOn('Task')).toContain(ENVIRONMENT);
  });

  test.each<[string, () => unknown]>([
    ['an L2', () => new ecs.Ec2TaskDefinition(stack, 'Task').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      memoryLimitMiB: 64,
      logging: new ecs.GenericLogDriver({ logDriver: 'awslogs', options: { 'awslogs-create-group': 'true', 'awslogs-group': 'orders' } }),
    })],
    ['an L1', () => rawTask(stack, {
      ContainerDefinitions: [{
        Name: 'app',
        Image: 'nginx',
        Memory: 64,
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-create-group': 'true', 'awslogs-group': { Ref: 'AWS::StackName' } } },
      }],
    }, 'Task')],
  ])('what a new execution role may do for %s is acknowledged', (_, defineTask) => {
    defineTask();
    XRayTracing.of(app).enable();
    app.synth();
    expect(NagFindings.of(app).below('Stack').filter((finding) => /IAM/.test(finding))).toEqual([]);
  });

  test('all of them stay visible where nothing is to be acknowledged', () => {
    define();
    XRayTracing.of(app).enable({ acknowledgeFindings: false });
    expect(rulesOn('Task')).toEqual(expect.arrayContaining([ENVIRONMENT, 'HIPAA.Security-CloudWatchLogGroupEncrypted']));
  });
});

describe('acknowledgeFindings: false leaves ours visible', () => {
  beforeEach(() => {
    lambdaFunction(stack, 'Function');
    cfnFunction(stack, 'L1Function', cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn);
  });

  test('the managed policy', () => {
    XRayTracing.of(app).enable({ acknowledgeFindings: false });
    expect(rulesOn('Function/ServiceRole')).toContain(IAM4);
    expect(rulesOn('Role')).toEqual([IAM4]);
  });

  test('the inline statement', () => {
    XRayTracing.of(app).enable({ ...inline, acknowledgeFindings: false });
    expect(rulesOn('Function/ServiceRole/DefaultPolicy')).toEqual([IAM5, ...NO_INLINE_POLICY]);
    expect(rulesOn('Role')).toEqual([IAM5, ...NO_INLINE_POLICY, 'Serverless-LambdaStarPermissions']);
  });
});

describe('what exists only because of us is acknowledged', () => {
  test('when a role gets what one resource needs, and then what another needs besides', () => {
    const role = lambdaRole(stack, 'Role');
    lambdaFunction(stack, 'First', { role });
    new sfn.StateMachine(stack, 'Second', { role, definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(STATE_MACHINE_DEFINITION)) });
    XRayTracing.of(app).enable(inline);
    expect(rulesOn('Role')).toEqual([]);
  });

  test('in an L1 role that functions use', () => {
    cfnFunction(stack, 'Function', cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn);
    XRayTracing.of(app).enable(inline);
    expect(rulesOn('Role')).toEqual([]);
  });

  test('and says why', () => {
    lambdaFunction(stack, 'Function');
    XRayTracing.of(app).enable();
    app.synth();
    const reasons = app.node.findAll().flatMap((construct) => construct.node.metadata)
      .filter((entry) => Object.keys(Object(entry.data)).includes(`Annotation::${IAM4}`))
      .map((entry) => entry.data[`Annotation::${IAM4}`]);
    expect(reasons).toEqual([expect.stringContaining('cdk-xray attached it because a traced resource uses this role')]);
  });

  test('where cdk-nag runs as a validation plugin of the app', () => {
    const checked = new App({ analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
    lambdaFunction(new Stack(checked, 'Stack'), 'Function');
    XRayTracing.of(checked).enable();
    Validations.of(checked).addPlugins(new AwsSolutionsChecks());
    const report = JSON.parse(readFileSync(join(checked.synth().directory, 'validation-report.json'), 'utf8'));
    const rules = report.pluginReports.flatMap(({ violations }: any) => violations).map(({ ruleName }: any) => ruleName);
    expect(rules).toEqual([IAM4.replace('AWSXrayWriteOnlyAccess', 'service-role/AWSLambdaBasicExecutionRole')]);
  });
});
