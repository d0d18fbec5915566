import { App, aws_iam as iam, Duration, Stack } from 'aws-cdk-lib';
import { NagFindings } from './nag';
import { ManagedNodeTargets, ManagedNodeTracing, TraceCollector } from '../../src';
import { synthesize } from '../support/synthesis';

const { readFindings } = jest.requireActual('../../scripts/corpus/findings');

const APP = {
  name: 'managed nodes',
  context: { '@aws-cdk/core:failSynthOnValidationErrors': false, '@aws-cdk/core:validateAgainstDefaultRules': true },
  define: (app: App) => {
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const daemon = new ManagedNodeTracing(stack, 'Daemon', {
      targets: ManagedNodeTargets.tags({ Site: ['warehouse'] }),
      interval: Duration.hours(1),
      hybridActivation: { defaultInstanceName: 'warehouse' },
    });
    daemon.addNodeRole(new iam.Role(stack, 'NodeRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
    new ManagedNodeTracing(stack, 'Collector', { targets: ManagedNodeTargets.allNodes(), collector: TraceCollector.adotCollector() });
    new ManagedNodeTracing(new Stack(app, 'AnyEnvironment'), 'Daemon', { targets: ManagedNodeTargets.resourceGroup('pricing'), hybridActivation: {} });
  },
};

test('the validator finds nothing', () => {
  expect(synthesize(APP, () => undefined, (_, assembly) => readFindings(assembly.directory))).toEqual([]);
});

test('cdk-nag finds nothing in what was added', () => {
  const findings = synthesize(APP, () => undefined, (app) => NagFindings.of(app));
  expect(['Stack', 'AnyEnvironment'].flatMap((path) => findings.below(path))).toEqual([]);
});
