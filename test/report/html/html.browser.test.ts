import type { Page } from 'puppeteer-core';
import { HOSTILE, largeReport, variedReport } from './reports';
import { accessibilityViolations } from '../../support/accessibility';
import { brokenWords } from '../../support/broken-words';
import { describeInBrowser, pagesInBrowser } from '../../support/browser';

// A browser takes its time on a busy machine.
jest.setTimeout(60_000);

const NAMES = '#resource-table tbody th';

const textsOf = (page: Page, selector: string) => page.$$eval(selector, (elements) => elements.map(({ textContent }) => textContent));
const shown = (page: Page) => page.$eval('#shown', ({ textContent }) => textContent);
const sortings = (page: Page) => page.$$eval('#resource-table thead th', (heads) => heads.map((head) => head.getAttribute('aria-sort')));
const sortBy = (page: Page, column: number) => page.click(`#resource-table thead th:nth-child(${column}) button`);

describeInBrowser('the coverage report in a browser', () => {
  const varied = variedReport().toHtml();
  const open = pagesInBrowser();

  test('shows every resource, gaps first, and markup in a name as text', async () => {
    const page = await open(varied);
    const names = await textsOf(page, NAMES);
    expect(names).toHaveLength(9);
    expect(names.slice(0, 3)).toContain(`Billing/${HOSTILE}`);
    expect(await textsOf(page, '#resource-table tbody td:first-child')).toEqual([
      'untraced', 'untraced', 'untraced', 'unknown', 'traced', 'traced', 'excluded', 'unsupported', 'pass-through',
    ]);
    expect(await shown(page)).toBe('Showing 9 resources');
  });

  test('can be read without its script', async () => {
    const page = await open(varied, { script: false });
    expect(await page.$$(NAMES)).toHaveLength(9);
    expect(await page.$eval('#toolbar', (toolbar) => (toolbar as any).checkVisibility())).toBe(false);
    expect(await page.$$('#resource-table thead button')).toHaveLength(0);
  });

  test('finds rows that hold each word of the search, in any column', async () => {
    const page = await open(varied);
    await page.type('#search', 'ORDERS stage');
    expect(await textsOf(page, NAMES)).toEqual(['Orders/Stage']);
    expect(await shown(page)).toBe('Showing 1 resource of 9 in all');
    await page.type('#search', ' nothing like it');
    expect(await shown(page)).toMatch(/^No resource matches\./);
    await page.click('#toolbar button[type=reset]');
    await page.waitForFunction('document.querySelectorAll("#resource-table tbody tr").length === 9');
    expect(await shown(page)).toBe('Showing 9 resources');
  });

  test('filters by status, service and stack', async () => {
    const page = await open(varied);
    await page.select('#filter-status', 'traced');
    expect(await textsOf(page, NAMES)).toEqual(['Orders/Stage', 'Orders/GetOrder']);
    await page.select('#filter-type', 'AWS::Lambda::Function');
    expect(await textsOf(page, NAMES)).toEqual(['Orders/GetOrder']);
    await page.select('#filter-stack', 'Billing');
    expect(await textsOf(page, NAMES)).toEqual([]);
  });

  test('sorts by each column, both ways, and tells so', async () => {
    const page = await open(varied);
    expect(await sortings(page)).toEqual(['ascending', 'none', 'none', 'none', 'none']);
    await sortBy(page, 2);
    const names = await textsOf(page, NAMES);
    expect(names.slice(0, 2)).toEqual([`Billing/${HOSTILE}`, 'Billing/Invoice']);
    expect(await sortings(page)).toEqual(['none', 'ascending', 'none', 'none', 'none']);
    await sortBy(page, 2);
    expect(await textsOf(page, NAMES)).toEqual([...names].reverse());
    expect(await sortings(page)).toEqual(['none', 'descending', 'none', 'none', 'none']);
    await sortBy(page, 1);
    expect((await textsOf(page, '#resource-table tbody td:first-child'))[0]).toBe('untraced');
  });

  test('the name of a service leads to its rows', async () => {
    const page = await open(varied);
    await page.type('#search', 'x');
    await page.click('a[data-filter=type][data-value="AWS::SQS::Queue"]');
    await page.waitForFunction('document.querySelectorAll("#resource-table tbody tr").length === 1');
    expect(await textsOf(page, NAMES)).toEqual(['Orders/Queue']);
    expect(page.url()).toMatch(/#resources$/);
  });

  test('a row leads to what to do about it', async () => {
    const page = await open(varied);
    await page.click('#resource-table tbody tr:first-child a');
    await page.waitForSelector(':target');
    expect(await page.$eval(':target', ({ textContent }) => textContent)).toContain('What to do: Turn tracing on');
  });

  test('all of it works by keyboard, and the focus is seen', async () => {
    const page = await open(varied);
    await page.keyboard.press('Tab');
    expect(await page.$eval(':focus', ({ textContent }) => textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.focus('#search');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
    await page.keyboard.type('queue');
    expect(await textsOf(page, NAMES)).toEqual(['Orders/Queue']);
    for (let presses = 0; presses < 5; presses++) { await page.keyboard.press('Tab'); }
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Resource');
    await page.keyboard.press('Space');
    expect(await sortings(page)).toEqual(['none', 'ascending', 'none', 'none', 'none']);
  });

  test('thousands of rows come in pages', async () => {
    const page = await open(largeReport(15_000).toHtml());
    expect(await page.$$(NAMES)).toHaveLength(100);
    expect(await shown(page)).toBe('Showing 1–100 of 15000 resources');
    await page.focus('#next');
    await page.keyboard.press('Enter');
    expect(await shown(page)).toBe('Showing 101–200 of 15000 resources');
    await sortBy(page, 2);
    expect((await textsOf(page, NAMES)).slice(0, 3)).toEqual(['Template/Function0', 'Template/Function1', 'Template/Function2']);
    await page.type('#search', 'function1499');
    expect(await shown(page)).toBe('Showing 11 resources of 15000 in all');
    expect(await page.$eval('#pages', (pages) => (pages as any).checkVisibility())).toBe(false);
  });

  test('the focus stays on a page button that is switched off', async () => {
    const page = await open(largeReport(150).toHtml());
    await page.focus('#next');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('previous');
  });

  test('paper has all matches, unfolded, and no controls', async () => {
    const page = await open(largeReport(150).toHtml());
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMediaType('print');
    expect(await page.$$(NAMES)).toHaveLength(150);
    expect(await page.$$('details:not([open])')).toHaveLength(0);
    expect(await page.$eval('#toolbar', (toolbar) => (toolbar as any).checkVisibility())).toBe(false);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.$$(NAMES)).toHaveLength(100);
    expect(await page.$$('details[open]')).toHaveLength(0);
  });

  test('fits a narrow screen', async () => {
    const page = await open(varied, { width: 360 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test.each([360, 740, 800, 1200])('breaks no word of its own in the tables of services and stacks, %i pixels wide', async (width) => {
    const page = await open(varied, { width });
    expect(await brokenWords(page, '.bars td')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test.each(['light', 'dark'] as const)('is accessible in %s colours, on wide and narrow screens', async (scheme) => {
    for (const width of [1200, 400]) {
      const page = await open(varied, { scheme, width });
      expect(await accessibilityViolations(page)).toEqual([]);
    }
  });
});
