import { isObject, valueAt } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { pathOf } from '../../../private/template/property-path';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';

/** Where the configuration of a destination names what is delivered to: itself, and what keeps copies of it or what could not be delivered. */
const DESTINATIONS = [
  'BucketARN', 'ClusterEndpoint', 'ClusterJDBCURL', 'CollectionEndpoint', 'DomainARN', 'EndpointConfiguration.Url', 'S3BackupConfiguration.BucketARN', 'S3Configuration.BucketARN',
];

/** What a delivery stream reads from, the functions that it has change what it delivers, and where it delivers. */
export const DELIVERY_STREAMS: EdgeSource = {
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  edges: (stream, context) => [
    ...edgesBetween(endsAt(stream, 'KinesisStreamSourceConfiguration.KinesisStreamARN', context), [stream], 'event source',
      evidenceAt(stream, 'KinesisStreamSourceConfiguration.KinesisStreamARN')),
    ...edgesBetween(endsAt(stream, 'MSKSourceConfiguration.MSKClusterARN', context), [stream], 'event source', evidenceAt(stream, 'MSKSourceConfiguration.MSKClusterARN')),
    ...Object.keys(stream.properties).filter((property) => property.endsWith('DestinationConfiguration')).flatMap((property) => [
      ...delivered(stream, property, context),
      ...changedBy(stream, property, context),
    ]),
  ],
};

function delivered(stream: ModelResource, property: string, { ends }: SourceContext): FoundEdge[] {
  const configuration = stream.properties[property];
  return DESTINATIONS.flatMap((path) => isObject(configuration)
    ? edgesBetween([stream], ends.in(stream.stack, valueAt(configuration, pathOf(path))), 'delivers', evidenceAt(stream, `${property}.${path}`))
    : []);
}

function changedBy(stream: ModelResource, property: string, { ends }: SourceContext): FoundEdge[] {
  const processors = valueAt(stream.properties, [property, 'ProcessingConfiguration', 'Processors']);
  return possibleItems(processors).flatMap(({ path, item }) => item?.Type === 'Lambda'
    ? edgesBetween([stream], ends.nodesIn(stream.stack, item.Parameters), 'invokes', evidenceAt(stream, `${property}.ProcessingConfiguration.Processors.${path}.Parameters`))
    : []);
}
