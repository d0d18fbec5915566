import { WarningId } from '../../../private/ids';
import { MAX_FILTER_LENGTH } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

export const TRACE_FILTER_TOO_LONG: FindingRule = {
  id: WarningId.TRACE_FILTER_TOO_LONG,
  severity: FindingSeverity.WARNING,
  title: 'The filter expression of a group is not too long',
  cause: `X-Ray took no more than ${MAX_FILTER_LENGTH} characters while it documented a limit, and may leave a group with a longer expression empty.`,
  fix: 'split the expression into several groups',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html',
  find: ({ model }) => model.ofType('AWS::XRay::Group').flatMap((group) => {
    const { FilterExpression } = group.properties;
    return typeof FilterExpression === 'string' && FilterExpression.length > MAX_FILTER_LENGTH
      ? [{ at: group, propertyPath: 'FilterExpression', message: `its filter expression has ${FilterExpression.length} characters` }]
      : [];
  }),
};
