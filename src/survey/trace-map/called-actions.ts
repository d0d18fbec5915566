import type { MapEnd } from './map-end';
import { isOfService } from './service-types';
import { matchesAction } from '../../private/iam/statement-matching';
import { lookupTable } from '../../private/lookup-table';
import { templateText } from '../../private/template/template-text';

/** Whether a policy lets its bearer send requests to a thing, or nothing but take what others have put there, or nothing but answer what waits for it. */
export type GrantedRelation = 'calls' | 'polls' | 'callback';

/** The actions by which requests and data reach a service. Others, such as those that configure it, are no calls. */
export const CALLS = lookupTable<readonly string[]>({
  'aoss': ['APIAccessAll'],
  'appsync': ['GraphQL', 'EventPublish'],
  'batch': ['SubmitJob'],
  'bedrock': ['InvokeAgent', 'InvokeFlow', 'Retrieve', 'RetrieveAndGenerate'],
  'bedrock-agentcore': [
    'InvokeAgentRuntime', 'InvokeGateway', 'InvokeHarness', 'CreateEvent', 'ListEvents', 'RetrieveMemoryRecords', 'InvokeCodeInterpreter', 'StartBrowserSession',
  ],
  'cassandra': ['Select', 'Modify'],
  'codebuild': ['StartBuild'],
  'cognito-idp': ['AdminGetUser', 'AdminCreateUser', 'AdminInitiateAuth', 'AdminUpdateUserAttributes', 'ListUsers'],
  'dax': ['GetItem', 'PutItem'],
  'dsql': ['DbConnect', 'DbConnectAdmin'],
  'dynamodb': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
  'ecs': ['RunTask'],
  'elasticache': ['Connect'],
  'es': ['ESHttpGet', 'ESHttpPost', 'ESHttpPut'],
  'events': ['PutEvents'],
  'execute-api': ['Invoke', 'ManageConnections'],
  'firehose': ['PutRecord', 'PutRecordBatch'],
  'glue': ['StartJobRun'],
  'kafka-cluster': ['Connect'],
  'kendra': ['Query', 'Retrieve', 'BatchPutDocument'],
  'kinesis': ['PutRecord', 'PutRecords'],
  'lambda': ['InvokeFunction', 'InvokeFunctionUrl'],
  'memorydb': ['Connect'],
  'neptune-db': ['connect', 'ReadDataViaQuery', 'WriteDataViaQuery', 'DeleteDataViaQuery'],
  'neptune-graph': ['ReadDataViaQuery', 'WriteDataViaQuery', 'DeleteDataViaQuery'],
  'rds-data': ['ExecuteStatement', 'BatchExecuteStatement'],
  'rds-db': ['connect'],
  'redshift-data': ['ExecuteStatement', 'BatchExecuteStatement'],
  's3': ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'],
  's3-object-lambda': ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'],
  's3express': ['CreateSession'],
  's3vectors': ['GetVectors', 'ListVectors', 'QueryVectors', 'PutVectors', 'DeleteVectors'],
  'sagemaker': ['InvokeEndpoint'],
  'secretsmanager': ['GetSecretValue'],
  'sns': ['Publish'],
  'sqs': ['SendMessage'],
  'ssm': ['GetParameter', 'GetParameters', 'GetParametersByPath'],
  'states': ['StartExecution', 'StartSyncExecution'],
  'timestream': ['WriteRecords', 'Select'],
  'verifiedpermissions': ['IsAuthorized', 'IsAuthorizedWithToken'],
});

/** The actions that take messages and records from where others have put them. */
const CONSUMES = lookupTable<readonly string[]>({
  dynamodb: ['GetRecords'],
  kinesis: ['GetRecords', 'SubscribeToShard'],
  sqs: ['ReceiveMessage'],
  states: ['GetActivityTask'],
});

/** The actions that answer a state machine which waits for it. */
const ANSWERS = lookupTable<readonly string[]>({
  states: ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'],
});

/** What a statement is about, by its actions. Where it allows more than one of them with the same thing, the first counts. */
const RELATIONS = [['calls', CALLS], ['polls', CONSUMES], ['callback', ANSWERS]] as const;

/** What actions allow, with things of which services. */
export interface AllowedRelation {
  readonly relation: GrantedRelation;
  readonly services: readonly string[];
}

/** What some actions allow, patterns among them. */
export function allowedBy(actions: readonly string[]): AllowedRelation[] {
  return RELATIONS.map(([relation, table]) => ({ relation, services: servicesOf(actions.filter((action) => allows(action, table))) }))
    .filter(({ services }) => services.length > 0);
}

/** The services that actions are of, each once. */
function servicesOf(actions: readonly string[]): string[] {
  return [...new Set(actions.map((action) => action.toLowerCase().split(':')[0]))];
}

/** The service that all the actions which allow something are of; undefined where they are of several. */
export function onlyServiceOf(allowed: readonly AllowedRelation[]): string | undefined {
  const services = new Set(allowed.flatMap((each) => each.services));
  return services.size === 1 ? [...services][0] : undefined;
}

/** What is allowed with a thing that a resource of a statement names: of several relations the first. */
export function relationTo(to: MapEnd, resource: any, allowed: readonly AllowedRelation[]): GrantedRelation | undefined {
  return allowed.filter(({ relation }) => isPossible(relation, to, resource))
    .find(({ services }) => services.some((service) => isOfService(to, service)))?.relation;
}

/** Whether an action, or one that a pattern stands for, sends requests or data. */
export function sendsRequests(action: string): boolean {
  return allows(action, CALLS);
}

/** Whether a relation to a thing is possible, by what a statement names of it: nothing is sent to an activity, and records are read from streams alone. */
function isPossible(relation: GrantedRelation, to: MapEnd, resource: any): boolean {
  if (relation === 'calls' && to.type === 'AWS::StepFunctions::Activity') { return false; }
  return !isOfService(to, 'dynamodb') || !(relation === 'polls' ? TABLE : STREAM).test(templateText(resource) ?? '');
}

/** The ARN of a table, and that of its stream. */
const TABLE = /^\$\{\w+\.(?:Table)?Arn\}$|:table\/[^/*?]+$/;
const STREAM = /\.(?:Table)?StreamArn\}$|\/stream\//;

function allows(pattern: string, table: Readonly<Record<string, readonly string[]>>): boolean {
  const [service] = pattern.toLowerCase().split(':');
  return (table[service] ?? []).some((action) => matchesAction(pattern, `${service}:${action}`));
}
