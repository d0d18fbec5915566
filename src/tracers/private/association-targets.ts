import { fleetSpecifications, SPOT_FLEET } from './launch-specifications';
import { launchTemplateOf } from './launch-template-sender';
import { allOf, anyOf, type Certainty } from '../../private/certainty';
import { listed } from '../../private/listed';
import { plainText, referredLogicalIds } from '../../private/template/intrinsics';
import { AUTO_SCALING_GROUP, LAUNCHED_FROM } from '../../private/template/launch-data';
import { referencesIn } from '../../private/template/references';
import { identifyingText } from '../../private/template/template-text';
import type { InspectedResource } from '../../tracing/inspected-resource';

const INSTANCE = 'AWS::EC2::Instance';

/** Servers that are launched alike, by what an association tells them from others. */
interface Nodes {
  /** The instance, or the Auto Scaling group that launches them. */
  readonly holder?: InspectedResource;
  /** Their tags, and what the deployment makes tags of. */
  readonly tags: readonly any[];
}

/** The servers that a resource describes: one instance, or those that are launched from it. */
export function launchedNodes(server: InspectedResource): readonly Nodes[] {
  if (server.resourceType === INSTANCE) { return [nodesOf(server, launchTemplateOf(server))]; }
  if (server.resourceType === SPOT_FLEET) { return fleetSpecifications(server).map((each) => ({ tags: instanceTags(each.TagSpecifications) })); }
  const holders = Object.keys(LAUNCHED_FROM).flatMap((type) => server._siblings(type)).filter((holder) => isLaunchedFrom(holder, server));
  return holders.length > 0 ? holders.map((holder) => nodesOf(holder, server)) : [{ tags: tagsOfTemplate(server) }];
}

function isLaunchedFrom(holder: InspectedResource, server: InspectedResource): boolean {
  const sources = LAUNCHED_FROM[holder.resourceType].map((path) => holder.property(path));
  return referencesIn(sources).some(({ logicalId }) => logicalId === server.logicalId);
}

function nodesOf(holder: InspectedResource, template: InspectedResource | undefined): Nodes {
  const own = listed(holder.property('Tags'));
  const isGroup = holder.resourceType === AUTO_SCALING_GROUP;
  const tags = isGroup ? own.filter((tag) => isHidden(tag?.PropagateAtLaunch) || plainText(tag.PropagateAtLaunch) === 'true') : own;
  return { holder, tags: [...tags, ...template ? tagsOfTemplate(template) : []] };
}

function tagsOfTemplate(template: InspectedResource): any[] {
  return instanceTags(template.property('LaunchTemplateData.TagSpecifications'));
}

/** A specification of tags that the deployment makes stands for any. */
function instanceTags(specifications: any): any[] {
  return listed(specifications).flatMap((each) => {
    if (isHidden(each?.ResourceType)) { return [each]; }
    return each.ResourceType === 'instance' ? listed(each.Tags) : [];
  });
}

type IsServer = (logicalId: string) => boolean;

/** The logical ids of all instances and groups of a server's template. */
export function serversOfTemplate(server: InspectedResource): ReadonlySet<string> {
  return new Set([INSTANCE, AUTO_SCALING_GROUP].flatMap((type) => server._siblings(type)).map(({ logicalId }) => logicalId));
}

/**
 * Whether an association is for all of some servers, for none of them, or perhaps for some.
 *
 * @param isServer whether a logical id is that of an instance or a group of the template
 */
export function reachOf(association: InspectedResource, nodes: readonly Nodes[], isServer: IsServer): Certainty {
  const targets = listed(association.property('Targets'));
  const all = targets.length > 0 ? targets : [{ Key: 'InstanceIds', Values: association.property('InstanceId') }];
  const reaches = nodes.map((each) => allOf(all.map((target) => targetReach(target, each, isServer))));
  return reaches.every((reach) => reach === reaches[0]) ? reaches[0] : 'perhaps';
}

/** Whether servers are among those of one target of an association. Who belongs to a resource group, no template tells. */
function targetReach(target: any, { holder, tags }: Nodes, isServer: IsServer): Certainty {
  const key = target?.Key;
  if (typeof key !== 'string') { return 'perhaps'; }
  const values = listed(target.Values).filter((value) => !refersToOther(value, holder, isServer));
  switch (key) {
    case 'InstanceIds':
      return anyOf(values.map((value) => value === '*' ? 'surely' : isNamed(value, INSTANCE, holder)));
    case 'tag:aws:autoscaling:groupName':
      return holder?.resourceType === AUTO_SCALING_GROUP ? anyOf(values.map((value) => isNamed(value, AUTO_SCALING_GROUP, holder))) : 'no';
    case 'tag-key':
      return anyOf(tags.flatMap((tag) => values.map((value) => isSame(tag?.Key, value))));
    default:
      return key.startsWith('tag:') ? anyOf(tags.map((tag) => hasValue(tag, key.slice('tag:'.length), values))) : 'perhaps';
  }
}

/** Whether a value refers to another instance or group of the template. */
function refersToOther(value: any, holder: InspectedResource | undefined, isServer: IsServer): boolean {
  const [logicalId, ...more] = referredLogicalIds(value);
  return logicalId !== undefined && more.length === 0 && logicalId !== holder?.logicalId && isServer(logicalId);
}

/** Whether a value stands for an instance or a group: by a reference, or by the name that the group is given. */
function isNamed(value: any, type: string, holder: InspectedResource | undefined): Certainty {
  const [logicalId, ...more] = referredLogicalIds(value);
  if (holder?.resourceType === type && logicalId === holder.logicalId && more.length === 0) { return 'surely'; }
  if (isHidden(value)) { return 'perhaps'; }
  const name = type === AUTO_SCALING_GROUP ? holder?.property('AutoScalingGroupName') : undefined;
  return name === undefined ? 'no' : isSame(name, value);
}

function hasValue(tag: any, key: string, values: readonly any[]): Certainty {
  return allOf([isSame(tag?.Key, key), anyOf(values.map((value) => isSame(tag?.Value, value)))]);
}

/** Whether two values are the same text in the end. */
function isSame(one: any, other: any): Certainty {
  if (one !== undefined && identifyingText(one) === identifyingText(other)) { return 'surely'; }
  return isHidden(one) || isHidden(other) ? 'perhaps' : 'no';
}

function isHidden(value: any): boolean {
  return typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean';
}
