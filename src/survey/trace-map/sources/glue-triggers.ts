import { valueAt } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { pathOf } from '../../../private/template/property-path';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, endsNamed, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';

/** The jobs that a trigger of AWS Glue starts, at a time or after other jobs. */
export const GLUE_TRIGGERS: EdgeSource = {
  types: ['AWS::Glue::Trigger'],
  edges: (trigger, context) => {
    switch (trigger.properties.Type) {
      case 'CONDITIONAL': return startedBy(jobsIn(trigger, 'Predicate.Conditions', context).map(({ job }) => job), 'target', trigger, context);
      case 'SCHEDULED': return startedBy([trigger], 'schedule', trigger, context);
      default: return [];
    }
  },
};

function startedBy(starters: readonly MapEnd[], relation: 'schedule' | 'target', trigger: ModelResource, context: SourceContext): FoundEdge[] {
  return jobsIn(trigger, 'Actions', context).flatMap(({ job, path }) => edgesBetween(starters, [job], relation, evidenceAt(trigger, path)));
}

/** The jobs that the items of a list name. */
function jobsIn(trigger: ModelResource, list: string, context: SourceContext): { job: MapEnd; path: string }[] {
  return possibleItems(valueAt(trigger.properties, pathOf(list))).flatMap(({ path, item }) =>
    endsNamed(trigger.stack, 'glue', item?.JobName, context).map((job) => ({ job, path: `${list}.${path}.JobName` })));
}
