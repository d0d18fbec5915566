import { lookupTable } from '../../private/lookup-table';

/** The parameter that names the thing which a request to a service is about. */
export const NAMED_BY = lookupTable<string>({
  apigateway: 'ApiEndpoint',
  batch: 'JobQueue',
  codebuild: 'ProjectName',
  dynamodb: 'TableName',
  ecs: 'TaskDefinition',
  firehose: 'DeliveryStreamName',
  glue: 'JobName',
  http: 'ApiEndpoint',
  kinesis: 'StreamName',
  lambda: 'FunctionName',
  s3: 'Bucket',
  sns: 'TopicArn',
  sqs: 'QueueUrl',
  states: 'StateMachineArn',
});
