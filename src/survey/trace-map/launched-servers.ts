import type { ModelResource, TemplateModel } from '../template-model';

/** The properties by which servers name what they are launched from. */
const LAUNCHED_FROM: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['LaunchConfigurationName', 'LaunchTemplate', 'MixedInstancesPolicy.LaunchTemplate'],
  'AWS::EC2::Instance': ['LaunchTemplate'],
};

/** The servers and groups of servers by the launch template or configuration that they come from. It is traced, and they send. */
export function launchedServers(model: TemplateModel): ReadonlyMap<ModelResource, readonly ModelResource[]> {
  const servers = new Map<ModelResource, ModelResource[]>();
  for (const server of model.ofType(...Object.keys(LAUNCHED_FROM))) {
    const sources = LAUNCHED_FROM[server.type].flatMap((property) => model.targets(server, property));
    for (const source of new Set(sources)) { servers.set(source, [...servers.get(source) ?? [], server]); }
  }
  return servers;
}
