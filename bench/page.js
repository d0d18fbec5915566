'use strict';
/**
 * How soon a page of the trace map can be used, in a headless Chromium: `node bench/page.js FILE`.
 *
 * Interactive is when the page's script has drawn the map and the main thread has had time for something else.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { launch } = require('puppeteer-core');
const { median } = require('./statistics');

const ROUNDS = 5;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Seconds from the navigation to the first idle moment after the toolbar is shown. */
async function secondsToInteractive(browser, file) {
  const page = await browser.newPage();
  try {
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('#toolbar:not([hidden])');
    return await page.evaluate('new Promise((resolve) => requestIdleCallback(() => resolve(performance.now() / 1000)))');
  } finally {
    await page.close();
  }
}

/** The median of some openings of a page, each with an empty cache of its own. */
async function measurePage(file) {
  if (!fs.existsSync(CHROMIUM)) return undefined;
  const seconds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-browser-'));
    const browser = await launch({ executablePath: CHROMIUM, headless: true, userDataDir, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      seconds.push(await secondsToInteractive(browser, path.resolve(file)));
    } finally {
      await browser.close();
      fs.rmSync(userDataDir, { recursive: true, force: true });
    }
  }
  return median(seconds);
}

module.exports = { measurePage };

if (require.main === module) {
  measurePage(process.argv[2]).then((seconds) => console.log(seconds === undefined ? 'no Chromium: name one in CHROMIUM' : `${seconds.toFixed(2)} s`));
}
