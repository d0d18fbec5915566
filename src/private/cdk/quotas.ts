import { CfnResource, Stage } from 'aws-cdk-lib';
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

/** Who counts the resources of a quota. */
interface Watch {
  /** Who is warned where there are too many in an environment, by the environment's text. */
  readonly counters: Map<string, IConstruct>;
  /** Who looks for the resources when a Stage is validated. */
  readonly walkers: Map<Stage | undefined, IConstruct>;
}

/** Where the root of an app keeps who counts, by the id of the warning. The symbol is registered, so that two copies of the library count once. */
const WATCHES = Symbol.for('cdk-xray.quota-watches');

/**
 * Warns late, when all resources of the app are there, where an environment has more of them than X-Ray has room for.
 *
 * All resources of the type count, whoever made them, and one construct counts for all. The app is searched once for each Stage, however many
 * environments it has. It is a warning, because the quota is also used by what the app does not know of, and because AWS raises some quotas.
 */
export function watchQuota(construct: Construct, quota: Quota): void {
  const { counters, walkers } = watchOf(construct.node.root, quota.ruleId);
  const stage = Stage.of(construct);
  counters.set(environmentText(construct), construct);
  walkers.set(stage, construct);
  construct.node.addValidation({
    validate: () => {
      if (walkers.get(stage) === construct) { count([...counters].filter(([, counter]) => Stage.of(counter) === stage), construct.node.root, quota); }
      return [];
    },
  });
}

function watchOf(root: IConstruct & { [WATCHES]?: Map<string, Watch> }, ruleId: string): Watch {
  const watches = root[WATCHES] ??= new Map();
  let watch = watches.get(ruleId);
  if (!watch) { watches.set(ruleId, watch = { counters: new Map(), walkers: new Map() }); }
  return watch;
}

function count(counters: [string, IConstruct][], root: IConstruct, { resourceType, room, ruleId, name, advice }: Quota): void {
  const found = new Map<string, number>();
  for (const construct of root.node.findAll()) {
    if (!CfnResource.isCfnResource(construct) || construct.cfnResourceType !== resourceType) { continue; }
    const environment = environmentText(construct);
    found.set(environment, (found.get(environment) ?? 0) + 1);
  }
  for (const [environment, counter] of counters) {
    const has = found.get(environment) ?? 0;
    if (has > room) { warn(counter.node.defaultChild ?? counter, ruleId, `This app has ${has} ${name} in ${environment}, which have room for ${room}. ${advice}`); }
  }
}
