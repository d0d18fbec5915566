import { type App, aws_ec2 as ec2, Stack } from 'aws-cdk-lib';
import { CONSTRUCT_APPS } from './construct-apps';
import { NagFindings } from './nag';
import { XRayVpcEndpoint } from '../../src';
import { synthesize } from '../support/synthesis';
import { switchValidatorOff } from '../support/validator';

// Here cdk-nag is asked; what the CDK's own validator says is another suite's.
switchValidatorOff();

test.each(CONSTRUCT_APPS)('cdk-nag finds nothing in $name', ({ constructs, ...constructApp }) => {
  const findings = synthesize(constructApp, () => undefined, (app) => NagFindings.of(app));
  expect(constructs.flatMap((path) => findings.below(path))).toEqual([]);
});

test('what others are let in by the endpoint stays visible', () => {
  const open = (app: App) => {
    const stack = new Stack(app, 'Settings');
    new XRayVpcEndpoint(stack, 'XRay', { vpc: new ec2.Vpc(stack, 'Vpc') }).connections.allowFromAnyIpv4(ec2.Port.tcp(22));
  };
  const findings = synthesize({ name: 'open endpoint', define: open }, () => undefined, (app) => NagFindings.of(app).below('Settings/XRay'));
  expect(findings).toContain('AwsSolutions-EC23 on Settings/XRay/SecurityGroup/Resource');
});
