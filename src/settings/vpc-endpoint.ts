import { aws_ec2 as ec2, aws_iam as iam, CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { acknowledgeVpcIngress } from '../private/cdk/acknowledgements';
import { CfnView } from '../private/cdk/cfn-view';
import { claimInEnvironment, isSameEnvironment } from '../private/cdk/environment-singleton';
import { misuse } from '../private/errors';
import { ALL_SAMPLING_ACTIONS, SENDING_ACTIONS, SPAN_ACTIONS } from '../private/iam/xray-actions';
import { BOOLEAN, BOOLEAN_OR_TOKEN, optionsSuchAs, requireKind, requireKinds, someHaving, VPC } from '../private/options/option-kinds';

/** What collectors and SDKs ask of X-Ray: they send segments or spans and their own counters, and ask how many requests to record. */
const ACTIONS = [...SENDING_ACTIONS, ...SPAN_ACTIONS, ...ALL_SAMPLING_ACTIONS];

/** The id that the CDK gives every VPC which it has yet to look up. */
const NOT_LOOKED_UP = 'vpc-12345';

/**
 * Properties of the X-Ray endpoint of a VPC.
 */
export interface XRayVpcEndpointProps {
  /** The VPC that gets the endpoint. */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets that the endpoint has a network interface in, at most one in each Availability Zone.
   *
   * @default - private subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The security groups of the endpoint.
   *
   * @default - a new one
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether all of the VPC may reach the endpoint, by its CIDR range.
   *
   * @default true
   */
  readonly open?: boolean;

  /**
   * Whether X-Ray's own host name leads to the endpoint in the VPC, which must have DNS. Without it, collectors and SDKs must be given that of the
   * endpoint.
   *
   * @default true
   */
  readonly privateDnsEnabled?: boolean;

  /**
   * The type of the endpoint's IP addresses.
   *
   * @default - that of the subnets
   */
  readonly ipAddressType?: ec2.VpcEndpointIpAddressType;

  /**
   * Whether the endpoint keeps to the Availability Zones where X-Ray has one. The CDK looks them up in the account.
   *
   * @default false
   */
  readonly lookupSupportedAzs?: boolean;

  /**
   * Who may send traces through the endpoint, as far as their own policies let them.
   *
   * @default - everyone who can reach it
   */
  readonly principals?: iam.IPrincipal[];
}

const KINDS = {
  subnets: optionsSuchAs('{ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }'),
  securityGroups: someHaving('securityGroupId', 'security group, for example `[new ec2.SecurityGroup(stack, \'Group\', { vpc })]`'),
  open: BOOLEAN,
  privateDnsEnabled: BOOLEAN_OR_TOKEN,
  lookupSupportedAzs: BOOLEAN,
  principals: someHaving('policyFragment', 'principal, for example `[new iam.AccountRootPrincipal()]`'),
};

/**
 * The endpoint by which a VPC reaches X-Ray without the internet: what sends traces needs no NAT gateway for it.
 *
 * Its policy lets pass what collectors and SDKs need, sampling rules included, and nothing else; `addToPolicy` lets more pass, for example what reads
 * traces. Installing a collector, or pulling its image, may need other ways out of the VPC.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html
 */
export class XRayVpcEndpoint extends ec2.InterfaceVpcEndpoint {
  /**
   * @param scope where the endpoint lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when a property is not what it must be, or the VPC has such an endpoint with private DNS already, or no DNS for it
   */
  constructor(scope: Construct, id: string, props: XRayVpcEndpointProps) {
    requireKind('vpc', props?.vpc, VPC, scope);
    requireKinds(props, KINDS, scope);
    const { principals = [new iam.AnyPrincipal()], ...rest } = props;
    super(scope, id, { ...rest, service: ec2.InterfaceVpcEndpointAwsService.XRAY });
    if (props.privateDnsEnabled ?? true) {
      watchDns(this, props.vpc);
      claimHostName(this, props.vpc);
    }
    this.addToPolicy(new iam.PolicyStatement({ principals, actions: ACTIONS, resources: ['*'] }));
    const ownGroup = this.node.tryFindChild('SecurityGroup')?.node.defaultChild;
    if (CfnResource.isCfnResource(ownGroup)) { acknowledgeVpcIngress(ownGroup); }
  }
}

/** A host name in a VPC needs the VPC's DNS, which somebody may turn on until the end. That of an imported VPC nobody can see. */
function watchDns(endpoint: Construct, vpc: ec2.IVpc): void {
  endpoint.node.addValidation({
    validate: () => {
      const resource = vpc.node.defaultChild;
      if (!resource || !CfnResource.isCfnResource(resource)) { return []; }
      const view = new CfnView(resource);
      const missing = ['EnableDnsSupport', 'EnableDnsHostnames'].find((name) => view.value([name]) === false);
      return missing === undefined ? [] : [`\`vpc\` must have DNS for an endpoint with private DNS, got one with \`${missing}: false\`, ${vpc.node.path}; turn `
        + '`enableDnsSupport` and `enableDnsHostnames` on, or set `privateDnsEnabled` of the endpoint to false'];
    },
  });
}

/** A VPC has X-Ray's host name for one endpoint: the deployment of a second fails. Those that others make, as `addInterfaceEndpoint()`, are known late. */
function claimHostName(endpoint: Construct, vpc: ec2.IVpc): void {
  const holder = claimInEnvironment(endpoint, `XRayVpcEndpoint ${identityOf(vpc)}`, vpc);
  if (holder) { throw misuse(secondText(vpc, holder), endpoint); }
  endpoint.node.addValidation({ validate: () => othersWithHostName(endpoint, vpc).map((other) => secondText(vpc, other)) });
}

function secondText(vpc: ec2.IVpc, other: IConstruct): string {
  return `\`vpc\` must have one X-Ray endpoint with private DNS, got a second one for ${vpc.node.path}, beside [${other.node.path}]; `
    + 'remove one of the two, or set `privateDnsEnabled` of one to false';
}

/**
 * Of a condition nobody can tell which of two endpoints it leaves. What a VPC is called that neither has an id nor stands in the app, such as an import of
 * another stack's output, may mean another one in each environment.
 */
function othersWithHostName(endpoint: Construct, vpc: ec2.IVpc): IConstruct[] {
  if (vpc.vpcId === NOT_LOOKED_UP) { return []; }
  const own = endpoint.node.defaultChild as ec2.CfnVPCEndpoint;
  const isSame = !Token.isUnresolved(vpc.vpcId) || Reference.isReference(Tokenization.reverse(vpc.vpcId, { failConcat: false }))
    ? () => true
    : (other: IConstruct) => isSameEnvironment(other, own);
  return endpoint.node.root.node.findAll().filter((each) => isEndpoint(each) && each !== own
    && each.vpcId === own.vpcId && isSame(each)
    && each.privateDnsEnabled === true && !each.cfnOptions.condition && endpointService(each) === endpointService(own));
}

function endpointService({ stack, serviceName }: ec2.CfnVPCEndpoint): string {
  return JSON.stringify(stack.resolve(serviceName));
}

function isEndpoint(construct: IConstruct): construct is ec2.CfnVPCEndpoint {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === ec2.CfnVPCEndpoint.CFN_RESOURCE_TYPE_NAME;
}

/** Stacks may import the same VPC by its id. One that the CDK has yet to look up has the id that all of those have. */
function identityOf({ vpcId, node }: ec2.IVpc): string {
  return vpcId === NOT_LOOKED_UP ? node.path : vpcId;
}
