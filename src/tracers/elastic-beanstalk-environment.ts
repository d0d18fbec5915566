import { configurationsOf, enableOption, optionFinding } from './private/beanstalk-options';
import { isSet } from './private/is-set';
import { INSTANCE_PROFILE_OPTION } from '../private/template/beanstalk';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import type { TracingFinding } from '../tracing/tracing-finding';

/**
 * An Elastic Beanstalk environment: the option `XRayEnabled` of `aws:elasticbeanstalk:xray`, merged into `OptionSettings`. The role of its instance
 * profile sends the segments.
 *
 * An environment inherits what its configuration template says. It gets the option itself all the same, because a template that changes does not
 * reach an environment that runs already.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-configuration-debugging.html
 */
export class ElasticBeanstalkEnvironmentTracer implements SenderRow {
  public readonly resourceType = 'AWS::ElasticBeanstalk::Environment';
  public readonly ruleId = 'ElasticBeanstalkEnvironmentTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = INSTANCE_PROFILE_OPTION;

  public inspect(resource: InspectedResource): TracingFinding {
    return optionFinding(resource);
  }

  public enable(context: TracerContext): void {
    enableOption(context, this.ruleId);
  }

  public senderOf(resource: InspectedResource): SenderProperty {
    const setter = configurationsOf(resource).find((each) => isSet(each, INSTANCE_PROFILE_OPTION));
    return { resource: setter ?? resource, path: INSTANCE_PROFILE_OPTION };
  }
}
