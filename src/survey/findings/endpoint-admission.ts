import { type HandedOn, knownResources } from './known-resources';
import type { VpcSender } from './vpc-senders';
import { listed } from '../../private/listed';
import { isIntrinsic, plainText } from '../../private/template/intrinsics';
import type { ModelResource, TemplateModel } from '../template-model';

/** The port of every endpoint of AWS. */
const HTTPS = 443;

const GROUP = 'AWS::EC2::SecurityGroup';

/** Whom a security group lets in. */
interface Admitted {
  readonly groups: ReadonlySet<ModelResource | undefined>;
  /** Whether perhaps others are let in, too. Ranges of addresses, and lists of them, are taken to be those of the sender. */
  readonly others: boolean;
}

/** Whom the security groups of endpoints let in. */
export class EndpointAdmission {
  private readonly admitted = new Map<ModelResource, Admitted>();
  /** The rules of security groups that are resources of their own. */
  private separateRules?: ReadonlyMap<ModelResource, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel, private readonly handedOn: HandedOn) {}

  /** Whether the security groups of an endpoint let a sender in; true, too, where nobody can tell. */
  public admits(endpoint: ModelResource, { resource, securityGroups }: VpcSender): boolean {
    const groups = knownResources(this.model, endpoint.stack, endpoint.properties.SecurityGroupIds, GROUP);
    const senders = knownResources(this.model, resource.stack, securityGroups, GROUP);
    if (!groups || !senders || groups.some((group) => this.handedOn.has(group))) { return true; }
    return groups.map((group) => this.admittedBy(group)).some((admitted) => admitted.others || senders.some((sender) => admitted.groups.has(sender)));
  }

  private admittedBy(group: ModelResource): Admitted {
    let admitted = this.admitted.get(group);
    if (!admitted) { this.admitted.set(group, admitted = this.findAdmitted(group)); }
    return admitted;
  }

  private findAdmitted(group: ModelResource): Admitted {
    this.separateRules ??= this.model.byTarget('AWS::EC2::SecurityGroupIngress', 'GroupId');
    const own = listed(group.properties.SecurityGroupIngress).map((rule) => ({ stack: group.stack, rule }));
    const separate = (this.separateRules.get(group) ?? []).map(({ stack, properties: rule }) => ({ stack, rule }));
    const sources = [...own, ...separate]
      .filter(({ rule }) => isForHttps(rule))
      .map(({ stack, rule }) => knownResources(this.model, stack, rule.SourceSecurityGroupId, GROUP));
    return { groups: new Set(sources.flat()), others: sources.includes(undefined) };
  }
}

function isForHttps(rule: any): boolean {
  const protocol = rule?.IpProtocol;
  if (isIntrinsic(rule) || isIntrinsic(protocol) || plainText(protocol) === '-1') { return true; }
  const isBeside = Number(rule?.FromPort) > HTTPS || Number(rule?.ToPort) < HTTPS;
  return ['tcp', '6'].includes(plainText(protocol)) && !isBeside;
}
