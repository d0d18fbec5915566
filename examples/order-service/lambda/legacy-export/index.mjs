export async function handler() {
  console.log('exported');
}
