import { PassiveTracer } from './private/passive-tracer';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/** What installs something in a cluster, which of its properties say what, and by what a collector of traces is known. */
interface Installer {
  readonly type: string;
  readonly properties: readonly string[];
  readonly collector: RegExp;
}

/** The chart of the CloudWatch agent, the image of the X-Ray daemon, and the exporter of OpenTelemetry's collector. */
const COLLECTOR = /amazon-cloudwatch-observability|aws-xray-daemon|\bawsxray\b/;

/** Add-ons, of which that of ADOT collects traces only where it is told of X-Ray, and what the CDK makes of `addHelmChart()` and `addManifest()`. */
const INSTALLERS: readonly Installer[] = [
  { type: 'AWS::EKS::Addon', properties: ['AddonName', 'ConfigurationValues'], collector: /amazon-cloudwatch-observability|xray/ },
  { type: 'Custom::AWSCDK-EKS-HelmChart', properties: ['Chart', 'Values'], collector: COLLECTOR },
  { type: 'Custom::AWSCDK-EKS-KubernetesResource', properties: ['Manifest'], collector: COLLECTOR },
];

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
  const installer = INSTALLERS.flatMap((each) => installed(cluster, each))[0];
  return installer ? TracingFinding.traced(`${installer.logicalId} installs a collector; whether the pods send it segments is not in the templates`) : NOT_SHOWN;
}

function installed(cluster: InspectedResource, { type, properties, collector }: Installer): InspectedResource[] {
  return cluster._siblings(type).filter((each) => each.referenced('ClusterName')?.logicalId === cluster.logicalId
    && collector.test(JSON.stringify(properties.map((property) => each.property(property)))));
}

const NOT_SHOWN = TracingFinding.unsupported(
  'the templates do not show what runs in a Kubernetes cluster, and a collector for it has to be installed there',
  'install the add-on of the CloudWatch agent (`amazon-cloudwatch-observability`), or that of ADOT (`adot`) with X-Ray in its configuration, '
  + 'or run a collector as a daemon set; acknowledge this where the cluster has one that the templates do not show',
);
