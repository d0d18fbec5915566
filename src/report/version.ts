/** The version of the library, as its package says. Required, not read, so that an app which is bundled into one file has it, too. */
export function libraryVersion(): string {
  return require('../../package.json').version;
}
