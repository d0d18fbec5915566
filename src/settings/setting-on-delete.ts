/**
 * What becomes of an account-wide setting when the construct that sets it is deleted, with its stack or from it.
 */
export enum SettingOnDelete {
  /** The setting stays as it is. */
  KEEP = 'KEEP',

  /**
   * X-Ray gets back what AWS ships, unless something else has changed the setting meanwhile.
   *
   * To CloudFormation a construct that moves to another id or stack is a new one, and the old one is deleted afterwards: do that with `KEEP`.
   */
  RESET = 'RESET',
}
