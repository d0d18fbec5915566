import { isSet } from './private/is-set';
import { PassiveTracer } from './private/passive-tracer';
import { EcsTask } from '../private/ecs/task';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * An Express Mode service: Amazon ECS makes its tasks, on Fargate, of one container. A task definition that the service names instead has a row of
 * its own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html
 */
export const ECS_EXPRESS_GATEWAY_SERVICE = new PassiveTracer('AWS::ECS::ExpressGatewayService', 'EcsExpressGatewayServiceTracing', finding);

function finding(resource: InspectedResource): TracingFinding | undefined {
  if (isSet(resource, 'TaskDefinitionArn')) { return undefined; }
  return EcsTask.ofExpressService(resource.property('PrimaryContainer'), resource._neighbours).sendsElsewhere ? TracingFinding.traced() : TracingFinding.unsupported(
    'an Express Mode service runs one container, beside which there is no place for a collector',
    'name a task definition of yours in `TaskDefinitionArn`, which can have one, or let the container send OpenTelemetry spans to the OTLP endpoint of X-Ray',
  );
}
