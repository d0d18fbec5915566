import { isObject } from '../../../private/template/intrinsics';
import { taskDefinitionOf } from '../../service-tasks';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** What a service runs, by itself or by task sets where others deploy it. */
export const ECS_SERVICES: EdgeSource = {
  types: ['AWS::ECS::Service', 'AWS::ECS::TaskSet'],
  edges: (runner, context) => {
    const task = taskDefinitionOf(runner, context.model);
    const tasks = task ? [task] : endsAt(runner, 'TaskDefinition', context);
    return edgesBetween(context.ends.nodesOf(runner), tasks, 'runs', evidenceAt(runner, 'TaskDefinition'));
  },
};

/** The functions that a user pool calls. */
export const USER_POOL_TRIGGERS: EdgeSource = {
  types: ['AWS::Cognito::UserPool'],
  edges: (pool, { ends }) => {
    const triggers = pool.properties.LambdaConfig;
    return Object.keys(isObject(triggers) ? triggers : {}).flatMap((trigger) =>
      edgesBetween([pool], ends.nodesIn(pool.stack, triggers[trigger]), 'trigger', evidenceAt(pool, `LambdaConfig.${trigger}`)));
  },
};
