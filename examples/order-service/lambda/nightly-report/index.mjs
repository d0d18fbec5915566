export async function handler(event) {
  console.log(`report of the day before ${event.time}`);
}
