import {
  aws_dynamodb as dynamodb, aws_events as events, aws_events_targets as targets, aws_lambda as lambda, aws_lambda_event_sources as sources,
  aws_logs as logs, aws_s3 as s3, aws_s3_notifications as notifications, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
  aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, Duration, Stack, StackProps,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from './service-function';

export interface FulfilmentStackProps extends StackProps {
  readonly orders: dynamodb.Table;
  readonly orderPlaced: sns.Topic;
}

/** What happens after an order is placed: payment, shipping, invoice. */
export class FulfilmentStack extends Stack {
  constructor(scope: Construct, id: string, props: FulfilmentStackProps) {
    super(scope, id, props);

    const bus = new events.EventBus(this, 'OrderEvents', { description: 'Paid, shipped, returned' });
    this.addPayment(props.orderPlaced, bus);
    this.addShipping(bus);
    this.addInvoices();
    this.addSearchIndex(props.orders);
  }

  /** SNS → SQS → Lambda, which announces paid orders on the event bus. */
  private addPayment(orderPlaced: sns.Topic, bus: events.EventBus) {
    const failed = new sqs.Queue(this, 'PaymentFailed', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const queue = new sqs.Queue(this, 'PaymentQueue', {
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(3),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
    });
    orderPlaced.addSubscription(new subscriptions.SqsSubscription(queue, { rawMessageDelivery: true }));

    const takePayment = new ServiceFunction(this, 'TakePayment', {
      description: 'Charges the customer of a new order',
      folder: 'take-payment',
      environment: { EVENT_BUS_NAME: bus.eventBusName },
    });
    takePayment.addEventSource(new sources.SqsEventSource(queue, { reportBatchItemFailures: true }));
    bus.grantPutEventsTo(takePayment);
  }

  /** EventBridge rule → Step Functions → Lambda. */
  private addShipping(bus: events.EventBus) {
    const reserve = this.shippingTask('ReserveStock', 'Takes the goods out of stock');
    const book = this.shippingTask('BookCarrier', 'Books a carrier for the parcel');
    const shipping = new sfn.StateMachine(this, 'Shipping', {
      definitionBody: sfn.DefinitionBody.fromChainable(reserve.next(book)),
      timeout: Duration.hours(1),
      logs: { destination: new logs.LogGroup(this, 'ShippingLogs'), level: sfn.LogLevel.ALL },
    });

    new events.Rule(this, 'OrderPaid', {
      eventBus: bus,
      eventPattern: { source: ['order-service'], detailType: ['OrderPaid'] },
      targets: [new targets.SfnStateMachine(shipping)],
    });
  }

  private shippingTask(id: string, description: string) {
    const lambdaFunction = new ServiceFunction(this, `${id}Function`, { description, folder: 'shipping-step', environment: { STEP: id } });
    return new tasks.LambdaInvoke(this, id, { lambdaFunction, outputPath: '$.Payload' });
  }

  /** S3 → Lambda: the warehouse drops scanned delivery notes, each becomes an invoice. */
  private addInvoices() {
    const notes = new s3.Bucket(this, 'DeliveryNotes', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      serverAccessLogsPrefix: 'access-logs/',
    });
    const writeInvoice = new ServiceFunction(this, 'WriteInvoice', {
      description: 'Writes the invoice of a delivered order',
      folder: 'write-invoice',
    });
    notes.grantRead(writeInvoice, 'scans/*');
    notes.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(writeInvoice), { prefix: 'scans/' });
  }

  /** DynamoDB stream → Lambda. */
  private addSearchIndex(orders: dynamodb.Table) {
    const indexOrder = new ServiceFunction(this, 'IndexOrder', {
      description: 'Makes orders searchable in the back office',
      folder: 'index-order',
    });
    indexOrder.addEventSource(new sources.DynamoEventSource(orders, { startingPosition: lambda.StartingPosition.LATEST, retryAttempts: 3 }));
  }
}
