import { valuesOf, variablesOf } from './environment';
import { listed } from '../listed';
import { itemsIn } from '../template/intrinsics';
import { keptText } from '../template/kept-text';
import type { Neighbours } from '../template/neighbours';
import { searchableText } from '../template/template-text';

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
