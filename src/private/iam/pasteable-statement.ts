/** The statement of a policy that allows some actions, to be pasted into one. X-Ray's actions know no resources. */
export function pasteableStatement(actions: readonly string[]): string {
  return JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
}
