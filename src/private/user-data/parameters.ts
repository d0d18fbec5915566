import { keptText } from '../template/kept-text';
import type { Neighbours } from '../template/neighbours';
import { HIDDEN, isHidden, searchableTextWith } from '../template/template-text';

/** A parameter that the CloudWatch agent is told by its name. */
const NAMED = /\bssm:(["']?)([\w./-]+)/g;

/** A text for a server with what parameters of its template keep in place of references to them, and of their names behind `ssm:`. */
export function textWithParameters(value: any, neighbours: Neighbours): string {
  return searchableTextWith(value, (reference) => inItsPlace(HIDDEN, keptText(reference, neighbours)))
    .replace(NAMED, (_, quote: string, name: string) => `ssm:${quote}${inItsPlace(name, keptText(name, neighbours))}`);
}

/** On lines of its own. What stands for a text stays where there is more to the text than can be seen. */
function inItsPlace(name: string, text: string): string {
  if (text === HIDDEN) { return name; }
  return `${isHidden(text) ? name : ''}\n${text}\n`;
}
