import { aws_ecs as ecs, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { TracingStatus, XRayTracing } from '../../src';
import { l1Role, templateOf, testApp, warningsOf } from '../contract/apps';
import { inspected, inspectedStatus } from '../support/inspect';
import { rendered } from '../support/resources';

const TYPE = 'AWS::ECS::DaemonTaskDefinition';
const AGENT = { Name: 'agent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest' };
const METRICS_ONLY = { ...AGENT, Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '{"metrics":{}}' }] };

test.each<[string, any]>([
  ['the X-Ray daemon', [{ Name: 'daemon', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6' }]],
  ['the CloudWatch agent', [AGENT]],
  ['one beside another container', [{ Name: 'logs', Image: 'fluent-bit' }, AGENT]],
])('a managed daemon with %s sends the segments of its instance', (_, ContainerDefinitions) => {
  expect(inspectedStatus({ Type: TYPE, Properties: { ContainerDefinitions } })).toBe(TracingStatus.TRACED);
});

test.each<[string, any]>([
  ['that forwards logs', [{ Name: 'logs', Image: 'fluent-bit' }]],
  ['whose CloudWatch agent takes metrics only', [METRICS_ONLY]],
  ['whose containers only the deployment knows', { Ref: 'AWS::NotificationARNs' }],
  ['without containers', undefined],
])('of a managed daemon %s there is nothing to tell', (_, ContainerDefinitions) => {
  expect(inspected({ Type: TYPE, Properties: { ContainerDefinitions } })).toBeUndefined();
});

function daemonIn(stack: Stack, image: string, taskRoleArn?: string): ecs.CfnDaemonTaskDefinition {
  return new ecs.CfnDaemonTaskDefinition(stack, 'Daemon', { family: 'daemon', taskRoleArn, containerDefinitions: [{ name: 'agent', image }] });
}

function enabledStack(): Stack {
  const app = testApp();
  XRayTracing.of(app).enable();
  return new Stack(app, 'Stack');
}

describe('enabling', () => {
  test('gives the task role of a collector the permission, and leaves its containers as they are', () => {
    const stack = enabledStack();
    const role = l1Role(stack, 'Role', 'ecs-tasks.amazonaws.com');
    const daemon = daemonIn(stack, AGENT.Image, role.attrArn);
    expect(JSON.stringify(rendered(role).Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
    expect(rendered(daemon).Properties).toMatchObject({ Family: 'daemon', ContainerDefinitions: [AGENT] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('gives the role of any other daemon nothing', () => {
    const stack = enabledStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    daemonIn(stack, 'fluent-bit', role.roleArn);
    expect(JSON.stringify(templateOf(stack))).not.toContain('AWSXrayWriteOnlyAccess');
  });

  test('warns of a collector without a task role', () => {
    const stack = enabledStack();
    daemonIn(stack, AGENT.Image);
    expect(warningsOf(stack)).toMatchObject([{ path: '/Stack/Daemon', text: expect.stringContaining('`TaskRoleArn` is not set') }]);
  });
});
