import type * as enabling from '../collectors/ecs/enabling';
import { platformObstacle, roomObstacle } from '../collectors/ecs/sidecar-obstacle';
import { EcsCollectorMode } from '../collectors/ecs/tracing-options';
import { markedCollector } from '../private/ecs/collector-mark';
import { notDeployed } from '../private/ecs/not-deployed';
import { EcsTask } from '../private/ecs/task';
import { WarningId } from '../private/ids';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A task definition: a collector beside the application's containers, which are told its address. The task role sends the segments. One that has a
 * collector, or whose containers are all told to send elsewhere, is left as it is.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 */
export class EcsTaskDefinitionTracer implements SenderRow {
  public readonly resourceType = 'AWS::ECS::TaskDefinition';
  public readonly ruleId = 'EcsTaskDefinitionTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'TaskRoleArn';

  public readonly addsConstructs = true;

  /** The tasks as they were inspected: rendering the containers once more to enable them would cost as much as all that enabling adds. */
  private readonly inspected = new WeakMap<InspectedResource, EcsTask>();

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    const task = taskOf(resource);
    this.inspected.set(resource, task);
    if (task.collectors.length > 0) { return TracingFinding.traced(); }
    if (task.hasHiddenContainers) {
      return TracingFinding.unknown('only the deployment knows all of its containers', 'add the collector to the containers yourself');
    }
    if (task.applications.length === 0) { return undefined; }
    if (task.sendsElsewhere) { return TracingFinding.traced(); }
    const obstacle = platformObstacle(task);
    if (obstacle) { return TracingFinding.unsupported(obstacle.reason, obstacle.advice); }
    if (task.network === undefined || task.isOnWindows === undefined) {
      const property = task.network === undefined ? 'NetworkMode' : 'RuntimePlatform.OperatingSystemFamily';
      return TracingFinding.unknown(`\`${property}\` is decided at deployment`, `set \`${property}\`, or add the collector to the containers yourself`);
    }
    if (task.hasMetricsAgent && !roomObstacle(task)) { return TracingFinding.untraced('its collector takes metrics only, no traces'); }
    return TracingFinding._untracedBy(() => roomObstacle(task));
  }

  public enable(context: TracerContext): void {
    const { options, resource } = context;
    const task = this.inspected.get(context.inspected) ?? taskOf(context.inspected);
    if (task.collectors.length > 0) { return; }
    if (task.sendsElsewhere || options.ecs?.mode === EcsCollectorMode.NONE) { return context.skipGrant(); }
    const outcome = loadEnabling().enableTaskDefinition(resource, task.containers, {
      collector: context.collector,
      options: options.ecs ?? {},
      acknowledges: options.acknowledgeFindings ?? true,
      permissions: options.permissions,
      findOrCreate: (scope, id, create) => context.findOrCreate(scope, id, { create }),
      rolePassers: context._rolePassers,
      isInServiceConnect: () => context._isInServiceConnect,
    });
    if (outcome.obstacle) { return context.refuse(outcome.obstacle.reason, outcome.obstacle.advice); }
    const reason = notDeployed(resource, () => context._isDeployedByOthers);
    if (reason) { context.warn(WarningId.ECS_REVISION_NOT_DEPLOYED, reason); }
    if (outcome.isSentElsewhere) { context.skipGrant(); }
  }

  /** What receives segments outside of the task sends them with a role of its own. */
  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    const task = this.inspected.get(resource) ?? taskOf(resource);
    return task.collectors.length === 0 && task.sendsElsewhere ? undefined : { resource, path: this.roleProperty };
  }
}

function taskOf(resource: InspectedResource): EcsTask {
  return new EcsTask(
    (path) => path === 'ContainerDefinitions' ? resource._lazyProperty(path) : resource.property(path),
    markedCollector(resource.metadata),
    resource._neighbours,
  );
}

/** What needs the CDK is loaded when it is first used: the command line inspects without it. */
function loadEnabling(): typeof enabling {
  return require('../collectors/ecs/enabling');
}
