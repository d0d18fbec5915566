'use strict';
/**
 * The generated app: `blocks` copies of one believable team's service, five to a stack.
 *
 * Deterministic, without look-ups, assets or Stages. A block makes 59 CloudFormation resources, a stack one more (its cluster).
 */
const { Duration, RemovalPolicy, Stack } = require('aws-cdk-lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const appsync = require('aws-cdk-lib/aws-appsync');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecs = require('aws-cdk-lib/aws-ecs');
const lambda = require('aws-cdk-lib/aws-lambda');
const { SqsEventSource } = require('aws-cdk-lib/aws-lambda-event-sources');
const logs = require('aws-cdk-lib/aws-logs');
const sns = require('aws-cdk-lib/aws-sns');
const { SqsSubscription } = require('aws-cdk-lib/aws-sns-subscriptions');
const sqs = require('aws-cdk-lib/aws-sqs');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const tasks = require('aws-cdk-lib/aws-stepfunctions-tasks');
const { Construct } = require('constructs');

const BLOCKS_PER_STACK = 5;

/** Blocks per size: 60, 2,191 and 14,800 resources. */
const SIZES = { small: 1, medium: 37, large: 250 };

const KNOWN_ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };

/**
 * Fills an App with the stacks of one size.
 *
 * @param {import('aws-cdk-lib').App} app
 * @param {keyof typeof SIZES} size
 * @param {{ knownEnvironment?: boolean }} [options] stacks are environment-agnostic by default
 */
function fillApp(app, size, options = {}) {
  const env = options.knownEnvironment ? KNOWN_ENVIRONMENT : undefined;
  for (let first = 0; first < SIZES[size]; first += BLOCKS_PER_STACK) {
    const stack = new Stack(app, `Team${first / BLOCKS_PER_STACK}`, { env });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: importedVpc(stack) });
    const last = Math.min(first + BLOCKS_PER_STACK, SIZES[size]);
    for (let block = first; block < last; block++) {
      new ServiceBlock(stack, `Service${block}`, cluster);
    }
  }
}

function importedVpc(stack) {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  });
}

/** One team's service: what it stores, how it is called, what runs behind. */
class ServiceBlock extends Construct {
  constructor(scope, id, cluster) {
    super(scope, id);
    this.table = this.makeTable('Orders');
    this.history = this.makeTable('History');
    this.queue = this.makeQueue();
    this.topic = this.makeTopic();
    this.addRestApi();
    this.addQueueWorker();
    this.addStateMachine();
    this.addGraphqlApi();
    this.addContainerService(cluster);
  }

  makeTable(id) {
    return new dynamodb.Table(this, id, {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  makeQueue() {
    const queue = new sqs.Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) });
    return new sqs.Queue(this, 'Work', { deadLetterQueue: { queue, maxReceiveCount: 3 } });
  }

  makeTopic() {
    const topic = new sns.Topic(this, 'Events');
    topic.addSubscription(new SqsSubscription(this.queue));
    new sns.Topic(this, 'Alarms');
    return topic;
  }

  /** A function with a role of its own, as the L2 makes it. */
  makeFunction(id) {
    return new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
      environment: { TABLE_NAME: this.table.tableName },
    });
  }

  addRestApi() {
    const reader = this.makeFunction('Read');
    const writer = this.makeFunction('Write');
    this.table.grantReadData(reader);
    this.table.grantWriteData(writer);
    this.topic.grantPublish(writer);
    const api = new apigateway.RestApi(this, 'Api');
    const orders = api.root.addResource('orders');
    const order = orders.addResource('{id}');
    orders.addMethod('GET', new apigateway.LambdaIntegration(reader));
    orders.addMethod('POST', new apigateway.LambdaIntegration(writer));
    order.addMethod('GET', new apigateway.LambdaIntegration(reader));
    order.addMethod('DELETE', new apigateway.LambdaIntegration(writer));
  }

  addQueueWorker() {
    const worker = this.makeFunction('Worker');
    worker.addEventSource(new SqsEventSource(this.queue));
    this.history.grantReadWriteData(worker);
  }

  addStateMachine() {
    const definition = new tasks.LambdaInvoke(this, 'Reserve', { lambdaFunction: this.makeFunction('ReserveStock') })
      .next(new tasks.LambdaInvoke(this, 'Charge', { lambdaFunction: this.makeFunction('ChargeCard') }))
      .next(new tasks.SnsPublish(this, 'Tell', { topic: this.topic, message: sfn.TaskInput.fromText('paid') }));
    new sfn.StateMachine(this, 'Checkout', { definitionBody: sfn.DefinitionBody.fromChainable(definition) });
  }

  addGraphqlApi() {
    const api = new appsync.GraphqlApi(this, 'Graph', { name: this.node.id, definition: appsync.Definition.fromSchema(SCHEMA) });
    const source = api.addDynamoDbDataSource('Table', this.table);
    source.createResolver('GetOrder', {
      typeName: 'Query',
      fieldName: 'order',
      requestMappingTemplate: appsync.MappingTemplate.dynamoDbGetItem('id', 'id'),
      responseMappingTemplate: appsync.MappingTemplate.dynamoDbResultItem(),
    });
  }

  addContainerService(cluster) {
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 256, memoryLimitMiB: 512 });
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.27'),
      portMappings: [{ containerPort: 80 }],
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logRetention: logs.RetentionDays.ONE_MONTH }),
    });
    this.table.grantReadData(taskDefinition.taskRole);
    new ecs.FargateService(this, 'Web', { cluster, taskDefinition, desiredCount: 1 });
  }
}

/** A schema given in place: the L2's own reads a file. */
const SCHEMA = {
  bind: (api) => ({ apiId: api.apiId, definition: 'type Order { id: ID! } type Query { order(id: ID!): Order }' }),
};

module.exports = { SIZES, fillApp };
