import { lookupTable } from '../../../private/lookup-table';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFromItems, type EdgeSource, endsAt, endsNamed, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';

/** Where an application of SQL has its inputs, by the version of Amazon Kinesis Data Analytics. */
const INPUTS = lookupTable<string>({
  'AWS::KinesisAnalytics::Application': 'Inputs',
  'AWS::KinesisAnalyticsV2::Application': 'ApplicationConfiguration.SqlApplicationConfiguration.Inputs',
});

const STREAMS = ['KinesisStreamsInput.ResourceARN', 'KinesisFirehoseInput.ResourceARN'];
const PROCESSORS = ['InputProcessingConfiguration.InputLambdaProcessor.ResourceARN'];

/** What an application reads from, and the functions that prepare it. */
export const ANALYTICS_INPUTS: EdgeSource = {
  types: Object.keys(INPUTS),
  edges: (application, context) => {
    const inputs = INPUTS[application.type]!;
    return [
      ...edgesFromItems(application, inputs, STREAMS, 'event source', context).map(turned),
      ...edgesFromItems(application, inputs, PROCESSORS, 'invokes', context),
    ];
  },
};

function turned(edge: FoundEdge): FoundEdge {
  return { ...edge, from: edge.to, to: edge.from };
}

const DESTINATIONS = ['KinesisFirehoseOutput', 'KinesisStreamsOutput', 'LambdaOutput'].map((destination) => `Output.${destination}.ResourceARN`);

/** Where an application delivers its results. */
export const ANALYTICS_OUTPUTS: EdgeSource = {
  types: ['AWS::KinesisAnalytics::ApplicationOutput', 'AWS::KinesisAnalyticsV2::ApplicationOutput'],
  edges: (output, context) => DESTINATIONS.flatMap((path) =>
    edgesBetween(applicationsOf(output, context), endsAt(output, path, context), 'delivers', evidenceAt(output, path))),
};

const REFERENCE = 'ReferenceDataSource.S3ReferenceDataSource.BucketARN';

/** What an application looks up. */
export const ANALYTICS_REFERENCES: EdgeSource = {
  types: ['AWS::KinesisAnalytics::ApplicationReferenceDataSource', 'AWS::KinesisAnalyticsV2::ApplicationReferenceDataSource'],
  edges: (source, context) =>
    edgesBetween(applicationsOf(source, context), endsAt(source, REFERENCE, context), 'calls', evidenceAt(source, REFERENCE)),
};

function applicationsOf({ stack, properties }: ModelResource, context: SourceContext): MapEnd[] {
  return endsNamed(stack, 'kinesisanalytics', properties.ApplicationName, context);
}
