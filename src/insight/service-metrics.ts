import { CfnResource } from 'aws-cdk-lib';
import { CfnView } from '../private/cdk/cfn-view';

/** One metric of a service. */
export interface ServiceMetric {
  readonly name: string;
  readonly statistic: string;
}

/** How CloudWatch measures the resources of one type. */
export interface ServiceMetrics {
  /** What the service is called. */
  readonly title: string;
  readonly namespace: string;
  /** The dimensions of a resource, often tokens; undefined where they cannot be told. */
  readonly dimensions: (resource: CfnResource) => Record<string, string> | undefined;
  readonly requests: ServiceMetric;
  readonly faults: ServiceMetric;
  readonly errors?: ServiceMetric;
  readonly throttles?: ServiceMetric;
  readonly latency?: ServiceMetric;
}

function sum(name: string): ServiceMetric {
  return { name, statistic: 'Sum' };
}

function p95(name: string): ServiceMetric {
  return { name, statistic: 'p95' };
}

/**
 * The services' own metrics, by CloudFormation type, in the order of a dashboard.
 *
 * What X-Ray calls a fault is an error of the service, and what it calls an error is one of its client; several services count them together.
 */
export const SERVICE_METRICS: Readonly<Record<string, ServiceMetrics>> = {
  'AWS::ApiGateway::Stage': {
    title: 'API Gateway',
    namespace: 'AWS/ApiGateway',
    dimensions: apiDimensions,
    requests: sum('Count'),
    faults: sum('5XXError'),
    errors: sum('4XXError'),
    latency: p95('Latency'),
  },
  'AWS::AppSync::GraphQLApi': {
    title: 'AppSync',
    namespace: 'AWS/AppSync',
    dimensions: (resource) => ({ GraphQLAPIId: resource.getAtt('ApiId').toString() }),
    requests: { name: 'Latency', statistic: 'SampleCount' },
    faults: sum('5XXError'),
    errors: sum('4XXError'),
    latency: p95('Latency'),
  },
  'AWS::Lambda::Function': {
    title: 'Lambda',
    namespace: 'AWS/Lambda',
    dimensions: (resource) => ({ FunctionName: resource.ref }),
    requests: sum('Invocations'),
    faults: sum('Errors'),
    throttles: sum('Throttles'),
    latency: p95('Duration'),
  },
  'AWS::StepFunctions::StateMachine': {
    title: 'Step Functions',
    namespace: 'AWS/States',
    dimensions: (resource) => ({ StateMachineArn: resource.ref }),
    requests: sum('ExecutionsStarted'),
    faults: sum('ExecutionsFailed'),
    throttles: sum('ExecutionThrottled'),
    latency: p95('ExecutionTime'),
  },
  'AWS::SNS::Topic': {
    title: 'SNS',
    namespace: 'AWS/SNS',
    dimensions: (resource) => ({ TopicName: resource.getAtt('TopicName').toString() }),
    requests: sum('NumberOfMessagesPublished'),
    faults: sum('NumberOfNotificationsFailed'),
  },
  'AWS::AppRunner::Service': {
    title: 'App Runner',
    namespace: 'AWS/AppRunner',
    dimensions: appRunnerDimensions,
    requests: sum('Requests'),
    faults: sum('5xxStatusResponses'),
    errors: sum('4xxStatusResponses'),
    latency: p95('RequestLatency'),
  },
  'AWS::Synthetics::Canary': {
    title: 'Synthetics',
    namespace: 'CloudWatchSynthetics',
    dimensions: (resource) => ({ CanaryName: resource.ref }),
    requests: { name: 'Duration', statistic: 'SampleCount' },
    faults: sum('Failed'),
    latency: p95('Duration'),
  },
};

/** API Gateway measures by the name of the API. */
function apiDimensions(resource: CfnResource): Record<string, string> | undefined {
  const stage = new CfnView(resource);
  const ApiName = stage.follow(['RestApiId'])?.effective(['Name']);
  const Stage = stage.effective(['StageName']);
  return ApiName === undefined || Stage === undefined ? undefined : { ApiName, Stage };
}

function appRunnerDimensions(resource: CfnResource): Record<string, string> | undefined {
  const ServiceName = new CfnView(resource).effective(['ServiceName']);
  return ServiceName === undefined ? undefined : { ServiceName, ServiceID: resource.getAtt('ServiceId').toString() };
}
