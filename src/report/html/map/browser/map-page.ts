import { addressedNode, nameInAddress } from './address';
import { lineDetails, nodeDetails } from './details';
import { firstCard } from './first-card';
import type { MapFilter, MapModel } from './map-model';
import { savePng, saveSvg } from './saving';
import { Viewport } from './viewport';
import { cardTowards } from './walking';
import { draw } from '../../../map-drawing/draw';
import { layOut, type Layout } from '../../../map-drawing/layout';
import { type Card, type Scene, sceneOf, stackCardId } from '../../../map-drawing/scene';
import { counted } from '../../../wording';
import type { Markup } from '../../markup';

const byId = <T extends Element = HTMLElement>(id: string) => document.getElementById(id) as unknown as T;

/** Milliseconds that somebody may type on before the map is drawn again. */
const TYPING_PAUSE = 150;

/** The parts of the page, and what happens between them. */
export class MapPage {
  private readonly svg = byId<SVGSVGElement>('drawing');
  private readonly details = byId('details');
  private readonly toolbar = byId<HTMLFormElement>('toolbar');
  private readonly viewport = new Viewport(this.svg, () => this.layer);
  private layer = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  private scene!: Scene;
  private layout!: Layout;
  /** The card that the keyboard is at. */
  private current?: string;
  private typing?: ReturnType<typeof setTimeout>;

  constructor(private readonly model: MapModel) {}

  public start(): void {
    this.svg.removeAttribute('viewBox');
    this.svg.classList.add('live');
    ['toolbar', 'zoom', 'hint'].forEach((id) => { byId(id).hidden = false; });
    this.listen();
    this.redraw();
    this.begin();
    this.followAddress();
  }

  private listen(): void {
    this.svg.addEventListener('click', (event) => this.clicked(event));
    this.svg.addEventListener('keydown', (event) => this.pressed(event));
    this.svg.addEventListener('focusin', (event) => this.focused(event));
    this.details.addEventListener('click', (event) => { if ((event.target as Element).closest('.close')) { this.deselect(); } });
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape') { this.deselect(); } });
    document.addEventListener('click', (event) => this.followLink(event));
    addEventListener('hashchange', () => this.followAddress());
    addEventListener('beforeprint', () => this.viewport.showOnPaper());
    addEventListener('afterprint', () => this.viewport.showOnScreen());
    this.listenToToolbar();
  }

  private listenToToolbar(): void {
    const later = () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.filter(), TYPING_PAUSE);
    };
    byId('search').addEventListener('input', later);
    this.toolbar.addEventListener('change', () => this.filter());
    this.toolbar.addEventListener('submit', (event) => event.preventDefault());
    // The fields are reset after the event.
    this.toolbar.addEventListener('reset', () => setTimeout(() => this.filter()));
    this.onClick('fold', () => this.change(() => this.model.fold()));
    this.onClick('unfold', () => this.change(() => this.model.unfoldStack()));
    this.onClick('save-svg', () => saveSvg(this.scene, this.layout));
    this.onClick('save-png', () => { savePng(this.scene, this.layout).catch((error: Error) => this.say(`No picture: ${error.message}.`)); });
    this.onClick('zoom-in', () => this.viewport.zoom(1.3));
    this.onClick('zoom-out', () => this.viewport.zoom(1 / 1.3));
    this.onClick('fit', () => this.viewport.fit());
  }

  private onClick(id: string, action: () => void): void {
    byId(id).addEventListener('click', action);
  }

  private filter(): void {
    const value = (name: string) => byId<HTMLInputElement>(name).value;
    const filter: MapFilter = {
      search: value('search'),
      status: value('filter-status'),
      type: value('filter-type'),
      stack: value('filter-stack'),
      crossing: value('filter-crossing'),
    };
    this.change(() => this.model.filter(filter));
  }

  /** Changes what is seen, and shows it from its beginning. */
  private change(action: () => void): void {
    action();
    this.deselect();
    this.redraw();
    this.begin();
  }

  /** Shows all that is drawn, or else the part where it begins, at which the keyboard then is. */
  private begin(): void {
    const start = firstCard(this.scene, this.layout);
    if (start === undefined || this.viewport.begin(this.layout.cards.get(start)!)) { return; }
    this.moveTo(start);
    this.say(`${this.summary()} “Fit” brings everything into sight.`);
  }

  private redraw(): void {
    const { data: { nodes, edges }, view } = this.model;
    this.scene = sceneOf(nodes, edges, view);
    this.layout = layOut(this.scene);
    this.svg.innerHTML = `<g>${draw(this.scene, this.layout, { interactive: true })}</g>`;
    this.layer = this.svg.firstElementChild as SVGGElement;
    this.viewport.setContent(this.layout.width, this.layout.height);
    for (const { id, nodes: members, isStack } of this.scene.cards) {
      if (!isStack && !this.model.isFound(members[0].id)) { this.cardElement(id)?.classList.add('beside'); }
    }
    this.moveTo(this.scene.cards.some(({ id }) => id === this.current) ? this.current : this.scene.cards[0]?.id);
    this.say(this.summary());
  }

  private summary(): string {
    const { foundCount, nodes } = this.model;
    if (foundCount === 0) { return 'No node matches. “Show all” takes the search and the filters away.'; }
    const folded = this.scene.cards.filter(({ isStack }) => isStack).length;
    const found = foundCount === nodes.size ? `Showing all ${counted(nodes.size, 'node')}` : `Showing ${foundCount} of ${counted(nodes.size, 'node')} and what is next to ${foundCount === 1 ? 'it' : 'them'}`;
    return `${found}${folded === 0 ? '' : `; ${counted(folded, 'stack')} folded: a click on one shows its nodes`}.`;
  }

  private say(text: string): void {
    byId('shown').textContent = text;
  }

  private clicked({ target }: Event): void {
    if (this.svg.classList.contains('dragged')) { return; }
    const element = (target as Element).closest<SVGElement>('[data-card], [data-line], [data-stack]');
    if (!element) {
      this.deselect();
    } else if (element.dataset.line !== undefined) {
      this.selectLine(Number(element.dataset.line));
    } else {
      this.activate(element);
    }
  }

  /** Opens what a card or the title of a stack stands for. */
  private activate({ dataset: { card, stack } }: SVGElement): void {
    if (stack !== undefined) { this.foldStack(stack); return; }
    const chosen = this.scene.cards.find(({ id }) => id === card)!;
    if (chosen.isStack) { this.unfoldStack(chosen.stack!); } else { this.selectCard(chosen); }
  }

  private foldStack(stack: string): void {
    this.deselect();
    this.model.fold(stack);
    this.redraw();
    this.focusCard(stackCardId(stack));
  }

  /** Folds the stack that the keyboard is in. */
  private foldCurrent(): boolean {
    const card = this.scene.cards.find(({ id }) => id === this.current);
    if (card?.stack === undefined || card.isStack) { return false; }
    this.foldStack(card.stack);
    return true;
  }

  private unfoldStack(stack: string): void {
    this.deselect();
    this.model.unfoldStack(stack);
    this.redraw();
    this.focusCard(this.scene.cards.find((card) => card.stack === stack)!.id);
  }

  /** Somebody may have moved the drawing since the keyboard was there. */
  private focused({ target }: Event): void {
    const id = (target as Element).closest<SVGElement>('[data-card]:focus-visible')?.dataset.card;
    if (id !== undefined) { this.viewport.show(this.layout.cards.get(id)!, false); }
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (!this.keyAction(event)) { return; }
    event.preventDefault();
  }

  private keyAction({ key, target }: KeyboardEvent): boolean {
    const element = (target as Element).closest<SVGElement>('[data-card], [data-stack]');
    const next = this.current === undefined ? undefined : cardTowards(key, this.current, this.layout.cards, this.connectedTo(this.current));
    switch (key) {
      case 'Enter': case ' ': if (element) { this.activate(element); } return true;
      case '+': case '=': this.viewport.zoom(1.3); return true;
      case '-': this.viewport.zoom(1 / 1.3); return true;
      case '0': this.viewport.fit(); return true;
      case 'f': case 'F': return this.foldCurrent();
      default:
        if (next !== undefined) { this.focusCard(next); }
        return key.startsWith('Arrow');
    }
  }

  private connectedTo(card: string): ReadonlySet<string> {
    return new Set(this.scene.lines.flatMap(({ from, to }) => from === card ? [to] : to === card ? [from] : []));
  }

  /** A name on the page leads to its card. */
  private followLink(event: Event): void {
    const id = (event.target as Element).closest<HTMLElement>('a[data-node]')?.dataset.node;
    if (id === undefined) { return; }
    event.preventDefault();
    this.showNode(id);
  }

  private followAddress(): void {
    const id = addressedNode();
    if (id !== undefined && this.model.nodes.has(id)) { this.showNode(id); } else { this.deselect(); }
  }

  /** Opens the card of a node, also where that is folded away or filtered out. */
  private showNode(id: string): void {
    if (this.model.view.visible?.has(id) === false) {
      this.toolbar.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select').forEach((field) => { field.value = ''; });
      this.model.filter({ search: '', status: '', type: '', stack: '', crossing: '' });
    }
    this.model.unfold(id);
    this.redraw();
    byId('canvas').scrollIntoView({ block: 'nearest' });
    const card = this.scene.cards.find(({ nodes }) => nodes[0].id === id)!;
    this.viewport.show(this.layout.cards.get(card.id)!, true);
    this.selectCard(card);
  }

  private selectCard({ id, nodes: [node] }: Card): void {
    const lines = this.scene.lines.flatMap(({ from, to }, index) => from === id || to === id ? [index] : []);
    this.select(id, new Set([id, ...this.connectedTo(id)]), lines, nodeDetails(node, this.model));
    nameInAddress(node.id);
    this.moveTo(id);
    this.cardElement(id)!.focus({ preventScroll: true });
    this.viewport.uncover(this.layout.cards.get(id)!, this.details);
  }

  private selectLine(index: number): void {
    const line = this.scene.lines[index];
    this.select(undefined, new Set([line.from, line.to]), [index], lineDetails(line, this.model));
  }

  private select(chosen: string | undefined, cards: ReadonlySet<string>, lines: readonly number[], details: Markup): void {
    this.unmark();
    this.svg.classList.add('has-selection');
    cards.forEach((id) => this.cardElement(id)?.classList.add('related'));
    lines.forEach((index) => this.svg.querySelector(`[data-line="${index}"]`)?.classList.add('related'));
    if (chosen !== undefined) { this.mark(this.cardElement(chosen)!); }
    this.details.innerHTML = String(details);
    this.details.hidden = false;
    this.details.scrollTop = 0;
    // On a narrow screen they stand below the map.
    this.details.scrollIntoView({ block: 'nearest' });
  }

  /** Marks the card whose details are open, for those who do not see them too. */
  private mark(card: SVGElement): void {
    card.classList.add('chosen');
    card.setAttribute('aria-expanded', 'true');
    card.setAttribute('aria-controls', 'details');
  }

  private deselect(): void {
    if (this.details.hidden) { return; }
    const hadFocus = this.details.contains(document.activeElement);
    this.unmark();
    this.details.hidden = true;
    if (hadFocus && this.current !== undefined) { this.cardElement(this.current)?.focus({ preventScroll: true }); }
  }

  private unmark(): void {
    this.svg.classList.remove('has-selection');
    nameInAddress(undefined);
    for (const element of this.svg.querySelectorAll('.related, .chosen')) {
      element.classList.remove('related', 'chosen');
      element.removeAttribute('aria-expanded');
      element.removeAttribute('aria-controls');
    }
  }

  private focusCard(id: string): void {
    this.moveTo(id);
    this.cardElement(id)!.focus({ preventScroll: true });
    this.viewport.show(this.layout.cards.get(id)!, false);
  }

  /** Of all cards the Tab key reaches one. */
  private moveTo(id: string | undefined): void {
    if (this.current !== undefined) { this.cardElement(this.current)?.setAttribute('tabindex', '-1'); }
    this.current = id;
    if (id !== undefined) { this.cardElement(id)?.setAttribute('tabindex', '0'); }
  }

  private cardElement(id: string): SVGElement | null {
    return this.svg.querySelector<SVGElement>(`[data-card="${CSS.escape(id)}"]`);
  }
}
