import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const dynamodb = new DynamoDBClient();
const sns = new SNSClient();

export async function handler(event) {
  const order = { id: randomUUID(), status: 'placed', ...JSON.parse(event.body ?? '{}') };
  await dynamodb.send(new PutItemCommand({
    TableName: process.env.TABLE_NAME,
    Item: { id: { S: order.id }, status: { S: order.status }, customer: { S: String(order.customer) } },
  }));
  await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: JSON.stringify(order) }));
  return { statusCode: 201, body: JSON.stringify({ id: order.id }) };
}
