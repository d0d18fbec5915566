import { ArnFormat, Aspects, aws_iam as iam, type aws_kms as kms, type aws_sns as sns, CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnView } from '../private/cdk/cfn-view';
import { warn } from '../private/cdk/warnings';
import { pasteableStatementOf } from '../private/iam/pasteable-statement';
import { addStatement } from '../private/iam/policy-statements';
import { WarningId } from '../private/ids';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * Lets the alarms of an account and region publish to a topic, where its policies would not.
 *
 * @param topic the topic that alarms are sent to
 * @param alarms a construct in the stack of the alarms
 */
export function letAlarmsPublish(topic: sns.ITopic, alarms: IConstruct): void {
  Aspects.of(topic).add(new AlarmsPublishing(topic, Stack.of(alarms)));
  if (topic.masterKey) { letAlarmsUseKey(topic.masterKey, topic); }
}

/**
 * Lets the alarms of a stack publish to a topic that has a policy of its own when all is defined.
 *
 * Alarms publish by the policy that SNS gives every topic, and which the first statement of another replaces: one of `enforceSSL`, or the one by which
 * Amazon EventBridge publishes. A topic without a policy of its own gets none here, because others may count on that of SNS too. No key lets CloudWatch
 * use it by itself.
 */
class AlarmsPublishing implements IAspect {
  private readonly changed = new Set<CfnResource>();

  constructor(private readonly topic: sns.ITopic, private readonly alarms: Stack) {}

  public visit(node: IConstruct): void {
    if (node !== this.topic) { return; }
    for (const policy of policiesOf(this.topic).filter(({ resource }) => !this.changed.has(resource))) {
      this.changed.add(policy.resource);
      addStatement(policy, new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(CLOUDWATCH)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarmArns(this.alarms) } },
      }));
    }
  }
}

/** The policies that name a topic, in its stack: that of the topic's L2, and those that somebody puts beside it. */
function policiesOf({ stack, topicArn }: sns.ITopic): CfnView[] {
  const text = (reference: any) => JSON.stringify(stack.resolve(reference));
  const topic = text(topicArn);
  return stack.node.findAll()
    .filter((construct) => CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::SNS::TopicPolicy')
    .map((policy) => new CfnView(policy as CfnResource))
    .filter((policy) => policy.list('Topics')?.some((each) => text(each) === topic));
}

function letAlarmsUseKey(key: kms.IKey, topic: sns.ITopic): void {
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDWATCH)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
  });
  if (key.addToResourcePolicy(statement, true).statementAdded) { return; }
  warn(topic, WarningId.KEY_NOT_MANAGED, `The policy of the key ${key.node.path} cannot be changed here. CloudWatch must be allowed to use it, or it sends no `
    + `alarms to the topic ${topic.node.path}: add the statement ${pasteableStatementOf(statement, topic.stack)} to its policy. The key aws/sns of the account `
    + 'takes none: give the topic a key of yours.');
}

function alarmArns(stack: Stack): string {
  return stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
