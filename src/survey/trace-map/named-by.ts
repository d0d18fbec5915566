import { lookupTable } from '../../private/lookup-table';

/** How a request names the thing that it is about: by a parameter, which has the name that the thing has in its service. */
export interface Naming {
  readonly parameter: string;
  readonly service: string;
}

/** The parameter that names the thing which a request is about: by its service, or by its action where other requests to the service mean something else by that. */
const NAMED_BY = lookupTable<string>({
  'apigateway': 'ApiEndpoint',
  'batch': 'JobQueue',
  'codebuild': 'ProjectName',
  'dynamodb': 'TableName',
  'ecs': 'TaskDefinition',
  'elasticmapreduce': 'ClusterId',
  'firehose': 'DeliveryStreamName',
  'glue': 'JobName',
  'http': 'ApiEndpoint',
  'kinesis': 'StreamName',
  'lambda': 'FunctionName',
  's3': 'Bucket',
  'sagemaker': 'EndpointName',
  'sns': 'TopicArn',
  'sqs': 'QueueUrl',
  'ssm:getParameter': 'Name',
  'ssm:putParameter': 'Name',
  'states': 'StateMachineArn',
});

/** The same where the thing is another service's. */
const NAMED_ELSEWHERE = lookupTable<readonly Naming[]>({
  'redshift-data': [{ parameter: 'ClusterIdentifier', service: 'redshift' }, { parameter: 'WorkgroupName', service: 'redshift-serverless' }],
});

/** The ways in which requests to a service name what they are about. */
export function namingsOf(service: string, action?: string): readonly Naming[] {
  const parameter = NAMED_BY[service] ?? NAMED_BY[`${service}:${action}`];
  return parameter === undefined ? NAMED_ELSEWHERE[service] ?? [] : [{ parameter, service }];
}
