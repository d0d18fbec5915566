import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule } from '../finding-rule';
import { isTraced, isUntraced } from '../row-status';

export const API_INTEGRATION_UNTRACED: FindingRule = {
  id: 'ApiIntegrationUntraced',
  severity: FindingSeverity.WARNING,
  title: 'What a traced REST API calls is traced',
  cause: 'The trace of a request ends at the gateway where the function behind it sends no segments: the time in the function, and all that it calls, is missing.',
  fix: 'trace the function, too',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html',
  find: (context) => {
    const isTracedStage = (stage: ModelResource) => isTraced(stage, context);
    const isUntracedFunction = (fn: ModelResource) => isUntraced(fn, context);
    return context.restApis.between(isTracedStage, isUntracedFunction).flatMap(({ stages, functions }) => {
      const traced = stages.filter(isTracedStage);
      return traced.length === 0 ? [] : functions.filter(isUntracedFunction).map((fn) => ({
        at: fn,
        message: `the traced stage ${traced[0].name} calls this function, which is not traced`,
        ways: traced.map((stage) => ({ from: stage, to: fn, relation: 'integration' })),
      }));
    });
  },
};
