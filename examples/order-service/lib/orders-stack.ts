import * as path from 'node:path';
import {
  aws_apigateway as apigateway, aws_appsync as appsync, aws_dynamodb as dynamodb, aws_logs as logs, aws_sns as sns,
  Stack, StackProps,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from './service-function';

/** Takes orders (REST), answers questions about them (GraphQL), and announces each new one. */
export class OrdersStack extends Stack {
  readonly orders: dynamodb.Table;
  readonly orderPlaced: sns.Topic;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.orders = new dynamodb.Table(this, 'OrderTable', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    this.orderPlaced = new sns.Topic(this, 'OrderPlaced', { enforceSSL: true });

    this.addRestApi();
    this.addGraphqlApi();
  }

  private addRestApi() {
    const api = new apigateway.RestApi(this, 'OrderApi', {
      description: 'Places and reads orders',
      deployOptions: {
        stageName: 'v1',
        loggingLevel: apigateway.MethodLoggingLevel.ERROR,
        accessLogDestination: new apigateway.LogGroupLogDestination(new logs.LogGroup(this, 'OrderApiLogs')),
        accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
      },
      defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
    });

    const orders = api.root.addResource('orders');
    orders.addMethod('POST', new apigateway.LambdaIntegration(this.placeOrderFunction()), {
      requestValidatorOptions: { validateRequestBody: true },
      requestModels: { 'application/json': this.orderModel(api) },
    });
    orders.addResource('{id}').addMethod('GET', new apigateway.LambdaIntegration(this.getOrderFunction()));
  }

  private orderModel(api: apigateway.RestApi) {
    const { OBJECT: object, STRING: string } = apigateway.JsonSchemaType;
    return api.addModel('Order', {
      schema: { type: object, properties: { customer: { type: string } }, required: ['customer'] },
    });
  }

  private placeOrderFunction() {
    const placeOrder = new ServiceFunction(this, 'PlaceOrder', {
      description: 'Stores an order and announces it',
      folder: 'place-order',
      environment: { TABLE_NAME: this.orders.tableName, TOPIC_ARN: this.orderPlaced.topicArn },
    });
    this.orders.grantWriteData(placeOrder);
    this.orderPlaced.grantPublish(placeOrder);
    return placeOrder;
  }

  private getOrderFunction() {
    const getOrder = new ServiceFunction(this, 'GetOrder', {
      description: 'Reads one order',
      folder: 'get-order',
      environment: { TABLE_NAME: this.orders.tableName },
    });
    this.orders.grantReadData(getOrder);
    return getOrder;
  }

  private addGraphqlApi() {
    const api = new appsync.GraphqlApi(this, 'OrderGraph', {
      name: 'order-graph',
      definition: appsync.Definition.fromFile(path.join(__dirname, '..', 'graphql', 'schema.graphql')),
      authorizationConfig: { defaultAuthorization: { authorizationType: appsync.AuthorizationType.IAM } },
      logConfig: { fieldLogLevel: appsync.FieldLogLevel.ERROR, retention: logs.RetentionDays.ONE_MONTH },
    });

    api.addDynamoDbDataSource('OrderSource', this.orders).createResolver('OrderById', {
      typeName: 'Query',
      fieldName: 'order',
      requestMappingTemplate: appsync.MappingTemplate.dynamoDbGetItem('id', 'id'),
      responseMappingTemplate: appsync.MappingTemplate.dynamoDbResultItem(),
    });
  }
}
