import { SERVER_TYPES } from '../../../private/template/launch-data';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

const TYPES = ['AWS::Batch::JobDefinition', 'AWS::ECS::TaskDefinition', 'AWS::ECS::DaemonTaskDefinition', ...SERVER_TYPES];

export const DAEMON_IN_MAINTENANCE: FindingRule = {
  id: 'DaemonInMaintenance',
  severity: FindingSeverity.INFO,
  title: 'The X-Ray daemon is in maintenance mode',
  cause: 'Since 2026-02-25 the X-Ray daemon gets security fixes only. It goes on working, and no end is announced. The CloudWatch agent takes the same segments, and OTLP besides.',
  fix: 'nothing needs to be done; `TraceCollector.cloudWatchAgent()` is the way to go where you would rather change',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html',
  find: ({ model }) => {
    const users = model.ofType(...TYPES).filter(({ properties }) => /aws-xray-daemon/.test(JSON.stringify(properties)));
    return users.length === 0 ? [] : [{ message: `the X-Ray daemon runs beside ${users.length === 1 ? users[0].name : `${users.length} applications, ${users[0].name} among them`}` }];
  },
};
