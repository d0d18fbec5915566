import { InspectedResource, TracerRegistry, type TracingFinding, type TracingStatus } from '../../src';

/** What the built-in table finds for a resource of a template that has nothing else, or the sections given. */
export function inspected(resource: any, template: Record<string, any> = {}): TracingFinding | undefined {
  const whole = { ...template, Resources: { ...template.Resources, Resource: resource } };
  return TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(whole, 'Resource'));
}

/** The status of that finding. */
export function inspectedStatus(resource: any, template: Record<string, any> = {}): TracingStatus | undefined {
  return inspected(resource, template)?.status;
}
