import { byEnvironment } from './environments';
import type { RuleMatch } from './finding-rule';
import { addTo } from '../../private/add-to';
import type { ModelResource, TemplateModel } from '../template-model';

/** The settings of a sampling rule. */
export function samplingRule({ properties }: ModelResource): Record<string, any> {
  return Object(properties.SamplingRule ?? properties.SamplingRuleRecord?.SamplingRule);
}

/**
 * The sampling rules of an account and region that have the same value of a setting as an earlier one.
 *
 * @param setting the setting's name
 * @param called what people call it
 */
export function collisionsOf(model: TemplateModel, setting: string, called: string): RuleMatch[] {
  return byEnvironment(model.ofType('AWS::XRay::SamplingRule'))
    .flatMap(({ resources }) => duplicates(resources, (rule) => samplingRule(rule)[setting]))
    .flatMap(([first, ...others]) => others.map((rule) => ({
      at: rule,
      propertyPath: `SamplingRule.${setting}`,
      message: `the sampling rule ${first.name} has the same ${called}, ${samplingRule(rule)[setting]}`,
    })));
}

/** Resources that have the same value of something, where more than one has it. Values that only the deployment knows are like no other. */
function duplicates(resources: readonly ModelResource[], valueOf: (resource: ModelResource) => unknown): ModelResource[][] {
  const byValue = new Map<string, ModelResource[]>();
  for (const resource of resources) {
    const value = valueOf(resource);
    if (typeof value === 'string' || typeof value === 'number') { addTo(byValue, String(value), resource); }
  }
  return [...byValue.values()].filter((same) => same.length > 1);
}
