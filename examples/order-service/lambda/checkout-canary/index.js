const synthetics = require('Synthetics');

exports.handler = async () => {
  const page = await synthetics.getPage();
  const response = await page.goto('https://shop.example.com/checkout', { waitUntil: 'domcontentloaded', timeout: 30_000 });
  if (response.status() !== 200) {
    throw new Error(`the checkout page answered ${response.status()}`);
  }
};
