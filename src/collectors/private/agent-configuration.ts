import type { InstallSettings } from './install-settings';
import { misuse, shown } from '../../private/errors';

/** The CloudWatch agent's configuration, with the region where it is known beforehand and the configuration has none. */
export function agentConfiguration({ configuration, region }: InstallSettings): any {
  const parsed = parse(configuration);
  return region ? { ...parsed, agent: { region, ...parsed.agent } } : parsed;
}

function parse(configuration: string): any {
  try {
    return JSON.parse(configuration);
  } catch {
    throw misuse(`\`configuration\` must be the CloudWatch agent's JSON, got: ${shown(configuration)}`);
  }
}
