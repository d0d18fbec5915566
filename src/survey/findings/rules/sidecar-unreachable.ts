import { hostsOf, isLoopback } from '../../../private/ecs/address';
import { addressesOf, hasHiddenVariables } from '../../../private/ecs/environment';
import { WarningId } from '../../../private/ids';
import { listed } from '../../../private/listed';
import { plainText } from '../../../private/template/intrinsics';
import { isHidden, searchableText } from '../../../private/template/template-text';
import { FindingSeverity } from '../../survey-finding';
import { type CollectorTask, collectorTasks, mayBeLinked } from '../collector-containers';
import type { FindingRule, RuleMatch } from '../finding-rule';

export const SIDECAR_UNREACHABLE: FindingRule = {
  id: WarningId.SIDECAR_UNREACHABLE,
  severity: FindingSeverity.ERROR,
  title: 'The application finds the collector beside it',
  cause: 'In the network mode `bridge` each container has a loopback interface of its own, so an SDK that sends to 127.0.0.1:2000, its default, reaches nobody, and a container '
    + 'knows the name of another by a link alone. In `awsvpc` and `host` the containers share 127.0.0.1, and their names are not host names.',
  fix: 'link the containers to the collector and set AWS_XRAY_DAEMON_ADDRESS to its name and port 2000, or use the network mode `awsvpc`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html',
  find: (context) => collectorTasks(context).flatMap((tasks) => {
    if (tasks.isBridge) { return inBridge(tasks); }
    return tasks.isShared ? inSharedNetwork(tasks) : [];
  }),
};

function inBridge({ resource, containersPath, collector, others }: CollectorTask): RuleMatch[] {
  const isReached = others.some((container) => hasHiddenVariables(container)
    || addressesOf(container).some((address) => !leadsNowhere(address, (host) => isLoopback(host) || isUnlinked(host, container, collector))));
  return isReached ? [] : [{ at: resource, propertyPath: containersPath, message: messageInBridge(others) }];
}

function messageInBridge(others: CollectorTask['others']): string {
  const told = others.find((container) => addressesOf(container).length > 0);
  return told === undefined
    ? 'no container is told where the collector is, and 127.0.0.1 is another place in each of them'
    : `the container ${plainText(told.Name)} is told to send to ${searchableText(addressesOf(told)[0])}, where the collector is not: it needs a link to the collector, and its name`;
}

function inSharedNetwork({ resource, containersPath, collector, others }: CollectorTask): RuleMatch[] {
  const isLost = (container: any) => {
    const isWrong = (host: string) => isNamed(host, collector) && !isLoopback(host) && !hasHost(container, host);
    const addresses = addressesOf(container);
    return !hasHiddenVariables(container) && addresses.length > 0 && addresses.every((address) => leadsNowhere(address, isWrong));
  };
  const lost = others.find(isLost);
  if (!lost || !others.every(isLost)) { return []; }
  return [{
    at: resource,
    propertyPath: containersPath,
    message: `the container ${plainText(lost.Name)} is told to send to ${searchableText(addressesOf(lost)[0])}, and the name of a container is no host in its network mode`,
    fix: 'set AWS_XRAY_DAEMON_ADDRESS to 127.0.0.1:2000, or leave it out',
  }];
}

/** Whether an address, which may consist of several, names nothing but hosts of a kind. A host that only the deployment knows is some other. */
function leadsNowhere(address: any, isWrong: (host: string) => boolean): boolean {
  return hostsOf(searchableText(address ?? {})).every(isWrong);
}

function isUnlinked(host: string, container: any, collector: any): boolean {
  return isNamed(host, collector) && !hasHost(container, host) && !mayBeLinked(container, collector);
}

function isNamed(host: string, { Name }: Record<string, any>): boolean {
  return host === Name;
}

/** Whether a container is told the address of a host by itself. */
function hasHost({ ExtraHosts }: any, host: string): boolean {
  return listed(ExtraHosts).some((each) => isHidden(searchableText(each?.Hostname ?? {})) || each?.Hostname === host);
}
