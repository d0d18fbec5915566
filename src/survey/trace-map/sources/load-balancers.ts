import { valueAt } from '../../../private/intrinsics';
import { listed } from '../../../private/policy-documents';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';
import { possibleItems } from '../possible-items';

/** Whom the listeners of a load balancer forward to. */
export const LISTENERS: EdgeSource = {
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  edges: (listener, context) => forwarded(listener, 'DefaultActions', endsAt(listener, 'LoadBalancerArn', context), context),
};

/** Whom the rules of a listener forward to. */
export const LISTENER_RULES: EdgeSource = {
  types: ['AWS::ElasticLoadBalancingV2::ListenerRule'],
  edges: (rule, context) => forwarded(rule, 'Actions', endsAt(rule, 'ListenerArn', context), context),
};

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

function forwarded(holder: ModelResource, property: string, balancers: readonly MapEnd[], { model, targetGroups }: SourceContext): FoundEdge[] {
  const actions = valueAt(holder.properties, [property]);
  const groups = model.targetsIn(holder.stack, possibleItems(actions).map(({ item }) => [item?.TargetGroupArn, item?.ForwardConfig]));
  return groups.flatMap((group) => targetGroups.membersOf(group)).flatMap(({ to, shownBy, path }) => [
    ...edgesBetween(balancers, [to], 'forwards', evidenceAt(shownBy, path)),
    ...edgesBetween(balancers, [to], 'forwards', evidenceAt(holder, property)),
  ]);
}
