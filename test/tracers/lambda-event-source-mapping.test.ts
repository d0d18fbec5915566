import { App, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { TracingStatus, XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { inspected } from '../support/inspect';

const TYPE = 'AWS::Lambda::EventSourceMapping';
const { PASS_THROUGH, UNSUPPORTED } = TracingStatus;

test.each([
  ['a queue by ARN', { EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:orders' }, PASS_THROUGH, 'links the traces'],
  ['a queue of the template', { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }, PASS_THROUGH, 'links the traces'],
  ['an MSK cluster by ARN', { EventSourceArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/x/y' }, UNSUPPORTED, 'Amazon MSK'],
  ['an MSK cluster of the template', { EventSourceArn: { Ref: 'Cluster' } }, UNSUPPORTED, 'Amazon MSK'],
  ['an MSK cluster by a composed ARN', { EventSourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:kafka:eu-west-1:123456789012:cluster/x' } }, UNSUPPORTED, 'Amazon MSK'],
  ['an MSK cluster by a parameter', { EventSourceArn: { Ref: 'ClusterArn' }, Topics: ['orders'] }, UNSUPPORTED, 'Amazon MSK'],
  ['a broker', { EventSourceArn: 'arn:aws:mq:eu-west-1:123456789012:broker:x:y' }, UNSUPPORTED, 'Amazon MQ'],
  ['a queue of a broker', { EventSourceArn: { Ref: 'Broker' }, Queues: ['orders'] }, UNSUPPORTED, 'Amazon MQ'],
  ['a DocumentDB cluster', { DocumentDBEventSourceConfig: { DatabaseName: 'orders' } }, UNSUPPORTED, 'Amazon DocumentDB'],
  ['a self-managed cluster', { SelfManagedEventSource: { Endpoints: {} }, Topics: ['orders'] }, UNSUPPORTED, 'self-managed Apache Kafka'],
])('%s', (_, properties, status, text) => {
  const Resources = { Cluster: { Type: 'AWS::MSK::Cluster' }, Queue: { Type: 'AWS::SQS::Queue' } };
  expect(inspected({ Type: TYPE, Properties: { FunctionName: 'orders', ...properties } }, { Resources }))
    .toMatchObject({ status, reason: expect.stringContaining(text) });
});

test.each<[string, any]>([
  ['a Kinesis stream by ARN', 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders'],
  ['a Kinesis stream of the template', { 'Fn::GetAtt': ['Stream', 'Arn'] }],
  ['a DynamoDB stream by ARN', 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2024-01-01T00:00:00.000'],
  ['a DynamoDB stream of the template', { 'Fn::GetAtt': ['Table', 'StreamArn'] }],
])('the mapping of %s has nothing to tell: the stream says itself what becomes of the trace', (_, EventSourceArn) => {
  const Resources = { Stream: { Type: 'AWS::Kinesis::Stream' }, Table: { Type: 'AWS::DynamoDB::Table' } };
  expect(inspected({ Type: TYPE, Properties: { FunctionName: 'orders', EventSourceArn } }, { Resources })).toBeUndefined();
});

test('an event source for which active tracing is unsupported gets a warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new lambda.CfnEventSourceMapping(stack, 'Source', { functionName: 'orders', eventSourceArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/x/y' });
  XRayTracing.of(app).enable();
  expect(warningsOf(stack).map((warning) => warning.text)).toEqual([
    expect.stringMatching(/^X-Ray cannot trace this AWS::Lambda::EventSourceMapping: .*Amazon MSK.*\[ack: XRay::LambdaEventSourceMappingTracing\]$/),
  ]);
});
