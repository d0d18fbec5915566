import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from '../contract/apps';

/** The L1 of a construct: itself, or its default child. */
export function l1Of(construct: IConstruct): CfnResource {
  return (CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild) as CfnResource;
}

/** The synthesized template's entry for a construct. */
export function rendered(construct: IConstruct): any {
  const resource = l1Of(construct);
  return templateOf(resource.stack).Resources[logicalId(resource)];
}

/** The logical id of a construct's L1. */
export function logicalId(construct: IConstruct): string {
  const resource = l1Of(construct);
  return resource.stack.resolve(resource.logicalId);
}

/** The synthesized resources of a type in the stack of a construct. */
export function resourcesOfType(construct: IConstruct, type: string): any[] {
  return Object.values<any>(templateOf(Stack.of(construct)).Resources).filter((resource) => resource.Type === type);
}

/** The X-Ray actions that the policies of the construct's stack allow, wherever they stand, sorted. */
export function xrayActions(construct: IConstruct): string[] {
  const text = JSON.stringify(templateOf(Stack.of(construct)).Resources);
  return (text.match(/"xray:\w+"/g) ?? []).map((action) => action.slice(1, -1)).sort();
}
