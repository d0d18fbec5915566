import { namesResource } from './private/names-resource';
import { PassiveTracer } from './private/passive-tracer';
import { searchableText } from '../private/template/template-text';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/** The charts of collectors. */
const CHART = /(^|\/)(amazon-cloudwatch-observability|aws-xray)$/;

/**
 * The image of the X-Ray daemon, an exporter of OpenTelemetry's collector, and what the CloudWatch agent is told, in whatever describes pods. Files stand there as
 * texts, with `\n` for each line.
 */
const IN_PODS = /\b(image|repository)\W{1,9}[^\s"',]{0,200}aws-xray-daemon|exporters\W+(\w+\W+){0,6}awsxray\b|\btraces_collected\b/;

/** What the add-on of ADOT is told where it is to send traces, be it in JSON or in YAML. */
const PIPELINE = /(^|[\s"'{])xray["']?\s*:(?!\W*enabled\W+false)/;

/** A configuration of the CloudWatch agent takes the place of the one that it has by default, which collects traces. */
const AGENT_CONFIG = /\bconfig["']?\s*:/;

/** Whether something that is installed in a cluster collects traces: an add-on, or what the CDK makes of `addHelmChart()` and `addManifest()`. */
const INSTALLERS: Readonly<Record<string, (installed: InspectedResource) => boolean>> = {
  'AWS::EKS::Addon': (addon) => {
    const configuration = propertyText(addon, 'ConfigurationValues');
    switch (addon.property('AddonName')) {
      case 'amazon-cloudwatch-observability': return !AGENT_CONFIG.test(configuration) || configuration.includes('traces');
      case 'adot': return PIPELINE.test(configuration);
      default: return false;
    }
  },
  'Custom::AWSCDK-EKS-HelmChart': (chart) => CHART.test(propertyText(chart, 'Chart')) || IN_PODS.test(propertyText(chart, 'Values')),
  'Custom::AWSCDK-EKS-KubernetesResource': (manifest) => IN_PODS.test(propertyText(manifest, 'Manifest')),
};

/**
 * A cluster of Amazon EKS: what its pods send is in no template, but a collector for it may be.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export const EKS_CLUSTERS = [
  new PassiveTracer('AWS::EKS::Cluster', 'EksClusterTracing', finding),
  /** The clusters of `aws-cdk-lib/aws-eks`, which makes them by a custom resource. */
  new PassiveTracer('Custom::AWSCDK-EKS-Cluster', 'EksCustomClusterTracing', finding),
];

function finding(cluster: InspectedResource): TracingFinding {
  const hasCollector = Object.entries(INSTALLERS).some(([type, collects]) =>
    cluster._siblings(type).some((installed) => namesResource(installed, 'ClusterName', cluster) && collects(installed)));
  return hasCollector ? TracingFinding.traced() : TracingFinding.unsupported(
    'the templates do not show what runs in a Kubernetes cluster, and a collector for it has to be installed there',
    'install the add-on of the CloudWatch agent (`amazon-cloudwatch-observability`), or that of ADOT (`adot`) with X-Ray in its configuration, '
    + 'or run a collector as a daemon set; acknowledge this where the cluster has one that the templates do not show',
  );
}

function propertyText(installed: InspectedResource, property: string): string {
  return searchableText(installed.property(property));
}
