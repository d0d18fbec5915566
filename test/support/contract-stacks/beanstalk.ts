import { type App, Aws, aws_elasticbeanstalk as beanstalk, aws_iam as iam, CfnResource, Stack } from 'aws-cdk-lib';
import { cfnRole, ENV } from './parts';

const NODE = '64bit Amazon Linux 2023 v6.6.0 running Node.js 22';
const PROFILE = { namespace: 'aws:autoscaling:launchconfiguration', optionName: 'IamInstanceProfile' };

/** Elastic Beanstalk environments with and without configuration templates, on platforms with and without the daemon. */
export function defineBeanstalk(app: App): void {
  const stack = new Stack(app, 'Desk', { env: ENV });
  const applicationName = new beanstalk.CfnApplication(stack, 'Application', {}).ref;
  const environment = (id: string, props: Partial<beanstalk.CfnEnvironmentProps>) =>
    new beanstalk.CfnEnvironment(stack, id, { applicationName, solutionStackName: NODE, ...props });

  const optionSettings = [{ ...PROFILE, value: profileOf(stack, 'Web', 'AWSElasticBeanstalkWebTier') }];
  environment('Web', { optionSettings });
  environment('Containers', { solutionStackName: '64bit Amazon Linux 2023 v4.3.0 running ECS', optionSettings });
  environment('Docker', { solutionStackName: '64bit Amazon Linux 2023 v4.6.0 running Docker', optionSettings });
  environment('OptedOut', { optionSettings: [{ namespace: 'aws:elasticbeanstalk:xray', optionName: 'XRayEnabled', value: 'false' }, ...optionSettings] });

  const plain = [{ ...PROFILE, value: profileOf(stack, 'Plain', 'AmazonSSMManagedInstanceCore') }];
  const saved = new beanstalk.CfnConfigurationTemplate(stack, 'Saved', { applicationName, solutionStackName: NODE, optionSettings: plain });
  environment('Inheriting', { templateName: saved.ref, solutionStackName: undefined });
  new CfnResource(stack, 'Raw', {
    type: 'AWS::ElasticBeanstalk::Environment',
    properties: {
      ApplicationName: applicationName,
      SolutionStackName: NODE,
      OptionSettings: [
        { Namespace: PROFILE.namespace, OptionName: PROFILE.optionName, Value: plain[0].value },
        { Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'STACK', Value: Aws.STACK_NAME },
      ],
    },
  });
}

function profileOf(stack: Stack, id: string, policy: string): string {
  const role = cfnRole(stack, `${id}Role`, 'ec2.amazonaws.com', { managedPolicyArns: [`arn:aws:iam::aws:policy/${policy}`] });
  return new iam.CfnInstanceProfile(stack, `${id}Profile`, { roles: [role.ref] }).ref;
}
