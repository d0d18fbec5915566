import { aws_batch as batch, aws_ecs as ecs, aws_iam as iam, CfnResource, Size, Stack } from 'aws-cdk-lib';
import { CoverageReport, TracingStatus, XRayTracing } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { cfnRole } from '../support/contract-stacks/parts';
import { inspectedStatus } from '../support/inspect';
import { rendered } from '../support/resources';

const TYPE = 'AWS::Batch::JobDefinition';
const APP = { Name: 'app', Image: 'app' };
const COLLECTOR = { Name: 'adot', Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1' };
const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };
const Role = { Type: 'AWS::IAM::Role', Properties: {} };

const task = (TaskRoleArn: any, ...Containers: any[]) => ({ TaskProperties: [{ TaskRoleArn, Containers }] });
const ranges = (...NodeRangeProperties: any[]) => ({ NodeProperties: { NodeRangeProperties } });

describe.each<[string, any, string]>([
  ['a job of one container', { ContainerProperties: { ...COLLECTOR, JobRoleArn: ROLE } }, 'ContainerProperties.JobRoleArn'],
  ['a job of several containers', { EcsProperties: task(ROLE, APP, COLLECTOR) }, 'EcsProperties.TaskProperties[0].TaskRoleArn'],
  ['a job of several nodes', ranges({ Container: { ...COLLECTOR, JobRoleArn: ROLE } }), 'NodeProperties.NodeRangeProperties[0].Container.JobRoleArn'],
  ['a job of several nodes with several containers', ranges({ EcsProperties: task(ROLE, APP, COLLECTOR) }), 'NodeProperties.NodeRangeProperties[0].EcsProperties.TaskProperties[0].TaskRoleArn'],
])('%s with a collector', (_, Properties, propertyPath) => {
  const findings = (resources: any) => CoverageReport.fromTemplate({ Resources: { Job: { Type: TYPE, Properties }, ...resources } }).findings;

  test('is traced', () => {
    expect(inspectedStatus({ Type: TYPE, Properties })).toBe(TracingStatus.TRACED);
  });

  test('has a role that may not send', () => {
    expect(findings({ Role })).toMatchObject([{ ruleId: 'XRay::RoleCannotWrite', logicalId: 'Job', propertyPath }]);
  });

  test('has a role that may send', () => {
    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'];
    expect(findings({ Role: { ...Role, Properties: { ManagedPolicyArns } } })).toEqual([]);
  });

  test('has its role allowed to send where it is enabled', () => {
    const stack = new Stack(testApp(), 'Stack');
    XRayTracing.of(stack).enable();
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    new CfnResource(stack, 'Job', { type: TYPE, properties: Properties });
    expect(JSON.stringify(rendered(role).Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
    expect(warningsOf(stack)).toEqual([]);
  });
});

test('the roles of all ranges of nodes are allowed to send', () => {
  const stack = new Stack(testApp(), 'Stack');
  XRayTracing.of(stack).enable();
  const roles = ['A', 'B'].map((id) => cfnRole(stack, id, 'ecs-tasks.amazonaws.com'));
  const nodeRangeProperties = [...roles.map(({ attrArn }) => attrArn), undefined].map((taskRoleArn) => ({
    targetNodes: '0:', ecsProperties: { taskProperties: [{ taskRoleArn, containers: [{ name: 'xray', image: COLLECTOR.Image }] }] },
  }));
  new batch.CfnJobDefinition(stack, 'Job', { type: 'multinode', nodeProperties: { mainNode: 0, numNodes: 3, nodeRangeProperties } });
  expect(roles.map((role) => JSON.stringify(rendered(role)).includes('AWSXrayWriteOnlyAccess'))).toEqual([true, true]);
});

test.each<[string, any, string[]]>([
  ['on Fargate nobody may send', { PlatformCapabilities: ['FARGATE'] }, ['XRay::RoleNotManaged']],
  ['on container instances their role sends', {}, []],
])('without a role, %s', (_, more, expected) => {
  const Job = { Type: TYPE, Properties: { ...more, EcsProperties: task(undefined, APP, COLLECTOR) } };
  expect(CoverageReport.fromTemplate({ Resources: { Job } }).findings.map(({ ruleId }) => ruleId)).toEqual(expected);
});

test('a job of which a range of nodes has no collector is not traced', () => {
  expect(inspectedStatus({ Type: TYPE, Properties: ranges({ Container: COLLECTOR }, { Container: APP }) })).toBe(TracingStatus.UNSUPPORTED);
});

test('a job whose collector is up to a condition is not traced', () => {
  const sometimes = { 'Fn::If': ['IsTraced', COLLECTOR, { Ref: 'AWS::NoValue' }] };
  expect(inspectedStatus({ Type: TYPE, Properties: { EcsProperties: task(ROLE, APP, sometimes) } })).toBe(TracingStatus.UNSUPPORTED);
});

test('no role sends for a job that sends to somewhere else itself', () => {
  const Environment = [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }];
  const Job = { Type: TYPE, Properties: { ContainerProperties: { ...APP, Environment, JobRoleArn: ROLE } } };
  expect(CoverageReport.fromTemplate({ Resources: { Job, Role } }).findings).toEqual([]);
});

test.each<[string, any, TracingStatus]>([
  ['is that of the container instance', {}, TracingStatus.TRACED],
  ['on Fargate is that of the job alone', { PlatformCapabilities: ['FARGATE'] }, TracingStatus.UNSUPPORTED],
])('the loopback address of a job %s', (_, properties, status) => {
  const Environment = [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '127.0.0.1:2000' }];
  expect(inspectedStatus({ Type: TYPE, Properties: { ContainerProperties: { ...APP, Environment }, ...properties } })).toBe(status);
});

test('the loopback address of each node of a job is that of the node alone', () => {
  const Environment = [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '127.0.0.1:2000' }];
  expect(inspectedStatus({ Type: TYPE, Properties: ranges({ Container: { ...APP, Environment } }) })).toBe(TracingStatus.UNSUPPORTED);
});

test('the L2 of a job without a collector is left as it is', () => {
  const stack = new Stack(testApp(), 'Stack');
  XRayTracing.of(stack).enable();
  const jobRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const container = new batch.EcsFargateContainerDefinition(stack, 'Container', { image: ecs.ContainerImage.fromRegistry('app'), cpu: 1, memory: Size.gibibytes(2), jobRole });
  new batch.EcsJobDefinition(stack, 'Job', { container });
  expect(rendered(jobRole).Properties.ManagedPolicyArns).toBeUndefined();
  expect(warningsOf(stack)).toEqual([{ path: expect.any(String), text: expect.stringContaining('XRay::BatchJobDefinitionTracing') }]);
});
