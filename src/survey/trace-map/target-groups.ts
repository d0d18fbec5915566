import type { Ends } from './ends';
import type { MapEnd } from './map-end';
import { addTo } from '../../private/add-to';
import { possibleItems } from '../../private/template/possible-items';
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
      for (const group of groups) { found.forEach((member) => addTo(members, group, member)); }
    };
    for (const group of this.model.ofType('AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::VpcLattice::TargetGroup')) {
      possibleItems(group.properties.Targets).forEach(({ path, item }) =>
        add([group], this.ends.in(group.stack, item?.Id).map((to) => ({ to, shownBy: group, path: `Targets.${path}.Id` }))));
    }
    for (const service of this.model.ofType('AWS::ECS::Service', 'AWS::ECS::TaskSet')) {
      for (const property of ['LoadBalancers', 'VpcLatticeConfigurations']) {
        possibleItems(service.properties[property]).forEach(({ path, item }) =>
          add(this.model.targetsIn(service.stack, item?.TargetGroupArn),
            this.ends.nodesOf(service).map((to) => ({ to, shownBy: service, path: `${property}.${path}.TargetGroupArn` }))));
      }
    }
    for (const group of this.model.ofType('AWS::AutoScaling::AutoScalingGroup')) {
      for (const path of ['TargetGroupARNs', 'TrafficSources']) { add(this.model.targets(group, path), [{ to: group, shownBy: group, path }]); }
    }
    return members;
  }
}
