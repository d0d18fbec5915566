import { packetRouterFinding } from './packet-router';
import { INIT_METADATA } from '../../private/user-data/cfn-init';
import { containersOn, systemOf } from '../../private/user-data/container-host';
import { findingWithInit, obstacleTo, type UserDataFinding, visibleTextWithInit } from '../../private/user-data/user-data';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding } from '../../tracing/tracing-finding';

/**
 * What is known of the collector on a server.
 *
 * @param prefix what stands before the names of the properties that describe the server: `LaunchTemplateData.`
 */
export function serverFinding(resource: InspectedResource, prefix: string): TracingFinding {
  const userData = resource.property(`${prefix}UserData`);
  if (userData === null) { return TracingFinding._removed(`${prefix}UserData`); }
  const { status, reason } = collectorOn(resource, prefix);
  if (status === 'traced') { return TracingFinding.traced(); }
  const router = packetRouterFinding(resource, prefix);
  if (router) { return router; }
  const containers = containersOn(visibleTextWithInit(userData, initIn(resource)), imageName(resource, prefix));
  if (containers) { return TracingFinding.passThrough(`it runs ${containers}, to which a collector of their own belongs`); }
  return status === 'untraced'
    ? TracingFinding._untracedBy(() => obstacleTo(userData, { system: systemOf(imageName(resource, prefix)), hasDefaultPart: true }))
    : TracingFinding.unknown(reason!, 'have the user data install a collector, for example with what `npx cdk-xray install-script` prints, or use `ManagedNodeTracing`');
}

/** Whether user data, or the metadata that it has cfn-init carry out, installs a collector. */
export function collectorOn(resource: InspectedResource, prefix: string): UserDataFinding {
  return findingWithInit(resource.property(`${prefix}UserData`), initIn(resource));
}

function initIn(resource: InspectedResource): (logicalId: string) => unknown {
  return (logicalId) => resource._metadataOf(logicalId, INIT_METADATA);
}

/** What the template says of a server's image: its id, or the names of the public parameter and the template parameter that its id comes from. */
export function imageName(resource: InspectedResource, prefix: string): string {
  const path = `${prefix}ImageId`;
  return `${JSON.stringify(resource.property(path))} ${String(resource.parameterDefault(path))}`;
}
