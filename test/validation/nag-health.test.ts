import { App, aws_kms as kms, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { NagFindings } from './nag';
import { ObservabilityLink, ObservabilitySink, SpanQueries, TraceDashboard, TraceHealth, XRayTracing } from '../../src';
import { lambdaFunction } from '../support/contract-stacks/parts';

const { readFindings } = jest.requireActual('../../scripts/corpus/findings');

function healthApp(): App {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false, '@aws-cdk/core:validateAgainstDefaultRules': true } });
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
  const sink = new ObservabilitySink(stack, 'Sink', { sourceAccounts: ['444455556666'], organizationId: 'o-abcde12345' });
  const source = new Stack(app, 'Source', { env: { account: '444455556666', region: 'eu-west-1' } });
  new ObservabilityLink(source, 'Link', { sinkArn: 'arn:aws:oam:eu-west-1:111122223333:sink/0a1b2c3d-0000-1111-2222-333344445555' });
  expect(sink.sinkArn).toBeDefined();
  XRayTracing.of(app).enable();
  return app;
}

test('neither cdk-nag nor the validator finds anything in alarms, dashboards, queries and shared traces', () => {
  const app = healthApp();
  const { directory } = app.synth();
  const nag = NagFindings.of(app);
  expect(['All', 'One', 'Dashboard', 'Queries', 'Sink'].flatMap((id) => nag.below(`Health/${id}`))).toEqual([]);
  expect(nag.below('Source')).toEqual([]);
  expect(readFindings(directory).filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
});
