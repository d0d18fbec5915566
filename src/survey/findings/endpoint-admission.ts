import { knownResources, isHandedOn } from './known-resources';
import { isIntrinsic, plainText, valueAt } from '../../private/intrinsics';
import { listed } from '../../private/policy-documents';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** The port of every endpoint of AWS. */
const HTTPS = 443;

const GROUP = 'AWS::EC2::SecurityGroup';

/** A rule of a security group, with the stack in which it stands. */
interface Ingress {
  readonly stack: ModelStack;
  readonly rule: any;
}

/** Whether the security groups of an endpoint let a function in; true, too, where nobody can tell. */
export function admits(endpoint: ModelResource, fn: ModelResource, model: TemplateModel): boolean {
  const groups = knownResources(model, endpoint.stack, endpoint.properties.SecurityGroupIds, GROUP);
  const senders = knownResources(model, fn.stack, valueAt(fn.properties, ['VpcConfig', 'SecurityGroupIds']), GROUP);
  if (!groups || !senders || groups.some((group) => isHandedOn(model, group))) { return true; }
  return groups.flatMap((group) => ingressOf(group, model)).some((ingress) => isForHttps(ingress.rule) && isFrom(senders, ingress, model));
}

function ingressOf(group: ModelResource, model: TemplateModel): Ingress[] {
  const own = listed(group.properties.SecurityGroupIngress).map((rule) => ({ stack: group.stack, rule }));
  const others = model.ofType('AWS::EC2::SecurityGroupIngress').filter((ingress) => model.targets(ingress, 'GroupId').includes(group));
  return [...own, ...others.map(({ stack, properties }) => ({ stack, rule: properties }))];
}

function isForHttps(rule: any): boolean {
  const protocol = rule?.IpProtocol;
  if (isIntrinsic(rule) || isIntrinsic(protocol) || plainText(protocol) === '-1') { return true; }
  const isBeside = Number(rule?.FromPort) > HTTPS || Number(rule?.ToPort) < HTTPS;
  return ['tcp', '6'].includes(plainText(protocol)) && !isBeside;
}

/** Ranges of addresses, and lists of them, are taken to be those of the function. */
function isFrom(senders: readonly ModelResource[], { stack, rule }: Ingress, model: TemplateModel): boolean {
  const sources = knownResources(model, stack, rule.SourceSecurityGroupId, GROUP);
  return !sources || sources.some((source) => senders.includes(source));
}
