import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule } from '../finding-rule';
import { isTraced, isUntraced } from '../row-status';

export const API_UNTRACED_BEFORE_FUNCTION: FindingRule = {
  id: 'ApiUntracedBeforeFunction',
  severity: FindingSeverity.WARNING,
  title: 'A REST API that calls traced functions is traced',
  cause: 'Without tracing at the gateway, the trace begins at the function: what the gateway adds to the latency, and requests that it refuses, are missing.',
  fix: 'trace the stage, too',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html',
  find: (context) => {
    const isUntracedStage = (stage: ModelResource) => isUntraced(stage, context);
    const isTracedFunction = (fn: ModelResource) => isTraced(fn, context);
    return context.restApis.between(isUntracedStage, isTracedFunction).flatMap(({ stages, functions }) => {
      const traced = functions.filter(isTracedFunction);
      return traced.length === 0 ? [] : stages.filter(isUntracedStage).map((stage) => ({
        at: stage,
        message: `this stage calls the traced function ${traced[0].name}, and is not traced itself`,
        ways: traced.map((fn) => ({ from: stage, to: fn, relation: 'integration' })),
      }));
    });
  },
};
