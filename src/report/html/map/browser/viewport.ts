import type { Box } from '../../../map-drawing/layout';

const SMALLEST = 0.05;
const LARGEST = 3;

/** The zoom that a small map is not blown up beyond, and that one can read at. */
const READABLE = 1.1;

/** The zoom below which one cannot read the names on cards. */
const LEGIBLE = 0.65;

/** The pixels between the edge of the view and a card that is moved into sight. */
const MARGIN = 40;

/** Moves and zooms the drawing by pointer, wheel and code. */
export class Viewport {
  private scale = 1;
  private x = 0;
  private y = 0;
  private content = { width: 1, height: 1 };

  constructor(private readonly svg: SVGSVGElement, private readonly layer: () => SVGGElement) {
    svg.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    svg.addEventListener('pointerdown', (event) => this.drag(event));
  }

  /** Says how large the drawing is. */
  public setContent(width: number, height: number): void {
    this.content = { width, height };
    this.apply();
  }

  /** Shows all of the drawing. */
  public fit(): void {
    const { width, height } = this.svg.getBoundingClientRect();
    this.scale = Math.max(SMALLEST, Math.min(READABLE, width / this.content.width, height / this.content.height));
    this.x = (width - this.scale * this.content.width) / 2;
    this.y = (height - this.scale * this.content.height) / 2;
    this.apply();
  }

  /**
   * Shows all of the drawing where one can read it so, and else a part of it.
   *
   * @param start what that part is around
   * @returns whether all is shown
   */
  public begin({ left, top, width, height }: Box): boolean {
    this.fit();
    if (this.scale >= LEGIBLE) { return true; }
    const view = this.svg.getBoundingClientRect();
    this.scale = LEGIBLE;
    this.x = around(LEGIBLE * (left + width / 2), LEGIBLE * this.content.width, view.width);
    this.y = around(LEGIBLE * (top + height / 2), LEGIBLE * this.content.height, view.height);
    this.apply();
    return false;
  }

  /** Zooms around the middle. */
  public zoom(factor: number): void {
    const { width, height } = this.svg.getBoundingClientRect();
    this.zoomAt(factor, width / 2, height / 2);
  }

  /** Moves a place of the drawing into sight, and makes it large enough to read. */
  public show({ left, top, width, height }: Box, isCentred: boolean): void {
    const view = this.svg.getBoundingClientRect();
    const [x, y] = [this.x + this.scale * left, this.y + this.scale * top];
    const isInSight = x >= MARGIN && y >= MARGIN && x + this.scale * width <= view.width - MARGIN && y + this.scale * height <= view.height - MARGIN;
    if (isInSight && !isCentred) { return; }
    this.scale = Math.max(this.scale, isCentred ? 0.8 : 0);
    this.x = view.width / 2 - this.scale * (left + width / 2);
    this.y = view.height / 2 - this.scale * (top + height / 2);
    this.apply();
  }

  /** Moves a place of the drawing out from under something that stands on the right. */
  public uncover({ left, top, width, height }: Box, cover: Element): void {
    const [view, over] = [this.svg.getBoundingClientRect(), cover.getBoundingClientRect()];
    const right = view.left + this.x + this.scale * (left + width);
    const [upper, lower] = [top, top + height].map((y) => view.top + this.y + this.scale * y);
    if (over.top >= view.bottom || right <= over.left || lower <= over.top || upper >= over.bottom) { return; }
    this.x -= right - over.left + MARGIN;
    this.apply();
  }

  /** Paper has all of the drawing, however it was moved and zoomed. */
  public showOnPaper(): void {
    const { width, height } = this.content;
    this.svg.setAttribute('viewBox', `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`);
    this.layer().removeAttribute('transform');
  }

  public showOnScreen(): void {
    this.svg.removeAttribute('viewBox');
    this.apply();
  }

  private wheel(event: WheelEvent): void {
    // A wheel alone scrolls the page, which has more below the map.
    if (!event.ctrlKey && !event.metaKey) { return; }
    event.preventDefault();
    const { left, top } = this.svg.getBoundingClientRect();
    this.zoomAt(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }

  private zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    this.x = x - (x - this.x) * scale / this.scale;
    this.y = y - (y - this.y) * scale / this.scale;
    this.scale = scale;
    this.apply();
  }

  private drag(start: PointerEvent): void {
    // A second finger zooms the page.
    if (start.button !== 0 || !start.isPrimary) { return; }
    const [x, y] = [this.x - start.clientX, this.y - start.clientY];
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 4 && !this.svg.classList.contains('dragged')) { return; }
      this.svg.classList.add('dragged');
      this.x = x + event.clientX;
      this.y = y + event.clientY;
      this.apply();
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      // The click that ends a drag comes after this, and means nothing.
      setTimeout(() => this.svg.classList.remove('dragged'));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  private apply(): void {
    this.layer().setAttribute('transform', `translate(${this.x.toFixed(1)} ${this.y.toFixed(1)}) scale(${this.scale.toFixed(4)})`);
  }
}

/** Where a drawing is put for a place of it to be in the middle of the view, as far as no room is left beside a drawing that is larger. */
function around(place: number, content: number, view: number): number {
  return content <= view ? (view - content) / 2 : Math.min(0, Math.max(view - content, view / 2 - place));
}
