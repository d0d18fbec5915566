import { universalTargets } from './universal-targets';
import { isObject, valueAt } from '../../../private/template/intrinsics';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type SourceContext } from '../edge-source';
import { externalService, type MapEnd } from '../map-end';

/** The parameters of sources that have dead letters. */
const STREAMS = ['DynamoDBStreamParameters', 'KinesisStreamParameters'];

/** What a pipe reads from, what it asks on the way and where it delivers. */
export const PIPES: EdgeSource = {
  types: ['AWS::Pipes::Pipe'],
  edges: (pipe, context) => [
    ...edgesBetween(sourcesOf(pipe, context), [pipe], 'event source', evidenceAt(pipe, 'Source')),
    ...STREAMS.flatMap((parameters) => edgesFrom(pipe, `SourceParameters.${parameters}.DeadLetterConfig.Arn`, 'dead letters', context)),
    ...edgesFrom(pipe, 'Enrichment', 'invokes', context),
    ...edgesFrom(pipe, pipe.properties.TargetParameters?.EcsTaskParameters === undefined ? 'Target' : 'TargetParameters.EcsTaskParameters.TaskDefinitionArn', 'target', context),
    ...edgesFrom(pipe, 'TargetParameters.BatchJobParameters.JobDefinition', 'target', context),
  ],
};

/** A Kafka cluster that AWS does not run is named by its address. */
function sourcesOf(pipe: ModelResource, context: SourceContext): MapEnd[] {
  return isObject(valueAt(pipe.properties, ['SourceParameters', 'SelfManagedKafkaParameters'])) ? [externalService('kafka')] : endsAt(pipe, 'Source', context);
}

/** What a schedule of EventBridge Scheduler calls. */
export const SCHEDULES: EdgeSource = {
  types: ['AWS::Scheduler::Schedule'],
  edges: (schedule, context) => [
    ...edgesBetween([schedule], requestedBy(schedule, context), 'schedule', evidenceAt(schedule, 'Target.Arn')),
    ...edgesFrom(schedule, schedule.properties.Target?.EcsParameters === undefined ? 'Target.Arn' : 'Target.EcsParameters.TaskDefinitionArn', 'schedule', context),
    ...edgesFrom(schedule, 'Target.DeadLetterConfig.Arn', 'dead letters', context),
  ],
};

function requestedBy({ stack, properties: { Target } }: ModelResource, context: SourceContext): readonly MapEnd[] {
  const { Arn, Input, RoleArn } = Object(Target);
  return universalTargets(stack, { arn: Arn, request: Input, credentials: RoleArn }, context) ?? [];
}
