import { launchDataOf, SERVER_TYPES } from '../../../private/template/launch-data';
import { installsDaemon } from '../../../private/user-data/collector-commands';
import { visibleText } from '../../../private/user-data/user-data';
import { FindingSeverity } from '../../survey-finding';
import { describedTasks } from '../ecs-tasks';
import type { FindingRule } from '../finding-rule';

export const DAEMON_IN_MAINTENANCE: FindingRule = {
  id: 'DaemonInMaintenance',
  severity: FindingSeverity.INFO,
  title: 'Segments are collected by something that gets new features',
  cause: 'Since 2026-02-25 the X-Ray daemon gets security fixes only. It keeps working, and no end of support has been announced. The CloudWatch agent takes the same segments, and OTLP besides.',
  fix: 'nothing needs to be done; `TraceCollector.cloudWatchAgent()` is the way to go where you would rather change',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html',
  find: (context) => {
    const tasks = describedTasks(context).filter(({ task }) => task.daemons.length > 0).map(({ resource }) => resource);
    const servers = context.model.ofType(...SERVER_TYPES).filter((server) => installsDaemon(visibleText(launchDataOf(server)?.UserData)));
    const [first, ...others] = new Set([...tasks, ...servers]);
    return first ? [{ message: `the X-Ray daemon runs beside ${others.length === 0 ? first.name : `${others.length + 1} applications, ${first.name} among them`}` }] : [];
  },
};
