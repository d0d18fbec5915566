import { CROSSINGS } from './crossings';
import { crossingSign, statusSign } from './signs';
import { STATUSES } from '../../survey/coverage';
import type { TraceCrossing } from '../../survey/trace-map/trace-edge';
import { html, type Markup } from '../html/markup';

export const LEGEND_WIDTH = 1010;
export const LEGEND_HEIGHT = 72;

const [CROSSING_STEP, STATUS_STEP] = [150, 128];

/** What the lines and the signs of a picture mean, in two rows. */
export function legend(): Markup {
  return html`<g class="legend">${CROSSINGS.map(({ crossing, title }, index) => html`
<g transform="translate(${16 + index * CROSSING_STEP} 14)">${lineSample(crossing)}<text class="detail" x="60" y="4">${title}</text></g>`)}${
    STATUSES.map(({ label }, index) => html`
<g class="key ${label}" transform="translate(${26 + index * STATUS_STEP} 46)">${statusSample(label)}<text class="detail" x="16" y="4">${label}</text></g>`)}
</g>`;
}

/** A line of 52 with its sign, around the height 0. */
export function lineSample(crossing: TraceCrossing): Markup {
  const sign = crossingSign(crossing);
  return html`<g class="line ${crossing}"><path class="way" d="M0 0H52"/>${sign && html`<g transform="translate(26 0)">${sign}</g>`}</g>`;
}

/** A sign of a status in its circle, around 0. */
export function statusSample(label: string): Markup {
  return html`<circle class="disc" r="8.5"/>${statusSign(label)}`;
}
