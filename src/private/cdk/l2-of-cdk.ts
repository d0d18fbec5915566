import { Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { className, isCompiledByJsii } from './class-name';

/** The prefix of the names of the CDK's L2 resources. */
const L2_OF_CDK = 'aws-cdk-lib.aws_';

/** An app has few classes of constructs. To look at their names for each construct would cost most of a walk. */
const KNOWN = new WeakMap<object, boolean>();

/** Whether a construct is an L2 resource of the CDK, and not of a subclass that somebody has made of one. */
export function isL2OfCdk(construct: IConstruct): boolean {
  const { constructor } = construct;
  let isL2 = KNOWN.get(constructor);
  if (isL2 === undefined) {
    isL2 = Resource.isResource(construct) && isCompiledByJsii(constructor) && className(construct).startsWith(L2_OF_CDK);
    KNOWN.set(constructor, isL2);
  }
  return isL2;
}
