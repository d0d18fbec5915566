export async function handler(event) {
  for (const { s3 } of event.Records) {
    console.log(`invoice for the delivery note ${s3.object.key}`);
  }
}
