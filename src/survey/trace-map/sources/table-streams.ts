import { edgesBetween, edgesFrom, type EdgeSource, evidenceAt } from '../edge-source';
import { possibleItems } from '../possible-items';

const STREAM = 'KinesisStreamSpecification.StreamArn';

/** The data streams into which Amazon DynamoDB writes the changes of a table, and of the replicas of a global one. */
export const TABLE_STREAMS: EdgeSource = {
  types: ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'],
  edges: (table, context) => [
    ...edgesFrom(table, STREAM, 'delivers', context),
    ...possibleItems(table.properties.Replicas).flatMap(({ path, item }) =>
      edgesBetween([table], context.ends.in(table.stack, item?.KinesisStreamSpecification?.StreamArn), 'delivers', evidenceAt(table, `Replicas.${path}.${STREAM}`))),
  ],
};
