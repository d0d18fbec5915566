import { TraceNodeKind } from './trace-node';
import { lookupTable } from '../../private/lookup-table';
import type { ArnParts } from '../../private/template/arns';

/** What the map knows of a CloudFormation type that is a node. */
export interface NodeType {
  readonly kind: TraceNodeKind;
  /** The property with the name that somebody gave to it. */
  readonly nameProperty?: string;
  /** What X-Ray calls the type, where that is not CloudFormation's name. */
  readonly xrayType?: string;
}

const service = (nameProperty?: string, xrayType?: string): NodeType => ({ kind: TraceNodeKind.SERVICE, nameProperty, xrayType });
const store = (nameProperty?: string, xrayType?: string): NodeType => ({ kind: TraceNodeKind.STORE, nameProperty, xrayType });
const client = (nameProperty?: string): NodeType => ({ kind: TraceNodeKind.CLIENT, nameProperty });

/** The types whose resources are nodes. */
export const NODE_TYPES = lookupTable<NodeType>({
  'AWS::AmazonMQ::Broker': service('BrokerName'),
  'AWS::ApiGateway::RestApi': service('Name', 'AWS::ApiGateway::Stage'),
  'AWS::ApiGatewayV2::Api': service('Name'),
  'AWS::AppRunner::Service': service('ServiceName'),
  'AWS::AppSync::Api': service('Name'),
  'AWS::AppSync::GraphQLApi': service('Name'),
  'AWS::AutoScaling::AutoScalingGroup': service('AutoScalingGroupName'),
  'AWS::Batch::JobDefinition': service('JobDefinitionName'),
  'AWS::Batch::JobQueue': service('JobQueueName'),
  'AWS::Bedrock::Agent': service('AgentName'),
  'AWS::Bedrock::Flow': service('Name'),
  'AWS::Bedrock::KnowledgeBase': store('Name'),
  'AWS::BedrockAgentCore::BrowserCustom': service('Name'),
  'AWS::BedrockAgentCore::CodeInterpreterCustom': service('Name'),
  'AWS::BedrockAgentCore::Gateway': service('Name'),
  'AWS::BedrockAgentCore::Harness': service('HarnessName'),
  'AWS::BedrockAgentCore::Memory': store('Name'),
  'AWS::BedrockAgentCore::Runtime': service('AgentRuntimeName'),
  'AWS::Cassandra::Table': store('TableName'),
  'AWS::CloudFront::Distribution': service(),
  'AWS::CloudFront::Function': service('Name'),
  'AWS::CodeBuild::Project': service('Name'),
  'AWS::CodePipeline::Pipeline': service('Name'),
  'AWS::Cognito::UserPool': service('UserPoolName'),
  'AWS::DAX::Cluster': store('ClusterName'),
  'AWS::DSQL::Cluster': store(),
  'AWS::DocDB::DBCluster': store('DBClusterIdentifier'),
  'AWS::DynamoDB::GlobalTable': store('TableName', 'AWS::DynamoDB::Table'),
  'AWS::DynamoDB::Table': store('TableName'),
  'AWS::EC2::Instance': service(),
  'AWS::ECS::ExpressGatewayService': service('ServiceName'),
  'AWS::ECS::Service': service('ServiceName'),
  'AWS::ECS::TaskDefinition': service('Family'),
  'AWS::EKS::Cluster': service('Name'),
  'AWS::EMR::Cluster': service('Name'),
  'AWS::ElastiCache::CacheCluster': store('ClusterName'),
  'AWS::ElastiCache::ReplicationGroup': store('ReplicationGroupId'),
  'AWS::ElastiCache::ServerlessCache': store('ServerlessCacheName'),
  'AWS::ElasticLoadBalancing::LoadBalancer': service('LoadBalancerName'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': service('Name'),
  'AWS::ElasticBeanstalk::Environment': service('EnvironmentName'),
  'AWS::Elasticsearch::Domain': store('DomainName'),
  'AWS::Events::ApiDestination': service('Name'),
  'AWS::Events::EventBus': service('Name'),
  'AWS::Events::Rule': service('Name'),
  'AWS::EventsV2::EventBus': service('Name'),
  'AWS::EventsV2::Subscriber': service('Name'),
  'AWS::Glue::Job': service('Name'),
  'AWS::Glue::Trigger': service('Name'),
  'AWS::IoT::TopicRule': service('RuleName'),
  'AWS::Kendra::Index': store('Name'),
  'AWS::Kinesis::Stream': service('Name'),
  'AWS::KinesisAnalytics::Application': service('ApplicationName'),
  'AWS::KinesisAnalyticsV2::Application': service('ApplicationName'),
  'AWS::KinesisFirehose::DeliveryStream': service('DeliveryStreamName'),
  'AWS::Lambda::Function': service('FunctionName'),
  'AWS::Lambda::WebFunction': service('FunctionName'),
  'AWS::MSK::Cluster': service('ClusterName'),
  'AWS::MSK::ServerlessCluster': service('ClusterName'),
  'AWS::MemoryDB::Cluster': store('ClusterName'),
  'AWS::Neptune::DBCluster': store('DBClusterIdentifier'),
  'AWS::NeptuneGraph::Graph': store('GraphName'),
  'AWS::OpenSearchServerless::Collection': store('Name'),
  'AWS::OpenSearchService::Domain': store('DomainName'),
  'AWS::Pipes::Pipe': service('Name'),
  'AWS::RDS::DBCluster': store('DBClusterIdentifier'),
  'AWS::RDS::DBInstance': store('DBInstanceIdentifier'),
  'AWS::RDS::DBProxy': store('DBProxyName'),
  'AWS::RUM::AppMonitor': client('Name'),
  'AWS::Redshift::Cluster': store('ClusterIdentifier'),
  'AWS::RedshiftServerless::Workgroup': store('WorkgroupName'),
  'AWS::S3::Bucket': store('BucketName'),
  'AWS::S3Express::DirectoryBucket': store('BucketName'),
  'AWS::S3ObjectLambda::AccessPoint': service('Name'),
  'AWS::S3Vectors::Index': store('IndexName'),
  'AWS::S3Vectors::VectorBucket': store('VectorBucketName'),
  'AWS::SNS::Topic': service('TopicName'),
  'AWS::SQS::Queue': service('QueueName'),
  'AWS::SSM::Parameter': store('Name'),
  'AWS::SageMaker::Endpoint': service('EndpointName'),
  'AWS::Scheduler::Schedule': service('Name'),
  'AWS::SecretsManager::Secret': store('Name'),
  'AWS::Serverless::Api': service('Name', 'AWS::ApiGateway::Stage'),
  'AWS::Serverless::Function': service('FunctionName', 'AWS::Lambda::Function'),
  'AWS::Serverless::GraphQLApi': service('Name', 'AWS::AppSync::GraphQLApi'),
  'AWS::Serverless::HttpApi': service('Name', 'AWS::ApiGatewayV2::Api'),
  'AWS::Serverless::SimpleTable': store('TableName', 'AWS::DynamoDB::Table'),
  'AWS::Serverless::StateMachine': service('Name', 'AWS::StepFunctions::StateMachine'),
  'AWS::Serverless::WebSocketApi': service('Name', 'AWS::ApiGatewayV2::Api'),
  'AWS::StepFunctions::Activity': service('Name'),
  'AWS::StepFunctions::StateMachine': service('StateMachineName'),
  'AWS::Synthetics::Canary': client('Name'),
  'AWS::Timestream::Database': store('DatabaseName'),
  'AWS::Timestream::Table': store('TableName'),
  'AWS::VerifiedPermissions::PolicyStore': store(),
  'AWS::VpcLattice::Service': service('Name'),
  // The CDK makes the clusters of its first module for Amazon EKS by a custom resource.
  'Custom::AWSCDK-EKS-Cluster': service(undefined, 'AWS::EKS::Cluster'),
  // So does AWS Amplify with its tables.
  'Custom::AmplifyDynamoDBTable': store(undefined, 'AWS::DynamoDB::Table'),
  'Custom::ImportedAmplifyDynamoDBTable': store(undefined, 'AWS::DynamoDB::Table'),
});

/** What code calls by its name rather than by an address or an ARN, besides stores. */
const CALLED_BY_NAME = [
  'AWS::Batch::JobQueue', 'AWS::CodeBuild::Project', 'AWS::Events::EventBus', 'AWS::Glue::Job', 'AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::SageMaker::Endpoint', 'AWS::Serverless::Function',
];

/** Whether the name alone of such a resource, where code is told it, shows that the code calls it. */
export function isCalledByName(type: string): boolean {
  return NODE_TYPES[type]?.kind === TraceNodeKind.STORE || CALLED_BY_NAME.includes(type);
}

/** The properties by which resources that are no nodes stand for one: an alias for its function, a stage for its API. */
export const STAND_INS = lookupTable<string>({
  'AWS::ApiGateway::Deployment': 'RestApiId',
  'AWS::ApiGateway::Resource': 'RestApiId',
  'AWS::ApiGateway::Stage': 'RestApiId',
  'AWS::ApiGatewayV2::Stage': 'ApiId',
  'AWS::Bedrock::AgentAlias': 'AgentId',
  'AWS::Bedrock::FlowAlias': 'FlowArn',
  'AWS::Bedrock::FlowVersion': 'FlowArn',
  'AWS::BedrockAgentCore::RuntimeEndpoint': 'AgentRuntimeId',
  'AWS::ECS::TaskSet': 'Service',
  'AWS::ElasticLoadBalancingV2::Listener': 'LoadBalancerArn',
  'AWS::Kinesis::StreamConsumer': 'StreamARN',
  'AWS::Lambda::Alias': 'FunctionName',
  'AWS::Lambda::Url': 'TargetFunctionArn',
  'AWS::Lambda::Version': 'FunctionName',
  'AWS::Lambda::WebFunctionEndpoint': 'FunctionName',
  'AWS::Lambda::WebFunctionRevision': 'FunctionName',
  'AWS::S3::AccessPoint': 'Bucket',
  'AWS::SecretsManager::SecretTargetAttachment': 'SecretId',
  'AWS::StepFunctions::StateMachineAlias': 'RoutingConfiguration',
  'AWS::StepFunctions::StateMachineVersion': 'StateMachineArn',
  'AWS::VpcLattice::Listener': 'ServiceIdentifier',
});

/** The types that things have whose ARN is all that a template says, by the service in the ARN. */
export const TYPES_BY_ARN_SERVICE = lookupTable<string>({
  'aoss': 'AWS::OpenSearchServerless::Collection',
  'appsync': 'AWS::AppSync::GraphQLApi',
  'batch': 'AWS::Batch::JobQueue',
  'codebuild': 'AWS::CodeBuild::Project',
  'dynamodb': 'AWS::DynamoDB::Table',
  'ecs': 'AWS::ECS::TaskDefinition',
  'es': 'AWS::OpenSearchService::Domain',
  'events': 'AWS::Events::EventBus',
  'execute-api': 'AWS::ApiGateway::RestApi',
  'firehose': 'AWS::KinesisFirehose::DeliveryStream',
  'glue': 'AWS::Glue::Job',
  'kafka': 'AWS::MSK::Cluster',
  'kinesis': 'AWS::Kinesis::Stream',
  'kinesisanalytics': 'AWS::KinesisAnalyticsV2::Application',
  'lambda': 'AWS::Lambda::Function',
  'mq': 'AWS::AmazonMQ::Broker',
  'redshift': 'AWS::Redshift::Cluster',
  'redshift-serverless': 'AWS::RedshiftServerless::Workgroup',
  's3': 'AWS::S3::Bucket',
  'sagemaker': 'AWS::SageMaker::Endpoint',
  'secretsmanager': 'AWS::SecretsManager::Secret',
  'sns': 'AWS::SNS::Topic',
  'sqs': 'AWS::SQS::Queue',
  'ssm': 'AWS::SSM::Parameter',
  'states': 'AWS::StepFunctions::StateMachine',
});

/** By what the resource in such an ARN begins, where the ARNs of other things than nodes have the same service. */
const ARN_KINDS = lookupTable<string>({
  'aoss': 'collection/',
  'ecs': 'task-definition/',
  'es': 'domain/',
  'glue': 'job/',
  'redshift': 'cluster:',
  'redshift-serverless': 'workgroup/',
  'sagemaker': 'endpoint/',
  'ssm': 'parameter/',
});

/** Whether an ARN is that of a thing of which its service tells the type. */
export function isArnOfNode(parts: ArnParts): boolean {
  return TYPES_BY_ARN_SERVICE[parts.service] !== undefined && parts.resource.startsWith(ARN_KINDS[parts.service] ?? '');
}

/** What the resource is in the ARN of a node, where a service has ARNs of other things as well, which policies name for the node's sake. */
const OWN_ARNS = lookupTable<RegExp>({
  batch: /^job-queue\//,
  codebuild: /^project\//,
  events: /^event-bus\//,
  kafka: /^cluster\//,
  kinesis: /^stream\/[^/:]+$/,
  lambda: /^function:/,
  mq: /^broker:/,
  s3: /^(?!accesspoint\/)/,
  sns: /^[^/:]+$/,
  states: /^stateMachine:/,
});

/** Whether an ARN is that of something which belongs to a node or has nothing to do with one, such as a layer or a rule. */
export function isArnOfAnother(parts: ArnParts): boolean {
  return OWN_ARNS[parts.service]?.test(parts.resource) === false;
}
