import { enableOption, optionFinding } from './private/beanstalk-options';
import { isSet } from './private/is-set';
import { INSTANCE_PROFILE_OPTION } from '../private/template/beanstalk';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import type { TracingFinding } from '../tracing/tracing-finding';

/**
 * A saved configuration of an Elastic Beanstalk application: the option `XRayEnabled` of `aws:elasticbeanstalk:xray`, merged into `OptionSettings`,
 * for the environments that are made of it. Where it names an instance profile, the role of that sends the segments.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-configuration-savedconfig.html
 */
export class ElasticBeanstalkConfigurationTemplateTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::ElasticBeanstalk::ConfigurationTemplate';
  public readonly ruleId = 'ElasticBeanstalkConfigurationTemplateTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;

  public inspect(resource: InspectedResource): TracingFinding {
    return optionFinding(resource);
  }

  public enable(context: TracerContext): void {
    enableOption(context, this.ruleId);
    if (isSet(context.inspected, INSTANCE_PROFILE_OPTION)) { context.grantSender(context.inspected.reference(INSTANCE_PROFILE_OPTION)); }
  }
}
