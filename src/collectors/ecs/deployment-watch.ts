import { type CfnResource, Stage } from 'aws-cdk-lib';
import { NamedInStage } from '../../private/cdk/named-in-stage';
import { StackIndexes } from '../../private/cdk/stack-index';
import { warn } from '../../private/cdk/warnings';
import { taskDeployedByOthers } from '../../private/ecs/deployment-controller';
import { notDeployed } from '../../private/ecs/not-deployed';
import { WarningId } from '../../private/ids';

/** Where a Stage keeps the task definitions that are watched. The symbol is registered, so that two copies of the library search it once. */
const WATCHED = Symbol.for('cdk-xray.watched-task-definitions');

/**
 * Warns late, when all services are there, where one that runs the tasks of a definition does not get its new revisions from CloudFormation.
 *
 * The Stage is searched once for all its task definitions.
 */
export function watchDeployment(taskDefinition: CfnResource): void {
  const stage = Stage.of(taskDefinition) as Stage & { [WATCHED]?: CfnResource[] };
  if (stage[WATCHED]) { return void stage[WATCHED].push(taskDefinition); }
  const watched = stage[WATCHED] = [taskDefinition];
  stage.node.addValidation({
    validate: () => {
      const deployedByOthers = new NamedInStage(new StackIndexes(), 'AWS::ECS::Service', taskDeployedByOthers);
      for (const each of watched) {
        const reason = notDeployed(each, (task) => deployedByOthers.has(task));
        if (reason) { warn(each, WarningId.ECS_REVISION_NOT_DEPLOYED, reason); }
      }
      return [];
    },
  });
}
