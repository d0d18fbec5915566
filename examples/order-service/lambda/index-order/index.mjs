export async function handler(event) {
  const changed = event.Records.map((record) => record.dynamodb.Keys.id.S);
  console.log(`indexed: ${changed.join(', ')}`);
}
