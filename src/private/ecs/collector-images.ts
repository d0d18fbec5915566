import { configurationOf } from './configuration';
import { imageOf, repositoryName, tagOf } from './container-image';
import { valuesOf } from './environment';
import { mapsSegmentsPort } from './segments-port';
import { listed } from '../listed';
import { isJson } from '../template/is-json';
import { type Neighbours, NO_NEIGHBOURS } from '../template/neighbours';
import { HIDDEN, isHidden, searchableText } from '../template/template-text';

/** A name within JSON that has such a part. */
const HIDDEN_NAME = new RegExp(`"[^"${HIDDEN}]*${HIDDEN}[^"]*"\\s*:`);

/** A value in quotes that has such a part. It is none with sections. */
const HIDDEN_VALUE = new RegExp(`(['"])[^'"\\n${HIDDEN}]*${HIDDEN}[^'"\\n]*\\1(?!\\s*:)`, 'g');

/** The names of images, whatever their registry, that receive segments. */
const IMAGES = [
  /^(aws-xray|(aws-)?xray-daemon)$/,
  /^(amazon-)?cloudwatch-agent$/,
  /^(aws-otel-collector|adot-collector|adot|otel-collector|otelcol|opentelemetry-collector)(-contrib|-k8s)?$/,
];

const [DAEMON_IMAGE, AGENT_IMAGE, ADOT_IMAGE] = IMAGES;

/** The configurations that the image of ADOT has for metrics alone. */
const METRICS_FILE = /\/etc\/ecs\/(ecs-(amp|cloudwatch)(-prometheus)?|otel-instance-metrics-config)\.yaml/;

/**
 * What the X-Ray daemon is called, as an image or as a container, by those who say so of their own. Applications may be called so as well, and a well-known
 * proxy is, but those do not listen on the daemon's port.
 */
const DAEMON_NAME = /^(aws[-_]?)?x-?ray([-_]?(daemon|agent|collector|sidecar))?$/i;

/** The X-Ray daemon in the tag of an image, where one repository has the images of several programs. */
const DAEMON_TAG = /(^|[-_.])xray-daemon([-_.]|$)/;

/** What the images of AWS's collectors are called within a command or another text. */
export const COLLECTOR_IMAGES = /aws-xray-daemon|aws-otel-collector|cloudwatch-agent/;

/**
 * Whether a container receives segments: by its image or, where only the deployment knows the image for sure, by its name. One with the port of the
 * X-Ray daemon may have any image, as long as it is called like the daemon.
 *
 * @param container the container, with CloudFormation's names
 */
export function isCollector(container: any, neighbours: Neighbours = NO_NEIGHBOURS): boolean {
  const certain = repositoryName(searchableText(container.Image ?? {}));
  const image = imageOf(container, neighbours);
  const names = [certain ?? searchableText(container.Name), repositoryName(image)];
  return names.some((name) => IMAGES.some((pattern) => pattern.test(name ?? ''))) || (isCalledDaemon(container, image) && mapsSegmentsPort(container));
}

/** Whether a container is the X-Ray daemon for sure, which takes segments and no OpenTelemetry spans. */
export function isXRayDaemon(container: any, neighbours: Neighbours): boolean {
  return DAEMON_IMAGE.test(repositoryName(imageOf(container, neighbours)) ?? '');
}

function isCalledDaemon({ Name: name }: any, image: string): boolean {
  return DAEMON_NAME.test(searchableText(name)) || DAEMON_NAME.test(repositoryName(image) ?? '') || DAEMON_TAG.test(tagOf(image) ?? '');
}

/** Whether a container is a collector whose configuration is known to have nothing for traces. */
export function isMetricsAgent(container: any, neighbours: Neighbours): boolean {
  const image = repositoryName(imageOf(container, neighbours)) ?? '';
  if (AGENT_IMAGE.test(image)) { return isAgentForMetrics(container, neighbours); }
  const configuration = configurationOf(container, 'AOT_CONFIG_CONTENT', neighbours);
  return ADOT_IMAGE.test(image) && (configuration === undefined ? hasFileForMetrics(container) : hasPipelinesForMetrics(configuration));
}

/** Whether the CloudWatch agent takes no traces: neither by its own configuration, nor by one of OpenTelemetry beside it. Its default on Amazon ECS is for metrics. */
function isAgentForMetrics(container: any, neighbours: Neighbours): boolean {
  const configuration = configurationOf(container, 'CW_CONFIG_CONTENT', neighbours) ?? defaultOfAgent(container);
  const pipelines = configurationOf(container, 'CW_OTEL_CONFIG_CONTENT', neighbours);
  return hasVisibleSections(configuration)
    && !/"(traces|opentelemetry)"\s*:/.test(configuration)
    && (pipelines === undefined || hasPipelinesForMetrics(pipelines));
}

function defaultOfAgent(container: any): string {
  return valuesOf(container, 'USE_DEFAULT_CONFIG').some((value) => value === 'True') ? '{"logs":{}}' : HIDDEN;
}

/** What ADOT is told in its environment goes before the file that its command names. */
function hasFileForMetrics({ Command: command }: any): boolean {
  return listed(command).some((argument) => METRICS_FILE.test(searchableText(argument)));
}

/** Whether a configuration of OpenTelemetry has pipelines, and none for traces. */
function hasPipelinesForMetrics(configuration: string): boolean {
  return !isHidden(configuration.replace(HIDDEN_VALUE, '')) && /\bpipelines\b/.test(configuration) && !/\btraces(\/[\w-]+)?["']?\s*:/.test(configuration);
}

/** Whether what only the deployment knows of a configuration stands for values in it, such as a namespace, and not for names. */
function hasVisibleSections(text: string): boolean {
  return !isHidden(text) || (text.trimStart().startsWith('{') && !HIDDEN_NAME.test(text) && isJson(text.replaceAll(HIDDEN, '0')));
}
