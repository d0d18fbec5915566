import type { Neighbours } from './neighbours';
import { referencesIn } from './references';
import { HIDDEN, searchableText, templateText } from './template-text';

/** What keeps a text, and the property with the text. */
const KEEPERS = [['AWS::SSM::Parameter', 'Value'], ['AWS::SecretsManager::Secret', 'SecretString']] as const;

/**
 * The text that a parameter or a secret of the template keeps.
 *
 * @param reference what stands for it: a reference, or its name
 * @returns `HIDDEN` where only the deployment knows it
 */
export function keptText(reference: any, neighbours: Pick<Neighbours, 'resources'>): string {
  const ids = referencesIn(reference).map(({ logicalId }) => logicalId);
  const name = templateText(reference);
  for (const [type, property] of KEEPERS) {
    const keeper = neighbours.resources(type).find((each) => ids.includes(each.logicalId) || (name !== undefined && name === templateText(each.property('Name'))));
    if (keeper) { return searchableText(keeper.property(property) ?? {}); }
  }
  return HIDDEN;
}
