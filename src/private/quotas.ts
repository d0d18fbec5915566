import { CfnResource } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { environmentText } from './environment-singleton';
import { warn } from './warnings';

/** How many resources of a type X-Ray has room for in one account and region. */
export interface Quota {
  readonly resourceType: string;
  readonly room: number;
  /** The id of the warning. */
  readonly ruleId: string;
  /** What the resources are called, in the plural. */
  readonly name: string;
  /** What to do about too many, as a sentence. */
  readonly advice: string;
}

/** Where the root of an app keeps who counts for an environment. The symbol is registered, so that two copies of the library count once. */
const COUNTERS = Symbol.for('cdk-xray.quota-counters');

/**
 * Warns late, when all resources of the app are there, where an environment has more of them than X-Ray has room for.
 *
 * All resources of the type count, whoever made them, and one construct counts for all. It is a warning, because the quota is also used by what
 * the app does not know of, and because AWS raises some quotas.
 */
export function watchQuota(construct: Construct, quota: Quota): void {
  const root = construct.node.root as IConstruct & { [COUNTERS]?: Map<string, IConstruct> };
  const counters = root[COUNTERS] ??= new Map();
  const key = `${quota.ruleId} ${environmentText(construct)}`;
  counters.set(key, construct);
  construct.node.addValidation({
    validate: () => {
      if (counters.get(key) === construct) { count(construct, root, quota); }
      return [];
    },
  });
}

function count(counter: IConstruct, root: IConstruct, { resourceType, room, ruleId, name, advice }: Quota): void {
  const environment = environmentText(counter);
  const found = root.node.findAll().filter((construct) =>
    CfnResource.isCfnResource(construct) && construct.cfnResourceType === resourceType && environmentText(construct) === environment).length;
  if (found > room) {
    warn(counter.node.defaultChild ?? counter, ruleId, `This app has ${found} ${name} in ${environment}, which have room for ${room}. ${advice}`);
  }
}
