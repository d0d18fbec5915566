import { XRAY_PORT } from '../ports';

/** Whether a container maps the port to which SDKs send segments, by its own number or by that on its container instance. */
export function mapsSegmentsPort({ PortMappings: mappings }: any, side: 'ContainerPort' | 'HostPort' = 'ContainerPort'): boolean {
  return Array.isArray(mappings) && mappings.some((mapping) => Number(mapping?.[side]) === XRAY_PORT && mapping.Protocol === 'udp');
}
