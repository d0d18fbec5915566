import { DOMParser, type Document } from '@xmldom/xmldom';

/** Reads an SVG file as the XML that it must be. */
export function parsedSvg(svg: string): Document {
  const onError = (level: string, message: string) => {
    // The parser warns of a character that is there on purpose, where a name had one that XML does not know.
    if (level !== 'warning') { throw new Error(message); }
  };
  return new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml');
}
