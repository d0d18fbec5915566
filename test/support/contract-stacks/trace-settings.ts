import {
  type App, aws_ec2 as ec2, aws_events_targets as targets, aws_iam as iam, aws_kms as kms, aws_sqs as sqs, Duration, RemovalPolicy, Stack,
  type StackProps,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV } from './parts';
import {
  NumberMatch, SamplingRate, SamplingRule, SamplingServiceType, TextMatch, TraceFilter, TraceGroup, TransactionSearch, XRayResourcePolicy,
  XRayVpcEndpoint,
} from '../../../src';

/** Every account setting that CloudFormation has a resource for, with all that can be said about it; once where all is known, once where nothing is. */
export function defineTraceSettings(app: App): void {
  new SettingsStack(app, 'Settings', { env: ENV });
  new SettingsStack(app, 'AgnosticSettings');
}

class SettingsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.addSampling();
    this.addGroups();
    this.addTransactionSearch();
    this.addEndpoint();
    new XRayResourcePolicy(this, 'DeliverTraces').allowService('sns.amazonaws.com');
  }

  private addSampling() {
    SamplingRule.forHealthChecks(this, 'HealthChecks', { priority: 1 });
    SamplingRule.forNoisyPath(this, 'Polling', '/poll', { priority: 2, httpMethod: 'GET' });
    new SamplingRule(this, 'Checkout', {
      ruleName: `${this.node.id}-checkout`,
      priority: 3,
      rate: SamplingRate.perSecond(5).thenPercent(12.5),
      serviceName: 'orders/prod',
      serviceType: SamplingServiceType.API_GATEWAY_STAGE,
      host: '*.example.com',
      httpMethod: 'POST',
      urlPath: '/checkout/*',
      resourceArn: 'arn:*:apigateway:*::/restapis/*/stages/prod',
      attributes: { 'x-tier': 'gold' },
      samplingRateBoost: { maxRate: 0.5, cooldownWindow: Duration.minutes(10) },
    });
  }

  private addGroups() {
    const slow = new TraceGroup(this, 'Slow', {
      filter: TraceFilter.service('checkout', TraceFilter.responseTimeAbove(Duration.seconds(2)))
        .and(TraceFilter.httpUrl(TextMatch.contains('/v2/')), TraceFilter.httpStatus(NumberMatch.lessThan(400))),
      insights: true,
      insightNotifications: true,
    });
    const deadLetterQueue = new sqs.Queue(this, 'DeadLetters', { enforceSSL: true });
    slow.onInsight('TellTheTeam', { target: new targets.SqsQueue(new sqs.Queue(this, 'Insights', { enforceSSL: true }), { deadLetterQueue }) });
    slow.metricApproximateTraceCount().createAlarm(this, 'ManySlow', { threshold: 100, evaluationPeriods: 5 });
    new TraceGroup(this, 'Faults', { groupName: `${this.node.id}-faults`, filter: TraceFilter.expression('service() { fault }'), insights: false });
  }

  private addTransactionSearch() {
    const spansEncryptionKey = new kms.Key(this, 'SpansKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    new TransactionSearch(this, 'TransactionSearch', { indexingPercentage: 5, spansEncryptionKey });
  }

  private addEndpoint() {
    const vpc = new ec2.Vpc(this, 'Vpc', { natGateways: 0, flowLogs: { All: { destination: ec2.FlowLogDestination.toCloudWatchLogs() } } });
    const subnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    new XRayVpcEndpoint(this, 'XRay', { vpc, subnets, principals: [new iam.AnyPrincipal()] });
  }
}
