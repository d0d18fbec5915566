/**
 * Text that is HTML already, in pieces: a list has thousands of rows, and is not copied into each element that it is in. Whatever else goes into a page is
 * escaped.
 */
export class Markup {
  constructor(public readonly pieces: readonly string[]) {}

  public toString(): string {
    return this.pieces.join('');
  }
}

/** What may stand in a place of a page: text, which is escaped; markup; lists of either; and nothing. */
export type Content = string | number | false | undefined | Markup | readonly Content[];

/** A return is here because a browser that reads it as it is makes another sign of it: names must stay what they are. */
const ENTITIES: Readonly<Record<string, string>> = { '\r': '&#13;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Of how many pieces a text is made that is not worth the list of them. */
const FEW = 20;

/** Makes markup of a template literal. Every text that is put into it is escaped, so that none can be forgotten. */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const pieces = [literals[0]];
  for (let i = 0; i < contents.length; i++) {
    addContent(pieces, contents[i]);
    pieces.push(literals[i + 1]);
  }
  return new Markup(pieces.length < FEW ? [pieces.join('')] : pieces);
}

function addContent(pieces: string[], content: Content): void {
  if (content instanceof Markup) {
    for (const piece of content.pieces) { pieces.push(piece); }
  } else if (Array.isArray(content)) {
    for (const each of content) { addContent(pieces, each); }
  } else if (content !== undefined && content !== false) {
    pieces.push(escaped(String(content)));
  }
}

/** A sentence of ours or of a rule: what stands between backticks is code. */
export function prose(text: string): Markup {
  return new Markup([escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')]);
}

/** A path or a type, which a browser may break after each of its parts rather than anywhere. */
export function breakable(name: string): Markup {
  return new Markup([escaped(name).replace(/(\/|::)(?=.)/g, '$1<wbr>')]);
}

/** The content of a style or a script, which no browser unescapes: it must not hold the end of its own element, nor begin a comment. */
export function rawText(element: 'style' | 'script', text: string): Markup {
  if (new RegExp(`<(/${element}|!--)`, 'i').test(text)) { throw new Error('a style or a script must not hold its own end tag'); }
  return new Markup([text]);
}

/** Nearly all texts have nothing in them that must be escaped, and are told at a glance. */
function escaped(text: string): string {
  return !/[\r&<>"']/.test(text) ? text : text.replace(/[\r&<>"']/g, (character) => ENTITIES[character]);
}
