import { aws_autoscaling as autoscaling, aws_ec2 as ec2, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { TraceCollector } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { INSTANCE_TYPE, LINUX_IMAGE, profileName, serverRole, tracedStack } from '../support/servers';

const DOWNLOADS = 'curl https://s3.eu-west-1.amazonaws.com/aws-xray-assets.eu-west-1/xray-daemon/x.zip\n';
const BOTH = ['NoWayToXRay', 'PackagesUnreachable'];

const downloading = (props = {}) => new TraceCollector({ name: 'x', linuxInstallScript: DOWNLOADS, ...props });

let stack: Stack;

beforeEach(() => {
  stack = tracedStack({ collector: downloading() });
});

/** The warnings about endpoints. */
function missing(ofStack = stack): string[] {
  const ids = warningsOf(ofStack).map(({ text }) => /\[ack: XRay::(\w+)\]$/.exec(text)?.[1] ?? '');
  return ids.filter((id) => BOTH.includes(id)).sort();
}

function vpc(scope = stack, subnetType = ec2.SubnetType.PRIVATE_ISOLATED): ec2.Vpc {
  return new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, subnetConfiguration: [{ name: 'Subnet', subnetType }, { name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] });
}

const SUBNETS = { subnetGroupName: 'Subnet' };

function server(ofVpc: ec2.IVpc, scope = stack): ec2.Instance {
  return new ec2.Instance(scope, 'Server', { vpc: ofVpc, vpcSubnets: SUBNETS, instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
}

test.each([
  ['an isolated subnet', ec2.SubnetType.PRIVATE_ISOLATED, BOTH],
  ['a subnet with a NAT gateway', ec2.SubnetType.PRIVATE_WITH_EGRESS, []],
  ['a public subnet', ec2.SubnetType.PUBLIC, []],
])('an instance in %s', (_, subnetType, ids) => {
  server(vpc(stack, subnetType));
  expect(missing()).toEqual(ids);
});

test('the warnings say what to add', () => {
  server(vpc());
  const texts = warningsOf(stack).map(({ text }) => text).join('\n');
  expect(texts).toContain('vpc.addGatewayEndpoint(\'S3\', { service: ec2.GatewayVpcEndpointAwsService.S3 })');
  expect(texts).toContain('new XRayVpcEndpoint(this, \'XRayEndpoint\', { vpc })');
});

test('endpoints that are added later count', () => {
  const network = vpc();
  server(network);
  network.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  network.addInterfaceEndpoint('XRay', { service: ec2.InterfaceVpcEndpointAwsService.XRAY, subnets: SUBNETS });
  expect(missing()).toEqual([]);
});

test('a gateway endpoint for the route tables of other subnets does not', () => {
  const network = vpc();
  server(network);
  network.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [{ subnetType: ec2.SubnetType.PUBLIC }] });
  expect(missing()).toEqual(BOTH);
});

test('an endpoint for another service does not', () => {
  const network = vpc();
  server(network);
  network.addGatewayEndpoint('Table', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
  expect(missing()).toEqual(BOTH);
});

test('a VPC of another stack is known', () => {
  server(vpc(new Stack(stack.node.root as any, 'Network', { env: stack.environment === '' ? {} : { account: stack.account, region: stack.region } })));
  expect(missing()).toEqual(BOTH);
});

test.each([
  ['an isolated subnet', { isolatedSubnetIds: ['subnet-1', 'subnet-2'] }, BOTH],
  ['another subnet', { privateSubnetIds: ['subnet-1', 'subnet-2'] }, []],
])('%s of an imported VPC', (_, subnets, ids) => {
  const imported = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], ...subnets });
  new ec2.Instance(stack, 'Server', { vpc: imported, vpcSubnets: { subnets: [...imported.isolatedSubnets, ...imported.privateSubnets].slice(0, 1) }, instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
  expect(missing()).toEqual(ids);
});

test('an imported VPC with endpoints of the app', () => {
  const imported = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'],
  });
  imported.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  new ec2.Instance(stack, 'Server', { vpc: imported, vpcSubnets: { subnets: imported.isolatedSubnets }, instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
  expect(missing()).toEqual(['NoWayToXRay']);
});

test.each([[false], [true]])('an Auto Scaling group, with the template flag %s', (isTemplate) => {
  const app = testApp({ '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': isTemplate });
  stack = tracedStack({ collector: downloading() }, app);
  new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc: vpc(), vpcSubnets: SUBNETS, instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE });
  expect(missing()).toEqual(BOTH);
});

test('an Auto Scaling group of mixed instances', () => {
  const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, role: serverRole(stack) });
  new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc: vpc(), vpcSubnets: SUBNETS, mixedInstancesPolicy: { launchTemplate } });
  expect(missing()).toEqual(BOTH);
});

test('an Auto Scaling group with another launch template for some types of instances', () => {
  const launchTemplate = ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Elsewhere', { launchTemplateId: 'lt-1', versionNumber: '1' });
  const other = new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, role: serverRole(stack) });
  const launchTemplateOverrides = [{ instanceType: INSTANCE_TYPE, launchTemplate: other }];
  new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc: vpc(), vpcSubnets: SUBNETS, mixedInstancesPolicy: { launchTemplate, launchTemplateOverrides } });
  expect(missing()).toEqual(BOTH);
});

test('an Auto Scaling group that names its launch template by the logical id', () => {
  const { node } = new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, role: serverRole(stack) });
  const LaunchTemplateId = { Ref: stack.resolve((node.defaultChild as CfnResource).logicalId) };
  const { subnetIds } = vpc().selectSubnets(SUBNETS);
  new CfnResource(stack, 'Servers', { type: 'AWS::AutoScaling::AutoScalingGroup', properties: { LaunchTemplate: { LaunchTemplateId }, VPCZoneIdentifier: subnetIds } });
  expect(missing()).toEqual(BOTH);
});

describe('an L1 instance in a subnet of the app', () => {
  const subnetWith = (route?: Record<string, string>) => {
    const raw = (id: string, type: string, properties: object) => new CfnResource(stack, id, { type: `AWS::EC2::${type}`, properties: { ...properties } });
    const network = raw('Vpc', 'VPC', { CidrBlock: '10.0.0.0/16' });
    const subnet = raw('Subnet', 'Subnet', { VpcId: network.ref, CidrBlock: '10.0.0.0/24' });
    if (route) {
      const table = raw('Table', 'RouteTable', { VpcId: network.ref });
      raw('Association', 'SubnetRouteTableAssociation', { SubnetId: subnet.ref, RouteTableId: table.ref });
      raw('Route', 'Route', { RouteTableId: table.ref, ...route });
    }
    return subnet.ref;
  };

  test.each([
    ['a route to a peer only', { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-1' }, BOTH],
    ['a route to everywhere', { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' }, []],
    ['an IPv6 route to everywhere', { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }, []],
    ['a route to a list of addresses', { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1' }, []],
    ['a route to addresses that the deployment knows', { DestinationCidrBlock: Fn.importValue('range'), TransitGatewayId: 'tgw-1' }, []],
    ['the main route table, of which nobody knows the routes', undefined, []],
  ])('with %s', (_, route, ids) => {
    new ec2.CfnInstance(stack, 'Server', {
      imageId: 'ami-1', iamInstanceProfile: profileName(stack), userData: Fn.base64('#!/bin/sh\n'), networkInterfaces: [{ deviceIndex: '0', subnetId: subnetWith(route) }],
    });
    expect(missing()).toEqual(ids);
  });
});

test.each([
  ['from a mirror', downloading({ packageLocation: 'https://mirror.example.com' }), ['NoWayToXRay']],
  ['from nowhere', new TraceCollector({ name: 'x', linuxInstallScript: 'systemctl start mine\n' }), ['NoWayToXRay']],
  ['and sends through a proxy', downloading({ serverConfiguration: 'Version: 2\nProxyAddress: "http://proxy"\n' }), ['PackagesUnreachable']],
  ['and sends to an endpoint of its own', downloading({ serverConfiguration: '{"traces":{"endpoint_override":"https://x"}}' }), ['PackagesUnreachable']],
])('a collector that is downloaded %s', (_, collector, ids) => {
  stack = tracedStack({ collector });
  server(vpc());
  expect(missing()).toEqual(ids);
});

test.each<[string, (ofVpc: ec2.IVpc) => ec2.ILaunchTemplate]>([
  ['has no role', () => new ec2.LaunchTemplate(stack, 'Template', { instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE })],
  ['is imported', (ofVpc) => {
    server(ofVpc);
    return ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-1', versionNumber: '1' });
  }],
])('an Auto Scaling group whose launch template %s stops nothing', (_, launchTemplate) => {
  const network = vpc();
  new autoscaling.AutoScalingGroup(stack, 'Group', { vpc: network, vpcSubnets: SUBNETS, launchTemplate: launchTemplate(network) });
  expect(missing()).toEqual(BOTH);
});
