import { listed } from '../../../private/listed';
import { XRAY_PORT } from '../../../private/ports';
import { plainText } from '../../../private/template/intrinsics';
import { FindingSeverity } from '../../survey-finding';
import { type CollectorTask, collectorTasks, mayBeLinked } from '../collector-containers';
import type { FindingRule } from '../finding-rule';

export const SIDECAR_WITHOUT_TCP: FindingRule = {
  id: 'SidecarWithoutTcp',
  severity: FindingSeverity.WARNING,
  title: 'Port 2000 of the X-Ray daemon is mapped for TCP, too',
  cause: 'Segments go to port 2000 by UDP, and SDKs fetch sampling rules from it by TCP. Where only UDP is mapped, sampling rules are never followed.',
  fix: 'map port 2000 of the collector for tcp as well as for udp',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html',
  find: (context) => collectorTasks(context).filter(isMappedForUdpOnly).map(({ resource, containersPath, collector }) => ({
    at: resource, propertyPath: containersPath, message: `the container ${plainText(collector.Name)} maps port 2000 for udp only`,
  })),
};

/** Whether containers reach the collector by its port mappings alone, which leave TCP out. A link to it needs none. */
function isMappedForUdpOnly({ isBridge, collector, others }: CollectorTask): boolean {
  const mapped = listed(collector.PortMappings).filter((mapping) => plainText(mapping?.ContainerPort) === String(XRAY_PORT));
  const hasUdp = mapped.some(({ Protocol }) => Protocol === 'udp');
  const hasTcp = mapped.some(({ Protocol = 'tcp' }) => Protocol === 'tcp');
  return isBridge && hasUdp && !hasTcp && !others.some((container) => mayBeLinked(container, collector));
}
