import type { CfnResource } from 'aws-cdk-lib';

/**
 * The L1 members that are not public. Nothing outside of private/ knows such members, and a test in test/private/ fails when one changes its shape.
 */
export interface CfnResourceInternals {
  /** Camel case name of each typed property → its CloudFormation name; empty on a raw `CfnResource`, absent on those of an older aws-cdk-lib. */
  readonly cfnPropertyNames?: Record<string, string>;
  readonly cfnProperties: Record<string, any>;
  /** What stands beside the properties, such as SAM's `IgnoreGlobals`, is among them, too. */
  readonly rawOverrides: { Properties?: Record<string, any>; IgnoreGlobals?: unknown };
  /** Resolved properties as the template will have them, or an error where one that is required is not among them. */
  renderProperties(properties: Record<string, any>): Record<string, any>;
  /** A template with this one resource, with tokens in it. */
  _toCloudFormation(): any;
}

/** A resource with the members that are not public. */
export function internalsOf(resource: CfnResource): CfnResourceInternals {
  return resource as unknown as CfnResourceInternals;
}
