import { CfnResource } from 'aws-cdk-lib';
import { CfnView } from './cfn-view';
import { referredBy } from './fresh-resolver';

/** The functions that a distribution runs at the edge. It refers to versions for that, and for nothing else. */
export function functionsAtEdge(distribution: CfnResource): CfnResource[] {
  return referredBy(distribution.stack, new CfnView(distribution).effective(['DistributionConfig'])).flatMap((target) =>
    CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::Lambda::Version' ? new CfnView(target).follow(['FunctionName'])?.resource ?? [] : []);
}
