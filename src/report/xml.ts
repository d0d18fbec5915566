/** What XML has no place for, not even escaped: control characters and halves of characters. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text, whatever names the templates brought into it, without what XML cannot say. */
export function sayableInXml(text: string): string {
  return text.replace(NOT_XML, '');
}
