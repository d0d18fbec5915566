import type { IConstruct } from 'constructs';

/** The symbol under which jsii keeps a class's full name. */
const JSII_RTTI = Symbol.for('jsii.rtti');

/** The full name of a construct's class, or of the nearest class above it that was compiled by jsii: `aws-cdk-lib.aws_lambda.Function`. */
export function className(construct: IConstruct): string {
  return (construct.constructor as { [JSII_RTTI]?: { fqn: string } })[JSII_RTTI]?.fqn ?? '';
}

/** Whether jsii compiled a class itself, and not only one above it. Before its own classes the CDK puts some of the same name, which inject properties for example. */
export function isCompiledByJsii(constructor: { readonly name: string }): boolean {
  let declared = constructor;
  for (let above = declared; above.name === constructor.name; above = Object.getPrototypeOf(above)) { declared = above; }
  return Object.hasOwn(declared, JSII_RTTI);
}
