import { WarningId } from '../../../private/ids';
import { plainText } from '../../../private/template/intrinsics';
import { HIDDEN, searchableText } from '../../../private/template/template-text';
import { ADD_XRAY_ENDPOINT } from '../../../private/xray-endpoint';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import { EndpointAdmission } from '../endpoint-admission';
import type { FindingRule } from '../finding-rule';
import { HandedOn, knownResources } from '../known-resources';
import { type DeadEnd, SubnetRoutes } from '../subnet-routes';
import { type VpcSender, vpcSenders } from '../vpc-senders';
import { isOfHiddenService, possibleXRayEndpoints } from '../xray-endpoints';

export const NO_WAY_TO_XRAY: FindingRule = {
  id: WarningId.NO_WAY_TO_XRAY,
  severity: FindingSeverity.WARNING,
  title: 'Traced functions and tasks in isolated subnets have an X-Ray endpoint',
  cause: 'What runs in subnets without a route to the internet reaches X-Ray only by an interface endpoint: one with a private DNS name, that takes connections on port 443. A function '
    + 'has no public address, nor has a task unless what starts it assigns one, so an internet gateway is of no more use to them than no route. What the function\'s own code sends to X-Ray, by '
    + 'an SDK or a collector in a layer, and all that the collector of a task sends, waits for nothing and is lost; the segments that Lambda itself sends are not concerned.',
  fix: ADD_XRAY_ENDPOINT,
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html',
  find: (context) => {
    const { model } = context;
    const handedOn = new HandedOn(model);
    const senders = vpcSenders(context);
    const endpoints = senders.length === 0 ? [] : possibleXRayEndpoints(model);
    const network: Network = { model, routes: new SubnetRoutes(model), handedOn, endpoints, admission: new EndpointAdmission(model, handedOn) };
    return senders.flatMap((sender) => {
      const obstacle = obstacleOf(sender, network);
      return obstacle ? [{ at: sender.resource, propertyPath: sender.propertyPath, ...obstacle }] : [];
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

/** Why nothing that a sender sends reaches X-Ray, and what to do about it where that is not what the rule says. */
interface Obstacle {
  readonly message: string;
  readonly fix?: string;
}

/** Where the subnets of a sender end. */
function endOf(end: DeadEnd, { kind }: VpcSender): string {
  return end === 'no route' ? 'its subnets have no route to the internet' : 'its subnets lead out by an internet gateway only, through which nothing goes that has no public address, '
    + `as ${kind === 'function' ? 'a function has none' : 'its tasks have none'}`;
}

/** Undefined where there is no obstacle, or nobody can tell. */
function obstacleOf(sender: VpcSender, network: Network): Obstacle | undefined {
  const { model, routes, handedOn } = network;
  const subnets = knownResources(model, sender.resource.stack, sender.subnets, 'AWS::EC2::Subnet') ?? [];
  const ends = subnets.map((subnet) => routes.deadEndOf(subnet));
  const vpc = subnets[0] && model.target(subnets[0], 'VpcId');
  const isByGateway = ends.includes('internet gateway');
  if (ends.includes(undefined) || vpc?.type !== 'AWS::EC2::VPC' || handedOn.has(vpc) || (isByGateway && sender.mayHavePublicAddress)) { return undefined; }
  const end = isByGateway ? 'internet gateway' : 'no route';
  const endpoints = network.endpoints.filter((endpoint) => mayBeIn(vpc, endpoint, model));
  if (endpoints.length > 0) { return closedEndpoint(endpoints, end, sender, network); }
  return { message: end === 'no route' ? 'its subnets have neither a route to the internet nor an X-Ray endpoint' : `${endOf(end, sender)}, and have no X-Ray endpoint` };
}

function mayBeIn(vpc: ModelResource, endpoint: ModelResource, model: TemplateModel): boolean {
  const vpcs = model.targets(endpoint, 'VpcId');
  return vpcs.length === 0 || vpcs.includes(vpc);
}

/** What is wrong with the endpoints of a VPC, where none of them serves a sender. */
function closedEndpoint(endpoints: readonly ModelResource[], end: DeadEnd, sender: VpcSender, network: Network): Obstacle | undefined {
  const obstacles = endpoints.map((endpoint) => isKnown(endpoint, network.model) ? obstacleAt(endpoint, sender, network) : undefined);
  const [obstacle] = obstacles;
  return obstacle && !obstacles.includes(undefined)
    ? { ...obstacle, message: `${endOf(end, sender)}, and the X-Ray endpoint ${endpoints[0].name} ${obstacle.message}` }
    : undefined;
}

/** Whether an endpoint is one of X-Ray for sure, in the VPC that it is looked for. */
function isKnown(endpoint: ModelResource, model: TemplateModel): boolean {
  return !isOfHiddenService(endpoint) && model.targets(endpoint, 'VpcId').length > 0;
}

function obstacleAt(endpoint: ModelResource, sender: VpcSender, { model, admission }: Network): Obstacle | undefined {
  if (plainText(endpoint.properties.PrivateDnsEnabled) === 'false' && !model.ofType('AWS::Route53::HostedZone').some(mayNameXRay)) {
    return {
      message: 'has `PrivateDnsEnabled` false, so the name of X-Ray leads past it',
      fix: 'set `PrivateDnsEnabled` of the endpoint to true; acknowledge this where a private hosted zone that stands elsewhere leads the name of X-Ray to it',
    };
  }
  return admission.admits(endpoint, sender) ? undefined : {
    message: 'takes nothing from its security groups on port 443',
    fix: `let the security groups of the endpoint take TCP connections on port 443 from those of the ${sender.kind}`,
  };
}

/** Whether a hosted zone may give the endpoint the name that X-Ray has. */
function mayNameXRay({ properties }: ModelResource): boolean {
  const name = searchableText(properties.Name);
  return name.includes('xray') || name.startsWith(HIDDEN);
}
