/**
 * How servers of Amazon EC2 are traced: instances, launch templates and launch configurations.
 */
export interface Ec2TracingOptions {
  /**
   * Whether instances are traced that are replaced when their user data changes (`userDataCausesReplacement`, or `initOptions`).
   *
   * With `false` they are left as they are, with the warning `XRay::InstanceReplaced`.
   *
   * @default false
   */
  readonly allowReplacement?: boolean;
}
