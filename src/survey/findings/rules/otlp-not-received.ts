import { lostSpansOf } from '../../../private/ecs/lost-spans';
import { WarningId } from '../../../private/ids';
import { FindingSeverity } from '../../survey-finding';
import { describedTasks } from '../ecs-tasks';
import type { FindingRule } from '../finding-rule';

export const OTLP_NOT_RECEIVED: FindingRule = {
  id: WarningId.OTLP_NOT_RECEIVED,
  severity: FindingSeverity.WARNING,
  title: 'The collector beside an application takes what that sends',
  cause: 'The X-Ray daemon takes X-Ray segments at port 2000 and no OTLP, so what an OpenTelemetry SDK sends to ports 4317 and 4318 beside it is lost.',
  fix: 'run the CloudWatch agent or ADOT instead of the daemon, by `enable({ collector: TraceCollector.cloudWatchAgent() })` or in the template; '
    + 'acknowledge this where the container brings a collector of its own',
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html',
  find: (context) => describedTasks(context).flatMap(({ resource, task, containersPath }) => {
    const hasDaemonOnly = task.collectors.length > 0 && task.daemons.length === task.collectors.length;
    const message = hasDaemonOnly ? lostSpansOf(task) : undefined;
    return message === undefined ? [] : [{ at: resource, propertyPath: containersPath, message }];
  }),
};
