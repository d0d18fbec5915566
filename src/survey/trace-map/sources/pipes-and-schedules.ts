import { templateText } from '../../../private/template-text';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';
import { externalService, type MapEnd } from '../map-end';

/** The parameters of sources that have dead letters. */
const STREAMS = ['DynamoDBStreamParameters', 'KinesisStreamParameters'];

/** What a pipe reads from, what it asks on the way and where it delivers. */
export const PIPES: EdgeSource = {
  types: ['AWS::Pipes::Pipe'],
  edges: (pipe, context) => [
    ...edgesBetween(endsAt(pipe, 'Source', context), [pipe], 'event source', evidenceAt(pipe, 'Source')),
    ...STREAMS.flatMap((parameters) => edgesFrom(pipe, `SourceParameters.${parameters}.DeadLetterConfig.Arn`, 'dead letters', context)),
    ...edgesFrom(pipe, 'Enrichment', 'invokes', context),
    ...edgesFrom(pipe, pipe.properties.TargetParameters?.EcsTaskParameters === undefined ? 'Target' : 'TargetParameters.EcsTaskParameters.TaskDefinitionArn', 'target', context),
  ],
};

/** What a schedule of EventBridge Scheduler calls. */
export const SCHEDULES: EdgeSource = {
  types: ['AWS::Scheduler::Schedule'],
  edges: (schedule, context) => [
    ...edgesBetween([schedule], universalTarget(schedule.properties.Target?.Arn), 'schedule', evidenceAt(schedule, 'Target.Arn')),
    ...edgesFrom(schedule, schedule.properties.Target?.EcsParameters === undefined ? 'Target.Arn' : 'Target.EcsParameters.TaskDefinitionArn', 'schedule', context),
    ...edgesFrom(schedule, 'Target.DeadLetterConfig.Arn', 'dead letters', context),
  ],
};

/** A schedule can call any action of any service: `arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution`. */
function universalTarget(arn: any): MapEnd[] {
  const service = /:aws-sdk:([\w-]+):/.exec(templateText(arn) ?? '')?.[1];
  return service === undefined ? [] : [externalService(service)];
}
