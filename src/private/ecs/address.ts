/** The hosts that an address names. That of the X-Ray daemon may be two: `tcp:127.0.0.1:2000 udp:127.0.0.1:2000`. */
export function hostsOf(address: string): string[] {
  return address.split(/\s+/).map((part) => /^(?:tcp:|udp:|\w+:\/\/\/?)?(\[[^\]]*\]|[^:/]*)/.exec(part)?.[1] ?? '');
}

/** The gateway of Docker's default bridge: the container instance as containers in network mode bridge see it. */
export const DOCKER_GATEWAY = '172.17.0.1';

/** Whether whoever sends to a host sends to itself, or to whoever shares its network. For a sender, no address at all is that as well. */
export function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|0\.0\.0\.0|\[::1?\])$/i.test(host);
}
