import { CfnResource, type Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { addTo } from '../add-to';
import { CfnView } from './cfn-view';
import { takenApart } from './fresh-resolver';
import { taskAt, taskIn } from '../ecs/service-task';
import { startingStatesIn, TASK_STARTERS, taskStartsIn } from '../ecs/task-starters';
import { listed } from '../listed';
import { isIntrinsic } from '../template/intrinsics';
import { AUTO_SCALING_GROUP, LAUNCHED_FROM } from '../template/launch-data';
import { pathOf } from '../template/property-path';
import { referencesIn } from '../template/references';
import { DEFINITION_PROPERTIES, STATE_MACHINE_TYPES } from '../template/state-machine-definition';
import { endpointServes } from '../template/vpc-endpoint';

/** What a resource is told from another by: its construct, or where it stands elsewhere what refers to it. */
type Identity = CfnResource | string;

/** The members of an L2 VPC, own or imported, that are asked for. */
interface VpcInternals {
  readonly vpcId?: string;
  readonly isolatedSubnets?: Subnets;
  readonly privateSubnets?: Subnets;
  readonly publicSubnets?: Subnets;
}

type Subnets = readonly { readonly subnetId: string }[];

/** Finds the subnets that something starts tasks in. */
type SubnetsOfStart = () => readonly Identity[];

/** What servers and tasks in a subnet cannot reach. */
export interface Missing {
  readonly internet: boolean;
  readonly s3: boolean;
  readonly xray: boolean;
}

/** The resources of a Stage that servers, tasks and their network consist of. */
export class Network {
  /** The network around a resource, as it is now. */
  public static around(resource: CfnResource): Network {
    return new Network(Stage.of(resource) ?? resource.stack);
  }

  private readonly constructs: readonly IConstruct[];
  private readonly resources = new Map<string, CfnView[]>();
  private readonly missing = new Map<Identity, Missing | undefined>();
  private starts?: ReadonlyMap<CfnResource | undefined, readonly SubnetsOfStart[]>;
  private groups?: ReadonlyMap<CfnResource, readonly CfnView[]>;

  private constructor(scope: IConstruct) {
    this.constructs = scope.node.findAll();
    for (const construct of this.constructs) {
      if (CfnResource.isCfnResource(construct)) { addTo(this.resources, construct.cfnResourceType, new CfnView(construct)); }
    }
  }

  /** What the servers of an instance, launch template or launch configuration cannot reach from any of the isolated subnets that they may be in. */
  public missingFor(server: CfnResource): Missing {
    return this.missingInAny(this.subnetsOf(server));
  }

  /** What the tasks of a definition cannot reach from any of the isolated subnets that they may be started in. */
  public missingForTasks(taskDefinition: CfnResource): Missing {
    this.starts ??= this.hasIsolatedSubnets() ? this.startsByTask() : new Map();
    return this.missingInAny((this.starts.get(taskDefinition) ?? []).flatMap((subnets) => subnets()));
  }

  /** Whether any subnet is isolated, of this app or of a VPC that is imported: few apps have one, and to look for who starts tasks takes time. */
  private hasIsolatedSubnets(): boolean {
    return this.ofType('AWS::EC2::Subnet').some(({ resource }) => this.missingIn(resource) !== undefined)
      || (this.constructs as readonly VpcInternals[]).some(({ isolatedSubnets }) => Array.isArray(isolatedSubnets) && isolatedSubnets.length > 0);
  }

  private startsByTask(): ReadonlyMap<CfnResource | undefined, readonly SubnetsOfStart[]> {
    const starts = new Map<CfnResource | undefined, SubnetsOfStart[]>();
    const all = this.ofType('AWS::ECS::TaskDefinition').map(({ resource }) => resource);
    for (const starter of TASK_STARTERS.flatMap((type) => this.ofType(type))) {
      for (const { taskDefinition, network } of taskStartsIn(starter.resourceType, (property) => starter.value([property]))) {
        const subnets = listAt(starter, pathOf(`${network}.Subnets`));
        if (subnets.length > 0) { addTo(starts, taskAt(starter, pathOf(taskDefinition), () => all), () => identities(starter, subnets)); }
      }
    }
    for (const machine of STATE_MACHINE_TYPES.flatMap((type) => this.ofType(type))) {
      for (const { taskDefinition, network } of startingStatesIn(definitionOf(machine))) {
        addTo(starts, taskIn(machine, taskDefinition, () => all), () => listed(network?.Subnets).map((subnet) => this.subnetIn(machine, subnet)));
      }
    }
    return starts;
  }

  /** The subnet that a resolved value in a stack stands for, such as a part of a text. One of another stack is told by what it is called here. */
  private subnetIn(view: CfnView, value: any): Identity {
    const text = JSON.stringify(value);
    const isMeant = ({ resource }: CfnView) => nameElsewhere(resource, view.resource.stack) === text;
    return (view.targetsOf(value)[0] ?? this.ofType('AWS::EC2::Subnet').find(isMeant))?.resource ?? text;
  }

  private missingInAny(subnets: readonly Identity[]): Missing {
    const missing = subnets.flatMap((subnet) => this.missingIn(subnet) ?? []);
    return { internet: missing.length > 0, s3: missing.some(({ s3 }) => s3), xray: missing.some(({ xray }) => xray) };
  }

  private subnetsOf(server: CfnResource): Identity[] {
    const view = new CfnView(server);
    this.groups ??= groupsByLaunch(this.ofType(AUTO_SCALING_GROUP));
    const groups = this.groups.get(server) ?? [];
    const interfaces = INTERFACES.flatMap((path) => listAt(view, path)).map((each) => each?.subnetId ?? each?.SubnetId);
    return [
      ...identities(view, [view.effective(['SubnetId']), ...interfaces]),
      ...groups.flatMap((group) => identities(group, group.list('VPCZoneIdentifier') ?? [])),
    ];
  }

  /** Undefined where the subnet has a route to the internet, or where nobody can tell. */
  private missingIn(subnet: Identity): Missing | undefined {
    if (!this.missing.has(subnet)) { this.missing.set(subnet, this.findMissing(subnet)); }
    return this.missing.get(subnet);
  }

  private findMissing(subnet: Identity): Missing | undefined {
    const tables = this.ofType('AWS::EC2::SubnetRouteTableAssociation')
      .filter((association) => identityAt(association, 'SubnetId') === subnet)
      .map((association) => identityAt(association, 'RouteTableId'));
    const vpc = typeof subnet === 'string' ? this.importedVpcOf(subnet) : identityAt(new CfnView(subnet), 'VpcId');
    const isIsolated = typeof subnet === 'string' || (tables.length > 0 && !tables.some((table) => this.leadsOut(table)));
    if (vpc === undefined || !isIsolated) { return undefined; }
    const endpoints = this.ofType('AWS::EC2::VPCEndpoint').filter((endpoint) => identityAt(endpoint, 'VpcId') === vpc && isForTables(endpoint, tables));
    const mayHave = (service: 's3' | 'xray') => endpoints.some((endpoint) => endpointServes(endpoint.value(['ServiceName']), service) !== 'no');
    return { internet: true, s3: !mayHave('s3'), xray: !mayHave('xray') };
  }

  private leadsOut(table: Identity): boolean {
    return this.ofType('AWS::EC2::Route').some((route) => identityAt(route, 'RouteTableId') === table && mayBeDefault(route))
      || this.ofType('AWS::EC2::VPNGatewayRoutePropagation').some((each) => identities(each, each.list('RouteTableIds') ?? []).includes(table));
  }

  /** The VPC of an isolated subnet that is imported. Until a VPC is looked up, the CDK gives it examples of subnets, which are private and isolated at once. */
  private importedVpcOf(subnet: string): string | undefined {
    const isAmong = (subnets?: Subnets) => Array.isArray(subnets) && subnets.some(({ subnetId }) => JSON.stringify(subnetId) === subnet);
    const isVpc = (vpc: VpcInternals) => isAmong(vpc.isolatedSubnets) && !isAmong(vpc.privateSubnets) && !isAmong(vpc.publicSubnets);
    const vpc = (this.constructs as readonly VpcInternals[]).find(isVpc);
    return vpc && JSON.stringify(vpc.vpcId);
  }

  private ofType(type: string): readonly CfnView[] {
    return this.resources.get(type) ?? [];
  }
}

function definitionOf(machine: CfnView): Record<string, any> {
  return Object.fromEntries(DEFINITION_PROPERTIES.map((name) => [name, machine.value([name]) ?? undefined]));
}

/** Where the network interfaces of servers stand. */
const INTERFACES = [['NetworkInterfaces'], ['LaunchTemplateData', 'NetworkInterfaces']];

/** The properties of routes to everywhere, with their values. */
const DEFAULTS = [['DestinationCidrBlock', '0.0.0.0/0'], ['DestinationIpv6CidrBlock', '::/0']];

/** Whether a route leads everywhere, as one of which only the deployment knows the addresses may. */
function mayBeDefault(route: CfnView): boolean {
  return (route.value(['DestinationPrefixListId']) ?? undefined) !== undefined
    || DEFAULTS.some(([name, range]) => mayBe(range, route.value([name])));
}

/** Whether a value is the expected one, as one that only the deployment knows may be. */
function mayBe(expected: string, value: any): boolean {
  return value === expected || isIntrinsic(value);
}

/** What a stack has in its template for a reference to a resource of another stack; undefined where it has none. */
function nameElsewhere({ ref, stack }: CfnResource, other: Stack): string | undefined {
  const name = JSON.stringify(other.resolve(ref));
  return name === JSON.stringify(stack.resolve(ref)) ? undefined : name;
}

/** The Auto Scaling groups by the launch templates and configurations that they refer to, by tokens or by logical ids. */
function groupsByLaunch(groups: readonly CfnView[]): ReadonlyMap<CfnResource, readonly CfnView[]> {
  const byLaunch = new Map<CfnResource, CfnView[]>();
  for (const group of groups) {
    const { targets, rest } = takenApart(group.resource.stack, LAUNCHED_FROM[AUTO_SCALING_GROUP].map((path) => group.effective(pathOf(path))));
    const ids = referencesIn(rest).flatMap(({ logicalId }) => logicalId ?? []);
    const named = ids.flatMap((id) => group.targetsOf({ Ref: id })).map((target) => target?.resource);
    for (const launched of new Set([...targets, ...named])) {
      if (CfnResource.isCfnResource(launched)) { addTo(byLaunch, launched, group); }
    }
  }
  return byLaunch;
}

/** A gateway endpoint works for the route tables that it names; an interface endpoint for the whole VPC. */
function isForTables(endpoint: CfnView, tables: readonly Identity[]): boolean {
  const own = identities(endpoint, endpoint.list('RouteTableIds') ?? []);
  return own.length === 0 || tables.length === 0 || tables.every((table) => own.includes(table));
}

/** The items of a list. Of one that is a token as a whole, which the CDK encodes as a list of one text, nobody knows them. */
function listAt(view: CfnView, path: readonly string[]): readonly any[] {
  const list = view.effective(path);
  return Array.isArray(list) && !Token.isUnresolved(list) ? list : [];
}

function identityAt(view: CfnView, name: string): Identity {
  return identities(view, [view.effective([name])])[0];
}

function identities(view: CfnView, values: readonly any[]): Identity[] {
  return values.filter((value) => value !== undefined).map((value) =>
    view.targetsOf(value)[0]?.resource ?? JSON.stringify(view.resource.stack.resolve(value)));
}
