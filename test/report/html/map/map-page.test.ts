import { HOSTILE, largeMap, mapOf, oddMap, untracedFanOut, variedMap } from './maps';
import { TraceCrossing, TraceMap } from '../../../../src';
import { lineDetails, nodeDetails } from '../../../../src/report/html/map/browser/details';
import { firstCard } from '../../../../src/report/html/map/browser/first-card';
import { MapModel } from '../../../../src/report/html/map/browser/map-model';
import { cardTowards } from '../../../../src/report/html/map/browser/walking';
import { type PageData, pageData } from '../../../../src/report/html/map/page-data';
import type { PageFinding } from '../../../../src/report/html/map/page-findings';
import { sceneOf } from '../../../../src/report/map-drawing/scene';

/** The data of a page, as its script has it. */
const dataOf = (map: TraceMap) => JSON.parse(String(pageData(map, map._findings))) as PageData;

const NO_FILTER = { search: '', status: '', type: '', stack: '', crossing: '' };

describe('the page of a map', () => {
  const page = variedMap().toHtml();

  test('says in words where the trace breaks, where it begins, and all connections', () => {
    expect(page).toContain('<h2 id="breaks-title">Where the trace breaks</h2>');
    expect(page).toContain('<h2 id="traces-title">Where traces begin</h2>');
    expect(page.match(/<tr><td><a href="#map"/g)).toHaveLength(5);
    expect(page).not.toContain('id="doubts"');
  });

  test('may show pictures that it makes itself, and nothing else from anywhere', () => {
    expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; [^"]*img-src data:;/);
  });

  test('is there for a map of nothing', () => {
    const empty = mapOf({}).toHtml();
    expect(empty).toContain('There is nothing that X-Ray would draw.');
    expect(empty).not.toContain('<section id="connections"');
  });

  test('tells what could not be read', () => {
    const problems = [{ message: 'gone.yaml: no such file' }] as any;
    expect(TraceMap._of({ templates: [], acknowledgements: [], problems }, {}).toHtml()).toContain('<li>gone.yaml: no such file</li>');
  });

  test('carries its data so that nothing in it ends the element', () => {
    const map = variedMap();
    expect(String(pageData(map, map._findings))).not.toMatch(/[<>&]/);
    expect(dataOf(map)).toMatchObject(JSON.parse(JSON.stringify({ nodes: map.nodes, edges: map.edges })));
  });

  test('carries what is found once, however many nodes and edges it is found about', () => {
    const { nodes, edges, findings } = dataOf(mapOf({ Orders: untracedFanOut() }));
    const idsOf = ({ nodes: places }: PageFinding) => places.map((index) => nodes[index].id);
    const endsOf = ({ edges: places }: PageFinding) => places.map((index) => edges[index].to);
    expect(findings.map((finding) => [finding.ruleId, idsOf(finding), endsOf(finding)])).toEqual(expect.arrayContaining([
      ['XRay::LambdaFunctionTracing', ['Orders/Bill', 'Orders/Ship'], []],
      ['XRay::TopicSubscriberUntraced', ['Orders/Bill', 'Orders/Ship'], ['Orders/Bill', 'Orders/Ship']],
    ]));
    expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBe(findings.length);
  });
});

test('names are the same in the data of a page and in what a browser makes of its text', () => {
  const names = dataOf(oddMap()).nodes.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Return\rFn', 'Null\ufffdFn', 'Half\ufffdFn', '__proto__', 'constructor']));
  expect(oddMap().toHtml()).toContain('<option value="Odd&#13;  Stack">');
});

describe('what a reader looks for', () => {
  const model = (map = variedMap()) => new MapModel(dataOf(map));
  const visible = (of: MapModel) => [...of.view.visible ?? []].sort();

  test('is found by all of its words, and shown with what is next to it', () => {
    const found = model();
    found.filter({ ...NO_FILTER, search: ' ORDERS table ' });
    expect(visible(found)).toEqual(['Orders/IndexOrder', 'Orders/PlaceOrder', 'Orders/Table']);
    expect(found.foundCount).toBe(1);
    expect([found.isFound('Orders/Table'), found.isFound('Orders/IndexOrder')]).toEqual([true, false]);
    found.filter(NO_FILTER);
    expect(found.view.visible).toBeUndefined();
    expect(found.foundCount).toBe(9);
    expect(found.isFound('Orders/IndexOrder')).toBe(true);
  });

  test('by a crossing is shown with the other ends of these ways only', () => {
    const found = model();
    found.filter({ ...NO_FILTER, crossing: 'continues' });
    expect(visible(found)).toEqual(['Orders/Api', 'Orders/PlaceOrder', 'Orders/Table']);
  });

  test('is unfolded where it is little, and stays folded where it is much', () => {
    const found = model(largeMap(20));
    found.filter({ ...NO_FILTER, search: 'Stack3/Fn7' });
    expect(found.view.collapsed.has('Stack3')).toBe(false);
    found.filter({ ...NO_FILTER, type: 'AWS::SQS::Queue' });
    expect(found.view.collapsed.size).toBe(19);
  });

  test('stacks are folded and unfolded, one or all', () => {
    const folded = model();
    folded.fold();
    expect(folded.view.collapsed.size).toBe(2);
    folded.unfold('Orders/Table', 'clients', 'nobody');
    expect([...folded.view.collapsed]).toEqual(['Billing']);
    folded.fold('Orders');
    folded.unfoldStack('Billing');
    expect([...folded.view.collapsed]).toEqual(['Orders']);
    folded.unfoldStack();
    expect(folded.view.collapsed.size).toBe(0);
  });

  test('names that every object has are names', () => {
    const found = model();
    found.filter({ ...NO_FILTER, search: 'constructor' });
    expect(visible(found)).toEqual(['Billing/Inherited']);
  });
});

describe('the details', () => {
  const model = new MapModel(dataOf(variedMap()));

  test('of a node', () => {
    const details = String(nodeDetails(model.nodes.get('Orders/PlaceOrder')!, model));
    for (const text of ['<h2>place-order</h2>', 'untraced', 'XRay::LambdaFunctionTracing', '<h3>Called by</h3>', '<h3>Calls</h3>', '<h3>Stack</h3>']) {
      expect(details).toContain(text);
    }
    expect(String(nodeDetails(model.nodes.get('Billing/Hostile')!, model))).not.toContain('<script>');
    expect(HOSTILE).toContain('<script>');
  });

  test.each([
    [{ sdks: [{ sdk: 'AWS X-Ray SDK', evidence: 'a/b.js' }], isComplete: true }, 'AWS X-Ray SDK'],
    [{ sdks: [], isComplete: true, advice: 'add it' }, 'No tracing SDK was found in its code.'],
    [{ sdks: [], isComplete: false }, 'not all of its code could be looked at'],
  ])('of the code of a node: %p', (instrumentation, text) => {
    expect(String(nodeDetails({ ...model.nodes.get('Billing/Invoice')!, instrumentation } as any, model))).toContain(text);
  });

  test('say what a rule found about a node, what to do, and where AWS has more', () => {
    const details = String(nodeDetails(model.nodes.get('Orders/PlaceOrder')!, model));
    expect(details).toMatch(/<span class="name">XRay::LambdaFunctionTracing<\/span>\s*<p>X-Ray does not trace this AWS::Lambda::Function\.<\/p>/);
    expect(details).toContain('<strong>What to do:</strong> Turn tracing on');
    expect(details).toContain('<a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html" rel="noreferrer">AWS documentation');
  });

  test('say the same of a way', () => {
    const fanOut = new MapModel(dataOf(mapOf({ Orders: untracedFanOut() })));
    const { nodes, edges } = fanOut.data;
    const [line] = sceneOf(nodes, edges, { collapsed: new Set() }).lines;
    expect(String(lineDetails(line, fanOut))).toMatch(/XRay::TopicSubscriberUntraced<\/span>\s*<p>[^]*What to do:[^]*href="https:\/\/docs.aws.amazon.com/);
  });

  test('say nothing twice: neither a reason nor an advice that a finding has too', () => {
    const finding = { ruleId: 'XRay::X', message: 'not traced: a reason', fix: 'an advice', url: 'https://x', nodes: [0], edges: [] };
    const details = (props: object) => {
      const node = { ...model.nodes.get('Orders/PlaceOrder')!, ...props };
      return String(nodeDetails(node, new MapModel({ nodes: [node], edges: [], findings: [finding] })));
    };
    expect(details({ reason: 'a reason', advice: 'an advice' })).toBe(details({}));
    expect(details({ reason: 'another', advice: 'more' })).toMatch(/<p>Another\.<\/p>[^]*More\.[^]*<h3>Findings/);
  });

  test('of one way, and of several', () => {
    const { nodes, edges } = model.data;
    const lines = sceneOf(nodes, edges, { collapsed: new Set() }).lines;
    const line = lines.find(({ crossing }) => crossing === 'breaks')!;
    expect(String(lineDetails(line, model))).toMatch(/<h2>Connection<\/h2>[^]*Seen in[^]*Orders\/<wbr>Mapping/);
    expect(String(lineDetails({ ...line, edges: [...line.edges, ...line.edges] }, model))).toContain('<h2>2 connections</h2>');
  });
});

describe('a drawing is read from', () => {
  const box = (left: number, top: number) => ({ left, top, width: 10, height: 10 });
  const cards = new Map([['lone', box(0, 0)], ['called', box(50, 10)], ['caller', box(10, 60)], ['lower', box(10, 90)]]);
  const line = (from: string) => ({ from, to: 'called', edges: [], crossing: TraceCrossing.CONTINUES });

  test.each([
    ['the upper left of what calls something', ['lower', 'caller'], 'caller'],
    ['its first card, where nothing calls anything', [], 'lone'],
  ])('%s', (_, callers, expected) => expect(firstCard({ lines: callers.map(line) }, { cards })).toBe(expected));

  test('nowhere, where it is empty', () => expect(firstCard({ lines: [] }, { cards: new Map() })).toBeUndefined());
});

describe('an arrow key', () => {
  const box = (left: number, top: number) => ({ left, top, width: 10, height: 10 });
  const boxes = new Map([['middle', box(100, 100)], ['right', box(200, 100)], ['lower right', box(150, 150)], ['above', box(100, 0)]]);

  test.each([
    ['ArrowRight', [], 'right'],
    ['ArrowRight', ['lower right'], 'lower right'],
    ['ArrowUp', [], 'above'],
    ['ArrowLeft', [], undefined],
    ['Enter', [], undefined],
  ])('%s, connected to %p, leads to %p', (key, connected, expected) => {
    expect(cardTowards(key, 'middle', boxes, new Set(connected as string[]))).toBe(expected);
  });

  test('leads nowhere from nowhere', () => expect(cardTowards('ArrowUp', 'gone', boxes, new Set())).toBeUndefined());
});

test('nodes of the same name are told apart by their stacks, and others have no stack behind their names', () => {
  const stack = (only: string) => ({
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } } },
    [only]: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' } } },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: only }, EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] } } },
  });
  const page = mapOf({ Orders: stack('Place'), Prod: stack('Bill') }).toHtml();
  const names = [...page.matchAll(/data-node="[^"]*" title="[^"$]*">([^<]*)</g)].map(([, name]) => name);
  expect([...new Set(names)].sort()).toEqual(['Bill', 'Place', 'Table (Orders)', 'Table (Prod)']);
});
