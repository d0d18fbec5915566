import { breakable, html, type Markup, prose } from './markup';
import type { ResourceGroup, ResourceGroups } from './resource-groups';
import { STATUSES } from '../../survey/coverage';
import type { SurveyedResource } from '../../survey/surveyed-resource';
import type { ReportData } from '../report-data';
import { typeTitle } from '../type-title';
import { sentence } from '../wording';

/** Where each group of resources stands on the page, if it does. */
export type GroupLinks = ReadonlyMap<ResourceGroup, string>;

/**
 * Every resource. The rows are the data: the script searches and sorts what is here, so that all of it can be read without a script. A row is
 * kept short, because there may be thousands: what to do stands once, in the group to which the row links.
 */
export function resourceTable(report: ReportData, groups: ResourceGroups, links: GroupLinks): Markup | undefined {
  if (report.resources.length === 0) { return undefined; }
  return html`<section id="resources" aria-labelledby="resources-title">
<h2 id="resources-title">All resources</h2>
${toolbar(report)}
<div class="rows"><table class="card" id="resource-table" aria-labelledby="resources-title"><thead><tr>
<th scope="col">Status</th><th scope="col">Resource</th><th scope="col">Type</th><th scope="col">Stack</th><th scope="col">Why</th>
</tr></thead><tbody>${rows(report.resources, groups, links)}
</tbody></table></div>
<nav id="pages" class="screen" aria-label="Pages of the table" hidden><button type="button" id="previous">Previous</button> <button type="button" id="next">Next</button></nav>
</section>`;
}

/** Without a script there is nothing that it could do, so the script shows it. */
function toolbar({ coverage, stacks, resourceTypes }: ReportData): Markup {
  const statuses = STATUSES.filter(({ count }) => coverage[count] > 0).map(({ label }) => html`<option>${label}</option>`);
  return html`<form class="toolbar screen" id="toolbar" role="search" aria-label="Resources" hidden>
<label class="wide">Search <input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="Name, type, reason …"></label>
<label>Status <select id="filter-status"><option value="">All</option>${statuses}</select></label>
<label>Service <select id="filter-type"><option value="">All</option>${resourceTypes.map(({ name }) => html`<option value="${name}">${typeTitle(name)}</option>`)}</select></label>
<label>Stack <select id="filter-stack"><option value="">All</option>${stacks.map(({ name }) => html`<option>${name}</option>`)}</select></label>
<button type="reset">Show all</button>
</form>
<p id="shown" class="muted" role="status"></p>`;
}

/** What the rows of a group have in common. */
interface GroupCells {
  readonly status: Markup;
  readonly type: Markup;
  readonly why: Markup;
}

/** The rows. Thousands of resources are in a few dozen groups and stacks, so what they have in common is marked up once. */
function rows(resources: readonly SurveyedResource[], groups: ResourceGroups, links: GroupLinks): Markup[] {
  const cellsOf = remembering((group: ResourceGroup) => groupCells(group, links.get(group)));
  const stackOf = remembering(breakable);
  return resources.map((resource) => {
    const { status, type, why } = cellsOf(groups.of(resource));
    return html`
<tr>${status}<th scope="row">${breakable(resource.name)}</th>${type}<td>${stackOf(resource.stack)}</td>${why}</tr>`;
  });
}

function groupCells({ status, first: { resourceType, reason } }: ResourceGroup, link: string | undefined): GroupCells {
  const why = reason !== undefined && prose(sentence(reason));
  const how = link !== undefined && html` <a href="#${link}">What to do</a>`;
  return {
    status: html`<td><span class="badge ${status}">${status}</span></td>`,
    type: html`<td>${breakable(resourceType)}</td>`,
    why: html`<td>${why}${how}</td>`,
  };
}

function remembering<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
