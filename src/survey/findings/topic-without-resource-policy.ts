import { environmentOf } from './environments';
import type { FindingRule } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';
import { FindingSeverity } from '../survey-finding';

export const TOPIC_WITHOUT_RESOURCE_POLICY: FindingRule = {
  id: 'TopicWithoutResourcePolicy',
  severity: FindingSeverity.WARNING,
  title: 'A traced topic has a resource policy that lets SNS send segments',
  cause: 'SNS sends the segments of a topic only where an X-Ray resource policy of the account and region allows it. The console creates one; '
    + 'CloudFormation and the CDK do not. None of these templates has one; it may exist already.',
  fix: 'let `XRayTracing.of(scope).enable()` create it, or add an `XRayResourcePolicy` for sns.amazonaws.com; acknowledge this where the account has one',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html',
  find: ({ model, entries }) => {
    const policies = model.ofType('AWS::XRay::ResourcePolicy').filter(({ properties }) => JSON.stringify(properties.PolicyDocument ?? '').includes('sns.amazonaws.com'));
    const covered = new Set(policies.map(({ stack }) => environmentOf(stack)));
    return model.ofType('AWS::SNS::Topic')
      .filter((topic) => entries.get(topic)?.finding.status === TracingStatus.TRACED && !covered.has(environmentOf(topic.stack)))
      .map((topic) => ({ at: topic, propertyPath: 'TracingConfig', message: 'no X-Ray resource policy of these templates lets SNS send the segments of this topic' }));
  },
};
