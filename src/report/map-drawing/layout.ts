import { dagre, type Graph } from './dagre';
import { islandsOf } from './islands';
import { type Island, packed } from './packing';
import { type Card, type Line, type Scene, stackCardId } from './scene';
import { addTo } from '../../private/add-to';
import { TraceCrossing } from '../../survey/trace-map/trace-edge';

/** The middle of something. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where something is. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a scene is. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By the ids of the cards. */
  readonly cards: ReadonlyMap<string, Box>;
  /** The boxes around the cards of each stack, by its name. */
  readonly stacks: ReadonlyMap<string, Box>;
  /** In the order of the scene's lines. */
  readonly lines: readonly LinePlace[];
}

/** Where a line is. */
export interface LinePlace {
  readonly points: readonly Point[];
  /** The middle of its sign, where it has one. */
  readonly sign: Point;
}

const CARD_WIDTH = 208;
const CARD_HEIGHT = 52;

/** Above each card is room for the title of its stack's box. */
const TITLE_HEIGHT = 22;

const SIGN_SIZE = 22;

/** How far a line goes straight before it turns. */
const LEAD = 14;

const GAPS = { nodesep: 8, edgesep: 10, ranksep: 48, marginx: 8, marginy: 8 };

/** Up to so many cards in one piece are ranked so that lines are as short as can be. The time for that grows with the square of their number and more. */
const CARDS_RANKED_BEST = 200;

/** How many cards without a line stand side by side. */
const CARDS_IN_A_ROW = 4;

/** Gives each card, stack and line its place: callers left of what they call, the cards of a stack in one box, the parts that nothing connects side by side. */
export function layOut(scene: Scene): Layout {
  const { width, height, placed } = packed(islandsOf(scene).map(layOutIsland));
  const lines = new Map(placed.flatMap((island) => island.lines));
  return {
    width,
    height,
    cards: new Map(placed.flatMap(({ cards }) => cards)),
    stacks: new Map(placed.flatMap(({ stacks }) => stacks)),
    lines: scene.lines.map((line) => lines.get(line)!),
  };
}

function layOutIsland(scene: Scene): Island {
  const graph = graphOf(scene);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const cards = new Map(scene.cards.map(({ id }) => [id, cardBox(graph.node(keyOf(id)) as Point)]));
  const stacks = expandedStacks(scene.cards).map((stack) => [stack, boxAround(graph.node(keyOf(stackCardId(stack))) as Placed)] as const);
  return { width, height, cards: [...cards], stacks, lines: scene.lines.map((line) => [line, linePlace(line, cards, graph)]) };
}

/** What dagre says of a node. */
type Placed = Point & { readonly width: number; readonly height: number };

function graphOf({ cards, lines }: Scene): Graph {
  const graph = new dagre.Graph({ compound: true });
  graph.setGraph({ rankdir: 'LR', ranker: cards.length > CARDS_RANKED_BEST ? 'tight-tree' : 'network-simplex', ...GAPS });
  expandedStacks(cards).forEach((stack) => graph.setNode(keyOf(stackCardId(stack)), {}));
  for (const { id, stack, isStack } of cards) {
    graph.setNode(keyOf(id), { width: CARD_WIDTH, height: CARD_HEIGHT + TITLE_HEIGHT });
    if (stack !== undefined && !isStack) { graph.setParent(keyOf(id), keyOf(stackCardId(stack))); }
  }
  for (const { from, to, crossing } of lines) {
    graph.setEdge(keyOf(from), keyOf(to), crossing === TraceCrossing.CONTINUES ? {} : { width: SIGN_SIZE, height: SIGN_SIZE, labelpos: 'c' });
  }
  rowsOfLoneCards(cards, lines).forEach(([left, right]) => graph.setEdge(keyOf(left), keyOf(right), {}));
  return graph;
}

function neighboursInRows(ids: readonly string[]): [string, string][] {
  return ids.slice(1).flatMap((id, index): [string, string][] => (index + 1) % CARDS_IN_A_ROW === 0 ? [] : [[ids[index], id]]);
}

/** What dagre calls a card. It keeps things by name in objects, so no name may be one that every object has. */
function keyOf(id: string): string {
  return `#${id}`;
}

function expandedStacks(cards: readonly Card[]): string[] {
  return [...new Set(cards.flatMap(({ stack, isStack }) => stack === undefined || isStack ? [] : stack))];
}

/** Cards without a line would make one long column. Pairs of neighbours put them in rows. */
function rowsOfLoneCards(cards: readonly Card[], lines: readonly Line[]): [string, string][] {
  const connected = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const lone = new Map<string, string[]>();
  for (const { id, stack, isStack } of cards) {
    if (stack !== undefined && !isStack && !connected.has(id)) { addTo(lone, stack, id); }
  }
  return [...lone.values()].flatMap(neighboursInRows);
}

function cardBox({ x, y }: Point): Box {
  return { left: x - CARD_WIDTH / 2, top: besideCards({ x, y }).y - CARD_HEIGHT / 2, width: CARD_WIDTH, height: CARD_HEIGHT };
}

function boxAround({ x, y, width, height }: Placed): Box {
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/** A line leaves a card on its right and reaches the next on its left; one that leads back goes where dagre has it, from the rim of a card to that of the next. */
function linePlace({ from, to }: Line, cards: Layout['cards'], graph: Graph): LinePlace {
  const { points: raw, x, y } = graph.edge(keyOf(from), keyOf(to)) as { readonly points: Point[] } & Partial<Point>;
  const points = raw.map(besideCards);
  const [start, end] = [cards.get(from)!, cards.get(to)!];
  const isForward = end.left >= start.left + start.width;
  const inner = points.slice(1, -1);
  const way = isForward ? [...rightOf(start), ...inner, ...leftOf(end)] : [rimOf(start, points[1]), ...inner, rimOf(end, points[points.length - 2])];
  return { points: way, sign: x === undefined || y === undefined ? points[Math.floor(points.length / 2)] : besideCards({ x, y }) };
}

/** The cards stand below the room for titles, and so do the lines between them. */
function besideCards({ x, y }: Point): Point {
  return { x, y: y + TITLE_HEIGHT / 2 };
}

/** Where the way from the middle of a card to a point outside crosses the card's rim: the card is lower than the place that dagre keeps for it. */
function rimOf({ left, top, width, height }: Box, { x, y }: Point): Point {
  const middle = { x: left + width / 2, y: top + height / 2 };
  const [across, down] = [x - middle.x, y - middle.y];
  const share = Math.min(1, width / 2 / Math.abs(across), height / 2 / Math.abs(down));
  return { x: middle.x + share * across, y: middle.y + share * down };
}

function rightOf({ left, top, width, height }: Box): Point[] {
  const y = top + height / 2;
  return [{ x: left + width, y }, { x: left + width + LEAD, y }];
}

function leftOf({ left, top, height }: Box): Point[] {
  const y = top + height / 2;
  return [{ x: left - LEAD, y }, { x: left, y }];
}
