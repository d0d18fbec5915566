import { type CodeVariable, environmentsOf } from './code-environment';
import { isObject } from '../../private/template/intrinsics';
import { tasksOf } from '../findings/ecs-tasks';
import type { ModelResource } from '../template-model';

/** The types whose code X-Ray calls as the code itself says. It calls a function by the name that Lambda knows. */
const NAMED_BY_CODE = ['AWS::AppRunner::Service', 'AWS::Batch::JobDefinition', 'AWS::ECS::ExpressGatewayService', 'AWS::ECS::TaskDefinition', 'AWS::ElasticBeanstalk::Environment'];

/** The name that the environment tells the code of a resource to go by; undefined where it tells none, several, or one that only the deployment knows. */
export function toldServiceName(resource: ModelResource): string | undefined {
  if (!NAMED_BY_CODE.includes(resource.type)) { return undefined; }
  const [described] = tasksOf(resource);
  const programs = environmentsOf(resource)
    .filter(({ container }) => container === undefined || (isObject(container) && described?.task.isApplication(container)));
  const names = new Set(programs.flatMap(({ variables }) => namesIn(variables)));
  return names.size === 1 ? [...names][0] : undefined;
}

/** The names by which tracing SDKs are told to go, which are as many as there are SDKs. Undefined stands for one that only the deployment knows. */
function namesIn(variables: readonly CodeVariable[]): (string | undefined)[] {
  const valuesOf = (name: string) => variables.filter((variable) => variable.name === name)
    .map(({ value, isSecret }) => typeof value === 'string' && !isSecret ? value : undefined);
  const ofOpenTelemetry = valuesOf('OTEL_SERVICE_NAME');
  return [
    ...valuesOf('AWS_XRAY_TRACING_NAME'),
    ...ofOpenTelemetry.length > 0 ? ofOpenTelemetry : valuesOf('OTEL_RESOURCE_ATTRIBUTES').flatMap(serviceNameAmong),
  ];
}

function serviceNameAmong(attributes: string | undefined): (string | undefined)[] {
  if (attributes === undefined) { return [undefined]; }
  return attributes.split(',').map((attribute) => /^\s*service\.name\s*=\s*(.*\S)\s*$/.exec(attribute)?.[1]).filter((name) => name !== undefined);
}
