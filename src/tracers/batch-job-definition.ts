import { isSet } from './private/is-set';
import { type EcsTaskOfJob, ecsTasksOfJob } from '../private/ecs/job-tasks';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A job definition of AWS Batch, which starts containers as they are: one, or those of a task of Amazon ECS, for all nodes or for a range of them. Where they
 * have a collector, the role of the job sends the segments.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/multi-container-jobs.html
 */
export class BatchJobDefinitionTracer implements SenderRow {
  public readonly resourceType = 'AWS::Batch::JobDefinition';
  public readonly ruleId = 'BatchJobDefinitionTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'ContainerProperties.JobRoleArn';

  public inspect(resource: InspectedResource): TracingFinding {
    const tasks = tasksOf(resource);
    const isTraced = tasks.length > 0 && tasks.every(({ task }) => task.sendsElsewhere || task.collectors.length > 0);
    return isTraced ? TracingFinding.traced() : TracingFinding.unsupported(
      'AWS Batch sends no segments, and starts the containers of a job without a collector',
      'run a collector among the containers of the job, which `EcsProperties` can have several of, or let the code send OpenTelemetry spans to the OTLP endpoint of X-Ray',
    );
  }

  /** There is nothing to turn on. Of several tasks that have a collector, each has a role. */
  public enable(context: TracerContext): void {
    const { inspected } = context;
    const [first, ...others] = collectingTasks(inspected);
    if (!first) { return context.skipGrant(); }
    others.filter(({ rolePath }) => isSet(inspected, rolePath)).forEach(({ rolePath }) => context.grantSender(inspected.reference(rolePath)));
  }

  /** Elsewhere than on Fargate the containers of a job that has no role send with that of their container instance. */
  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    const [first] = collectingTasks(resource);
    return first && (isSet(resource, first.rolePath) || first.task.isOnFargate) ? { resource, path: first.rolePath } : undefined;
  }
}

function collectingTasks(resource: InspectedResource): EcsTaskOfJob[] {
  return tasksOf(resource).filter(({ task }) => task.collectors.length > 0);
}

function tasksOf(resource: InspectedResource): EcsTaskOfJob[] {
  return ecsTasksOfJob((path) => resource.property(path), resource._neighbours);
}
