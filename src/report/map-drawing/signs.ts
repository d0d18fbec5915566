import { TraceCrossing } from '../../survey/trace-map/trace-edge';
import { html, type Markup } from '../html/markup';

/** Signs of 10 by 10 around their middle, as lines: nobody needs to see colours. */
const STATUS_SIGNS: Readonly<Record<string, string>> = {
  'traced': 'M-4 0 -1 3.5 4 -3',
  'untraced': 'M-3 -3 3 3M3 -3 -3 3',
  'unknown': 'M-2 -1.8C-2 -4.6 2.4 -4.6 2.4 -1.7 2.4 0 0 0 0 1.6M0 4.2v.1',
  'excluded': 'M-3.5 0h7',
  'unsupported': 'M-4.2 0a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0M-3 3 3 -3',
  'pass-through': 'M-4 0h7.5M.8 -3 3.8 0 .8 3',
};

const CROSSING_SIGNS: Readonly<Record<TraceCrossing, string | undefined>> = {
  [TraceCrossing.CONTINUES]: undefined,
  [TraceCrossing.LINKED]: 'M-.5 -2.5h-2a2.5 2.5 0 0 0 0 5h2M.5 -2.5h2a2.5 2.5 0 0 1 0 5h-2M-2 0h4',
  [TraceCrossing.RESTARTS]: 'M-2 -3.8 4 0 -2 3.8Z',
  [TraceCrossing.BREAKS]: STATUS_SIGNS.untraced,
  [TraceCrossing.UNKNOWN]: STATUS_SIGNS.unknown,
};

/** The sign of a status, which stands on cards. */
export function statusSign(label: string): Markup {
  return html`<path class="sign" d="${STATUS_SIGNS[label]}"/>`;
}

/** The sign on a line, in a circle. What continues has none. */
export function crossingSign(crossing: TraceCrossing): Markup | undefined {
  const path = CROSSING_SIGNS[crossing];
  return path === undefined ? undefined : html`<circle class="disc" r="9"/><path class="sign" d="${path}"/>`;
}
