import { xrayEndpoints } from './endpoint-policy-sampling';
import type { FindingRule, RuleContext } from './finding-rule';
import { FUNCTIONS, isTraced } from './neighbours';
import { FindingSeverity } from '../survey-finding';
import type { ModelResource } from '../template-model';

export const ISOLATED_SUBNETS: FindingRule = {
  id: 'NoWayToXRay',
  severity: FindingSeverity.WARNING,
  title: 'Traced functions in isolated subnets have an X-Ray endpoint',
  cause: 'What runs in subnets without a route to the internet reaches X-Ray only by an interface endpoint. What the function\'s own code sends to X-Ray, by an SDK or a '
    + 'collector in a layer, waits for nothing and is lost; the segments that Lambda itself sends are not concerned.',
  fix: 'add an interface endpoint to the VPC, such as `vpc.addInterfaceEndpoint(\'XRay\', { service: ec2.InterfaceVpcEndpointAwsService.XRAY })`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html',
  find: (context) => {
    const open = subnetsWithRoute(context);
    const reached = new Set(xrayEndpoints(context.model).flatMap((endpoint) => context.model.targets(endpoint, 'VpcId')));
    return context.model.ofType(...FUNCTIONS).filter((fn) => isTraced(fn, context)).flatMap((fn) => {
      const subnets = context.model.targets(fn, 'VpcConfig.SubnetIds').filter(({ type }) => type === 'AWS::EC2::Subnet');
      const isIsolated = subnets.length > 0 && subnets.every((subnet) => !open.has(subnet) && context.model.targets(subnet, 'VpcId').every((vpc) => !reached.has(vpc)));
      return isIsolated ? [{ at: fn, propertyPath: 'VpcConfig', message: 'its subnets have neither a route to the internet nor an X-Ray endpoint' }] : [];
    });
  },
};

/** The subnets whose route table leads somewhere beyond the VPC. */
function subnetsWithRoute({ model }: RuleContext): Set<ModelResource> {
  const tables = new Set(model.ofType('AWS::EC2::Route').flatMap((route) => model.targets(route, 'RouteTableId')));
  return new Set(model.ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((association) => model.targets(association, 'RouteTableId').some((table) => tables.has(table)))
    .flatMap((association) => model.targets(association, 'SubnetId')));
}
