import { misuse, shown } from '../../../private/errors';

/** The line that ends an embedded document. */
const END_OF_DOCUMENT = 'CDK_XRAY_END';

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** Assignments of shell variables, one a line. */
export function assignments(values: Record<string, string | undefined>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${value === undefined ? '' : quoted(value)}`).join('\n');
}

/** A shell function that writes documents to files below a folder. The folder may be named by a variable. */
export function writeFiles(name: string, folder: string, documents: Record<string, string>): string {
  return [`${name}() {`, ...Object.entries(documents).map(([file, text]) => writeFile(folder + file, text)), '}'].join('\n');
}

function writeFile(file: string, document: string): string {
  const lines = document.replace(/\r\n?/g, '\n').replace(/\n*$/, '').split('\n');
  if (lines.includes(END_OF_DOCUMENT)) {
    throw misuse(`\`configuration\` must not have a line ${shown(END_OF_DOCUMENT)}, which ends it in the installation script.`);
  }
  return [`cat >"${file}" <<'${END_OF_DOCUMENT}'`, ...lines, END_OF_DOCUMENT].join('\n');
}
