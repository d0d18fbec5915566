import { awsLink } from './aws-link';
import { html, type Markup, prose } from './markup';
import { nameList } from './name-list';
import { nextStep } from './next-step';
import type { ResourceGroup } from './resource-groups';
import { typeTitle } from '../type-title';
import { counted, sentence } from '../wording';

/** Resources by the reason why they are not traced. */
export interface GroupSection {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly groups: readonly ResourceGroup[];
}

/** The groups with what to do about each. */
export function resourceGroupSection({ id, title, intro, groups }: GroupSection): Markup | undefined {
  if (groups.length === 0) { return undefined; }
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="intro">${intro}</p>
${groups.map((group, index) => article(group, `${id}-${index + 1}`))}
</section>`;
}

function article({ status, first, names, fix, url, acknowledgement }: ResourceGroup, id: string): Markup {
  return html`<article class="item card" id="${id}">
<h3><span class="badge ${status}">${status}</span> ${typeTitle(first.resourceType)} <span class="muted">· ${counted(names.length, 'resource')}</span></h3>
${first.reason !== undefined && html`<p>${prose(sentence(first.reason))}</p>`}
${acknowledgement !== undefined ? nextStep('Acknowledged', acknowledgement) : fix !== undefined && nextStep('What to do', fix)}
${nameList(names)}
${url !== undefined && awsLink(url, typeTitle(first.resourceType))}
</article>
`;
}
