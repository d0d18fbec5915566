import type { RuleContext } from './finding-rule';
import { listed } from '../../private/policy-documents';
import type { ModelResource } from '../template-model';

/** What the images of collectors are called, in whichever registry. */
export const COLLECTOR_IMAGES = /aws-xray-daemon|aws-otel-collector|cloudwatch-agent/;

/** A task definition in which a container collects segments for the others. */
export interface CollectorTask {
  readonly task: ModelResource;
  readonly collector: Record<string, any>;
  readonly others: readonly Record<string, any>[];
  /** Whether each container has a network of its own, so that 127.0.0.1 is another place in each. */
  readonly isBridge: boolean;
}

/** The task definitions with a collector beside the application. */
export function collectorTasks({ model }: RuleContext): CollectorTask[] {
  return model.ofType('AWS::ECS::TaskDefinition').flatMap((task) => {
    const containers = listed(task.properties.ContainerDefinitions).filter((container) => typeof container?.Image !== 'undefined');
    const collector = containers.find(({ Image }) => COLLECTOR_IMAGES.test(JSON.stringify(Image)));
    const others = containers.filter((container) => container !== collector);
    return collector && others.length > 0 ? [{ task, collector, others, isBridge: isBridge(task) }] : [];
  });
}

/** Without a network mode, Linux containers on EC2 instances are bridged; AWS Fargate refuses anything but awsvpc. */
function isBridge({ properties }: ModelResource): boolean {
  return properties.NetworkMode === 'bridge' || (properties.NetworkMode === undefined && !listed(properties.RequiresCompatibilities).includes('FARGATE'));
}
