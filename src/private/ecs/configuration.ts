import { valuesOf, variablesOf } from './environment';
import type { Neighbours } from './neighbours';
import { listed } from '../listed';
import { itemsIn } from '../template/intrinsics';
import { referencesIn } from '../template/references';
import { HIDDEN, searchableText, templateText } from '../template/template-text';

/** What keeps the text that a container's secret names, and the property with the text. */
const KEEPERS = [['AWS::SSM::Parameter', 'Value'], ['AWS::SecretsManager::Secret', 'SecretString']] as const;

/**
 * The text of an environment variable by which the program of a container is configured.
 *
 * @returns `HIDDEN` where only the deployment knows it; undefined where there is no such variable
 */
export function configurationOf(container: any, variable: string, neighbours: Neighbours): string | undefined {
  const values = valuesOf(container, variable);
  if (values.length > 0) { return searchableText(values[0] ?? {}); }
  const secret = itemsIn(container.Secrets).find((each) => each?.Name === variable);
  return secret && keptText(secret.ValueFrom, neighbours);
}

/** All texts by which the program of a container may be configured: its command, its variables, and what its secrets name. */
export function configurationsOf(container: any, neighbours: Neighbours): string[] {
  const written = [...listed(container.Command), ...variablesOf(container).map((variable) => variable?.Value)];
  return [...written.map(searchableText), ...itemsIn(container.Secrets).map((secret) => keptText(secret?.ValueFrom, neighbours))];
}

function keptText(reference: any, neighbours: Neighbours): string {
  const ids = referencesIn(reference).map(({ logicalId }) => logicalId);
  const name = templateText(reference);
  for (const [type, property] of KEEPERS) {
    const keeper = neighbours.resources(type).find((each) => ids.includes(each.logicalId) || (name !== undefined && name === templateText(each.property('Name'))));
    if (keeper) { return searchableText(keeper.property(property) ?? {}); }
  }
  return HIDDEN;
}
