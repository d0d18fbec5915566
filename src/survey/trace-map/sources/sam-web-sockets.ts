import { isObject, valueAt } from '../../../private/template/intrinsics';
import { edgesBetween, edgesFrom, type EdgeSource, evidenceAt } from '../edge-source';

/** The functions behind the routes of a WebSocket API of SAM, and the one that decides who may connect. */
export const SAM_WEB_SOCKET_ROUTES: EdgeSource = {
  types: ['AWS::Serverless::WebSocketApi'],
  edges: (api, context) => {
    const { Routes } = api.properties;
    return [
      ...Object.entries(isObject(Routes) ? Routes : {}).flatMap(([name, route]) =>
        edgesBetween([api], context.ends.in(api.stack, valueAt(route, ['FunctionArn'])), 'integration', evidenceAt(api, `Routes.${name}.FunctionArn`))),
      ...edgesFrom(api, 'Auth.AuthArn', 'invokes', context),
    ];
  },
};
