import { ADDRESSES, valuesOf } from '../../../private/ecs/environment';
import { FindingSeverity } from '../../survey-finding';
import { collectorTasks } from '../collector-containers';
import type { FindingRule } from '../finding-rule';

export const SIDECAR_UNREACHABLE: FindingRule = {
  id: 'SidecarUnreachable',
  severity: FindingSeverity.ERROR,
  title: 'The application finds the collector beside it',
  cause: 'In the network mode `bridge` each container has a loopback interface of its own, so an SDK that sends to 127.0.0.1:2000, its default, reaches nobody.',
  fix: 'link the containers to the collector and set AWS_XRAY_DAEMON_ADDRESS to its name and port 2000, or use the network mode `awsvpc`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html',
  find: (context) => collectorTasks(context).filter(({ isBridge }) => isBridge).flatMap(({ task, others }) => {
    const isReached = others.some((container) => container.EnvironmentFiles !== undefined || valuesOf(container, ...ADDRESSES).length > 0);
    return isReached ? [] : [{ at: task, propertyPath: 'ContainerDefinitions', message: 'no container is told where the collector is, and 127.0.0.1 is another place in each of them' }];
  }),
};
