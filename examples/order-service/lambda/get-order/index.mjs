import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient();

export async function handler(event) {
  const { Item: item } = await dynamodb.send(new GetItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { id: { S: event.pathParameters.id } },
  }));
  return item
    ? { statusCode: 200, body: JSON.stringify({ id: item.id.S, status: item.status.S }) }
    : { statusCode: 404, body: JSON.stringify({ message: 'no such order' }) };
}
