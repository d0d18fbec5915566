import { awsLink } from './aws-link';
import { html, type Markup, prose } from './markup';
import { nameList } from './name-list';
import { nextStep } from './next-step';
import type { SurveyFinding } from '../../survey/survey-finding';
import { type FindingGroup, groupFindings } from '../finding-groups';
import { sentence } from '../wording';

/** Findings, errors first. */
export interface FindingSection {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly findings: readonly SurveyFinding[];
}

/** Findings that say the same as one, with what to do about each. */
export function findingSection({ id, title, intro, findings }: FindingSection): Markup | undefined {
  if (findings.length === 0) { return undefined; }
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="intro">${intro}</p>
${groupFindings(findings).map(article)}
</section>`;
}

function article({ first, names }: FindingGroup): Markup {
  const { severity, ruleId, message, fix, url, acknowledgement } = first;
  return html`<article class="item card">
<h3><span class="badge ${severity}">${severity}</span> <span class="name">${ruleId}</span></h3>
<p>${prose(sentence(message))}</p>
${acknowledgement === undefined ? nextStep('What to do', fix) : nextStep('Acknowledged', acknowledgement)}
${nameList(names)}
${awsLink(url, ruleId)}
</article>
`;
}
