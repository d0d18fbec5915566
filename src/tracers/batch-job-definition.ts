import { PassiveTracer } from './private/passive-tracer';
import { EcsTask } from '../private/ecs/task';
import { listed } from '../private/listed';
import { isObject } from '../private/template/intrinsics';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A job definition of AWS Batch, which starts containers as they are: one, or those of a task of Amazon ECS.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/multi-container-jobs.html
 */
export const BATCH_JOB_DEFINITION = new PassiveTracer('AWS::Batch::JobDefinition', 'BatchJobDefinitionTracing', finding);

function finding(resource: InspectedResource): TracingFinding {
  const containers = [resource.property('ContainerProperties'), ...listed(resource.property('EcsProperties.TaskProperties')).flatMap((task) => listed(task?.Containers))];
  const job = EcsTask.ofJob(containers.filter(isObject), resource._neighbours);
  return job.sendsElsewhere || job.collectors.length > 0 ? TracingFinding.traced() : TracingFinding.unsupported(
    'AWS Batch sends no segments, and starts the containers of a job without a collector',
    'run a collector among the containers of the job, which `EcsProperties` can have several of, or let the code send OpenTelemetry spans to the OTLP endpoint of X-Ray',
  );
}
