import type { MapEnd } from './map-end';
import { lookupTable } from '../../private/lookup-table';

const APIS = ['AWS::ApiGateway', 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi', 'AWS::Serverless::WebSocketApi'];

/** By what the types of a service begin, where the service's name in ARNs and principals does not say so. */
const TYPE_PREFIXES = lookupTable<readonly string[]>({
  'aoss': ['AWS::OpenSearchServerless'],
  'apigateway': APIS,
  'appsync': ['AWS::AppSync', 'AWS::Serverless::GraphQLApi'],
  'bedrock-agentcore': ['AWS::BedrockAgentCore'],
  'cognito-idp': ['AWS::Cognito'],
  'dynamodb': ['AWS::DynamoDB', 'AWS::Serverless::SimpleTable', 'Custom::AmplifyDynamoDBTable', 'Custom::ImportedAmplifyDynamoDBTable'],
  'edgelambda': ['AWS::CloudFront'],
  'elasticloadbalancing': ['AWS::ElasticLoadBalancing'],
  'elasticmapreduce': ['AWS::EMR::'],
  'es': ['AWS::Elasticsearch', 'AWS::OpenSearchService'],
  'events': ['AWS::Events::', 'AWS::EventsV2::'],
  'execute-api': APIS,
  'firehose': ['AWS::KinesisFirehose'],
  'kafka-cluster': ['AWS::MSK'],
  'kinesisanalytics': ['AWS::KinesisAnalytics'],
  'lambda': ['AWS::Lambda', 'AWS::Serverless::Function'],
  'neptune-db': ['AWS::Neptune::'],
  'neptune-graph': ['AWS::NeptuneGraph'],
  'opensearch': ['AWS::OpenSearchService'],
  'rds-data': ['AWS::RDS'],
  'rds-db': ['AWS::RDS'],
  'redshift-data': ['AWS::Redshift'],
  'redshift-serverless': ['AWS::RedshiftServerless'],
  's3-object-lambda': ['AWS::S3ObjectLambda'],
  'states': ['AWS::StepFunctions', 'AWS::Serverless::StateMachine'],
});

/** Names that steps and integrations have for services which go by another one elsewhere. */
const SAME_SERVICE = lookupTable<string>({
  'bedrock-agent-runtime': 'bedrock',
  'bedrock-runtime': 'bedrock',
  'bedrockagent': 'bedrock',
  'bedrockagentcore': 'bedrock-agentcore',
  'bedrockagentruntime': 'bedrock',
  'bedrockruntime': 'bedrock',
  'cognitoidentityprovider': 'cognito-idp',
  'eventbridge': 'events',
  'rdsdata': 'rds-data',
  'redshiftdata': 'redshift-data',
  'sagemakerruntime': 'sagemaker',
  'sesv2': 'ses',
  'sfn': 'states',
  'stepfunctions': 'states',
});

/** The name by which ARNs and principals call a service that something else calls otherwise. */
export function serviceName(name: string): string {
  const lower = name.toLowerCase();
  return SAME_SERVICE[lower] ?? lower;
}

/** Whether an end is a thing of a service. */
export function isOfService({ type }: MapEnd, service: string): boolean {
  const lower = type.toLowerCase();
  const prefixes = TYPE_PREFIXES[service];
  return prefixes ? prefixes.some((prefix) => lower.startsWith(prefix.toLowerCase())) : lower.startsWith(`aws::${service}::`);
}
