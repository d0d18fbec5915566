import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { type Browser, launch, type Page } from 'puppeteer-core';

/** Where Linux distributions, and a variable, say that a Chromium is. */
const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const EXECUTABLE = CANDIDATES.find((file) => file && existsSync(file));

/** `describe` where there is a browser; elsewhere the tests are skipped, and their title says why. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (EXECUTABLE) { describe(title, tests); } else { describe.skip(`${title} (no Chromium here: install one, or name it in CHROMIUM)`, tests); }
}

/** A page in the browser, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** What was written to the console, with all errors and refusals of the page's policy. */
  readonly complaints: string[];
  /** What was loaded beside the page itself. */
  readonly requests: string[];
}

export interface PageOptions {
  readonly scheme?: 'light' | 'dark';
  readonly script?: boolean;
  readonly width?: number;
}

/** A headless Chromium with a profile of its own. */
export class TestBrowser {
  public static async launch(): Promise<TestBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-browser-'));
    const userDataDir = join(folder, 'profile');
    return new TestBrowser(folder, await launch({ executablePath: EXECUTABLE, headless: true, userDataDir, args: FLAGS }));
  }

  private files = 0;

  private constructor(private readonly folder: string, private readonly browser: Browser) {}

  /** Opens a text from a file, as people do. */
  public async open(html: string, { scheme = 'light', script = true, width = 1200 }: PageOptions = {}): Promise<OpenPage> {
    const file = join(this.folder, `page-${++this.files}.html`);
    writeFileSync(file, html);
    const page = await this.browser.newPage();
    const [complaints, requests]: string[][] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.setViewport({ width, height: 900 });
    await page.setJavaScriptEnabled(script);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.goto(pathToFileURL(file).href);
    return { page, complaints, requests: requests.slice(1) };
  }

  public async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * A browser for the tests of a `describe`: returns what opens a page in it. Whatever a test does, its pages complain of nothing and load nothing.
 *
 * @param mayLoad what a page makes itself and loads
 */
export function pagesInBrowser(mayLoad: (url: string) => boolean = () => false): (...args: Parameters<TestBrowser['open']>) => Promise<Page> {
  let browser: TestBrowser;
  let opened: OpenPage[] = [];
  beforeAll(async () => { browser = await TestBrowser.launch(); });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const pages = opened;
    opened = [];
    await Promise.all(pages.map(({ page }) => page.close()));
    expect(pages.flatMap(({ complaints, requests }) => [...complaints, ...requests.filter((url) => !mayLoad(url))])).toEqual([]);
  });
  return async (...args) => {
    opened.push(await browser.open(...args));
    return opened[opened.length - 1].page;
  };
}
