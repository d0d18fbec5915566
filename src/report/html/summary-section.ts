import { coverageBar } from './coverage-bar';
import { html, type Markup } from './markup';
import { STATUSES, traceable } from '../../survey/coverage';
import { FindingSeverity } from '../../survey/survey-finding';
import type { ReportData } from '../report-data';
import { counted, findingCounts, percentage } from '../wording';

/** What the words mean, for people who do not know X-Ray. */
const MEANINGS: readonly (readonly [string, string])[] = [
  ['traced', 'The resource sends its part of each request to AWS X-Ray, so it shows in the service map.'],
  ['untraced', 'Tracing could be turned on and is not: requests vanish from the map here. This is a gap.'],
  ['unknown', 'The templates do not tell, because something is decided at the deployment. It counts like a gap.'],
  ['excluded', 'Somebody left the resource out on purpose. It does not count.'],
  ['unsupported', 'X-Ray cannot trace the resource, whatever you do. It does not count.'],
  ['pass-through', 'The resource hands the trace on and sends nothing itself. It does not count.'],
];

/** The big numbers. */
export function summarySection(report: ReportData): Markup {
  const { coverage } = report;
  return html`<div class="summary card">
<p class="headline"><span class="big">${percentage(coverage)}</span> <span class="what">${verdict(report)}</span></p>
${coverageBar(coverage)}
<dl class="counts">${STATUSES.map(({ label, count }) => html`
<div class="${coverage[count] === 0 ? 'none' : ''}"><dt><span class="badge ${label}">${label}</span></dt><dd>${coverage[count]}</dd></div>`)}
</dl>
<p>${findingsText(report)}</p>
<details class="screen"><summary>What these words mean</summary><dl class="meanings">
<div><dt>Coverage</dt><dd>The share of traced resources among those that could be traced: traced, untraced and unknown.</dd></div>${MEANINGS.map(([word, meaning]) => html`
<div><dt><span class="badge ${word}">${word}</span></dt><dd>${meaning}</dd></div>`)}
</dl></details>
</div>`;
}

function verdict({ coverage }: ReportData): string {
  const total = traceable(coverage);
  if (total === 0) { return 'There is nothing here that X-Ray could trace.'; }
  return coverage.traced === total
    ? `of what can be traced is traced: ${total === 1 ? 'the only resource' : `all ${total} resources`}.`
    : `of what can be traced is traced: ${coverage.traced} of ${counted(total, 'resource')}.`;
}

function findingsText({ openFindings }: ReportData): string {
  if (openFindings.length === 0) { return 'Nothing is wrong: the rules found nothing that is open.'; }
  const fails = openFindings.some(({ severity }) => severity === FindingSeverity.ERROR);
  return `The rules found ${findingCounts(openFindings)}.${fails ? '' : ' None of it fails a check.'}`;
}
