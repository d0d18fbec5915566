import { EcsTask } from '../private/ecs/task';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * The task definition of a managed daemon of Amazon ECS, of which one task runs on each managed instance. One with a collector receives the segments
 * of all tasks on its instance, and its task role sends them. Other daemons have nothing to do with tracing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-task-definitions.html
 */
export class EcsDaemonTaskDefinitionTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::ECS::DaemonTaskDefinition';
  public readonly ruleId = 'EcsDaemonTaskDefinitionTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'TaskRoleArn';

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    const daemon = EcsTask.ofDaemon((path) => resource.property(path), resource._neighbours);
    return daemon.collectors.length > 0 ? TracingFinding.traced() : undefined;
  }

  /** A daemon that is no collector is not made one. */
  public enable(): void {}
}
