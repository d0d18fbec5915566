/** Where a collector receives segments: a port of the server. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

const DEFAULT_PORT = 2000;

/** The port that a daemon with this `cfg.yaml` listens on. The file may also be JSON, which is YAML. */
export function daemonListener(configuration: string): Listener {
  const [, port] = /^[^#\n]*\bUDPAddress["']?\s*:\s*["']?[^"'\s#]*:(\d+)/m.exec(configuration) ?? [];
  return { protocol: 'udp', port: Number(port ?? DEFAULT_PORT) };
}
