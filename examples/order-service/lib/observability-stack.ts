import { aws_kms as kms, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { DefaultSamplingRule, SamplingRate, SamplingRule, TextMatch, TraceFilter, TraceGroup, TransactionSearch, XRayEncryption } from 'cdk-xray';
import { Construct } from 'constructs';

/** What X-Ray keeps once for the whole account and region. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.addEncryption();
    this.addSampling();
    this.addTraceGroups();
    new TransactionSearch(this, 'TransactionSearch', { indexingPercentage: 5 });
  }

  private addEncryption() {
    const encryptionKey = new kms.Key(this, 'TraceKey', { description: 'Encrypts the traces of X-Ray', enableKeyRotation: true });
    new XRayEncryption(this, 'TraceEncryption', { encryptionKey });
  }

  /** Health checks tell nothing, and every checkout counts. */
  private addSampling() {
    SamplingRule.forHealthChecks(this, 'HealthChecks', { priority: 10 });
    new SamplingRule(this, 'Checkouts', {
      priority: 20,
      urlPath: '/checkout*',
      httpMethod: 'POST',
      rate: SamplingRate.perMinute(300).thenPercent(25),
    });
    new DefaultSamplingRule(this, 'OtherRequests', { rate: SamplingRate.perSecond(1).thenPercent(10) });
  }

  private addTraceGroups() {
    const checkout = TraceFilter.httpUrl(TextMatch.contains('/checkout'));
    new TraceGroup(this, 'SlowCheckouts', { filter: checkout.and(TraceFilter.responseTimeAbove(Duration.seconds(2))) });
    const failed = new TraceGroup(this, 'FailedCheckouts', { filter: checkout.and(TraceFilter.fault()), insights: true });
    failed.metricApproximateTraceCount().createAlarm(this, 'ManyFailedCheckouts', {
      alarmDescription: 'Customers cannot pay',
      threshold: 10,
      evaluationPeriods: 3,
    });
  }
}
