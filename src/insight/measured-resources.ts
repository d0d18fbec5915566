import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { SERVICE_METRICS } from './service-metrics';
import { CfnView } from '../private/cdk/cfn-view';
import { InspectedResource } from '../tracing/inspected-resource';
import { tracerFor } from '../tracing/tracer-registry';
import { TracingStatus } from '../tracing/tracing-finding';

/** The traced resources below a scope that a viewer can refer to, and whose metrics can be told, in the order of the construct tree. */
export function measuredResources(scope: IConstruct, viewer: IConstruct): CfnResource[] {
  return scope.node.findAll().filter((construct): construct is CfnResource =>
    CfnResource.isCfnResource(construct)
    && SERVICE_METRICS[construct.cfnResourceType]?.dimensions(construct) !== undefined
    && sameEnvironment(construct, viewer)
    && isTraced(construct));
}

function sameEnvironment(resource: CfnResource, viewer: IConstruct): boolean {
  const [one, other] = [Stack.of(resource), Stack.of(viewer)];
  return Stage.of(resource) === Stage.of(viewer) && one.account === other.account && one.region === other.region;
}

function isTraced(resource: CfnResource): boolean {
  return tracerFor(resource)?.inspect(InspectedResource._of(new CfnView(resource)))?.status === TracingStatus.TRACED;
}
