import type { Ends } from './ends';
import type { MapEnd } from './map-end';
import { listed } from '../../private/policy-documents';
import type { ModelResource, TemplateModel } from '../template-model';

/** A member of a target group, and the resource and path that show it. */
export interface TargetGroupMember {
  readonly to: MapEnd;
  readonly shownBy: ModelResource;
  readonly path: string;
}

/** Who stands behind target groups: registered targets, and services and groups of instances that register themselves. */
export class TargetGroups {
  private members?: ReadonlyMap<ModelResource, readonly TargetGroupMember[]>;

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {}

  /** The members of a target group. */
  public membersOf(group: ModelResource): readonly TargetGroupMember[] {
    this.members ??= this.read();
    return this.members.get(group) ?? [];
  }

  private read(): Map<ModelResource, TargetGroupMember[]> {
    const members = new Map<ModelResource, TargetGroupMember[]>();
    const add = (groups: readonly ModelResource[], found: readonly TargetGroupMember[]) => {
      for (const group of groups) { members.set(group, [...members.get(group) ?? [], ...found]); }
    };
    for (const group of this.model.ofType('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      listed(group.properties.Targets).forEach((target, index) =>
        add([group], this.ends.in(group.stack, target?.Id).map((to) => ({ to, shownBy: group, path: `Targets.${index}.Id` }))));
    }
    for (const service of this.model.ofType('AWS::ECS::Service')) {
      listed(service.properties.LoadBalancers).forEach((balancer, index) =>
        add(this.model.targetsIn(service.stack, balancer?.TargetGroupArn), [{ to: service, shownBy: service, path: `LoadBalancers.${index}.TargetGroupArn` }]));
    }
    for (const group of this.model.ofType('AWS::AutoScaling::AutoScalingGroup')) {
      add(this.model.targets(group, 'TargetGroupARNs'), [{ to: group, shownBy: group, path: 'TargetGroupARNs' }]);
    }
    return members;
  }
}
