import { aws_elasticbeanstalk as beanstalk } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { newStack } from '../support/views';

const STACK_NAME = '64bit Amazon Linux 2023 v6.6.0 running Node.js 22';
const XRAY = { Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled' };
const PROFILE = { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile' };

tracerContract({
  resourceType: 'AWS::ElasticBeanstalk::ConfigurationTemplate',
  properties: { ApplicationName: 'desk', SolutionStackName: STACK_NAME, OptionSettings: [] },
  l1: (scope, id, profile) => new beanstalk.CfnConfigurationTemplate(scope, id, {
    applicationName: 'desk',
    solutionStackName: STACK_NAME,
    optionSettings: [{ namespace: PROFILE.Namespace, optionName: PROFILE.OptionName, value: profile }],
  }),
  traced: { OptionSettings: [{ ...XRAY, Value: 'true' }] },
  optedOut: { OptionSettings: [{ ...XRAY, Value: 'false' }] },
  hidden: { OptionSettings: [{ ...XRAY, Value: { Ref: 'AWS::StackName' } }] },
  service: 'ec2.amazonaws.com',
  hasInstanceProfile: true,
  setSender: (properties, sender) => properties.OptionSettings.push({ ...PROFILE, Value: sender }),
});

test('a template may leave the instance profile to its environments', () => {
  const stack = newStack();
  new beanstalk.CfnConfigurationTemplate(stack, 'Template', { applicationName: 'desk', solutionStackName: STACK_NAME });
  XRayTracing.of(stack).enable();
  expect(warningsOf(stack)).toEqual([]);
});
