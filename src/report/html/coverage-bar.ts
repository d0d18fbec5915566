import { html, type Markup } from './markup';
import { type CoverageCount, traceable } from '../../survey/coverage';

const PARTS = ['traced', 'untraced', 'unknown'] as const;

/**
 * The coverage as a bar of three colours. It only repeats the numbers beside it, so screen readers pass over it. An SVG, because the page's
 * policy allows no style attributes, and because browsers print it in colour.
 */
export function coverageBar(count: CoverageCount): Markup {
  const total = traceable(count);
  let x = 0;
  const parts = PARTS.map((name) => {
    const width = total === 0 ? 0 : Math.round(100_000 * count[name] / total) / 100;
    const rect = width === 0 ? '' : html`<rect class="${name}" x="${Math.round(100 * x) / 100}" width="${width}" height="10"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}
