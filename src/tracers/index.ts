import { ApiGatewayDeploymentTracer } from './api-gateway-deployment';
import { ApiGatewayStageTracer } from './api-gateway-stage';
import { AppRunnerObservabilityConfigurationTracer } from './app-runner-observability-configuration';
import { AppRunnerServiceTracer } from './app-runner-service';
import { AppSyncGraphQLApiTracer } from './appsync-graphql-api';
import { AutoScalingLaunchConfigurationTracer } from './autoscaling-launch-configuration';
import { BatchJobDefinitionTracer } from './batch-job-definition';
import { BEDROCK_AGENT_CORE } from './bedrock-agentcore';
import { Ec2InstanceTracer } from './ec2-instance';
import { Ec2LaunchTemplateTracer } from './ec2-launch-template';
import { Ec2SpotFleetTracer } from './ec2-spot-fleet';
import { EcsDaemonTaskDefinitionTracer } from './ecs-daemon-task-definition';
import { ECS_EXPRESS_GATEWAY_SERVICE } from './ecs-express-gateway-service';
import { EcsTaskDefinitionTracer } from './ecs-task-definition';
import { EKS_CLUSTERS } from './eks-cluster';
import { ElasticBeanstalkConfigurationTemplateTracer } from './elastic-beanstalk-configuration-template';
import { ElasticBeanstalkEnvironmentTracer } from './elastic-beanstalk-environment';
import { FORWARDING_SERVICES } from './forwarding-services';
import { LambdaEventSourceMappingTracer } from './lambda-event-source-mapping';
import { LambdaFunctionTracer } from './lambda-function';
import { LOAD_BALANCER } from './load-balancer';
import { RumAppMonitorTracer } from './rum-app-monitor';
import { ServerlessApiTracer } from './serverless-api';
import { ServerlessFunctionTracer } from './serverless-function';
import { ServerlessGraphQLApiTracer } from './serverless-graphql-api';
import { ServerlessStateMachineTracer } from './serverless-state-machine';
import { SnsTopicTracer } from './sns-topic';
import { StepFunctionsStateMachineTracer } from './step-functions-state-machine';
import { SyntheticsCanaryTracer } from './synthetics-canary';
import { UNSUPPORTED_SERVICES } from './unsupported-services';
import type { IResourceTracer } from '../tracing/resource-tracer';

/** The table: every CloudFormation type that the library knows. */
export const TRACERS: readonly IResourceTracer[] = [
  new ApiGatewayDeploymentTracer(),
  new ApiGatewayStageTracer(),
  new AppRunnerObservabilityConfigurationTracer(),
  new AppRunnerServiceTracer(),
  new AppSyncGraphQLApiTracer(),
  new AutoScalingLaunchConfigurationTracer(),
  new Ec2InstanceTracer(),
  new Ec2LaunchTemplateTracer(),
  new Ec2SpotFleetTracer(),
  new EcsDaemonTaskDefinitionTracer(),
  new EcsTaskDefinitionTracer(),
  new ElasticBeanstalkConfigurationTemplateTracer(),
  new ElasticBeanstalkEnvironmentTracer(),
  new LambdaEventSourceMappingTracer(),
  new LambdaFunctionTracer(),
  new RumAppMonitorTracer(),
  new ServerlessApiTracer(),
  new ServerlessFunctionTracer(),
  new ServerlessGraphQLApiTracer(),
  new ServerlessStateMachineTracer(),
  new SnsTopicTracer(),
  new StepFunctionsStateMachineTracer(),
  new SyntheticsCanaryTracer(),
  new BatchJobDefinitionTracer(),
  ...BEDROCK_AGENT_CORE,
  ECS_EXPRESS_GATEWAY_SERVICE,
  LOAD_BALANCER,
  ...EKS_CLUSTERS,
  ...FORWARDING_SERVICES,
  ...UNSUPPORTED_SERVICES,
].sort((a, b) => a.resourceType < b.resourceType ? -1 : 1);
