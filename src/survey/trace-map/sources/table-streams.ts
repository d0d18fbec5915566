import { edgesFrom, type EdgeSource } from '../edge-source';

/** The data stream into which Amazon DynamoDB writes the changes of a table. */
export const TABLE_STREAMS: EdgeSource = {
  types: ['AWS::DynamoDB::Table'],
  edges: (table, context) => edgesFrom(table, 'KinesisStreamSpecification.StreamArn', 'delivers', context),
};
