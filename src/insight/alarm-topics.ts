import { ArnFormat, aws_iam as iam, type aws_sns as sns, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * Lets the alarms of an account and region publish to a topic, where its policies would not.
 *
 * Alarms publish by the policy that SNS gives every topic, and which the first statement of another replaces: one of `enforceSSL`, or the one by which
 * Amazon EventBridge publishes. A topic without a policy of its own gets none here, because others may count on that of SNS too. Nor does any key but
 * AWS's own let CloudWatch in by itself.
 *
 * @param topic the topic that alarms are sent to
 * @param alarms a construct in the stack of the alarms
 */
export function letAlarmsPublish(topic: sns.ITopic, alarms: IConstruct): void {
  if (topic.node.tryFindChild('Policy')) {
    topic.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(CLOUDWATCH)],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnLike: { 'aws:SourceArn': alarmArns(Stack.of(alarms)) } },
    }));
  }
  topic.masterKey?.grant(new iam.ServicePrincipal(CLOUDWATCH), 'kms:Decrypt', 'kms:GenerateDataKey*');
}

function alarmArns(stack: Stack): string {
  return stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
