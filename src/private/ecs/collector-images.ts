import { valuesOf } from './environment';
import { isObject } from '../intrinsics';
import { isJson } from '../is-json';

/** What stands in a text for a part that only the deployment knows. */
const HIDDEN = '\0';

/** A name within JSON that has such a part. */
const HIDDEN_NAME = /"[^"]*\0[^"]*"\s*:/;

/** The names of images, whatever their registry, that receive segments. */
const IMAGES = [
  /^(aws-xray|(aws-)?xray-daemon)$/,
  /^(amazon-)?cloudwatch-agent$/,
  /^(aws-otel-collector|adot-collector|adot|otel-collector|otelcol|opentelemetry-collector)(-contrib|-k8s)?$/,
];

const AGENT_IMAGE = IMAGES[1];

/** A name of the X-Ray daemon's image that others have, too: it is also that of a well-known proxy. */
const AMBIGUOUS_IMAGE = 'xray';

/** What the images of AWS's collectors are called within a command or another text. */
export const COLLECTOR_IMAGES = /aws-xray-daemon|aws-otel-collector|cloudwatch-agent/;

/** A template value as a text, in which what only the deployment knows is a character that occurs nowhere else. */
export function textOf(value: any): string {
  if (typeof value === 'string') { return value; }
  if (!isObject(value)) { return HIDDEN; }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = value;
  if (Array.isArray(join) && Array.isArray(join[1])) { return join[1].map(textOf).join(String(join[0])); }
  const pattern = Array.isArray(sub) ? sub[0] : sub;
  return typeof pattern === 'string' ? pattern.replace(/\$\{[^!}][^}]*\}/g, HIDDEN) : HIDDEN;
}

/** Whether a text has a part that only the deployment knows. */
export function isHidden(text: string): boolean {
  return text.includes(HIDDEN);
}

/**
 * Whether a container receives segments: by its image or, where nobody can tell the image, by its name.
 *
 * @param container the container, with CloudFormation's names
 */
export function isCollector(container: any): boolean {
  const name = repositoryName(textOf(container.Image)) ?? textOf(container.Name);
  return IMAGES.some((pattern) => pattern.test(name)) || (name === AMBIGUOUS_IMAGE && mapsPortOfDaemon(container));
}

function mapsPortOfDaemon({ PortMappings: mappings }: any): boolean {
  return Array.isArray(mappings) && mappings.some((mapping) => Number(mapping?.ContainerPort) === 2000 && mapping.Protocol === 'udp');
}

/** Whether a container is a CloudWatch agent whose configuration is known to have no section for traces. */
export function isMetricsAgent(container: any): boolean {
  if (!AGENT_IMAGE.test(repositoryName(textOf(container.Image)) ?? '')) { return false; }
  const text = textOf(valuesOf(container, 'CW_CONFIG_CONTENT')[0]);
  return hasVisibleSections(text) && !/"(traces|opentelemetry)"\s*:/.test(text);
}

/** Whether what only the deployment knows of a configuration stands for values in it, such as a namespace, and not for names. */
function hasVisibleSections(text: string): boolean {
  return !isHidden(text) || (text.trimStart().startsWith('{') && !HIDDEN_NAME.test(text) && isJson(text.replaceAll(HIDDEN, '0')));
}

/** The last part of an image's name, without tag and digest; undefined where nobody can tell, as for the CDK's own assets. */
function repositoryName(image: string): string | undefined {
  const name = image.split('@')[0].split('/').pop()!.split(':')[0];
  return isHidden(name) || name.includes('container-assets') ? undefined : name;
}
