import { possibleItems } from '../../../private/template/possible-items';
import { withConfigurationTemplates } from '../configuration-templates';
import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';

/** The queue from which Elastic Beanstalk has the application of a worker environment called, be it named by the environment or a configuration template. */
export const WORKER_ENVIRONMENTS: EdgeSource = {
  types: ['AWS::ElasticBeanstalk::Environment'],
  edges: (environment, { ends, model }) => withConfigurationTemplates(environment, model).flatMap((source) =>
    possibleItems(source.properties.OptionSettings).flatMap(({ path, item }) => isQueue(item)
      ? edgesBetween(ends.in(source.stack, item.Value), [environment], 'event source', evidenceAt(source, `OptionSettings.${path}.Value`))
      : [])),
};

function isQueue(option: any): boolean {
  return option?.Namespace === 'aws:elasticbeanstalk:sqsd' && option.OptionName === 'WorkerQueueURL';
}
