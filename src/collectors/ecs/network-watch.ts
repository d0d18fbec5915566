import { type CfnResource, Stage } from 'aws-cdk-lib';
import type { TaskHost } from './task-host';
import { Network } from '../../private/cdk/network';
import { warn } from '../../private/cdk/warnings';
import { COLLECTOR_IMAGES } from '../../private/ecs/collector-images';
import { WarningId } from '../../private/ids';
import { noWayToXRay } from '../no-way-to-xray';
import { sendsElsewhere } from '../sends-elsewhere';
import type { TraceCollector } from '../trace-collector';

/** A task definition with a collector of its own. */
interface Watched {
  readonly taskDefinition: CfnResource;
  readonly collector: TraceCollector;
  readonly isOnFargate: boolean;
}

/** Where a Stage keeps the task definitions that are watched. The symbol is registered, so that two copies of the library search it once. */
const WATCHED = Symbol.for('cdk-xray.task-definitions-in-networks');

/**
 * Warns late, when all services and subnets are there, of what the collector of tasks cannot reach from the subnets that they are started in.
 *
 * Tasks without a network interface of their own are where their container instance is, which nobody here can tell.
 */
export function watchNetwork({ resource: taskDefinition, task }: TaskHost, collector: TraceCollector): void {
  if (task.network !== 'awsvpc') { return; }
  const stage = Stage.of(taskDefinition) as Stage & { [WATCHED]?: Watched[] };
  const entry: Watched = { taskDefinition, collector, isOnFargate: task.isOnFargate };
  if (stage[WATCHED]) { return void stage[WATCHED].push(entry); }
  const watched = stage[WATCHED] = [entry];
  stage.node.addValidation({
    validate: () => {
      const network = Network.around(taskDefinition);
      watched.forEach((each) => warnOfMissing(each, network));
      return [];
    },
  });
}

/**
 * On container instances the agent of Amazon ECS pulls images, which is not in the network of the task. Where a collector sends that the user describes,
 * nobody can tell.
 */
function warnOfMissing({ taskDefinition, collector, isOnFargate }: Watched, network: Network): void {
  const { image } = collector.container!;
  const missing = network.missingForTasks(taskDefinition);
  if (missing.internet && isOnFargate && PUBLIC_IMAGE.test(image)) { warn(taskDefinition, WarningId.IMAGE_UNREACHABLE, imageUnreachable(image)); }
  const isForXRay = COLLECTOR_IMAGES.test(image) && !sendsElsewhere(collector);
  if (missing.xray && isForXRay) { warn(taskDefinition, WarningId.NO_WAY_TO_XRAY, noWayToXRay(ISOLATED)); }
}

/** The image of a registry that is reached by the internet only: of one that is known as such, or of Docker Hub, which no host stands for. */
const PUBLIC_IMAGE = /^((public\.ecr\.aws|docker\.io|ghcr\.io|quay\.io)\/|[\w-]+(\/|(:[\w.-]+)?(@|$)))/;

const ISOLATED = 'Tasks may be started in a subnet that has no route to the internet';

function imageUnreachable(image: string): string {
  return `${ISOLATED}, and the collector's image ${image} can be pulled only over the internet. Name a mirror or a pull-through `
    + 'cache in Amazon ECR by the collector\'s `imageRegistry`, or have the subnet lead to the internet.';
}
