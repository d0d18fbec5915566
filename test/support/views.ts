import { App, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { cfnFunction } from './contract-stacks/parts';
import { rendered } from './resources';
import { CfnView } from '../../src/private/cdk/cfn-view';

/** A stack in an app of its own. */
export function newStack(): Stack {
  return new Stack(new App({ analyticsReporting: false, treeMetadata: false }), 'Stack');
}

/** A view of a typed function with the given tracing configuration, whatever that is. */
export function typedFunction(tracingConfig?: any, stack = newStack()): CfnView {
  return new CfnView(cfnFunction(stack, 'Fn', 'arn:aws:iam::111122223333:role/r', { tracingConfig }));
}

/** A view of a raw function with the given properties. */
export function rawFunction(properties?: Record<string, any>, stack = newStack()): CfnView {
  return new CfnView(new CfnResource(stack, 'Fn', { type: 'AWS::Lambda::Function', properties }));
}

/** A value that is known only at synthesis. */
export function lazy(value: any): any {
  return Lazy.any({ produce: () => value });
}

/** The synthesized properties of a viewed resource. */
export function propertiesOf(view: CfnView): any {
  return rendered(view.resource).Properties;
}
