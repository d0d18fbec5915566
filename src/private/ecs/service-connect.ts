import type { CfnResource } from 'aws-cdk-lib';
import { tasksOfService } from './service-task';
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
  return plainText(view.value(['ServiceConnectConfiguration', 'Enabled'])) === 'true' ? tasksOfService(view, indexes) : [];
}
