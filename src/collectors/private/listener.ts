import { misuse } from '../../private/errors';

/** Where a collector receives segments: a port of the server. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** The port that a daemon with this `cfg.yaml` listens on. The file may also be JSON, which is YAML. */
export function daemonListener(configuration: string): Listener {
  const [, address = ''] = /^[^#\n]*\bUDPAddress["']?\s*:\s*["']?([^"'\s#,}]+)/m.exec(configuration) ?? [];
  return { protocol: 'udp', port: portOf(address, 2000) };
}

/** The port that a CloudWatch agent with this configuration listens on: that of the X-Ray SDKs where it has one, else that of OTLP. */
export function agentListener(configuration: any): Listener {
  const { xray, otlp = configuration.opentelemetry?.collect?.otlp } = configuration.traces?.traces_collected ?? {};
  if (xray) { return { protocol: 'udp', port: portOf(xray.bind_address, 2000) }; }
  if (otlp) { return { protocol: 'tcp', port: portOf([otlp].flat()[0].grpc_endpoint, 4317) }; }
  throw misuse('`configuration` must have `traces.traces_collected.xray` or `.otlp`: this agent would receive no traces.');
}

function portOf(address: string | undefined, defaultPort: number): number {
  return Number(/:(\d+)$/.exec(address ?? '')?.[1] ?? defaultPort);
}
