import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const eventBridge = new EventBridgeClient();

export async function handler(event) {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await announcePaid(record.body);
    } catch (error) {
      console.error(error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}

async function announcePaid(order) {
  const { FailedEntryCount: failed } = await eventBridge.send(new PutEventsCommand({
    Entries: [{ EventBusName: process.env.EVENT_BUS_NAME, Source: 'order-service', DetailType: 'OrderPaid', Detail: order }],
  }));
  if (failed) {
    throw new Error(`the event bus refused the order: ${order}`);
  }
}
