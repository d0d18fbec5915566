import { withConfigurationTemplates } from './configuration-templates';
import { addTo } from '../../private/add-to';
import { LAUNCHED_FROM } from '../../private/template/launch-data';
import type { ModelResource, TemplateModel } from '../template-model';

/** The properties by which servers and services name what stands for them: what they are launched from, and the registry in which others look them up. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ...LAUNCHED_FROM,
  'AWS::ECS::Service': ['ServiceRegistries'],
};

const ENVIRONMENT = 'AWS::ElasticBeanstalk::Environment';

/**
 * The servers, groups of servers, environments and services by what stands for them: the launch template or configuration that they come from, which is traced
 * while they send, and the service of AWS Cloud Map that leads to them.
 */
export function serversBehind(model: TemplateModel): ReadonlyMap<ModelResource, readonly ModelResource[]> {
  const servers = new Map<ModelResource, ModelResource[]>();
  for (const server of model.ofType(...Object.keys(NAMED), ENVIRONMENT)) {
    for (const source of new Set(sourcesOf(server, model))) { addTo(servers, source, server); }
  }
  return servers;
}

function sourcesOf(server: ModelResource, model: TemplateModel): ModelResource[] {
  return server.type === ENVIRONMENT
    ? withConfigurationTemplates(server, model).slice(1)
    : NAMED[server.type].flatMap((property) => model.targets(server, property));
}
