import type { CfnResource } from 'aws-cdk-lib';
import { taskOfService } from './service-task';
import { CfnView } from '../cdk/cfn-view';
import type { StackIndexes } from '../cdk/stack-index';
import { plainText } from '../template/intrinsics';

/**
 * The task definition of a service with Service Connect; empty for any other service.
 *
 * In network mode bridge, Amazon ECS gives each container of such tasks a network of its own, and Docker takes no links between containers then.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export function taskInServiceConnect(service: CfnResource, indexes: StackIndexes): CfnResource[] {
  const view = new CfnView(service);
  if (plainText(view.value(['ServiceConnectConfiguration', 'Enabled'])) !== 'true') { return []; }
  const task = taskOfService(view, () => indexes.of(service.stack).resources.get('AWS::ECS::TaskDefinition') ?? []);
  return task ? [task] : [];
}
