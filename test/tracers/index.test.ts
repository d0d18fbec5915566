import { TracerRegistry, XRayAccess } from '../../src';

/** The ids of rows are API: a row that is removed or renamed here breaks the acknowledgements of users. */
const INVENTORY: Record<string, string> = {
  'AWS::ApiGateway::Deployment': 'ApiGatewayDeploymentTracing',
  'AWS::ApiGateway::Stage': 'ApiGatewayStageTracing',
  'AWS::ApiGatewayV2::Api': 'ApiGatewayV2ApiTracing',
  'AWS::AppRunner::ObservabilityConfiguration': 'AppRunnerObservabilityConfigurationTracing',
  'AWS::AppRunner::Service': 'AppRunnerServiceTracing',
  'AWS::AppSync::Api': 'AppSyncEventApiTracing',
  'AWS::AppSync::GraphQLApi': 'AppSyncGraphQLApiTracing',
  'AWS::AutoScaling::LaunchConfiguration': 'AutoScalingLaunchConfigurationTracing',
  'AWS::Batch::JobDefinition': 'BatchJobDefinitionTracing',
  'AWS::BedrockAgentCore::BrowserCustom': 'BedrockAgentCoreBrowserTracing',
  'AWS::BedrockAgentCore::CodeInterpreterCustom': 'BedrockAgentCoreCodeInterpreterTracing',
  'AWS::BedrockAgentCore::Gateway': 'BedrockAgentCoreGatewayTracing',
  'AWS::BedrockAgentCore::Memory': 'BedrockAgentCoreMemoryTracing',
  'AWS::BedrockAgentCore::Runtime': 'BedrockAgentCoreRuntimeTracing',
  'AWS::BedrockAgentCore::WorkloadIdentity': 'BedrockAgentCoreWorkloadIdentityTracing',
  'AWS::DynamoDB::GlobalTable': 'DynamoDbGlobalTableTracing',
  'AWS::DynamoDB::Table': 'DynamoDbTableTracing',
  'AWS::ECS::DaemonTaskDefinition': 'EcsDaemonTaskDefinitionTracing',
  'AWS::ECS::ExpressGatewayService': 'EcsExpressGatewayServiceTracing',
  'AWS::ECS::TaskDefinition': 'EcsTaskDefinitionTracing',
  'AWS::EKS::Cluster': 'EksClusterTracing',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'ClassicLoadBalancerTracing',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerTracing',
  'AWS::EC2::Instance': 'Ec2InstanceTracing',
  'AWS::EC2::LaunchTemplate': 'Ec2LaunchTemplateTracing',
  'AWS::EC2::SpotFleet': 'Ec2SpotFleetTracing',
  'AWS::ElasticBeanstalk::ConfigurationTemplate': 'ElasticBeanstalkConfigurationTemplateTracing',
  'AWS::ElasticBeanstalk::Environment': 'ElasticBeanstalkEnvironmentTracing',
  'AWS::Events::EventBus': 'EventBridgeEventBusTracing',
  'AWS::Events::Rule': 'EventBridgeRuleTracing',
  'AWS::Kinesis::Stream': 'KinesisStreamTracing',
  'AWS::Lambda::EventSourceMapping': 'LambdaEventSourceMappingTracing',
  'AWS::Lambda::Function': 'LambdaFunctionTracing',
  'AWS::Lambda::WebFunction': 'LambdaWebFunctionTracing',
  'AWS::MSK::Cluster': 'MskClusterTracing',
  'AWS::MSK::ServerlessCluster': 'MskServerlessClusterTracing',
  'AWS::Pipes::Pipe': 'PipesPipeTracing',
  'AWS::RUM::AppMonitor': 'RumAppMonitorTracing',
  'AWS::S3::Bucket': 'S3NotificationTracing',
  'AWS::SNS::Topic': 'SnsTopicTracing',
  'AWS::SQS::Queue': 'SqsQueueTracing',
  'AWS::Scheduler::Schedule': 'SchedulerScheduleTracing',
  'AWS::Serverless::Api': 'ServerlessApiTracing',
  'AWS::Serverless::Function': 'ServerlessFunctionTracing',
  'AWS::Serverless::GraphQLApi': 'ServerlessGraphQLApiTracing',
  'AWS::Serverless::HttpApi': 'ServerlessHttpApiTracing',
  'AWS::Serverless::StateMachine': 'ServerlessStateMachineTracing',
  'AWS::Serverless::WebSocketApi': 'ServerlessWebSocketApiTracing',
  'AWS::StepFunctions::StateMachine': 'StepFunctionsStateMachineTracing',
  'AWS::Synthetics::Canary': 'SyntheticsCanaryTracing',
  'Custom::AWSCDK-EKS-Cluster': 'EksCustomClusterTracing',
  'Custom::S3BucketNotifications': 'S3BucketNotificationsTracing',
};

const registry = TracerRegistry.builtIn();

test('the table has exactly these rows', () => {
  expect(Object.fromEntries(registry.resourceTypes.map((type) => [type, registry.find(type)!.ruleId]))).toEqual(INVENTORY);
});

test('rows are sorted by type, and each has an id of its own', () => {
  expect(registry.resourceTypes).toEqual([...registry.resourceTypes].sort());
  expect(new Set(Object.values(INVENTORY)).size).toBe(registry.resourceTypes.length);
});

/** The rows that name the role that gets access when they are enabled. */
const GRANT_WHEN_ENABLED = ['AWS::BedrockAgentCore::Runtime', 'AWS::ElasticBeanstalk::ConfigurationTemplate'];

test('a row that needs access names the role that gets it, and no other does', () => {
  for (const type of registry.resourceTypes) {
    const { access, roleProperty } = registry.find(type)!;
    expect(access !== XRayAccess.NONE).toBe(roleProperty !== undefined || GRANT_WHEN_ENABLED.includes(type));
  }
});
