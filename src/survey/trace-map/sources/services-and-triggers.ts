import { isObject } from '../../../private/template/intrinsics';
import { taskDefinitionOf } from '../../service-tasks';
import { edgesBetween, edgesFrom, type EdgeSource, evidenceAt } from '../edge-source';

/** What a service runs. */
export const ECS_SERVICES: EdgeSource = {
  types: ['AWS::ECS::Service'],
  edges: (service, context) => {
    const task = taskDefinitionOf(service, context.model);
    return task ? edgesBetween([service], [task], 'runs', evidenceAt(service, 'TaskDefinition')) : edgesFrom(service, 'TaskDefinition', 'runs', context);
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
