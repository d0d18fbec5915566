import {
  type App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, CfnResource, Fn, Stack,
} from 'aws-cdk-lib';
import { ENV } from './parts';

const LINUX = { instanceType: new ec2.InstanceType('t3.micro'), machineImage: ec2.MachineImage.latestAmazonLinux2023() };
const WINDOWS = { ...LINUX, machineImage: ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE) };

/** Instances, launch templates and Auto Scaling groups, with all kinds of user data, in subnets with and without a way out. */
export function defineServers(app: App): void {
  const stack = new Stack(app, 'Servers', { env: ENV });
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 1,
    subnetConfiguration: [
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC },
      { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
  addInstances(stack, vpc);
  addGroups(stack, vpc);
  addL1s(stack, vpc);
}

function addInstances(stack: Stack, vpc: ec2.Vpc): void {
  new ec2.Instance(stack, 'Linux', { vpc, ...LINUX, requireImdsv2: true });
  new ec2.Instance(stack, 'Windows', { vpc, ...WINDOWS });
  new ec2.Instance(stack, 'Replaced', { vpc, ...LINUX, userDataCausesReplacement: true });
  new ec2.Instance(stack, 'Isolated', { vpc, ...LINUX, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
  const userData = new ec2.MultipartUserData();
  userData.addUserDataPart(ec2.UserData.forLinux(), undefined, true);
  new ec2.Instance(stack, 'Multipart', { vpc, ...LINUX, userData });
  new ec2.Instance(stack, 'CloudConfig', { vpc, ...LINUX, userData: ec2.UserData.custom('#cloud-config\npackages: [httpd]\n') });
}

function addGroups(stack: Stack, vpc: ec2.Vpc): void {
  const servers = new autoscaling.AutoScalingGroup(stack, 'Group', { vpc, ...LINUX, signals: autoscaling.Signals.waitForAll() });
  servers.addUserData('yum install -y httpd');
  servers.userData.addSignalOnExitCommand(servers);
  const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', { ...LINUX, requireImdsv2: true, role: role(stack, 'Role') });
  new autoscaling.AutoScalingGroup(stack, 'OfTemplate', { vpc, launchTemplate });
  new autoscaling.AutoScalingGroup(stack, 'Mixed', { vpc, mixedInstancesPolicy: { launchTemplate } });
  new ecs.Cluster(stack, 'Cluster', { vpc }).addCapacity('Capacity', { instanceType: LINUX.instanceType });
}

function addL1s(stack: Stack, vpc: ec2.Vpc): void {
  const profile = new iam.CfnInstanceProfile(stack, 'Profile', { roles: [role(stack, 'L1Role').roleName] });
  const userData = Fn.base64(Fn.sub('#!/bin/bash\necho "${AWS::StackName}"\nexit 0\n'));
  const server = { imageId: 'ami-0123456789abcdef0', instanceType: 't3.micro', userData };
  const [subnetId] = vpc.privateSubnets.map((subnet) => subnet.subnetId);
  new ec2.CfnInstance(stack, 'L1', { ...server, subnetId, iamInstanceProfile: profile.ref });
  new ec2.CfnInstance(stack, 'WithoutProfile', { ...server, subnetId });
  new ec2.CfnLaunchTemplate(stack, 'L1Template', { launchTemplateData: { ...server, iamInstanceProfile: { name: profile.ref } } });
  new autoscaling.CfnLaunchConfiguration(stack, 'L1Configuration', { ...server, iamInstanceProfile: profile.attrArn });
  const fleetRole = new iam.Role(stack, 'FleetRole', { assumedBy: new iam.ServicePrincipal('spotfleet.amazonaws.com') });
  new ec2.CfnSpotFleet(stack, 'L1Fleet', {
    spotFleetRequestConfigData: {
      iamFleetRole: fleetRole.roleArn,
      targetCapacity: 1,
      launchSpecifications: [{ ...server, subnetId, iamInstanceProfile: { arn: profile.attrArn } }],
    },
  });
  new CfnResource(stack, 'Raw', {
    type: 'AWS::EC2::Instance',
    properties: { ImageId: server.imageId, InstanceType: server.instanceType, SubnetId: subnetId, UserData: { 'Fn::Base64': '#!/bin/sh\n' }, IamInstanceProfile: profile.ref },
  });
}

function role(stack: Stack, id: string): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}
