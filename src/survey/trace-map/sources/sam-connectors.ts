import { listed } from '../../../private/listed';
import { isObject } from '../../../private/template/intrinsics';
import type { ModelResource, ModelStack } from '../../template-model';
import { edgesBetween, type EdgeSource, type FoundEdge, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';

/** What a connector lets the code of functions and the tasks of state machines call. Others name by their own properties what they pass on to. */
const RELATIONS: Readonly<Record<string, 'calls' | 'task'>> = {
  'AWS::Lambda::Function': 'calls',
  'AWS::Serverless::Function': 'calls',
  'AWS::Serverless::StateMachine': 'task',
  'AWS::StepFunctions::StateMachine': 'task',
};

/** The connectors of SAM that are resources. */
export const SAM_CONNECTORS: EdgeSource = {
  types: ['AWS::Serverless::Connector'],
  edges: (connector, context) => {
    const { Source, Destination } = connector.properties;
    return endsOf(connector.stack, Source, context).flatMap((source) =>
      connected(source, endsOf(connector.stack, Destination, context), { resource: connector, path: 'Properties.Destination' }));
  },
};

/** The connectors of SAM that stand in the resource that they begin at. */
export const SAM_OWN_CONNECTORS: EdgeSource = {
  types: Object.keys(RELATIONS),
  edges: (source, context) => Object.entries<any>(isObject(source.entry.Connectors) ? source.entry.Connectors : {}).flatMap(([name, connector]) =>
    connected(source, endsOf(source.stack, connector?.Properties?.Destination, context), { resource: source, path: `Connectors.${name}.Properties.Destination` })),
};

function connected(source: MapEnd, destinations: readonly MapEnd[], evidence: FoundEdge['evidence']): FoundEdge[] {
  const relation = RELATIONS[source.type];
  return relation === undefined ? [] : edgesBetween([source], destinations, relation, evidence);
}

/** What the ends of a connector name: by their logical ids, or by their ARNs. */
function endsOf(stack: ModelStack, named: any, { ends }: SourceContext): MapEnd[] {
  return listed(named).filter(isObject).flatMap(({ Id, Arn }) => {
    const resource: ModelResource | undefined = typeof Id === 'string' ? stack.resources.get(Id) : undefined;
    return resource ? ends.nodesOf(resource) : ends.in(stack, Arn);
  });
}
