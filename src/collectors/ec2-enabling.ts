import { createHash } from 'crypto';
import { type CfnResource, Lazy, type Stack } from 'aws-cdk-lib';
import { noWayToXRay } from './no-way-to-xray';
import { sendsElsewhere } from './sends-elsewhere';
import type { TraceCollector } from './trace-collector';
import { CfnView } from '../private/cdk/cfn-view';
import { giveTags } from '../private/cdk/early-tags';
import { Network } from '../private/cdk/network';
import { resourcesOfType } from '../private/cdk/stack-resources';
import { warn } from '../private/cdk/warnings';
import { WarningId } from '../private/ids';
import { LAUNCHED_FROM, SERVER_TYPES } from '../private/template/launch-data';

/**
 * Makes the logical id of an instance depend on its whole user data, where it depends on the user data of its L2 already: an instance that is
 * replaced for every change of its user data is replaced for ours too.
 *
 * @param path where the user data stands in the L1
 */
export function replaceForUserData(resource: CfnResource, path: string): void {
  const plain = resource.stack.getLogicalId(resource);
  let isAsked = false;
  resource.overrideLogicalId(Lazy.uncachedString({
    produce: () => {
      // User data may hold the logical id, of which only the plain part can be in it.
      if (isAsked) { return plain; }
      isAsked = true;
      try {
        const userData = JSON.stringify(new CfnView(resource).value(path.split('.')));
        return plain + createHash('sha256').update(userData).digest('hex').slice(0, 16);
      } finally {
        isAsked = false;
      }
    },
  }));
}

/** The stacks whose servers have got their tags. */
const TAGGED = new WeakSet<Stack>();

/** Gives all that has the tags of servers in a stack those that it is about to get, once for all servers. */
export function tagServers(stack: Stack): void {
  if (TAGGED.has(stack)) { return; }
  TAGGED.add(stack);
  SERVER_TYPES.concat(Object.keys(LAUNCHED_FROM)).flatMap((type) => resourcesOfType(stack, type)).forEach(giveTags);
}

/** Warns, when everything is defined, of endpoints that servers in subnets without a route to the internet lack. */
export function warnOfMissingEndpoints(resource: CfnResource, collector: TraceCollector): void {
  resource.node.addValidation({
    validate: () => {
      const missing = Network.around(resource).missingFor(resource);
      if (missing.s3 && collector.packageLocation === undefined && FROM_AWS_BUCKETS.test(`${collector.linuxInstallScript} ${collector.windowsInstallScript}`)) {
        warn(resource, WarningId.PACKAGES_UNREACHABLE, PACKAGES_UNREACHABLE);
      }
      if (missing.xray && !sendsElsewhere(collector)) { warn(resource, WarningId.NO_WAY_TO_XRAY, noWayToXRay(ISOLATED)); }
      return [];
    },
  });
}

/** The buckets of AWS from which commands download packages. */
const FROM_AWS_BUCKETS = /aws-xray-assets|amazoncloudwatch-agent/;

const ISOLATED = 'Servers may be launched in a subnet that has no route to the internet';

const PACKAGES_UNREACHABLE = `${ISOLATED} and no gateway endpoint for Amazon S3, from which the collector is downloaded. Add `
  + '`vpc.addGatewayEndpoint(\'S3\', { service: ec2.GatewayVpcEndpointAwsService.S3 })`, or name a mirror by the collector\'s `packageLocation`.';
