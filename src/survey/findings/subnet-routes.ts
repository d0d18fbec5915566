import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** Where what has no public address can send to from a subnet: to nobody outside of the VPC, or to an internet gateway, which takes nothing from it. */
export type DeadEnd = 'no route' | 'internet gateway';

/** What may refer to a route table without leading out of the VPC, and the routes, which are looked at one by one. */
const HARMLESS = ['AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPCEndpoint'];

/** What a route to an internet gateway has. */
const GATEWAY_ROUTE = ['DestinationCidrBlock', 'GatewayId', 'RouteTableId'];

/** The routes of subnets, as far as they are known. */
export class SubnetRoutes {
  private associations?: ReadonlyMap<ModelResource, readonly ModelResource[]>;
  private routes?: ReadonlyMap<ModelResource, readonly ModelResource[]>;
  private readonly deadEnds = new Map<ModelResource, DeadEnd | undefined>();
  private readonly mentioned = new Map<ModelStack, ReadonlySet<ModelResource>>();

  constructor(private readonly model: TemplateModel) {}

  /** In which way a subnet leads nowhere; undefined where it leads somewhere, or nobody can tell. Nobody knows the main route table of a VPC. */
  public deadEndOf(subnet: ModelResource): DeadEnd | undefined {
    this.associations ??= this.model.byTarget('AWS::EC2::SubnetRouteTableAssociation', 'SubnetId');
    const [association, ...others] = this.associations.get(subnet) ?? [];
    const table = association && others.length === 0 ? this.model.target(association, 'RouteTableId') : undefined;
    return table?.type === 'AWS::EC2::RouteTable' ? this.deadEndOfTable(table) : undefined;
  }

  private deadEndOfTable(table: ModelResource): DeadEnd | undefined {
    if (!this.deadEnds.has(table)) { this.deadEnds.set(table, this.findDeadEnd(table)); }
    return this.deadEnds.get(table);
  }

  /** What else refers to a table, be it a VPN gateway, a custom resource or an output of the stack, may add routes that are not to be seen here. */
  private findDeadEnd(table: ModelResource): DeadEnd | undefined {
    this.routes ??= this.model.byTarget('AWS::EC2::Route', 'RouteTableId');
    const ends = (this.routes.get(table) ?? []).map((route) => this.deadEndOfRoute(route));
    if (ends.includes(undefined) || this.mentionedIn(table.stack).has(table)) { return undefined; }
    return ends.includes('internet gateway') ? 'internet gateway' : 'no route';
  }

  private deadEndOfRoute(route: ModelResource): DeadEnd | undefined {
    if (route.properties.GatewayId === 'local') { return 'no route'; }
    const gateways = this.model.targets(route, 'GatewayId');
    const isGatewayRoute = gateways.length > 0 && gateways.every(({ type }) => type === 'AWS::EC2::InternetGateway')
      && Object.keys(route.properties).every((name) => GATEWAY_ROUTE.includes(name));
    return isGatewayRoute ? 'internet gateway' : undefined;
  }

  private mentionedIn(stack: ModelStack): ReadonlySet<ModelResource> {
    let mentioned = this.mentioned.get(stack);
    if (!mentioned) {
      const types = [...stack.resources.types].filter((type) => !HARMLESS.includes(type));
      const values = types.flatMap((type) => stack.resources.ofType(type)).map(({ properties }) => properties);
      this.mentioned.set(stack, mentioned = new Set(this.model.targetsIn(stack, [values, stack.source.template.Outputs])));
    }
    return mentioned;
  }
}
