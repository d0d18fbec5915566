import { type App, aws_iam as iam, aws_kms as kms, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import {
  ManagedNodeTargets, ManagedNodeTracing, ObservabilityLink, ObservabilitySink, SpanQueries, TraceCollector, TraceDashboard, TraceHealth, XRayTracing,
} from '../../src';
import type { ContractApp } from '../support/contract-stacks';
import { lambdaFunction } from '../support/contract-stacks/parts';
import { defineTraceSettings } from '../support/contract-stacks/trace-settings';

/** An app with constructs of the library's own. */
export interface ConstructApp extends ContractApp {
  /** The paths of these constructs, or of whole stacks of them. */
  readonly constructs: readonly string[];
}

/** Every construct of the library, with all that can be said about it. */
export const CONSTRUCT_APPS: readonly ConstructApp[] = [
  { name: 'account settings', define: defineTraceSettings, constructs: settingsIn('Settings', 'AgnosticSettings') },
  { name: 'managed nodes', define: defineManagedNodes, constructs: ['Stack', 'AnyEnvironment'] },
  {
    name: 'alarms, dashboards, queries and shared traces',
    define: defineInsight,
    constructs: [...['All', 'One', 'Dashboard', 'Queries', 'Sink'].map((id) => `Health/${id}`), 'Source'],
  },
];

function settingsIn(...stacks: readonly string[]): string[] {
  const ids = ['HealthChecks', 'Polling', 'Checkout', 'Slow', 'Faults', 'TransactionSearch', 'DeliverTraces', 'XRay'];
  return stacks.flatMap((stack) => ids.map((id) => `${stack}/${id}`));
}

function defineManagedNodes(app: App): void {
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const daemon = new ManagedNodeTracing(stack, 'Daemon', {
    targets: ManagedNodeTargets.tags({ Site: ['warehouse'] }),
    interval: Duration.hours(1),
    hybridActivation: { defaultInstanceName: 'warehouse' },
  });
  daemon.addNodeRole(new iam.Role(stack, 'NodeRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
  new ManagedNodeTracing(stack, 'Collector', { targets: ManagedNodeTargets.allNodes(), collector: TraceCollector.adotCollector() });
  new ManagedNodeTracing(new Stack(app, 'AnyEnvironment'), 'Daemon', { targets: ManagedNodeTargets.resourceGroup('pricing'), hybridActivation: {} });
}

function defineInsight(app: App): void {
  const stack = new Stack(app, 'Health', { env: { account: '111122223333', region: 'eu-west-1' } });
  const masterKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const topic = new sns.Topic(stack, 'Topic', { masterKey, enforceSSL: true });
  const props = {
    latencyObjective: Duration.seconds(1), errorThreshold: 10, silenceThreshold: Duration.minutes(15), insights: true, notificationTopics: [topic],
  };
  const health = new TraceHealth(stack, 'All', props);
  TraceHealth.forConstruct(stack, 'One', lambdaFunction(stack, 'Function'), props);
  new TraceDashboard(stack, 'Dashboard', { health: [health] });
  new SpanQueries(stack, 'Queries');
  new ObservabilitySink(stack, 'Sink', { sourceAccounts: ['444455556666'], organizationId: 'o-abcde12345' });
  const source = new Stack(app, 'Source', { env: { account: '444455556666', region: 'eu-west-1' } });
  new ObservabilityLink(source, 'Link', { sinkArn: 'arn:aws:oam:eu-west-1:111122223333:sink/0a1b2c3d-0000-1111-2222-333344445555' });
  XRayTracing.of(app).enable();
}
