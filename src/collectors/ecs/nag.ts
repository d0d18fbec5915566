import { acknowledge } from '../../private/cdk/acknowledgements';
import type { CfnView } from '../../private/cdk/cfn-view';
import type { EcsTask } from '../../private/ecs/task';
import { valueOf } from '../../private/template/casing';

const HOST_USER = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-ECSTaskDefinitionUserForHostMode`);

const REASON = 'cdk-xray added the collector, which is neither privileged nor holds data, and variables that tell its address and no secret.';

/**
 * Acknowledges cdk-nag's findings that a task definition has only since a collector was added to it.
 *
 * @param others the containers without the collector, as they were before they were told of it, when the task definition was last rendered
 */
export function acknowledgeChanges(view: CfnView, task: EcsTask, others: () => readonly any[]): void {
  view.resource.node.addValidation({
    validate: () => {
      view.value(['ContainerDefinitions']);
      const hasEnvironment = others().some((container) => valueOf(container, 'Environment') !== undefined);
      const hasHostUser = others().every((container) => valueOf(container, 'Privileged') === true && !/^(root|0)?(:|$)/i.test(String(valueOf(container, 'User') ?? '')));
      const ids = [...hasEnvironment ? [] : ['AwsSolutions-ECS2'], ...task.network === 'host' && hasHostUser ? HOST_USER : []];
      ids.forEach((id) => acknowledge(view.resource, id, REASON));
      return [];
    },
  });
}
