import { aws_sns as sns, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { ObservabilitySink, SpanQueries, TraceHealth } from 'cdk-xray';
import { Construct } from 'constructs';

/** Watches over the order service, and lets other accounts share their traces with this one. */
export class HealthStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const onCall = sns.Topic.fromTopicArn(this, 'OnCall', this.formatArn({ service: 'sns', resource: 'on-call' }));
    TraceHealth.forService(this, 'Orders', 'orders/prod', {
      latencyObjective: Duration.seconds(2),
      latencyTarget: 99,
      silenceThreshold: Duration.minutes(15),
      notificationTopics: [onCall],
    });
    new SpanQueries(this, 'Spans', { folder: 'Order service' });
    new ObservabilitySink(this, 'Sink', { sourceAccounts: ['444455556666'] });
  }
}
