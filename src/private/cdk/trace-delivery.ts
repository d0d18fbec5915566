import { aws_logs as logs, CfnElement, type CfnResource, Lazy, Names } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { resourcesOfType } from './stack-resources';
import { TRACES, XRAY } from '../template/trace-delivery';

const MAX_NAME_LENGTH = 60;

/** What a delivery of traces is made of. */
export interface TraceDelivery {
  /** The attribute of the resource that is its ARN. */
  readonly arnAttribute: string;
  /** The X-Ray resource policy that lets the delivery send; undefined where nobody is to make one. */
  readonly policy?: IConstruct;
  /** Finds a construct by its id, or makes it. */
  findOrCreate(scope: Construct, id: string, create: (scope: Construct, id: string) => IConstruct): IConstruct;
}

/**
 * Delivers the traces of a resource to X-Ray, by constructs with the very ids and names of those that the CDK makes for the `tracingEnabled` of an L2: whoever
 * sets that one day replaces none of them. A resource can have one source of traces only.
 */
export function deliverTraces(resource: CfnResource, { arnAttribute, policy, findOrCreate }: TraceDelivery): void {
  const add = <T extends IConstruct>(name: string, create: (scope: Construct, id: string) => T) =>
    findOrCreate(scopeOf(resource), idOf(resource, name), create) as T;
  const source = add('TracesDeliverySource', (scope, id) => withName((name) =>
    new logs.CfnDeliverySource(scope, id, { name, logType: TRACES, resourceArn: resource.getAtt(arnAttribute).toString() })));
  const destination = add('TracesDeliveryDest', (scope, id) => withName((name) =>
    new logs.CfnDeliveryDestination(scope, id, { name, deliveryDestinationType: XRAY })));
  if (policy) { destination.node.addDependency(policy); }
  const delivery = add('TracesDelivery', (scope, id) =>
    new logs.CfnDelivery(scope, id, { deliverySourceName: source.ref, deliveryDestinationArn: destination.attrArn }));
  // Where Transaction Search is off, a delivery to X-Ray cannot be created.
  resourcesOfType(resource.stack, 'AWS::XRay::TransactionSearchConfig').forEach((config) => delivery.node.addDependency(config));
}

/** Below an included template is what stands in it, and nothing else. */
function scopeOf(resource: CfnResource): Construct {
  const scope = resource.node.scope as Construct;
  return CfnElement.isCfnElement(scope) ? resource.stack : scope;
}

/** The L1 of an L2 is called `Resource`; others may have neighbours. */
function idOf(resource: CfnResource, name: string): string {
  return resource.node.id === 'Resource' ? name : `${resource.node.id}${name}`;
}

function withName<T extends IConstruct>(create: (name: string) => T): T {
  const construct: T = create(Lazy.string({ produce: () => Names.uniqueResourceName(construct, { maxLength: MAX_NAME_LENGTH }) }));
  return construct;
}
