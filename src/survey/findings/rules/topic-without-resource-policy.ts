import { HIDDEN, searchableText } from '../../../private/template/template-text';
import { TracingStatus } from '../../../tracing/tracing-finding';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import { mayShareEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';

export const TOPIC_WITHOUT_RESOURCE_POLICY: FindingRule = {
  id: 'TopicWithoutResourcePolicy',
  severity: FindingSeverity.WARNING,
  title: 'A traced topic has a resource policy that lets SNS send segments',
  cause: 'SNS sends the segments of a topic only where an X-Ray resource policy of the account and region allows it. The console creates one; '
    + 'CloudFormation and the CDK do not. None of these templates has one; it may exist already.',
  fix: 'let `XRayTracing.of(scope).enable()` create it, or add an `XRayResourcePolicy` for sns.amazonaws.com; acknowledge this where the account has one',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html',
  find: ({ model, entries }) => {
    const policies = model.ofType('AWS::XRay::ResourcePolicy').filter(mayLetSns);
    const isCovered = (topic: ModelResource) => policies.some(({ stack }) => mayShareEnvironment(stack, topic.stack));
    return model.ofType('AWS::SNS::Topic')
      .filter((topic) => entries.get(topic)?.finding.status === TracingStatus.TRACED && !isCovered(topic))
      .map((topic) => ({ at: topic, propertyPath: 'TracingConfig', message: 'no X-Ray resource policy of these templates lets SNS send the segments of this topic' }));
  },
};

/** Whether a policy lets SNS send, or only the deployment knows what it says. */
function mayLetSns({ properties: { PolicyDocument } }: ModelResource): boolean {
  return /\bsns\./.test(JSON.stringify(PolicyDocument ?? '')) || searchableText(PolicyDocument) === HIDDEN;
}
