import { valuesOf } from '../../../private/ecs/environment';
import { listed } from '../../../private/listed';
import { plainText } from '../../../private/template/intrinsics';
import { FindingSeverity } from '../../survey-finding';
import { collectorTasks } from '../collector-containers';
import type { FindingRule } from '../finding-rule';

const LOOPBACK = /^(127\.0\.0\.1|localhost):2000$/;

export const COLLECTOR_BOUND_TO_LOOPBACK: FindingRule = {
  id: 'CollectorBoundToLoopback',
  severity: FindingSeverity.ERROR,
  title: 'A collector listens where other containers reach it',
  cause: 'A collector that is bound to 127.0.0.1 hears nothing from another container or host, unless they share its network.',
  fix: 'bind it to 0.0.0.0: `-b 0.0.0.0:2000 -t 0.0.0.0:2000` for the X-Ray daemon, `bind_address` for the CloudWatch agent',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html',
  find: (context) => {
    const bound = collectorTasks(context).filter(({ isBridge, collector }) => isBridge && isBound(collector));
    return bound.map(({ resource, containersPath, collector }) => ({
      at: resource, propertyPath: containersPath, message: `the container ${plainText(collector.Name)} is bound to its own loopback interface`,
    }));
  },
};

function isBound(collector: Record<string, any>): boolean {
  const [configuration] = valuesOf(collector, 'CW_CONFIG_CONTENT');
  return listed(collector.Command).some((argument) => LOOPBACK.test(plainText(argument))) || (typeof configuration === 'string' && hasLoopbackReceiver(configuration));
}

/** The CloudWatch agent listens at its loopback interface unless told otherwise. */
function hasLoopbackReceiver(configuration: string): boolean {
  return /"xray"\s*:\s*\{/.test(configuration) && !/"bind_address"\s*:\s*"0\.0\.0\.0:/.test(configuration);
}
