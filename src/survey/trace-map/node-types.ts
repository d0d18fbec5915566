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

/** Whether resources of a type are nodes. */
export function isNodeType(type: string): boolean {
  return NODE_TYPES[type] !== undefined;
}

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
  'AWS::AppSync::ChannelNamespace': 'ApiId',
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

/**
 * By the service in an ARN, what the rest is where the ARN is that of a node, or of something that belongs to one, and the type of the node.
 * A thing of which the name alone is known has the first type of its service.
 */
const NODES_OF_ARNS = lookupTable<readonly (readonly [RegExp, string])[]>({
  'aoss': [[/^collection\//, 'AWS::OpenSearchServerless::Collection']],
  'appsync': [[/^apis\/[^/]+(?:\/types\/|$)|^endpoints\/graphql-api\//, 'AWS::AppSync::GraphQLApi'], [/^apis\/[^/]+\/channelNamespace\//, 'AWS::AppSync::Api']],
  'batch': [[/^job-queue\//, 'AWS::Batch::JobQueue'], [/^job-definition\//, 'AWS::Batch::JobDefinition']],
  'codebuild': [[/^project\//, 'AWS::CodeBuild::Project']],
  'dynamodb': [[/^/, 'AWS::DynamoDB::Table']],
  'ecs': [[/^task-definition\//, 'AWS::ECS::TaskDefinition']],
  'es': [[/^domain\//, 'AWS::OpenSearchService::Domain']],
  'events': [[/^event-bus\//, 'AWS::Events::EventBus'], [/^api-destination\//, 'AWS::Events::ApiDestination']],
  'execute-api': [[/^/, 'AWS::ApiGateway::RestApi']],
  'firehose': [[/^/, 'AWS::KinesisFirehose::DeliveryStream']],
  'glue': [[/^job\//, 'AWS::Glue::Job']],
  'kafka': [[/^cluster\//, 'AWS::MSK::Cluster']],
  'kinesis': [[/^stream\//, 'AWS::Kinesis::Stream']],
  'kinesisanalytics': [[/^/, 'AWS::KinesisAnalyticsV2::Application']],
  'lambda': [[/^function:/, 'AWS::Lambda::Function']],
  'mq': [[/^broker:/, 'AWS::AmazonMQ::Broker']],
  'redshift': [[/^cluster:/, 'AWS::Redshift::Cluster']],
  'redshift-serverless': [[/^workgroup\//, 'AWS::RedshiftServerless::Workgroup']],
  's3': [[/^(?!accesspoint\/)/, 'AWS::S3::Bucket']],
  'sagemaker': [[/^endpoint\//, 'AWS::SageMaker::Endpoint']],
  'secretsmanager': [[/^/, 'AWS::SecretsManager::Secret']],
  'sns': [[/^(?:\$\{[^}]*\}|[^/:$]|\$(?!\{))+$/, 'AWS::SNS::Topic']],
  'sqs': [[/^/, 'AWS::SQS::Queue']],
  'ssm': [[/^parameter\//, 'AWS::SSM::Parameter']],
  'states': [[/^stateMachine:/, 'AWS::StepFunctions::StateMachine'], [/^activity:/, 'AWS::StepFunctions::Activity']],
});

/** The type of the node that an ARN is of; undefined where it is that of something else, such as a layer or a rule. */
export function typeOfArn(parts: ArnParts): string | undefined {
  return NODES_OF_ARNS[parts.service]?.find(([pattern]) => pattern.test(parts.resource))?.[1];
}

/** The type of what a service knows by a name; undefined where that is no node. */
export function typeOfService(name: string): string | undefined {
  return NODES_OF_ARNS[name]?.[0][1];
}
