import { listed } from '../../../private/listed';
import { valueAt } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { referencesIn } from '../../../private/template/references';
import { templateText } from '../../../private/template/template-text';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { ExternalEnd, MapEnd } from '../map-end';
import { TraceNodeKind } from '../trace-node';

/** Whom the listeners of a load balancer forward to. */
export const LISTENERS: EdgeSource = {
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  edges: (listener, context) => forwarded(listener, 'DefaultActions', endsAt(listener, 'LoadBalancerArn', context), context),
};

/** Whom the rules of a listener forward to. */
export const LISTENER_RULES: EdgeSource = {
  types: ['AWS::ElasticLoadBalancingV2::ListenerRule'],
  edges: (rule, context) => {
    const known = endsAt(rule, 'ListenerArn', context);
    return forwarded(rule, 'Actions', known.length > 0 ? known : balancerElsewhere(rule), context);
  },
};

/** The load balancer of a listener that stands in other templates, by the ARN of the listener or by what brings that here: an export or a parameter. */
function balancerElsewhere({ properties, stack }: ModelResource): MapEnd[] {
  const [reference] = referencesIn(properties.ListenerArn);
  const name = /:listener\/\w+\/([^/]+)\//.exec(templateText(properties.ListenerArn) ?? '')?.[1] ?? templateText(reference?.exportName);
  if (name !== undefined) { return [externalBalancer(name, name)]; }
  return reference?.logicalId === undefined ? [] : [externalBalancer(`${stack.source.name}/${reference.logicalId}`, reference.logicalId)];
}

function externalBalancer(id: string, name: string): ExternalEnd {
  return { id, name, type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', kind: TraceNodeKind.SERVICE };
}

/** The instances behind a Classic Load Balancer. */
export const CLASSIC_LOAD_BALANCERS: EdgeSource = {
  types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  edges: (balancer, context) => edgesFrom(balancer, 'Instances', 'forwards', context),
};

/** Groups of instances and services that register themselves at a Classic Load Balancer. */
export const CLASSIC_MEMBERS: EdgeSource = {
  types: ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ECS::Service'],
  edges: (member, context) => {
    const [property, names] = member.type === 'AWS::ECS::Service'
      ? ['LoadBalancers', listed(member.properties.LoadBalancers).map((balancer) => balancer?.LoadBalancerName)]
      : ['LoadBalancerNames', member.properties.LoadBalancerNames];
    return edgesBetween(context.ends.nodesIn(member.stack, names), [member], 'forwards', evidenceAt(member, property));
  },
};

/** Whom the actions of a listener, or of one of its rules, forward to. */
export function forwarded(holder: ModelResource, property: string, balancers: readonly MapEnd[], context: SourceContext): FoundEdge[] {
  const { model, targetGroups } = context;
  const actions = possibleItems(valueAt(holder.properties, [property]));
  const groups = model.targetsIn(holder.stack, actions.map(({ item }) => [item?.TargetGroupArn, item?.ForwardConfig, item?.Forward]));
  return groups.flatMap((group) => targetGroups.membersOf(group)).flatMap(({ to, shownBy, path }) => [
    ...edgesBetween(balancers, [to], 'forwards', evidenceAt(shownBy, path)),
    ...edgesBetween(balancers, [to], 'forwards', evidenceAt(holder, property)),
  ]);
}
