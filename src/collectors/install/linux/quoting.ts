/** The line that ends an embedded document. No line of ours is it: what a user can say stands in a document within JSON's quotes. */
const END_OF_DOCUMENT = 'CDK_XRAY_END';

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** Assignments of shell variables, one a line. */
export function assignments(values: Record<string, string>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`).join('\n');
}

/** The shell function that writes the documents of a configuration to files below a folder. The folder may be named by a variable. */
export function writeFiles(folder: string, documents: Record<string, string>): string {
  return ['write_configuration() {', ...Object.entries(documents).map(([file, text]) => writeFile(folder + file, text)), '}'].join('\n');
}

function writeFile(file: string, document: string): string {
  return [`cat >"${file}" <<'${END_OF_DOCUMENT}'`, document.trimEnd(), END_OF_DOCUMENT].join('\n');
}
