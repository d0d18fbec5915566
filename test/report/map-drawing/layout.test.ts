import { dagre } from '../../../src/report/map-drawing/dagre';
import { type Box, layOut, type Layout, type Point } from '../../../src/report/map-drawing/layout';
import { firstView, type MapView, type Scene, sceneOf, stackCardId } from '../../../src/report/map-drawing/scene';
import { largeMap, mapOf, variedMap } from '../html/map/maps';

const queue = { Type: 'AWS::SQS::Queue' };
const fn = (...next: string[]) => ({ Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: Object.fromEntries(next.map((Ref) => [`NEXT_${Ref}`, { Ref }])) } } });

const MAPS = {
  'two stacks': variedMap(),
  'a large stack': largeMap(1),
  'nothing': mapOf({}),
  'a circle over stacks': mapOf({ A: { Fn: fn('Queue'), Queue: queue }, B: { Fn: fn(), Other: fn() } }),
  'a circle with a way out': mapOf({ A: { One: fn('Two'), Two: fn('Three', 'Queue'), Three: fn('Four'), Four: fn('Two'), Queue: queue } }),
  'nodes without a line': mapOf({ Lone: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`Fn${index}`, fn()])) }),
};

function placed(name: keyof typeof MAPS, view: Partial<MapView> = {}): { scene: Scene; layout: Layout } {
  const { nodes, edges } = MAPS[name];
  const scene = sceneOf(nodes, edges, { collapsed: new Set(), ...view });
  return { scene, layout: layOut(scene) };
}

const overlap = (a: Box, b: Box) => a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
const contains = (outer: Box, inner: Box) => outer.left <= inner.left && outer.top <= inner.top
  && inner.left + inner.width <= outer.left + outer.width && inner.top + inner.height <= outer.top + outer.height;

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

describe.each(Object.keys(MAPS) as (keyof typeof MAPS)[])('the layout of %s', (name) => {
  const { scene, layout } = placed(name);

  test('has no two cards, and no two stacks, in one place', () => {
    expect(pairs([...layout.cards.values()]).filter(([a, b]) => overlap(a, b))).toEqual([]);
    expect(pairs([...layout.stacks.values()]).filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  test('has every card within its stack, and everything within the drawing', () => {
    for (const { id, stack } of scene.cards) {
      const box = layout.cards.get(id)!;
      if (stack !== undefined) { expect(contains(layout.stacks.get(stack)!, box)).toBe(true); }
      expect(contains({ left: 0, top: 0, width: layout.width, height: layout.height }, box)).toBe(true);
    }
  });

  test('has lines from the edge of one card to the edge of another', () => {
    const isNear = (a: number, b: number) => Math.abs(a - b) < 1;
    const isAtEdge = ({ left, top, width, height }: Box, { x, y }: Point) =>
      x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 1
      && (isNear(x, left) || isNear(x, left + width) || isNear(y, top) || isNear(y, top + height));
    scene.lines.forEach(({ from, to }, index) => {
      const { points } = layout.lines[index];
      expect(isAtEdge(layout.cards.get(from)!, points[0])).toBe(true);
      expect(isAtEdge(layout.cards.get(to)!, points.at(-1)!)).toBe(true);
    });
  });

  test('is the same each time', () => {
    expect(placed(name).layout).toEqual(layout);
  });
});

test('callers stand left of what they call', () => {
  const { layout } = placed('two stacks');
  const left = (id: string) => layout.cards.get(id)!.left;
  expect(left('Orders/Api')).toBeLessThan(left('Orders/PlaceOrder'));
  expect(left('Orders/Table')).toBeLessThan(left('Orders/IndexOrder'));
});

test('nodes without a line stand in rows of four', () => {
  const tops = [...placed('nodes without a line').layout.cards.values()].map(({ top }) => top);
  expect(new Set(tops).size).toBe(3);
});

describe('a scene', () => {
  test('has one card for a folded stack, and one line for all ways to it', () => {
    const { scene } = placed('two stacks', { collapsed: new Set(['Orders']) });
    expect(scene.cards.filter(({ isStack }) => isStack)).toMatchObject([{ id: stackCardId('Orders'), stack: 'Orders', nodes: { length: 4 } }]);
    expect(scene.lines.map(({ to }) => to)).toEqual(['Billing/Invoice', stackCardId('Orders')]);
  });

  test('shows of a bundle of ways the worst', () => {
    const { nodes, edges } = MAPS['two stacks'];
    const way = edges.find(({ crossing }) => crossing === 'continues')!;
    const { lines } = sceneOf(nodes, [way, { ...way, relation: 'calls', crossing: 'breaks' as any }], { collapsed: new Set() });
    expect(lines).toMatchObject([{ crossing: 'breaks', edges: { length: 2 } }]);
  });

  test('has what is visible only', () => {
    const { scene } = placed('two stacks', { visible: new Set(['Orders/Api', 'Orders/Table']) });
    expect(scene.cards.map(({ id }) => id)).toEqual(['Orders/Api', 'Orders/Table']);
    expect(scene.lines).toEqual([]);
  });

  test('has callers from outside once for each stack that they call', () => {
    const api = { Api: { Type: 'AWS::ApiGateway::RestApi' }, Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' } } } };
    const { nodes, edges } = mapOf({ A: api, B: api });
    const { cards, lines } = sceneOf(nodes, edges, { collapsed: new Set() });
    expect(cards.filter(({ nodes: [node] }) => node.id === 'clients')).toHaveLength(2);
    expect(new Set(lines.map(({ from }) => from)).size).toBe(2);
  });

  test('of a large map begins with its stacks', () => {
    expect(firstView(largeMap(2).nodes).collapsed.size).toBe(0);
    expect([...firstView(largeMap(3).nodes).collapsed]).toEqual(['Stack0', 'Stack1', 'Stack2']);
  });
});

test.each([[100, 'network-simplex'], [101, 'tight-tree']])('a piece of twice %i cards is ranked by %s', (count, ranker) => {
  const calls = (index: number) => ({ QUEUE: { Ref: `Queue${index}` }, ...(2 * index + 1 < count ? { NEXT: { Ref: `Fn${2 * index + 1}` } } : {}) });
  const resources = Object.fromEntries(Array.from({ length: count }, (_, index) => [
    [`Fn${index}`, { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: calls(index) } } }],
    [`Queue${index}`, queue],
  ]).flat());
  const { nodes, edges } = mapOf({ Large: resources });
  const setGraph: jest.SpyInstance<unknown, [{ readonly ranker?: string }]> = jest.spyOn(dagre.Graph.prototype, 'setGraph');
  expect(layOut(sceneOf(nodes, edges, { collapsed: new Set() })).cards.size).toBe(2 * count);
  expect(new Set(setGraph.mock.calls.flatMap(([{ ranker: way }]) => way ?? []))).toEqual(new Set([ranker]));
  setGraph.mockRestore();
});
