import { associationFinding } from './private/association';
import { isSet } from './private/is-set';
import { launchTemplateOf, launchTemplateSender } from './private/launch-template-sender';
import { packetRouterFinding } from './private/packet-router';
import { serverFinding } from './private/server-finding';
import { ServerTracer } from './private/server-tracer';
import type { InspectedResource } from '../tracing/inspected-resource';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * An instance: a collector that its user data, or that of its launch template, installs. The role of its instance profile sends the segments.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export class Ec2InstanceTracer extends ServerTracer implements SenderRow {
  public readonly resourceType = 'AWS::EC2::Instance';
  public readonly ruleId = 'Ec2InstanceTracing';
  public readonly roleProperty = 'IamInstanceProfile';

  protected readonly runningServers = 'Of an instance that exists already, CloudFormation changes the user data by stopping and starting it, or by replacing '
    + 'it where its root device is an instance store; merely started again, it does not run the new user data: replace it, or install the collector by '
    + '`ManagedNodeTracing`.';

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return packetRouterFinding(resource) ?? launchTemplateFinding(resource) ?? super.inspect(resource);
  }

  /** What a launch template says of the user data is changed there. */
  public enable(context: TracerContext): void {
    if (!launchTemplateFinding(context.inspected)) { super.enable(context); }
  }

  /** An instance without an instance profile of its own has that of its launch template. */
  public senderOf(resource: InspectedResource): SenderProperty {
    const own = { resource, path: this.roleProperty };
    const template = isSet(resource, own.path) ? undefined : launchTemplateOf(resource);
    const inherited = template && launchTemplateSender(template);
    return inherited && isSet(inherited.resource, inherited.path) ? inherited : own;
  }
}

/** What is known of an instance that has its user data from a launch template; undefined for one that has its own, or none at all. */
function launchTemplateFinding(resource: InspectedResource): TracingFinding | undefined {
  if (isSet(resource, 'UserData') || !isSet(resource, 'LaunchTemplate')) { return undefined; }
  const template = launchTemplateOf(resource);
  if (!template) {
    return associationFinding(resource) ?? TracingFinding.unknown('its user data is perhaps that of a launch template which stands elsewhere', 'trace the launch template where it is defined');
  }
  if (isSet(template, 'LaunchTemplateData.ImageId')) { return serverFinding(template, resource); }
  return isSet(template, 'LaunchTemplateData.UserData')
    ? associationFinding(resource) ?? TracingFinding.unknown(
      `its user data is that of the launch template ${template.logicalId}, which names no image`,
      'name the image in the launch template, or give the instance user data of its own',
    )
    : undefined;
}
