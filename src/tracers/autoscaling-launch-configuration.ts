import { ServerTracer } from './private/server-tracer';

/**
 * A launch configuration: a collector that its user data installs. The role of its instance profile sends the segments.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html
 */
export class AutoScalingLaunchConfigurationTracer extends ServerTracer {
  public readonly resourceType = 'AWS::AutoScaling::LaunchConfiguration';
  public readonly ruleId = 'AutoScalingLaunchConfigurationTracing';
  public readonly roleProperty = 'IamInstanceProfile';

  protected readonly runningServers = 'CloudFormation replaces the launch configuration, and servers of its Auto Scaling group that run already keep the '
    + 'user data that they were launched with, unless an update policy replaces them: do it by an instance refresh, or install the collector by '
    + '`ManagedNodeTracing`.';
}
