import { type App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_iam as iam, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { mixins, TracingStatus } from '../../src';
import { templateOf, testApp, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';
import { logicalId, rendered, resourcesOfType } from '../support/resources';
import { COLLECTOR, INSTANCE_TYPE, LINUX_COMMANDS, LINUX_IMAGE, profileName, serverRole, tracedStack, WINDOWS_COMMANDS, WINDOWS_IMAGE } from '../support/servers';

const L1_DATA = { imageId: 'ami-12345678', userData: Fn.base64('#!/bin/sh\necho\n') };

tracerContract({
  resourceType: 'AWS::EC2::LaunchTemplate',
  properties: { LaunchTemplateData: { ImageId: 'ami-12345678', UserData: { 'Fn::Base64': '#!/bin/sh\necho\n' } } },
  l1: (scope, id, name) => new ec2.CfnLaunchTemplate(scope, id, { launchTemplateData: { ...L1_DATA, iamInstanceProfile: { name } } }),
  traced: { 'LaunchTemplateData.UserData': { 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` } },
  hidden: { 'LaunchTemplateData.UserData': { Ref: 'AWS::StackName' } },
  changes: ['LaunchTemplateData'],
  service: 'ec2.amazonaws.com',
  hasInstanceProfile: true,
  setSender: ({ LaunchTemplateData }, sender) => Object.assign(LaunchTemplateData, { IamInstanceProfile: { Name: sender } }),
  warns: ['UserDataRunsOnce'],
});

const WITH_TEMPLATE = { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true };

const userDataOf = (template: ec2.LaunchTemplate | CfnResource) => rendered(template).Properties.LaunchTemplateData.UserData;

function ids(stack: Stack): string[] {
  return warningsOf(stack).map(({ text }) => /\[ack: XRay::(\w+)\]$/.exec(text)?.[1] ?? text);
}

function l2Template(stack: Stack, props: ec2.LaunchTemplateProps = {}): ec2.LaunchTemplate {
  return new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, instanceType: INSTANCE_TYPE, role: serverRole(stack), ...props });
}

function group(stack: Stack, id: string, props: Partial<autoscaling.AutoScalingGroupProps>): autoscaling.AutoScalingGroup {
  const vpc = (stack.node.tryFindChild('Vpc') ?? new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 })) as ec2.Vpc;
  return new autoscaling.AutoScalingGroup(stack, id, { vpc, ...props });
}

describe('the L2', () => {
  test('gets the commands behind its own, and its role the permission', () => {
    const stack = tracedStack();
    const template = l2Template(stack, { userData: ec2.UserData.forLinux() });
    template.userData!.addCommands('echo mine');
    expect(userDataOf(template)).toEqual({ 'Fn::Base64': `#!/bin/bash\necho mine\n${LINUX_COMMANDS}` });
    expect(JSON.stringify(rendered(template.role as iam.Role))).toContain('AWSXrayWriteOnlyAccess');
    expect(ids(stack)).toEqual(['UserDataRunsOnce']);
  });

  test('keeps what is added afterwards, beside an override of its neighbour too', () => {
    const stack = new Stack(testApp(), 'Stack');
    const template = l2Template(stack, { userData: ec2.UserData.forLinux() });
    (template.node.defaultChild as CfnResource).addPropertyOverride('LaunchTemplateData.MetadataOptions.HttpTokens', 'required');
    template.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
    template.userData!.addCommands('echo late');
    expect(rendered(template).Properties.LaunchTemplateData).toMatchObject({
      MetadataOptions: { HttpTokens: 'required' },
      UserData: { 'Fn::Base64': `#!/bin/bash\necho late\n${LINUX_COMMANDS}` },
    });
  });

  test.each([
    ['Linux', LINUX_IMAGE, `#!/bin/sh\n${LINUX_COMMANDS}`],
    ['Windows', WINDOWS_IMAGE, `<powershell>\n${WINDOWS_COMMANDS}</powershell>\n`],
  ])('without user data gets some for %s', (_, machineImage, text) => {
    expect(userDataOf(l2Template(tracedStack(), { machineImage }))).toEqual({ 'Fn::Base64': text });
  });

  test('without a role nobody may send', () => {
    const stack = tracedStack();
    l2Template(stack, { role: undefined });
    expect(ids(stack)).toEqual(['UserDataRunsOnce', 'RoleNotManaged']);
  });

  test('without an image it is left alone, and nothing is said', () => {
    const stack = tracedStack();
    const template = new ec2.LaunchTemplate(stack, 'Template', { requireImdsv2: true });
    expect(userDataOf(template)).toBeUndefined();
    expect(ids(stack)).toEqual([]);
  });

  test('that requires IMDSv2 by an aspect is traced too', () => {
    const stack = tracedStack();
    const template = l2Template(stack, { requireImdsv2: true, userData: ec2.UserData.forLinux() });
    expect(userDataOf(template)['Fn::Base64']).toContain(LINUX_COMMANDS);
  });
});

describe('an Auto Scaling group', () => {
  test('with a launch template of its own', () => {
    const stack = tracedStack({}, testApp(WITH_TEMPLATE));
    const servers = group(stack, 'Servers', { instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
    servers.addUserData('echo mine');
    const [template] = resourcesOfType(stack, 'AWS::EC2::LaunchTemplate');
    expect(template.Properties.LaunchTemplateData.UserData).toEqual({ 'Fn::Base64': `#!/bin/bash\necho mine\n${LINUX_COMMANDS}` });
    expect(JSON.stringify(rendered(servers.role as iam.Role))).toContain('AWSXrayWriteOnlyAccess');
  });

  test('and another that share a template and a role: one grant, one warning', () => {
    const stack = tracedStack();
    const launchTemplate = l2Template(stack);
    ['A', 'B'].forEach((id) => group(stack, id, { launchTemplate }));
    expect(rendered(launchTemplate.role as iam.Role).Properties.ManagedPolicyArns).toHaveLength(1);
    expect(ids(stack)).toEqual(['UserDataRunsOnce']);
  });
});

describe('an L1', () => {
  const cfnTemplate = (stack: Stack, iamInstanceProfile: ec2.CfnLaunchTemplate.IamInstanceProfileProperty) => new ec2.CfnLaunchTemplate(stack, 'Template', {
    launchTemplateData: { imageId: 'ami-12345678', iamInstanceProfile, userData: Fn.base64(Fn.sub('#!/bin/sh\necho ${AWS::Region}\n')) },
  });

  test('that names its profile by name', () => {
    const stack = tracedStack();
    const template = cfnTemplate(stack, { name: profileName(stack) });
    expect(userDataOf(template)).toEqual({ 'Fn::Base64': { 'Fn::Join': ['', [{ 'Fn::Sub': '#!/bin/sh\necho ${AWS::Region}\n' }, LINUX_COMMANDS]] } });
    expect(JSON.stringify(resourcesOfType(stack, 'AWS::IAM::Role'))).toContain('AWSXrayWriteOnlyAccess');
    expect(ids(stack)).toEqual(['UserDataRunsOnce']);
  });

  test('that names its profile by ARN', () => {
    const stack = tracedStack();
    cfnTemplate(stack, { arn: new iam.CfnInstanceProfile(stack, 'Profile', { roles: [serverRole(stack).roleName] }).attrArn });
    expect(JSON.stringify(resourcesOfType(stack, 'AWS::IAM::Role'))).toContain('AWSXrayWriteOnlyAccess');
    expect(ids(stack)).toEqual(['UserDataRunsOnce']);
  });

  test('whose data depends on the deployment is left alone', () => {
    const stack = tracedStack();
    const data = (image: string) => ({ ImageId: image, UserData: { 'Fn::Base64': '#!/bin/sh\n' } });
    new CfnResource(stack, 'Template', { type: 'AWS::EC2::LaunchTemplate', properties: { LaunchTemplateData: { 'Fn::If': ['C', data('ami-1'), data('ami-2')] } } });
    expect(JSON.stringify(templateOf(stack))).not.toContain('cdk-xray');
    expect(ids(stack)).toEqual(['Ec2LaunchTemplateTracing']);
  });
});

describe.each([true, false])('nothing but tracing changes, with the template flag %s', (isTemplate) => {
  const build = (app: App, traced: boolean) => {
    const stack = traced ? tracedStack({}, app) : new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const servers = group(stack, 'Servers', { instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
    return { template: structuredClone(templateOf(stack)), id: logicalId(servers) };
  };
  const context = isTemplate ? WITH_TEMPLATE : {};

  test('in the template of an Auto Scaling group', () => {
    const [before, after] = [false, true].map((traced) => build(testApp(context), traced).template);
    expect(Object.keys(after.Resources)).toEqual(Object.keys(before.Resources));
    const changed = Object.keys(after.Resources).filter((id) => JSON.stringify(after.Resources[id]) !== JSON.stringify(before.Resources[id]));
    const types = changed.map((id) => after.Resources[id].Type).sort();
    expect(types).toEqual([isTemplate ? 'AWS::EC2::LaunchTemplate' : 'AWS::AutoScaling::LaunchConfiguration', 'AWS::IAM::Role'].sort());
  });

  test('and synthesizing again gives the same', () => {
    expect(build(testApp(context), true)).toEqual(build(testApp(context), true));
  });
});

test.each([
  ['without an image', { UserData: { 'Fn::Base64': '#!/bin/sh\n' } }, undefined],
  ['with an image', { ImageId: 'ami-1', UserData: { 'Fn::Base64': '#!/bin/sh\n' } }, TracingStatus.UNTRACED],
  ['with our commands', { ImageId: 'ami-1', UserData: { 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` } }, TracingStatus.TRACED],
  ['with data that is hidden', { Ref: 'Data' }, TracingStatus.UNKNOWN],
  ['for ECS', { ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}' }, TracingStatus.PASS_THROUGH],
])('a template %s', (_, LaunchTemplateData, status) => {
  expect(inspectedStatus({ Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData } })).toBe(status);
});
