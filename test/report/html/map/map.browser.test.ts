import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Page } from 'puppeteer-core';
import { HOSTILE, largeMap, mapOf, oddMap, starOf, untracedFanOut, variedMap } from './maps';
import { accessibilityViolations } from '../../../support/accessibility';
import { brokenWords } from '../../../support/broken-words';
import { describeInBrowser, pagesInBrowser } from '../../../support/browser';
import { parsedSvg } from '../../../support/svg';

// A browser takes its time on a busy machine.
jest.setTimeout(60_000);

const card = (id: string) => `[data-card="${id}"]`;
const textOf = (page: Page, selector: string) => page.$eval(selector, ({ textContent }) => textContent);
const cardIds = async (page: Page) => (await page.$$eval('[data-card]', (cards) => cards.map((element) => element.getAttribute('data-card')!))).sort();
const isOpen = (page: Page) => page.$eval('#details', (details) => !details.hasAttribute('hidden'));
const transform = (page: Page) => page.$eval('#drawing > g', (layer) => layer.getAttribute('transform'));
const focused = (page: Page) => page.evaluate('document.activeElement.dataset.card ?? document.activeElement.id') as Promise<string>;

/** Lets what the page has put off happen. */
const settled = (page: Page) => page.evaluate('new Promise((resolve) => setTimeout(resolve, 250))');

describeInBrowser('the page of the trace map', () => {
  const varied = variedMap().toHtml();
  // A saved picture is made by the page itself.
  const open = pagesInBrowser((url) => /^(data|blob):/.test(url));

  test('draws a card for each node, a box for each stack and a line for each connection', async () => {
    const page = await open(varied);
    expect(await page.$$('[data-card]')).toHaveLength(9);
    expect(await page.$$eval('[data-stack]', (titles) => titles.map((title) => title.getAttribute('data-stack')).sort())).toEqual(['Billing', 'Orders']);
    expect(await page.$$('[data-line]')).toHaveLength(5);
    expect(await textOf(page, '#shown')).toBe('Showing all 9 nodes.');
    expect(await textOf(page, 'header .intro')).toBe('9 nodes in 2 stacks, 5 connections. 1 connection breaks the trace.');
  });

  test('markup in a name is text', async () => {
    const page = await open(varied);
    expect(await page.title()).toBe('Trace map');
    expect(await textOf(page, `${card('Billing/Hostile')} title`)).toContain('Billing/Hostile');
    await page.click(card('Billing/Hostile'));
    expect(await textOf(page, '#details h2')).toBe(HOSTILE);
  });

  test('a break is seen without colours', async () => {
    const page = await open(varied);
    expect(await page.$('.line.breaks .sign')).not.toBeNull();
    expect(await page.$eval('.line.breaks .way', (path) => (globalThis as any).getComputedStyle(path).strokeDasharray)).not.toBe('none');
    expect(await page.$('.line.continues .sign')).toBeNull();
  });

  test('a click on a card shows all about the node, and one beside it closes that', async () => {
    const page = await open(varied);
    await page.click(card('Orders/PlaceOrder'));
    const details = await textOf(page, '#details');
    for (const text of ['place-order', 'Lambda function', 'untraced', 'XRay::LambdaFunctionTracing', 'Called by', 'shop/v1', 'Calls', 'orders', 'Orders/PlaceOrder']) {
      expect(details).toContain(text);
    }
    expect(await page.$$('.card-shape.related')).toHaveLength(3);
    await page.click('#details .close');
    expect(await isOpen(page)).toBe(false);
    expect(await page.$$('.related')).toHaveLength(0);
  });

  test('a click on a line shows what becomes of the trace, why, and where it is seen', async () => {
    const page = await open(varied);
    await page.$eval('.line.breaks .hit', (path) => path.dispatchEvent(new (globalThis as any).MouseEvent('click', { bubbles: true })));
    const details = await textOf(page, '#details');
    for (const text of ['orders → index-order', 'event source', 'breaks', 'What to do:', 'Orders/Mapping', 'Properties.EventSourceArn']) { expect(details).toContain(text); }
  });

  test('the search shows what holds each word, with what is next to it', async () => {
    const page = await open(varied);
    await page.type('#search', 'INDEX lambda');
    await page.waitForFunction('document.querySelectorAll("[data-card]").length === 2');
    expect(await cardIds(page)).toEqual(['Orders/IndexOrder', 'Orders/Table']);
    expect(await page.$$eval('.beside', (cards) => cards.map((element) => element.getAttribute('data-card')))).toEqual(['Orders/Table']);
    expect(await textOf(page, '#shown')).toBe('Showing 1 of 9 nodes and what is next to it.');
    await page.type('#search', ' nothing like it');
    await page.waitForFunction('document.querySelectorAll("[data-card]").length === 0');
    expect(await textOf(page, '#shown')).toMatch(/^No node matches\./);
    await page.click('#toolbar button[type=reset]');
    await page.waitForFunction('document.querySelectorAll("[data-card]").length === 9');
  });

  test.each([
    ['status', 'UNTRACED', ['Orders/Api', 'Orders/PlaceOrder', 'Orders/Table']],
    ['type', 'AWS::SQS::Queue', ['Billing/Invoice', 'Billing/Queue']],
    ['stack', 'Billing', ['Billing/Hostile', 'Billing/Inherited', 'Billing/Invoice', 'Billing/Queue']],
    ['crossing', 'breaks', ['Orders/IndexOrder', 'Orders/Table']],
  ])('the filter by %s', async (name, value, expected) => {
    const page = await open(varied);
    await page.select(`#filter-${name}`, value);
    expect(await cardIds(page)).toEqual(expected);
  });

  test('a stack is folded by its title and unfolded by its card', async () => {
    const page = await open(varied);
    await page.click('[data-stack=Billing]');
    expect(await page.$$('[data-card]')).toHaveLength(6);
    expect(await textOf(page, '.folded .detail')).toBe('4 nodes');
    expect(await textOf(page, '#shown')).toBe('Showing all 9 nodes; 1 stack folded: a click on one shows its nodes.');
    await page.keyboard.press('Enter');
    expect(await page.$$('[data-card]')).toHaveLength(9);
    await page.click('#fold');
    expect(await page.$$('.folded')).toHaveLength(2);
    await page.click('.folded');
    expect(await page.$$('.folded')).toHaveLength(1);
    await page.click('#unfold');
    expect(await page.$$('.folded')).toHaveLength(0);
  });

  test('what is folded leaves no details open, and nothing pale', async () => {
    const page = await open(varied);
    await page.click(card('Orders/PlaceOrder'));
    expect(await page.$eval(card('Orders/PlaceOrder'), (element) => element.getAttribute('aria-expanded'))).toBe('true');
    await page.click('[data-stack=Billing]');
    expect(await isOpen(page)).toBe(false);
    expect(await page.$('.has-selection')).toBeNull();
    expect(await page.$('[aria-expanded]')).toBeNull();
  });

  test('F folds the stack of the card that the keyboard is at, and Enter unfolds it', async () => {
    const page = await open(varied);
    await page.click(card('Orders/Api'));
    await page.keyboard.press('f');
    expect(await page.$$('[data-card]')).toHaveLength(6);
    expect(await page.evaluate('document.activeElement.querySelector("title").textContent')).toMatch(/^Stack Orders, folded/);
    await page.keyboard.press('f');
    expect(await page.$$('.folded')).toHaveLength(1);
    await page.keyboard.press('Enter');
    expect(await page.$$('[data-card]')).toHaveLength(9);
  });

  test('the details stand beside their card on a wide screen, and below the map in sight on a narrow one', async () => {
    for (const width of [1200, 400]) {
      const page = await open(varied, { width });
      await page.click('#connections a[data-node="Orders/IndexOrder"]');
      for (let presses = 0; presses < 4; presses++) { await page.click('#zoom-in'); }
      await page.$eval(card('Orders/IndexOrder'), (element) => element.dispatchEvent(new (globalThis as any).MouseEvent('click', { bubbles: true })));
      const [details, close, chosen] = (await page.evaluate(`['#details', '#details .close', '.chosen .box']
        .map((selector) => document.querySelector(selector).getBoundingClientRect().toJSON())`)) as { left: number; right: number; top: number; bottom: number }[];
      expect(chosen.right <= details.left || chosen.bottom <= details.top || chosen.top >= details.bottom).toBe(true);
      expect(close.top >= details.top && close.bottom <= details.bottom).toBe(true);
      expect(details.top).toBeLessThan(900);
    }
  });

  test('paper has all of the drawing, however it was zoomed, and no controls', async () => {
    const page = await open(varied);
    await page.click('#zoom-in');
    const before = await transform(page);
    await page.emulateMediaType('print');
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.evaluate(`(() => {
      const { left, top, right, bottom } = document.getElementById('drawing').getBoundingClientRect();
      return [...document.querySelectorAll('.card-shape')].map((card) => card.getBoundingClientRect())
        .every((box) => box.left >= left && box.top >= top && box.right <= right && box.bottom <= bottom);
    })()`)).toBe(true);
    expect(await page.$eval('#toolbar', (toolbar) => (toolbar as any).checkVisibility())).toBe(false);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.$eval('#drawing', (drawing) => drawing.hasAttribute('viewBox'))).toBe(false);
    expect(await transform(page)).toBe(before);
  });

  test('names that a page cannot hold as they are lead to their cards too', async () => {
    const page = await open(oddMap().toHtml());
    const count = (await page.$$('[data-card]')).length;
    const clickOn = (selector: string, index: number) => page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)})[${index}]
      .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`);
    for (let index = 0; index < count; index++) {
      await clickOn('[data-card]', index);
      expect(await isOpen(page)).toBe(true);
    }
    for (let index = 0; index < (await page.$$('#connections a')).length; index++) {
      await page.keyboard.press('Escape');
      await clickOn('#connections a', index);
      expect(await isOpen(page)).toBe(true);
    }
    await clickOn('[data-stack^=Odd]', 0);
    expect(await page.$$('.folded')).toHaveLength(1);
    await clickOn('.folded', 0);
    expect(await page.$$('[data-card]')).toHaveLength(count);
    await page.$eval('#filter-stack', (list) => { (list as any).selectedIndex = 1; list.dispatchEvent(new (globalThis as any).Event('change', { bubbles: true })); });
    expect(await page.$$('[data-card]')).toHaveLength(5);
  });

  test('works by keyboard: one stop, arrows walk, Enter opens, Escape closes', async () => {
    const page = await open(varied);
    expect(await page.$$('[data-card][tabindex="0"]')).toHaveLength(1);
    await page.click(card('Orders/Api'));
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Orders/PlaceOrder');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Orders/Table');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await textOf(page, '#details h2')).toBe('place-order');
    await page.keyboard.press('Escape');
    expect(await isOpen(page)).toBe(false);
    expect(await focused(page)).toBe('Orders/PlaceOrder');
    expect(await page.$$('[data-card][tabindex="0"]')).toHaveLength(1);
  });

  test('zooms by keys, buttons and the wheel with Ctrl, and a wheel alone scrolls the page', async () => {
    const page = await open(varied);
    const all = await transform(page);
    const changes = async (action: () => Promise<unknown>) => {
      const before = await transform(page);
      await action();
      await settled(page);
      return await transform(page) !== before;
    };
    await page.click(card('Orders/Api'));
    await page.keyboard.press('Escape');
    expect(await changes(() => page.keyboard.press('+'))).toBe(true);
    expect(await changes(() => page.keyboard.press('-'))).toBe(true);
    expect(await changes(() => page.click('#zoom-in'))).toBe(true);
    expect(await changes(() => page.click('#zoom-out'))).toBe(true);
    await page.keyboard.press('0');
    await page.click('#fit');
    expect(await transform(page)).toBe(all);
    const { x, y } = (await (await page.$('#drawing'))!.boundingBox())!;
    await page.mouse.move(x + 300, y + 200);
    expect(await changes(() => page.mouse.wheel({ deltaY: 200 }))).toBe(false);
    expect(await page.evaluate('scrollY')).toBeGreaterThan(0);
    await page.keyboard.down('Control');
    expect(await changes(() => page.mouse.wheel({ deltaY: -200 }))).toBe(true);
    await page.keyboard.up('Control');
  });

  test('has its zoom buttons above the map on a narrow screen, where they would stand on cards', async () => {
    const page = await open(varied, { width: 400 });
    const bottom = await page.$eval('#zoom', (zoom) => zoom.getBoundingClientRect().bottom);
    expect(await page.$eval('#drawing', (drawing) => drawing.getBoundingClientRect().top)).toBeGreaterThanOrEqual(bottom);
  });

  test('is moved by dragging, which selects nothing', async () => {
    const page = await open(varied);
    const before = await transform(page);
    const { x, y, width, height } = (await (await page.$(card('Orders/PlaceOrder')))!.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 60, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    expect(await transform(page)).not.toBe(before);
    expect(await isOpen(page)).toBe(false);
  });

  test('a name below the map leads to its card, also where that is folded away or filtered out', async () => {
    const page = await open(varied);
    await page.click('#fold');
    await page.click('#breaks a[data-node="Orders/IndexOrder"]');
    expect(await textOf(page, '#details h2')).toBe('index-order');
    await page.select('#filter-stack', 'Billing');
    await page.click('#connections a[data-node="Orders/Table"]');
    expect(await textOf(page, '#details h2')).toBe('orders');
    expect(await focused(page)).toBe('Orders/Table');
  });

  test('the address names the node that is open, which is open again after a reload', async () => {
    const page = await open(largeMap(20).toHtml());
    const goTo = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await goTo('node=Stack3/Fn7');
    await page.waitForFunction('document.querySelector("#details h2")?.textContent === "Fn7"');
    expect(await page.$$('.folded')).toHaveLength(19);
    await page.reload();
    expect(await focused(page)).toBe('Stack3/Fn7');
    await goTo('');
    await page.waitForFunction('document.querySelector("#details").hidden');
    await goTo('node=Stack3/Fn7');
    await page.waitForFunction('!document.querySelector("#details").hidden');
    await page.click('#details a[data-node="Stack3/Queue7"]');
    expect(page.url()).toMatch(/#node=Stack3%2FQueue7$/);
    await page.keyboard.press('Escape');
    expect(page.url()).not.toContain('#');
    await goTo('node=%E0%A4%A&node=gone');
    await settled(page);
    expect(await isOpen(page)).toBe(false);
  });

  test('saves what is drawn as SVG and PNG', async () => {
    const page = await open(varied);
    const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-download-'));
    try {
      const client = await page.createCDPSession();
      await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
      const saved = async (button: string, name: string) => {
        // The file has its name before it has its content.
        const isComplete = new Promise<void>((resolve) => client.on('Browser.downloadProgress', ({ state }) => { if (state === 'completed') { resolve(); } }));
        await page.click(button);
        await isComplete;
        return readFileSync(join(folder, name));
      };
      const svg = (await saved('#save-svg', 'trace-map.svg')).toString();
      expect(parsedSvg(svg).documentElement!.tagName).toBe('svg');
      expect(svg).toBe(variedMap().toSvg());
      const png = await saved('#save-png', 'trace-map.png');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([400, 1200])('a map that is too large to be read at once opens where it begins, and Fit shows all of it: %i pixels wide', async (width) => {
    const page = await open(mapOf({ Star: starOf(60) }).toHtml(), { width });
    const heightOf = (selector: string) => page.$eval(selector, (element) => element.getBoundingClientRect().height);
    const isInSight = (selector: string) => page.evaluate(`(() => {
      const { left, top, right, bottom } = document.getElementById('drawing').getBoundingClientRect();
      return [...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.getBoundingClientRect())
        .every((box) => box.left >= left && box.top >= top && box.right <= right && box.bottom <= bottom);
    })()`);
    expect(await heightOf(`${card('Star/Topic')} .box`)).toBeGreaterThan(30);
    expect(await isInSight(card('Star/Topic'))).toBe(true);
    expect(await textOf(page, '#shown')).toBe('Showing all 61 nodes. “Fit” brings everything into sight.');
    await page.click('#fit');
    expect(await isInSight('.card-shape')).toBe(true);
  });

  test('the keyboard comes to the card at which a large map opens, and that stays in sight', async () => {
    const page = await open(mapOf({ Star: starOf(60) }).toHtml(), { width: 1300 });
    await page.focus('#fit');
    for (let i = 0; i < 20 && !await page.evaluate('document.activeElement.matches("[data-card]")'); i++) { await page.keyboard.press('Tab'); }
    expect(await page.evaluate('document.activeElement.dataset.card')).toBe('Star/Topic');
    expect(await page.evaluate('scrollY')).toBeLessThan(100);
  });

  test('a map of 1,000 nodes opens with its stacks folded, and each can be unfolded', async () => {
    const page = await open(largeMap(20).toHtml());
    expect(await page.$$('.folded')).toHaveLength(20);
    await page.click('.folded');
    expect(await page.$$('.folded')).toHaveLength(19);
    expect(await page.$$('[data-card]')).toHaveLength(19 + 50);
    await page.type('#search', 'Stack7/Fn3');
    await page.waitForFunction('document.querySelectorAll("[data-card]").length < 10');
    expect(await cardIds(page)).toContain('Stack7/Fn3');
  });

  test('can be seen and read without its script', async () => {
    const page = await open(varied, { script: false });
    expect(await page.$$('#drawing .card-shape')).toHaveLength(9);
    expect(await page.$eval('#toolbar', (toolbar) => (toolbar as any).checkVisibility())).toBe(false);
    expect(await page.$$('#connections tbody tr')).toHaveLength(5);
  });

  test.each([
    ['light', 1200], ['dark', 1200], ['light', 400], ['dark', 400],
  ] as const)('has no barriers: %s, %i pixels wide', async (scheme, width) => {
    const page = await open(varied, { scheme, width });
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.click(card('Orders/PlaceOrder'));
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test.each([400, 740, 800, 1200])('breaks no word of its own in the table of connections, %i pixels wide', async (width) => {
    const page = await open(mapOf({ ['n'.repeat(300)]: untracedFanOut(), ['m'.repeat(300)]: untracedFanOut() }).toHtml(), { width });
    expect(await brokenWords(page, '#connections td:nth-child(n + 3)')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test('breaks long names rather than run out of the page', async () => {
    const name = 'n'.repeat(300);
    const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: name } };
    const stage = { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, TracingEnabled: true } };
    const page = await open(mapOf({ Long: { Api: api, Stage: stage } }).toHtml(), { width: 400 });
    expect(await page.$$('.chains li')).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  });
});
