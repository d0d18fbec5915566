import { addTo } from '../../private/add-to';
import { qualifiedId } from '../../private/ids';
import { labelOf, type STATUSES } from '../../survey/coverage';
import { RULES } from '../../survey/findings';
import type { SurveyFinding } from '../../survey/survey-finding';
import type { SurveyedResource } from '../../survey/surveyed-resource';
import { GroupKeys } from '../group-keys';
import type { ReportData } from '../report-data';

/** What reports call a status. */
export type StatusName = typeof STATUSES[number]['label'];

/** Resources of a type of which the same is to be said. */
export interface ResourceGroup {
  readonly status: StatusName;
  readonly first: SurveyedResource;
  readonly names: readonly string[];
  /** What to do about it. */
  readonly fix?: string;
  /** The page of AWS about it. */
  readonly url?: string;
  /** The reason with which somebody accepts it. */
  readonly acknowledgement?: string;
}

/** The resources of a report in groups, in the order of their first ones. What a row's rule found about them belongs to them. */
export class ResourceGroups {
  private readonly groups = new Map<string, ResourceGroup & { names: string[] }>();
  private readonly keys = new GroupKeys();
  private readonly groupOf = new Map<SurveyedResource, ResourceGroup>();
  /** What the rules found, by the name of what it is about. */
  private readonly findings = new Map<string, SurveyFinding[]>();
  private readonly urls = new Map(RULES.map(({ id, url }) => [qualifiedId(id), url]));

  constructor(report: ReportData) {
    report.findings.forEach((finding) => this.addFinding(finding));
    report.resources.forEach((resource) => this.add(resource));
  }

  /** The groups with some of the statuses; those that somebody accepts come last. */
  public with(...statuses: StatusName[]): ResourceGroup[] {
    const groups = [...this.groups.values()].filter(({ status }) => statuses.includes(status));
    return [...groups.filter(isOpen), ...groups.filter((group) => !isOpen(group))];
  }

  /** The group of a resource. */
  public of(resource: SurveyedResource): ResourceGroup {
    return this.groupOf.get(resource)!;
  }

  /** What the rule of a resource's row found about it. */
  public findingsOf({ ruleId, name }: SurveyedResource): SurveyFinding[] {
    return this.findings.get(name)?.filter((finding) => finding.ruleId === ruleId) ?? [];
  }

  private addFinding(finding: SurveyFinding): void {
    const { name, ruleId, url } = finding;
    this.urls.set(ruleId, url);
    addTo(this.findings, name, finding);
  }

  private add(resource: SurveyedResource): void {
    const { status, resourceType, reason, advice, ruleId, name } = resource;
    const finding = this.findingsOf(resource).at(-1);
    // Where a row knows nothing better, its rule does; no rule finds what is no gap.
    const fix = advice ?? finding?.fix;
    const acknowledgement = finding?.acknowledgement;
    const key = this.keys.of(status, resourceType, reason, fix, acknowledgement);
    let group = this.groups.get(key);
    if (!group) {
      group = { status: labelOf(resource.status), first: resource, names: [], fix, url: this.urls.get(ruleId), acknowledgement };
      this.groups.set(key, group);
    }
    group.names.push(name);
    this.groupOf.set(resource, group);
  }
}

function isOpen({ acknowledgement }: ResourceGroup): boolean {
  return acknowledgement === undefined;
}
