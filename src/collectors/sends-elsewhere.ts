import type { TraceCollector } from './trace-collector';

/** The options of collectors by which segments do not go to the region's own endpoint, as their configurations call them. */
const OPTIONS = /\b(Endpoint|ProxyAddress|endpoint_override|proxy_override|aws_endpoint|proxy_address)"?:/;

/** Whether a collector is told to send to another address than X-Ray's own in its region. */
export function sendsElsewhere(collector: TraceCollector): boolean {
  return OPTIONS.test(collector.serverConfiguration ?? '');
}
