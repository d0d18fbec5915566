import { App, aws_ec2 as ec2, aws_iam as iam, Fn, Stack } from 'aws-cdk-lib';
import { XRayVpcEndpoint, type XRayVpcEndpointProps } from '../../src';
import { templateOf, testApp } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { rendered, resourcesOfType } from '../support/resources';

function newStack(region = ENV.region, app: App = testApp()): Stack {
  return new Stack(app, 'Network', { env: { ...ENV, region } });
}

function endpoint(props: Partial<XRayVpcEndpointProps> = {}, stack = newStack()): XRayVpcEndpoint {
  return new XRayVpcEndpoint(stack, 'XRay', { ...props, vpc: props.vpc ?? new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a', 'b'] }) });
}

test('an endpoint lets pass what collectors and SDKs need, and nothing else', () => {
  expect(rendered(endpoint()).Properties).toMatchObject({
    ServiceName: 'com.amazonaws.eu-west-1.xray',
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Resource: '*',
        Action: [
          'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:PutSpans', 'xray:PutSpansForIndexing',
          'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries',
        ],
      }],
    },
  });
});

test('an endpoint lets pass what is added', () => {
  const xray = endpoint();
  xray.addToPolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['xray:GetTraceSummaries'], resources: ['*'] }));
  expect(rendered(xray).Properties.PolicyDocument.Statement).toHaveLength(2);
});

test.each([['cn-north-1', 'cn.com.amazonaws.cn-north-1.xray'], ['us-gov-west-1', 'com.amazonaws.us-gov-west-1.xray']])(
  'in %s the service is %s', (region, service) => {
    expect(rendered(endpoint({}, newStack(region))).Properties.ServiceName).toBe(service);
  });

test('an endpoint is as it is told to be', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a', 'b'] });
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const xray = endpoint({
    vpc,
    subnets: { subnetType: ec2.SubnetType.PUBLIC },
    securityGroups: [securityGroup],
    open: false,
    privateDnsEnabled: false,
    ipAddressType: ec2.VpcEndpointIpAddressType.IPV4,
    lookupSupportedAzs: false,
    principals: [new iam.AccountRootPrincipal()],
  }, stack);
  expect(rendered(xray).Properties).toMatchObject({
    IpAddressType: 'ipv4',
    PrivateDnsEnabled: false,
    PolicyDocument: { Statement: [{ Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } } }] },
    SecurityGroupIds: [stack.resolve(securityGroup.securityGroupId)],
    SubnetIds: vpc.publicSubnets.map(({ subnetId }) => stack.resolve(subnetId)),
  });
  expect(resourcesOfType(stack, 'AWS::EC2::SecurityGroup')).toHaveLength(1);
  expect(resourcesOfType(stack, 'AWS::EC2::SecurityGroup')[0].Properties.SecurityGroupIngress).toBeUndefined();
});

const PRINCIPALS = '`principals` must be a list of at least one principal, for example `[new iam.AccountRootPrincipal()]`';
const GROUPS = '`securityGroups` must be a list of at least one security group, for example `[new ec2.SecurityGroup(stack, \'Group\', { vpc })]`';

test.each<[Record<string, any>, string]>([
  [{ principals: [] }, `${PRINCIPALS}, got: []`],
  [{ principals: '111122223333' }, `${PRINCIPALS}, got: "111122223333"`],
  [{ principals: ['111122223333'] }, `${PRINCIPALS}, got: ["111122223333"]`],
  [{ securityGroups: [] }, `${GROUPS}, got: []`],
  [{ securityGroups: ['sg-1'] }, `${GROUPS}, got: ["sg-1"]`],
  [{ open: 'false' }, '`open` must be true or false, got: "false"'],
  [{ privateDnsEnabled: 'no' }, '`privateDnsEnabled` must be true or false, got: "no"'],
  [{ lookupSupportedAzs: 1 }, '`lookupSupportedAzs` must be true or false, got: 1'],
  [{ subnets: 'private' }, '`subnets` must be an object, for example { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, got: "private"'],
])('%j is refused', (props, message) => {
  expect(() => endpoint(props)).toThrow(new Error(`[Network] ${message}`));
});

test('one principal is no list', () => {
  expect(() => endpoint({ principals: new iam.AccountRootPrincipal() as any })).toThrow(`[Network] ${PRINCIPALS}, got: `);
});

describe('a VPC without DNS', () => {
  const vpcWith = (stack: Stack, props: ec2.VpcProps) => new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a'], ...props });

  test.each<[string, ec2.VpcProps]>([
    ['EnableDnsHostnames', { enableDnsHostnames: false }],
    ['EnableDnsSupport', { enableDnsHostnames: false, enableDnsSupport: false }],
  ])('has no host name for an endpoint: `%s`', (name, props) => {
    const stack = newStack();
    endpoint({ vpc: vpcWith(stack, props) }, stack);
    expect(() => templateOf(stack)).toThrow(
      `\`vpc\` must have DNS for an endpoint with private DNS, got one with \`${name}: false\`, Network/Vpc; turn \`enableDnsSupport\` and `
      + '`enableDnsHostnames` on, or set `privateDnsEnabled` of the endpoint to false');
  });

  test('may get it later', () => {
    const stack = newStack();
    const vpc = vpcWith(stack, { enableDnsHostnames: false });
    endpoint({ vpc }, stack);
    (vpc.node.defaultChild as ec2.CfnVPC).enableDnsHostnames = true;
    expect(() => templateOf(stack)).not.toThrow();
  });

  test('may have an endpoint without private DNS', () => {
    const stack = newStack();
    expect(() => endpoint({ vpc: vpcWith(stack, { enableDnsHostnames: false }), privateDnsEnabled: false }, stack)).not.toThrow();
  });
});

describe('a second endpoint of a VPC', () => {
  test('is refused where both have X-Ray\'s host name', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a'] });
    endpoint({ vpc }, stack);
    expect(() => new XRayVpcEndpoint(stack, 'Second', { vpc })).toThrow(new Error(
      '[Network/Second] `vpc` must have one X-Ray endpoint with private DNS, got a second one for Network/Vpc, beside [Network/XRay]; '
      + 'remove one of the two, or set `privateDnsEnabled` of one to false'));
  });

  test('is refused in another stack, of which nobody knows the account and region', () => {
    const app = testApp();
    const vpc = new ec2.Vpc(new Stack(app, 'Network'), 'Vpc');
    new XRayVpcEndpoint(new Stack(app, 'Orders'), 'XRay', { vpc });
    expect(() => new XRayVpcEndpoint(new Stack(app, 'Billing'), 'XRay', { vpc })).toThrow(/got a second one for Network\/Vpc, beside \[Orders\/XRay\]/);
  });

  test('is refused in another stack that imports the VPC', () => {
    const app = testApp();
    const add = (id: string) => {
      const stack = new Stack(app, id, { env: ENV });
      const attributes = { vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] };
      return new XRayVpcEndpoint(stack, 'XRay', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', attributes) });
    };
    add('Orders');
    expect(() => add('Billing')).toThrow(/got a second one for Billing\/Vpc, beside \[Orders\/XRay\]/);
  });

  test.each<[string, Partial<ec2.InterfaceVpcEndpointOptions>, boolean]>([
    ['has X-Ray\'s host name', {}, true],
    ['has another host name', { privateDnsEnabled: false }, false],
    ['is that of another service', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS }, false],
  ])('that the CDK makes is refused at the synthesis where it %s', (_, options, isRefused) => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a'] });
    endpoint({ vpc }, stack);
    vpc.addInterfaceEndpoint('Other', { service: ec2.InterfaceVpcEndpointAwsService.XRAY, ...options });
    const synthesis = expect(() => (stack.node.root as App).synth());
    if (!isRefused) { return synthesis.not.toThrow(); }
    synthesis.toThrow('`vpc` must have one X-Ray endpoint with private DNS, got a second one for Network/Vpc, beside [Network/Vpc/Other/Resource]; '
      + 'remove one of the two, or set `privateDnsEnabled` of one to false');
  });

  test('of what is called the same in two environments is an endpoint of another VPC', () => {
    const app = testApp();
    const vpcId = Fn.importValue('PlatformVpc');
    for (const account of ['111122223333', '444455556666']) {
      const stack = new Stack(app, `In${account}`, { env: { ...ENV, account } });
      const attributes = { vpcId, vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] };
      new XRayVpcEndpoint(stack, 'XRay', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', attributes) });
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('of VPCs that are yet to be looked up are endpoints of two', () => {
    const app = testApp();
    const add = (id: string) => {
      const stack = new Stack(app, id, { env: ENV });
      return new XRayVpcEndpoint(stack, 'XRay', { vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: id }) });
    };
    add('Orders');
    expect(() => add('Billing')).not.toThrow();
  });

  test('may have another host name', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a'] });
    endpoint({ vpc }, stack);
    expect(() => new XRayVpcEndpoint(stack, 'Second', { vpc, privateDnsEnabled: false })).not.toThrow();
  });

  test('of another VPC is another endpoint', () => {
    const stack = newStack();
    endpoint({}, stack);
    expect(() => new XRayVpcEndpoint(stack, 'Second', { vpc: new ec2.Vpc(stack, 'Other', { availabilityZones: ['a'] }) })).not.toThrow();
  });
});
