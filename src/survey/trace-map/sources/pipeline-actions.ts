import { lookupTable } from '../../../private/lookup-table';
import { isObject, plainText } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, endsNamed, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';

/** What the configuration of an action names, and of which service that is, by the category and the provider of the action. */
const INVOKED = lookupTable<readonly [property: string, service: string]>({
  'Approval Manual': ['NotificationArn', 'sns'],
  'Invoke Lambda': ['FunctionName', 'lambda'],
  'Invoke StepFunctions': ['StateMachineArn', 'states'],
});

/** The functions and state machines that the actions of a pipeline invoke, and the topics by which they ask for an approval. */
export const PIPELINE_ACTIONS: EdgeSource = {
  types: ['AWS::CodePipeline::Pipeline'],
  edges: (pipeline, context) => possibleItems(pipeline.properties.Stages).flatMap(({ path: stage, item }) =>
    possibleItems(item?.Actions).flatMap(({ path, item: action }) => invokedBy(pipeline, action, `Stages.${stage}.Actions.${path}`, context))),
};

function invokedBy(pipeline: ModelResource, action: any, path: string, context: SourceContext): FoundEdge[] {
  const { Category, Owner, Provider } = Object(action?.ActionTypeId);
  const [property, service] = (Owner === 'AWS' ? INVOKED[`${plainText(Category)} ${plainText(Provider)}`] : undefined) ?? [];
  const Configuration = action?.Configuration;
  if (property === undefined || service === undefined || !isObject(Configuration)) { return []; }
  const ends = endsNamed(pipeline.stack, service, Configuration[property], context);
  return edgesBetween([pipeline], ends, 'invokes', evidenceAt(pipeline, `${path}.Configuration.${property}`));
}
