import { isSet } from './private/is-set';
import { launchTemplateSender, PROFILE_ARN } from './private/launch-template-sender';
import { ServerTracer } from './private/server-tracer';
import type { InspectedResource } from '../tracing/inspected-resource';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracingFinding } from '../tracing/tracing-finding';

/**
 * A launch template that names an image: a collector that its user data installs. The role of its instance profile sends the segments. A template
 * without an image completes what somebody else says of servers, as those of EKS node groups and AWS Batch do, and is left alone.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export class Ec2LaunchTemplateTracer extends ServerTracer implements SenderRow {
  public readonly resourceType = 'AWS::EC2::LaunchTemplate';
  public readonly ruleId = 'Ec2LaunchTemplateTracing';
  public readonly roleProperty = PROFILE_ARN;

  protected readonly runningServers = 'Servers that run already keep the user data that they were launched with: replace them, in an Auto Scaling group by '
    + 'an instance refresh, or install the collector by `ManagedNodeTracing`.';

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return isSet(resource, 'LaunchTemplateData.ImageId') ? super.inspect(resource) : undefined;
  }

  public senderOf(resource: InspectedResource): SenderProperty {
    return launchTemplateSender(resource);
  }
}
