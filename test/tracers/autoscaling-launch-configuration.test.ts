import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, CfnResource, Fn, type Stack } from 'aws-cdk-lib';
import { TracingStatus } from '../../src';
import { templateOf, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';
import { rendered, resourcesOfType } from '../support/resources';
import { INSTANCE_TYPE, LINUX_COMMANDS, LINUX_IMAGE, profileName, tracedStack, WINDOWS_COMMANDS, WINDOWS_IMAGE } from '../support/servers';

const L1_PROPS = { imageId: 'ami-12345678', instanceType: 't3.micro', userData: Fn.base64('#!/bin/sh\necho\n') };

tracerContract({
  resourceType: 'AWS::AutoScaling::LaunchConfiguration',
  properties: { ImageId: 'ami-12345678', InstanceType: 't3.micro', UserData: { 'Fn::Base64': '#!/bin/sh\necho\n' } },
  l1: (scope, id, iamInstanceProfile) => new autoscaling.CfnLaunchConfiguration(scope, id, { ...L1_PROPS, iamInstanceProfile }),
  traced: { UserData: { 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` } },
  hidden: { UserData: { Ref: 'AWS::StackName' } },
  changes: ['UserData'],
  service: 'ec2.amazonaws.com',
  hasInstanceProfile: true,
  warns: ['UserDataRunsOnce'],
});

const TYPE = 'AWS::AutoScaling::LaunchConfiguration';

function group(stack: Stack, machineImage = LINUX_IMAGE as ec2.IMachineImage): autoscaling.AutoScalingGroup {
  return new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }), instanceType: INSTANCE_TYPE, machineImage });
}

test('that of an Auto Scaling group gets the commands behind its own, and the role of the group the permission', () => {
  const stack = tracedStack();
  const servers = group(stack);
  servers.addUserData('echo mine');
  expect(resourcesOfType(stack, TYPE)[0].Properties.UserData).toEqual({ 'Fn::Base64': `#!/bin/bash\necho mine\n${LINUX_COMMANDS}` });
  expect(JSON.stringify(rendered(servers.role as iam.Role))).toContain('AWSXrayWriteOnlyAccess');
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Servers/LaunchConfig', text: expect.stringMatching(/replaces the launch configuration.*instance refresh.*\[ack: XRay::UserDataRunsOnce\]$/),
  }]);
});

test('that of servers with Windows gets them in its block', () => {
  const stack = tracedStack();
  group(stack, WINDOWS_IMAGE);
  expect(resourcesOfType(stack, TYPE)[0].Properties.UserData).toEqual({ 'Fn::Base64': `<powershell>\n${WINDOWS_COMMANDS}\n</powershell>` });
});

test('that of an ECS cluster is left alone', () => {
  const stack = tracedStack();
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
  cluster.addCapacity('Capacity', { instanceType: INSTANCE_TYPE });
  expect(JSON.stringify(templateOf(stack))).not.toContain('cdk-xray');
  expect(warningsOf(stack).filter(({ text }) => text.includes('UserDataRunsOnce'))).toEqual([]);
});

test('an L1, and a raw resource', () => {
  const stack = tracedStack();
  const userData = Fn.base64('#!/bin/sh\necho\n');
  const iamInstanceProfile = profileName(stack);
  new autoscaling.CfnLaunchConfiguration(stack, 'Typed', { imageId: 'ami-1', instanceType: 't3.micro', iamInstanceProfile, userData });
  new CfnResource(stack, 'Raw', { type: TYPE, properties: { ImageId: 'ami-1', InstanceType: 't3.micro', IamInstanceProfile: iamInstanceProfile, UserData: userData } });
  expect(resourcesOfType(stack, TYPE).map(({ Properties }) => Properties.UserData)).toEqual([1, 2].map(() => ({ 'Fn::Base64': `#!/bin/sh\necho\n${LINUX_COMMANDS}` })));
});

test.each([
  [undefined, TracingStatus.UNTRACED],
  [{ 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` }, TracingStatus.TRACED],
  [{ Ref: 'UserData' }, TracingStatus.UNKNOWN],
])('user data %j', (UserData, status) => {
  expect(inspectedStatus({ Type: TYPE, Properties: { ImageId: 'ami-1', UserData } })).toBe(status);
});

const UNCHECKED = 'aws ec2 modify-instance-attribute --instance-id $ID --no-source-dest-check';
const UNCHECKED_BY_VALUE = 'aws ec2 modify-instance-attribute --instance-id $ID --source-dest-check "{\\"Value\\": false}"';
const ROUTE = 'aws ec2 replace-route --route-table-id ${RouteTable} --destination-cidr-block 0.0.0.0/0 --instance-id $ID';

describe('a server that has no check of its packets by its own commands', () => {
  test.each([
    ['and takes over a route', `${UNCHECKED_BY_VALUE}\n${ROUTE}`, TracingStatus.PASS_THROUGH],
    ['and creates a route', `${UNCHECKED}\n${ROUTE.replace('replace', 'create')}`, TracingStatus.PASS_THROUGH],
    ['and masquerades', `${UNCHECKED}\niptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE`, TracingStatus.PASS_THROUGH],
    ['that fck-nat turns off', 'echo "eni_id=${Interface}" >> /etc/fck-nat.conf\nservice fck-nat restart', TracingStatus.PASS_THROUGH],
    ['and does neither, as nodes of a cluster', `${UNCHECKED}\nkubeadm join`, TracingStatus.UNTRACED],
    ['is no other server that changes routes', ROUTE, TracingStatus.UNTRACED],
    ['is no server that turns the check on', `${UNCHECKED.replace('no-', '')}\n${ROUTE}`, TracingStatus.UNTRACED],
  ])('%s', (_, commands, status) => {
    const UserData = { 'Fn::Base64': { 'Fn::Sub': `#!/bin/bash -x\n${commands}\n` } };
    expect(inspectedStatus({ Type: TYPE, Properties: { ImageId: 'ami-1', UserData } })).toBe(status);
    expect(inspectedStatus({ Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: 'ami-1', UserData } } })).toBe(status);
    expect(inspectedStatus({ Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-1', UserData } })).toBe(status);
  });
});

test.each([
  ['a host of Amazon ECS', 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config', TracingStatus.PASS_THROUGH],
  ['a node of Amazon EKS', '/etc/eks/bootstrap.sh ${Cluster}', TracingStatus.PASS_THROUGH],
  ['any other server', 'systemctl start httpd', TracingStatus.UNTRACED],
])('what cfn-init does shows that it is about %s', (_, command, status) => {
  const commands = { '01_join': { command: { 'Fn::Sub': command } } };
  const UserData = { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\n/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Resource\n' } };
  const Metadata = { 'AWS::CloudFormation::Init': { config: { commands } } };
  expect(inspectedStatus({ Type: TYPE, Metadata, Properties: { ImageId: 'ami-1', UserData } })).toBe(status);
});
