import { edgesFrom, edgesFromItems, type EdgeSource } from '../edge-source';

const STREAM = 'KinesisStreamSpecification.StreamArn';

/** The data streams into which Amazon DynamoDB writes the changes of a table, and of the replicas of a global one. */
export const TABLE_STREAMS: EdgeSource = {
  types: ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'],
  edges: (table, context) => [...edgesFrom(table, STREAM, 'delivers', context), ...edgesFromItems(table, 'Replicas', [STREAM], 'delivers', context)],
};
