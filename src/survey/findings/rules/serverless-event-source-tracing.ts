import { WarningId } from '../../../private/ids';
import { isObject } from '../../../private/template/intrinsics';
import { CARRY_CONTEXT_IN_MESSAGES, noActiveTracing, untraceableSourceOf } from '../../../private/template/untraceable-event-sources';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import { oncePerReceiver } from '../connectors';
import type { FindingRule, RuleMatch } from '../finding-rule';

export const SERVERLESS_EVENT_SOURCE_TRACING: FindingRule = {
  id: WarningId.SERVERLESS_EVENT_SOURCE_TRACING,
  severity: FindingSeverity.WARNING,
  title: 'The events of SAM functions come from where Lambda can trace them',
  cause: 'Lambda does not support active tracing of functions that read from Amazon MSK, self-managed Apache Kafka, Amazon MQ or Amazon DocumentDB. In a SAM template the events of a '
    + 'function say so; elsewhere an AWS::Lambda::EventSourceMapping does, which has a rule of its own.',
  fix: CARRY_CONTEXT_IN_MESSAGES,
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  find: ({ model }) => model.ofType('AWS::Serverless::Function').flatMap((fn) => {
    const { Events } = fn.properties;
    return oncePerReceiver(Object.entries<any>(isObject(Events) ? Events : {}).flatMap(([name, event]) => untraceable(fn, name, event, model)));
  }),
};

function untraceable(fn: ModelResource, name: string, event: any, model: TemplateModel): RuleMatch[] {
  const source = untraceableSourceOf(event);
  if (!source) { return []; }
  const [from] = model.targetsIn(fn.stack, Object(event.Properties)[source.samProperty]);
  return [{
    at: fn,
    propertyPath: `Events.${name}`,
    message: noActiveTracing(source),
    ways: [{ from, to: fn, relation: 'event source' }],
  }];
}
