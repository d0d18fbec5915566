import { coverageBar } from './coverage-bar';
import { breakable, html, type Markup } from './markup';
import { type CoverageGroup, traceable } from '../../survey/coverage';
import { typeTitle } from '../type-title';
import { otherCounts, percentage } from '../wording';

/** A table of bars, and what of the table of resources its names lead to. */
export interface CoverageTable {
  readonly id: string;
  readonly title: string;
  readonly head: string;
  /** The filter of the table of resources. */
  readonly filter: 'type' | 'stack';
  readonly groups: readonly CoverageGroup[];
}

/** The coverage of each service, or of each stack. What holds nothing that could be traced comes last. */
export function coverageSection({ id, title, head, filter, groups }: CoverageTable): Markup | undefined {
  if (groups.length === 0) { return undefined; }
  const counting = groups.filter(isCounted);
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<table class="bars card"><thead><tr><th scope="col">${head}</th><th scope="col" class="number">Coverage</th><th scope="col">Traced</th><th scope="col">The rest</th></tr></thead>
<tbody>${[...counting, ...groups.filter((group) => !isCounted(group))].map((group) => row(group, filter))}
</tbody></table>
</section>`;
}

function isCounted({ count }: CoverageGroup): boolean {
  return traceable(count) > 0;
}

function row({ name, count }: CoverageGroup, filter: CoverageTable['filter']): Markup {
  const total = traceable(count);
  return html`
<tr><th scope="row"><a href="#resources" data-filter="${filter}" data-value="${name}">${filter === 'type' ? typeTitle(name) : breakable(name)}</a>${
  filter === 'type' && typeTitle(name) !== name && html` <span class="name muted">${breakable(name)}</span>`}</th>
<td class="number">${percentage(count)}</td>
<td class="bar-cell">${total === 0 ? html`<span class="muted">nothing to trace</span>` : html`${coverageBar(count)}<span>${count.traced} of ${total}</span>`}</td>
<td class="others">${otherCounts(count).replace(/(\d) /g, '$1\u00a0')}</td></tr>`;
}
