import {
  type App, aws_apigatewayv2 as apigatewayv2, aws_appsync as appsync, aws_dynamodb as dynamodb, aws_events as events,
  aws_events_targets as targets, aws_kinesis as kinesis, aws_lambda as lambda, aws_lambda_event_sources as sources, aws_msk as msk,
  aws_pipes as pipes, aws_s3 as s3, aws_s3_notifications as notifications, aws_scheduler as scheduler, aws_sns as sns,
  aws_sns_subscriptions as subscriptions, aws_sqs as sqs, Duration, Stack,
} from 'aws-cdk-lib';
import { cfnRole, ENV, lambdaFunction } from './parts';

/** What carries messages from one function to the next: some forward the trace header, some lose it. */
export function defineMessaging(app: App): void {
  const stack = new Stack(app, 'Messaging', { env: ENV });
  const worker = lambdaFunction(stack, 'Worker');
  addTopics(stack, worker);
  addEvents(stack, worker);
  addStreams(stack, worker);
  addPipesAndSchedules(stack, worker);
  addApisWithoutTracing(stack);
}

function addTopics(stack: Stack, worker: lambda.Function): void {
  const queue = new sqs.Queue(stack, 'Queue');
  const topic = new sns.Topic(stack, 'Topic');
  topic.addSubscription(new subscriptions.SqsSubscription(queue));
  new sns.Topic(stack, 'FifoTopic', { fifo: true });
  new sns.CfnTopic(stack, 'ExplicitlyPassingThrough', { tracingConfig: 'PassThrough' });
  worker.addEventSource(new sources.SqsEventSource(queue));
}

function addEvents(stack: Stack, worker: lambda.Function): void {
  const bus = new events.EventBus(stack, 'Bus');
  const target = new targets.LambdaFunction(worker);
  new events.Rule(stack, 'Rule', { eventBus: bus, eventPattern: { source: ['orders'] }, targets: [target] });
  new events.Rule(stack, 'Hourly', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [target] });
  const bucket = new s3.Bucket(stack, 'Bucket');
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(worker));
}

function addStreams(stack: Stack, worker: lambda.Function): void {
  const table = new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  new dynamodb.TableV2(stack, 'GlobalTable', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const stream = new kinesis.Stream(stack, 'Stream');
  worker.addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.LATEST }));
  worker.addEventSource(new sources.KinesisEventSource(stream, { startingPosition: lambda.StartingPosition.LATEST }));
  addKafka(stack, worker);
}

function addKafka(stack: Stack, worker: lambda.Function): void {
  const subnetIds = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
  new msk.CfnCluster(stack, 'Brokers', {
    clusterName: 'brokers',
    kafkaVersion: '3.6.0',
    numberOfBrokerNodes: 2,
    brokerNodeGroupInfo: { clientSubnets: subnetIds, instanceType: 'kafka.m5.large' },
  });
  const cluster = new msk.CfnServerlessCluster(stack, 'Kafka', {
    clusterName: 'kafka',
    clientAuthentication: { sasl: { iam: { enabled: true } } },
    vpcConfigs: [{ subnetIds }],
  });
  worker.addEventSource(new sources.ManagedKafkaEventSource({
    clusterArn: cluster.ref, topic: 'orders', startingPosition: lambda.StartingPosition.LATEST,
  }));
}

function addPipesAndSchedules(stack: Stack, worker: lambda.Function): void {
  const queue = new sqs.Queue(stack, 'PipeSource');
  new pipes.CfnPipe(stack, 'Pipe', {
    source: queue.queueArn, target: worker.functionArn, roleArn: cfnRole(stack, 'PipeRole', 'pipes.amazonaws.com').attrArn,
  });
  new scheduler.CfnSchedule(stack, 'Schedule', {
    flexibleTimeWindow: { mode: 'OFF' },
    scheduleExpression: 'rate(1 hour)',
    target: { arn: worker.functionArn, roleArn: cfnRole(stack, 'ScheduleRole', 'scheduler.amazonaws.com').attrArn },
  });
}

function addApisWithoutTracing(stack: Stack): void {
  new apigatewayv2.HttpApi(stack, 'HttpApi');
  new apigatewayv2.WebSocketApi(stack, 'WebSocketApi');
  new appsync.EventApi(stack, 'EventApi', { apiName: 'events' });
}
