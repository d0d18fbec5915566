import { byEnvironment } from './environments';
import type { RuleMatch } from './finding-rule';
import type { TemplateModel } from '../template-model';

/** The matches of a quota: one for each environment that has more of a type than there is room for. */
export function beyondQuota(model: TemplateModel, type: string, quota: number, noun: string): RuleMatch[] {
  return byEnvironment(model.ofType(type)).filter(({ resources }) => resources.length > quota).map(({ environment, resources }) => ({
    at: resources[quota],
    message: `these templates have ${resources.length} ${noun} in ${environment}, which has room for ${quota}`,
  }));
}
