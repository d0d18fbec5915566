import { associationFinding } from './association';
import { packetRouterFinding } from './packet-router';
import { plainText } from '../../private/template/intrinsics';
import { launchDataPath } from '../../private/template/launch-data';
import { INIT_METADATA } from '../../private/user-data/cfn-init';
import { containersOn, systemOf } from '../../private/user-data/container-host';
import { textWithParameters } from '../../private/user-data/parameters';
import { findingWithInit, obstacleTo, type UserDataFinding, visibleTextWithInit } from '../../private/user-data/user-data';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding } from '../../tracing/tracing-finding';

/**
 * What is known of the collector on a server.
 *
 * @param resource what has its user data
 * @param server the server, where it has that from a launch template
 */
export function serverFinding(resource: InspectedResource, server = resource): TracingFinding {
  const path = launchDataPath(resource.resourceType, 'UserData');
  const userData = resource.property(path);
  if (userData === null) { return TracingFinding._removed(path); }
  const { status, reason } = collectorOn(resource);
  if (status === 'traced') { return TracingFinding.traced(); }
  const router = packetRouterFinding(resource);
  if (router) { return router; }
  return containersFinding(userData, imageName(resource), resource) ?? associationFinding(server) ?? (status === 'untraced'
    ? TracingFinding._untracedBy(() => obstacleTo(userData, { system: systemOn(resource) }))
    : TracingFinding.unknown(reason!, INSTALL_IT));
}

/** What to do where nobody can tell whether user data installs a collector. */
export const INSTALL_IT = 'have the user data install a collector, for example with what `npx cdk-xray install-script` prints, or use `ManagedNodeTracing`';

/** What is said of a server that runs containers, which its user data or its image shows. */
export function containersFinding(userData: any, image: string, resource: InspectedResource): TracingFinding | undefined {
  const containers = containersOn(visibleTextWithInit(userData, initIn(resource)), image);
  return containers === undefined ? undefined : TracingFinding.passThrough(`it runs ${containers}, to which a collector of their own belongs`);
}

/** Whether the user data of a server installs a collector. */
export function collectorOn(resource: InspectedResource): UserDataFinding {
  return collectorBy(resource.property(launchDataPath(resource.resourceType, 'UserData')), resource);
}

/** Whether user data in a resource, or the metadata that it has cfn-init carry out, installs a collector. Parameters are read only where they may decide. */
export function collectorBy(userData: any, resource: InspectedResource): UserDataFinding {
  const finding = findingWithInit(userData, initIn(resource));
  if (finding.status !== 'unknown') { return finding; }
  return findingWithInit(userData, initIn(resource), (value) => textWithParameters(value, resource._neighbours));
}

function initIn(resource: InspectedResource): (logicalId: string) => unknown {
  return (logicalId) => resource._metadataOf(logicalId, INIT_METADATA);
}

/** The operating system of a server, as far as its instance type and its image tell. Mac instances run macOS, whatever a CDK app takes their image for. */
export function systemOn(resource: InspectedResource): ReturnType<typeof systemOf> {
  const path = launchDataPath(resource.resourceType, 'InstanceType');
  const isMac = [resource.property(path), resource.parameterDefault(path)].some((type) => /^mac\d?[.-]/.test(plainText(type)));
  return isMac ? 'macos' : systemOf(imageName(resource));
}

/** What the template says of a server's image: its id, or the names of the public parameter and the template parameter that its id comes from. */
function imageName(resource: InspectedResource): string {
  const path = launchDataPath(resource.resourceType, 'ImageId');
  return `${JSON.stringify(resource.property(path))} ${String(resource.parameterDefault(path))}`;
}
