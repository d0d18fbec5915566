import { aws_logs as logs, CfnElement, CfnResource, Lazy, Names, Resource, Stack, Stage } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { CfnView } from './cfn-view';
import { deployedStack } from './deployed-stack';
import { referredBy } from './fresh-resolver';
import { resourcesOfType } from './stack-resources';
import { DELIVERY_SOURCE, isTracingRule, TELEMETRY_RULES, TRACES, XRAY } from '../template/trace-delivery';

const MAX_NAME_LENGTH = 60;

/** What a delivery of traces is made of. */
export interface TraceDelivery {
  /** The attribute of the resource that is its ARN. */
  readonly arnAttribute: string;
  /** The X-Ray resource policy that lets the delivery send; undefined where nobody is to make one. */
  readonly policy?: IConstruct;
  /** Adds a construct, of which the id is counted up where another one has it. */
  add<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct, id: string) => T): T;
}

/**
 * Delivers the traces of a resource to X-Ray, by constructs with the very ids and names of those that the CDK makes for the `tracingEnabled` of an L2: whoever
 * sets that one day replaces none of them.
 */
export function deliverTraces(resource: CfnResource, { arnAttribute, policy, add }: TraceDelivery): void {
  const scope = scopeOf(resource);
  const prefix = prefixOf(resource, scope);
  const source = add(scope, `${prefix}TracesDeliverySource`, (parent, id) => withName((name) =>
    new logs.CfnDeliverySource(parent, id, { name, logType: TRACES, resourceArn: resource.getAtt(arnAttribute).toString() })));
  const destination = add(scope, `${prefix}TracesDeliveryDest`, (parent, id) => withName((name) =>
    new logs.CfnDeliveryDestination(parent, id, { name, deliveryDestinationType: XRAY })));
  const delivery = add(scope, `${prefix}TracesDelivery`, (parent, id) =>
    new logs.CfnDelivery(parent, id, { deliverySourceName: source.ref, deliveryDestinationArn: destination.attrArn }));
  for (const { cfnOptions } of [source, destination, delivery]) { cfnOptions.condition = resource.cfnOptions.condition; }
  if (policy) { destination.node.addDependency(policy); }
  transactionSearchesFor(resource.stack).forEach((config) => delivery.node.addDependency(config));
}

/** What takes the traces of a resource already, in whatever stack of its Stage: there can be one source of them only. */
export function takerOfTraces(resource: CfnResource): CfnResource | undefined {
  return resourcesIn(resource).find((each) => takesTraces(each, resource));
}

/** The resources of all stacks in the Stage of one. */
function resourcesIn(resource: CfnResource): CfnResource[] {
  return Stage.of(resource)!.node.findAll().filter(CfnResource.isCfnResource);
}

function takesTraces(taker: CfnResource, resource: CfnResource): boolean {
  if (TELEMETRY_RULES.includes(taker.cfnResourceType)) { return isTracingRule(new CfnView(taker).value(['Rule']), resource.cfnResourceType); }
  return taker.cfnResourceType === DELIVERY_SOURCE && isSourceOf(new CfnView(taker), resource);
}

/** Only the deployment may know what the source takes, and how its name is put together. */
function isSourceOf(source: CfnView, resource: CfnResource): boolean {
  const logType = source.value(['LogType']);
  if (typeof logType === 'string' && logType !== TRACES) { return false; }
  const arn = source.effective(['ResourceArn']);
  return source.targetsOf(arn).some((target) => target?.resource === resource) || referredBy(resource.stack, arn).includes(resource);
}

const TRANSACTION_SEARCH = 'AWS::XRay::TransactionSearchConfig';

/** Where Transaction Search is off, a delivery to X-Ray cannot be created. A nested stack can wait for what stands in those around it. */
function transactionSearchesFor(stack: Stack): CfnResource[] {
  const configs = resourcesOfType(stack, TRANSACTION_SEARCH);
  return stack.nestedStackParent ? [...configs, ...transactionSearchesFor(stack.nestedStackParent)] : configs;
}

/**
 * What turns Transaction Search on in another stack of the Stage, for which the stack of a resource does not wait. The dependency is not added here: what is
 * in the other stack may need this one.
 */
export function awaitedTransactionSearch(resource: CfnResource): CfnResource | undefined {
  const own = deployedStack(resource);
  return resourcesIn(resource).find((each) => {
    const other = deployedStack(each);
    return each.cfnResourceType === TRANSACTION_SEARCH && other !== own && other.environment === own.environment && !own.dependencies.includes(other);
  });
}

/** Below an included template, and below an L1, stands nothing else. */
function scopeOf(resource: CfnResource): Construct {
  const scope = resource.node.scope as Construct;
  return CfnElement.isCfnElement(scope) ? resource.stack : scope;
}

/** What the ids of constructs beside a resource begin with. There is one resource of its type in an L2. */
function prefixOf(resource: CfnResource, scope: Construct): string {
  if (Resource.isResource(scope)) { return ''; }
  return resource.node.scopes.slice(scope.node.scopes.length).map(({ node }) => node.id).join('');
}

function withName<T extends IConstruct>(create: (name: string) => T): T {
  const construct: T = create(Lazy.string({ produce: () => Names.uniqueResourceName(construct, { maxLength: MAX_NAME_LENGTH }) }));
  return construct;
}
