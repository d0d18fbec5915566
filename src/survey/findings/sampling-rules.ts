import type { ModelResource } from '../template-model';

/** The settings of a sampling rule. */
export function samplingRule({ properties }: ModelResource): Record<string, any> {
  return Object(properties.SamplingRule ?? properties.SamplingRuleRecord?.SamplingRule);
}

/** Resources that have the same value of something, where more than one has it. Values that only the deployment knows are like no other. */
export function duplicates(resources: readonly ModelResource[], valueOf: (resource: ModelResource) => unknown): ModelResource[][] {
  const byValue = new Map<unknown, ModelResource[]>();
  for (const resource of resources) {
    const value = valueOf(resource);
    if (typeof value !== 'string' && typeof value !== 'number') { continue; }
    byValue.set(String(value), [...byValue.get(String(value)) ?? [], resource]);
  }
  return [...byValue.values()].filter((same) => same.length > 1);
}
