import { WarningId } from '../../../private/ids';
import { hasUntracedImplicitApi } from '../../../private/template/sam-implicit-api';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule } from '../finding-rule';

export const IMPLICIT_API_UNTRACED: FindingRule = {
  id: WarningId.IMPLICIT_API_UNTRACED,
  severity: FindingSeverity.WARNING,
  title: 'The REST API that SAM makes for events is traced',
  cause: 'An event of the type Api that names no API makes SAM create one, for all such events of the template. No resource of the template stands for it, so it counts nowhere, and '
    + 'only the `Globals` of the template can turn its tracing on.',
  fix: 'set `TracingEnabled: true` under `Globals.Api` in the template, or give the events an AWS::Serverless::Api by their `RestApiId`',
  url: 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html',
  find: ({ model }) => model.stacks.flatMap((stack) => {
    const receivers = EVENT_RECEIVERS.flatMap((type) => stack.resources.ofType(type)).filter(hasEventOfImplicitApi);
    return receivers.length === 0 ? [] : [{ at: stack, message: `SAM makes a REST API for the events of ${namesOf(receivers)}, and X-Ray does not trace it` }];
  }),
};

/** The types of SAM whose events may be those of an API. */
const EVENT_RECEIVERS = ['AWS::Serverless::Function', 'AWS::Serverless::StateMachine'];

function hasEventOfImplicitApi({ properties, stack }: ModelResource): boolean {
  return hasUntracedImplicitApi(properties.Events, stack.source.template.Globals);
}

function namesOf([first, ...others]: readonly ModelResource[]): string {
  return others.length === 0 ? first.logicalId : `${first.logicalId} and ${others.length} more`;
}
