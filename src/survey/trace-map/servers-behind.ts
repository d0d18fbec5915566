import { LAUNCHED_FROM } from '../../private/template/launch-data';
import type { ModelResource, TemplateModel } from '../template-model';

/** The properties by which servers and services name what stands for them: what they are launched from, and the registry in which others look them up. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ...LAUNCHED_FROM,
  'AWS::ECS::Service': ['ServiceRegistries'],
  'AWS::ElasticBeanstalk::Environment': ['TemplateName'],
};

/**
 * The servers, groups of servers, environments and services by what stands for them: the launch template or configuration that they come from, which is traced
 * while they send, and the service of AWS Cloud Map that leads to them.
 */
export function serversBehind(model: TemplateModel): ReadonlyMap<ModelResource, readonly ModelResource[]> {
  const servers = new Map<ModelResource, ModelResource[]>();
  for (const server of model.ofType(...Object.keys(NAMED))) {
    const sources = NAMED[server.type].flatMap((property) => model.targets(server, property));
    for (const source of new Set(sources)) { servers.set(source, [...servers.get(source) ?? [], server]); }
  }
  return servers;
}
