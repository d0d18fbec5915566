import { EndpointAdmission } from './endpoint-admission';
import type { FindingRule } from './finding-rule';
import { HandedOn, knownResources } from './known-resources';
import { isTraced } from './neighbours';
import { FUNCTIONS } from '../lambda-functions';
import { type DeadEnd, SubnetRoutes } from './subnet-routes';
import { isOfHiddenService, possibleXRayEndpoints } from './xray-endpoints';
import { plainText, valueAt } from '../../private/intrinsics';
import { HIDDEN, searchableText } from '../../private/template-text';
import { FindingSeverity } from '../survey-finding';
import type { ModelResource, TemplateModel } from '../template-model';

export const ISOLATED_SUBNETS: FindingRule = {
  id: 'NoWayToXRay',
  severity: FindingSeverity.WARNING,
  title: 'Traced functions in isolated subnets have an X-Ray endpoint',
  cause: 'What runs in subnets without a route to the internet reaches X-Ray only by an interface endpoint: one with a private DNS name, that takes connections on port 443. A function '
    + 'has no public address, so an internet gateway serves it as little as no route does. What the function\'s own code sends to X-Ray, by an SDK or a collector in a layer, waits for '
    + 'nothing and is lost; the segments that Lambda itself sends are not concerned.',
  fix: 'add an interface endpoint to the VPC, such as `vpc.addInterfaceEndpoint(\'XRay\', { service: ec2.InterfaceVpcEndpointAwsService.XRAY })`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html',
  find: (context) => {
    const { model } = context;
    const handedOn = new HandedOn(model);
    const functions = model.ofType(...FUNCTIONS).filter((fn) => fn.properties.VpcConfig !== undefined && isTraced(fn, context));
    const endpoints = functions.length === 0 ? [] : possibleXRayEndpoints(model);
    const network: Network = { model, routes: new SubnetRoutes(model), handedOn, endpoints, admission: new EndpointAdmission(model, handedOn) };
    return functions.flatMap((fn) => {
      const obstacle = obstacleOf(fn, network);
      return obstacle ? [{ at: fn, propertyPath: 'VpcConfig', ...obstacle }] : [];
    });
  },
};

/** What is known of the ways out of VPCs. */
interface Network {
  readonly model: TemplateModel;
  readonly routes: SubnetRoutes;
  readonly handedOn: HandedOn;
  /** Of X-Ray, or perhaps of X-Ray, whatever their VPC. */
  readonly endpoints: readonly ModelResource[];
  readonly admission: EndpointAdmission;
}

/** Why nothing that a function sends reaches X-Ray, and what to do about it where that is not what the rule says. */
interface Obstacle {
  readonly message: string;
  readonly fix?: string;
}

const WAYS: Readonly<Record<DeadEnd, string>> = {
  'no route': 'its subnets have no route to the internet',
  'internet gateway': 'its subnets lead out by an internet gateway only, through which nothing goes that has no public address, as a function has none',
};

/** Undefined where there is no obstacle, or nobody can tell. */
function obstacleOf(fn: ModelResource, network: Network): Obstacle | undefined {
  const { model, routes, handedOn } = network;
  const subnets = knownResources(model, fn.stack, valueAt(fn.properties, ['VpcConfig', 'SubnetIds']), 'AWS::EC2::Subnet') ?? [];
  const ends = subnets.map((subnet) => routes.deadEndOf(subnet));
  const vpc = subnets[0] && model.target(subnets[0], 'VpcId');
  if (ends.includes(undefined) || vpc?.type !== 'AWS::EC2::VPC' || handedOn.has(vpc) || sendsItsOwnWay(fn)) { return undefined; }
  const end = ends.includes('internet gateway') ? 'internet gateway' : 'no route';
  const endpoints = network.endpoints.filter((endpoint) => mayBeIn(vpc, endpoint, model));
  if (endpoints.length > 0) { return closedEndpoint(endpoints, end, fn, network); }
  return { message: end === 'no route' ? 'its subnets have neither a route to the internet nor an X-Ray endpoint' : `${WAYS[end]}, and have no X-Ray endpoint` };
}

/** Whether a function is told of a proxy, or of an endpoint with a name of its own. */
function sendsItsOwnWay({ properties }: ModelResource): boolean {
  return /proxy|endpoint_url|vpce/i.test(JSON.stringify(properties.Environment) ?? '');
}

function mayBeIn(vpc: ModelResource, endpoint: ModelResource, model: TemplateModel): boolean {
  const vpcs = model.targets(endpoint, 'VpcId');
  return vpcs.length === 0 || vpcs.includes(vpc);
}

/** What is wrong with the endpoints of a VPC, where none of them serves a function. */
function closedEndpoint(endpoints: readonly ModelResource[], end: DeadEnd, fn: ModelResource, network: Network): Obstacle | undefined {
  const obstacles = endpoints.map((endpoint) => isKnown(endpoint, network.model) ? obstacleAt(endpoint, fn, network) : undefined);
  const [obstacle] = obstacles;
  return obstacle && !obstacles.includes(undefined)
    ? { ...obstacle, message: `${WAYS[end]}, and the X-Ray endpoint ${endpoints[0].name} ${obstacle.message}` }
    : undefined;
}

/** Whether an endpoint is one of X-Ray for sure, in the VPC that it is looked for. */
function isKnown(endpoint: ModelResource, model: TemplateModel): boolean {
  return !isOfHiddenService(endpoint) && model.targets(endpoint, 'VpcId').length > 0;
}

function obstacleAt(endpoint: ModelResource, fn: ModelResource, { model, admission }: Network): Obstacle | undefined {
  if (plainText(endpoint.properties.PrivateDnsEnabled) === 'false' && !model.ofType('AWS::Route53::HostedZone').some(mayNameXRay)) {
    return {
      message: 'has `PrivateDnsEnabled` false, so the name of X-Ray leads past it',
      fix: 'set `PrivateDnsEnabled` of the endpoint to true; acknowledge this where a private hosted zone that stands elsewhere leads the name of X-Ray to it',
    };
  }
  return admission.admits(endpoint, fn) ? undefined : {
    message: 'takes nothing from its security groups on port 443',
    fix: 'let the security groups of the endpoint take TCP connections on port 443 from those of the function',
  };
}

/** Whether a hosted zone may give the endpoint the name that X-Ray has. */
function mayNameXRay({ properties }: ModelResource): boolean {
  const name = searchableText(properties.Name);
  return name.includes('xray') || name.startsWith(HIDDEN);
}
