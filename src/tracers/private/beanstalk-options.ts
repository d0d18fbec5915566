import { isSet } from './is-set';
import { capitalized } from '../../private/capitalized';
import { listed } from '../../private/listed';
import { CONFIGURATION_TEMPLATE, INHERITED_FROM, withTemplates } from '../../private/template/beanstalk';
import type { InspectedResource } from '../../tracing/inspected-resource';
import type { TracerContext } from '../../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../../tracing/tracing-finding';

const XRAY_ENABLED = 'OptionSettings[Namespace=aws:elasticbeanstalk:xray,OptionName=XRayEnabled].Value';
/** What the option is called in texts for people. */
const OPTION = 'XRayEnabled of aws:elasticbeanstalk:xray';

/** The platforms that AWS documents to have the daemon, by how their names begin. Corretto is what the Java platform is called since Amazon Linux 2. */
const DOCUMENTED = /^(?:Go|Java|Corretto|Tomcat|Node\.js|Python|IIS)\b/;

/** An environment or configuration template, and the configuration templates of the app that it inherits from, the nearest first. */
export function configurationsOf(resource: InspectedResource): InspectedResource[] {
  return withTemplates(resource, templatesAt, ({ logicalId }) => logicalId);
}

function templatesAt(resource: InspectedResource, path: string): InspectedResource[] {
  return listed(resource.referenced(path)).filter(({ resourceType }) => resourceType === CONFIGURATION_TEMPLATE);
}

/** The finding of an environment or a configuration template. */
export function optionFinding(resource: InspectedResource): TracingFinding {
  const chain = configurationsOf(resource);
  const setter = chain.find((each) => isSet(each, XRAY_ENABLED)) ?? resource;
  const name = setter === resource ? OPTION : `${OPTION} in the configuration template ${setter.logicalId}`;
  const finding = TracingFinding.ofValue(setter.property(XRAY_ENABLED), name, true);
  if (finding.status === TracingStatus.EXCLUDED) { return finding; }
  const platform = platformOf(chain);
  if (platform && /\b(?:ECS|Multi-?container Docker)\b/i.test(platform)) { return withoutDaemon(platform); }
  switch (finding.status) {
    case TracingStatus.TRACED: return TracingFinding.traced(doubtAbout(platform));
    case TracingStatus.UNTRACED: return TracingFinding.untraced(savedElsewhere(chain[chain.length - 1]));
    default: return finding;
  }
}

/** What may turn the option on where no template of the app says so, for whoever reads that it is off. */
function savedElsewhere(resource: InspectedResource): string | undefined {
  const path = INHERITED_FROM.find((each) => isSet(resource, each));
  if (path === undefined || INHERITED_FROM.some((each) => templatesAt(resource, each).length > 0)) { return undefined; }
  return `the template does not turn it on, and its saved configuration ${JSON.stringify(resource.property(path))} is elsewhere`;
}

function withoutDaemon(platform: string): TracingFinding {
  return TracingFinding.unsupported(
    `Elastic Beanstalk does not provide the X-Ray daemon on the platform "${platform}"`,
    'run it as one more container: add public.ecr.aws/xray/aws-xray-daemon with port 2000 (udp and tcp) to Dockerrun.aws.json or the Compose file, '
    + 'link the application\'s containers to it with AWS_XRAY_DAEMON_ADDRESS=xray-daemon:2000, and let the role of the instance profile send, because '
    + 'AWSElasticBeanstalkMulticontainerDocker does not allow it',
  );
}

/** Turns the option on, and tells of a platform that may not have it. */
export function enableOption(context: TracerContext, ruleId: string): void {
  const own = TracingFinding.ofValue(context.inspected.property(XRAY_ENABLED), OPTION, true);
  if (own.status !== TracingStatus.TRACED) { context.set(XRAY_ENABLED, 'true'); }
  const doubt = doubtAbout(platformOf(configurationsOf(context.inspected)));
  if (doubt) {
    context.inform(ruleId, `${capitalized(doubt)}. The option is on all the same: if the deployment does not know it, or nothing listens on `
      + 'port 2000, leave this out with XRayTracing.of(…).exclude(reason) and install the daemon in .ebextensions.');
  }
}

/** What is not sure about tracing on a platform, where something is. */
function doubtAbout(platform: string | undefined): string | undefined {
  const isDocumented = platform === undefined || (DOCUMENTED.test(platform) && !platform.includes('Windows Server Core'));
  return isDocumented ? undefined : `AWS does not document that the platform "${platform}" has the X-Ray daemon`;
}

/**
 * The name of the platform, which begins with what runs on it: "Node.js 22 running on 64bit Amazon Linux 2023"; undefined where a token hides it.
 *
 * A solution stack says it the other way round: "64bit Amazon Linux 2023 v6.6.0 running Node.js 22".
 */
function platformOf(chain: readonly InspectedResource[]): string | undefined {
  const named = chain.map((each) => each.property('PlatformArn') ?? each.property('SolutionStackName') ?? undefined).find((value) => value !== undefined);
  const text = typeof named === 'string' ? named : JSON.stringify(named) ?? '';
  const [, system, language] = /^(.+?) running (?!on )(.+)$/.exec(text) ?? [];
  return language ? `${language} running on ${system}` : /platform\/([^/"]+)/.exec(text)?.[1];
}
