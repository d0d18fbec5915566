import { breakable, html, type Markup } from './markup';
import { counted } from '../wording';

/** How many names stand open, and how many can be unfolded. A page that lists thousands under each heading is of no use to anybody. */
const SHOWN = 5;
const UNFOLDED = 200;

/** Names of resources: a few, the rest folded. */
export function nameList(names: readonly string[]): Markup {
  const folded = names.slice(SHOWN, UNFOLDED);
  return html`<ul class="names">${names.slice(0, SHOWN).map(item)}</ul>${folded.length > 0 && html`
<details><summary>${counted(names.length - SHOWN, 'more name')}</summary><ul class="names">${folded.map(item)}</ul>${rest(names.length - UNFOLDED)}</details>`}`;
}

function item(name: string): Markup {
  return html`<li class="name">${breakable(name)}</li>`;
}

function rest(count: number): Markup | undefined {
  return count > 0 ? html`<p class="muted">And ${count} more. The JSON report names them all.</p>` : undefined;
}
