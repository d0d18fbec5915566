/** A shell script with each command that goes on in the next line as one line. */
export function withoutContinuations(script: string): string {
  return script.replace(/\\\r?\n/g, ' ');
}

/** The commands of a shell script, those of lists by themselves. */
export function commandsOf(script: string): string[] {
  return withoutContinuations(script).split(/\n|&&|\|\||;/);
}
