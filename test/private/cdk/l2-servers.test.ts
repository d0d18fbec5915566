import { App, aws_autoscaling as autoscaling, aws_ec2 as ec2, CfnResource, Stack } from 'aws-cdk-lib';
import { l2SystemOf } from '../../../src/private/cdk/l2-servers';
import { instance, INSTANCE_TYPE, LINUX_IMAGE, WINDOWS_IMAGE } from '../../support/servers';

const GENERATE_TEMPLATE = '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig';

function group(stack: Stack, machineImage: ec2.IMachineImage): void {
  new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc: new ec2.Vpc(stack, 'Vpc'), instanceType: INSTANCE_TYPE, machineImage });
}

describe.each<[string, string, boolean, (stack: Stack, machineImage: ec2.IMachineImage) => unknown]>([
  ['an instance', 'AWS::EC2::Instance', true, (stack, machineImage) => instance(stack, 'Server', { machineImage })],
  ['a launch template', 'AWS::EC2::LaunchTemplate', true, (stack, machineImage) => new ec2.LaunchTemplate(stack, 'Template', { machineImage })],
  ['the launch template of an Auto Scaling group', 'AWS::EC2::LaunchTemplate', true, group],
  ['the launch configuration of an Auto Scaling group', 'AWS::AutoScaling::LaunchConfiguration', false, group],
])('the CDK internals that it reads have the shape it expects: the L2 around %s', (_, type, isTemplate, make) => {
  test.each([['linux', LINUX_IMAGE], ['windows', WINDOWS_IMAGE]])('knows that it runs %s', (system, machineImage) => {
    const stack = new Stack(new App({ context: { [GENERATE_TEMPLATE]: isTemplate } }), 'Stack');
    make(stack, machineImage);
    const found = stack.node.findAll().filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType === type);
    expect(found.map(l2SystemOf)).toEqual([system]);
  });
});

test('a resource without such an L2 around it runs nobody knows what', () => {
  expect(l2SystemOf(new ec2.CfnInstance(new Stack(), 'Resource'))).toBeUndefined();
});
