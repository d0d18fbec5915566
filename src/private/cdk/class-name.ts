import type { IConstruct } from 'constructs';

/** The symbol under which jsii keeps a class's full name. */
const JSII_RTTI = Symbol.for('jsii.rtti');

/** The full name of a construct's class, or of the nearest class above it that was compiled by jsii: `aws-cdk-lib.aws_lambda.Function`. */
export function className(construct: IConstruct): string {
  return (construct.constructor as { [JSII_RTTI]?: { fqn: string } })[JSII_RTTI]?.fqn ?? '';
}

/** Whether a class was compiled by jsii itself, and not only a class above it. */
export function isCompiledByJsii(constructor: object): boolean {
  return Object.hasOwn(constructor, JSII_RTTI);
}
