import { parseExpression } from '../../../private/trace-filter/parser';
import { TraceFilterSyntaxError } from '../../../private/trace-filter/syntax-error';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleMatch } from '../finding-rule';

export const GROUP_FILTER_INVALID: FindingRule = {
  id: 'GroupFilterInvalid',
  severity: FindingSeverity.ERROR,
  title: 'The filter expression of a group is one that X-Ray understands',
  cause: 'A group whose filter expression has an error matches no trace, and nothing tells you why.',
  fix: 'correct the expression, or build it with `TraceFilter`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html',
  find: ({ model }) => model.ofType('AWS::XRay::Group').flatMap((group) => errorsOf(group)),
};

function errorsOf(group: ModelResource): RuleMatch[] {
  const { FilterExpression } = group.properties;
  if (typeof FilterExpression !== 'string') { return []; }
  try {
    parseExpression(FilterExpression);
    return [];
  } catch (error) {
    if (!(error instanceof TraceFilterSyntaxError)) { throw error; }
    return [{ at: group, propertyPath: 'FilterExpression', message: `its filter expression has an error: ${error.message}` }];
  }
}
