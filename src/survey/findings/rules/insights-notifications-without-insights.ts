import { plainText } from '../../../private/template/intrinsics';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

export const INSIGHTS_NOTIFICATIONS_WITHOUT_INSIGHTS: FindingRule = {
  id: 'InsightsNotificationsWithoutInsights',
  severity: FindingSeverity.ERROR,
  title: 'A group that notifies of insights has insights',
  cause: 'X-Ray notifies of insights only where the group has them enabled.',
  fix: 'set `InsightsConfiguration.InsightsEnabled` to true, or leave the notifications out',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html',
  find: ({ model }) => model.ofType('AWS::XRay::Group').filter(({ properties }) => {
    const { NotificationsEnabled, InsightsEnabled } = Object(properties.InsightsConfiguration);
    return plainText(NotificationsEnabled) === 'true' && (InsightsEnabled === undefined || plainText(InsightsEnabled) === 'false');
  }).map((group) => ({ at: group, propertyPath: 'InsightsConfiguration', message: 'the group notifies of insights, and has none' })),
};
