import { CONFIGURATION_TEMPLATE, withTemplates } from '../../private/template/beanstalk';
import type { ModelResource, TemplateModel } from '../template-model';

/** An environment of Elastic Beanstalk, and the configuration templates that it inherits from, by each other as well. */
export function withConfigurationTemplates(environment: ModelResource, model: TemplateModel): ModelResource[] {
  return withTemplates(environment, (from, path) => model.targets(from, path).filter(({ type }) => type === CONFIGURATION_TEMPLATE), (each) => each);
}
