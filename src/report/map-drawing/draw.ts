import { icon, nodeIcon } from './icons';
import { fits, fitted, fittedNodeLabel, nodeLabel, nodeTypeTitle, statusLabel } from './labels';
import type { Box, Layout, LinePlace } from './layout';
import { curve } from './path';
import type { Card, Line, Scene } from './scene';
import { crossingSign, statusSign } from './signs';
import { StackLabels } from './stack-labels';
import { STATUSES } from '../../survey/coverage';
import { TraceCrossing } from '../../survey/trace-map/trace-edge';
import { TraceNodeKind, type TraceNode } from '../../survey/trace-map/trace-node';
import { html, type Markup } from '../html/markup';
import { counted } from '../wording';

/** How a scene is drawn. */
export interface DrawOptions {
  /** Whether cards, lines and titles are buttons, for a script to listen to. */
  readonly interactive: boolean;
}

/** How wide texts may be, as parts of the size of their font. */
const LABEL_WIDTH = 11;
const DETAIL_WIDTH = 13.6;

/** The first of two lines of a folded stack stands beside the sign of the card, and so has less room than a single one. */
const STACK_WIDTH = 10.5;

/** What of the width of a stack's box its title may take, as such parts. */
const titleWidth = (boxWidth: number) => (boxWidth - 24) / 12.5;

/** Draws a scene as the content of an SVG element: boxes, then lines, then cards. */
export function draw({ cards, lines }: Scene, layout: Layout, { interactive }: DrawOptions): Markup {
  const labels = new StackLabels(cards.flatMap(({ stack }) => stack ?? []));
  return html`<defs>${Object.values(TraceCrossing).map(arrowHead)}</defs>
<g class="stacks">${[...layout.stacks].map(([stack, box]) => stackBox(stack, box, labels, interactive))}</g>
<g class="lines">${lines.map((line, index) => lineShape(line, layout.lines[index], index))}</g>
<g class="cards">${cards.map((card) => cardShape(card, layout.cards.get(card.id)!, labels, interactive))}</g>`;
}

function arrowHead(crossing: TraceCrossing): Markup {
  return html`<marker id="arrow-${crossing}" class="${crossing}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 7.5 4 0 7.5z"/></marker>`;
}

function stackBox(stack: string, { left, top, width, height }: Box, labels: StackLabels, interactive: boolean): Markup {
  return html`
<g class="stack"><rect x="${rounded(left)}" y="${rounded(top)}" width="${rounded(width)}" height="${rounded(height)}" rx="12"/>
<g class="stack-title"${interactive && html` role="button" tabindex="-1" data-stack="${stack}"`}><title>${interactive && 'Fold the stack '}${stack}</title>${
  interactive && html`<rect class="hit" x="${rounded(left + 4)}" y="${rounded(top + 3)}" width="${rounded(width - 8)}" height="20" rx="6"/>`
}<text x="${rounded(left + 12)}" y="${rounded(top + 18)}">${interactive && '▾ '}${labels.of(stack, titleWidth(width))}</text></g></g>`;
}

function lineShape({ edges, crossing }: Line, { points, sign }: LinePlace, index: number): Markup {
  const path = curve(points);
  const mark = crossingSign(crossing);
  return html`
<g class="line ${crossing}" data-line="${index}"><title>${lineTitle(edges)}</title><path class="hit" d="${path}"/><path class="way" d="${path}" marker-end="url(#arrow-${crossing})"/>${
  mark && html`<g transform="translate(${rounded(sign.x)} ${rounded(sign.y)})">${mark}</g>`}</g>`;
}

function lineTitle(edges: Line['edges']): string {
  const [{ relation, crossing, reason }] = edges;
  return edges.length === 1 ? `${relation}: ${crossing}. ${reason}` : counted(edges.length, 'connection');
}

function cardShape(card: Card, box: Box, labels: StackLabels, interactive: boolean): Markup {
  const { left, top } = box;
  const [node] = card.nodes;
  return html`
<g class="card-shape ${card.isStack ? 'folded' : cardClasses(node)}" transform="translate(${rounded(left)} ${rounded(top)})"${
  interactive && html` role="button" tabindex="-1" data-card="${card.id}"`}><title>${cardTitle(card)}</title>${card.isStack ? stackCard(card, box, labels) : nodeCard(node, box)}</g>`;
}

function cardClasses(node: TraceNode): string {
  return [node.kind, statusLabel(node) ?? 'no-status', node.isExternal && 'external'].filter(Boolean).join(' ');
}

function nodeCard(node: TraceNode, { width, height }: Box): Markup {
  const status = statusLabel(node);
  const radius = node.kind === TraceNodeKind.CLIENT ? height / 2 : 10;
  return html`<rect class="box" width="${width}" height="${height}" rx="${radius}"/><circle class="icon-disc" cx="28" cy="26" r="16"/><g transform="translate(18 16)">${nodeIcon(node)}</g>
<text class="label" x="52" y="23">${fittedNodeLabel(node, LABEL_WIDTH)}</text><text class="detail" x="52" y="39">${fitted(nodeTypeTitle(node), DETAIL_WIDTH)}</text>${
  status && html`<g class="status" transform="translate(${width - 6} 5)"><circle class="disc" r="8.5"/>${statusSign(status)}</g>`}`;
}

function stackCard(card: Card, { width, height }: Box, labels: StackLabels): Markup {
  const { stack, nodes } = card;
  const lines = labels.linesOf(stack!, LABEL_WIDTH, STACK_WIDTH);
  const untraced = nodes.some((node) => statusLabel(node) === 'untraced');
  return html`<rect class="box behind" x="5" y="5" width="${width}" height="${height}" rx="10"/><rect class="box" width="${width}" height="${height}" rx="10"/>
<g transform="translate(18 16)">${icon('stack')}</g>${stackLabel(lines)}<text class="detail" x="52" y="${lines.length === 1 ? 39 : 46}">${fittedCounts(card)}</text>${
  untraced && html`<g class="status untraced" transform="translate(${width - 6} 5)"><circle class="disc" r="8.5"/>${statusSign('untraced')}</g>`}`;
}

function stackLabel(lines: readonly string[]): Markup[] {
  const [top, step] = lines.length === 1 ? [23, 0] : [18, 14];
  return lines.map((line, index) => html`<text class="label" x="52" y="${top + step * index}">${line}</text>`);
}

/** How many nodes a folded stack has, or how many of these are shown. */
function stackSize({ nodes, hidden }: Card): string {
  return hidden === 0 ? counted(nodes.length, 'node') : `${nodes.length} of ${counted(nodes.length + hidden, 'node')}`;
}

/** How many nodes of a stack are gaps, by their status. */
function stackGaps({ nodes }: Card): string[] {
  return STATUSES.filter(({ label }) => label === 'untraced' || label === 'unknown')
    .map(({ status, label }) => ({ label, count: nodes.filter((node) => node.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${count} ${label}`);
}

/** The counts of a stack, or as many of them as there is room for: numbers are not cut. */
function fittedCounts(card: Card): string {
  const [size, gaps] = [stackSize(card), stackGaps(card)];
  const ways = [[size, ...gaps].join(', '), [size, ...gaps.slice(0, 1)].join(', '), card.hidden === 0 ? `${gaps[0]} of ${card.nodes.length}` : size];
  return ways.find((way) => fits(way, DETAIL_WIDTH)) ?? size;
}

/** What a screen reader says of a card, and what is shown when the pointer rests on it. */
function cardTitle(card: Card): string {
  if (card.isStack) { return `Stack ${card.stack}, folded: ${[stackSize(card), ...stackGaps(card)].join(', ')}`; }
  const [node] = card.nodes;
  return [nodeLabel(node), nodeTypeTitle(node), statusLabel(node), node.stack && `stack ${node.stack}`, node.id].filter(Boolean).join(', ');
}

function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
