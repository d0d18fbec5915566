import { readFileSync } from 'fs';
import { join } from 'path';
import { type App, aws_ec2 as ec2, Stack } from 'aws-cdk-lib';
import { NagFindings } from './nag';
import { XRayVpcEndpoint } from '../../src';
import type { ContractApp } from '../support/contract-stacks';
import { defineTraceSettings } from '../support/contract-stacks/trace-settings';
import { synthesize } from '../support/synthesis';

const SETTINGS: ContractApp = {
  name: 'account settings',
  context: { '@aws-cdk/core:failSynthOnValidationErrors': false, '@aws-cdk/core:validateAgainstDefaultRules': true },
  define: defineTraceSettings,
};

/** The constructs of the library in both stacks. */
const OURS = /^(Agnostic)?Settings\/(HealthChecks|Polling|Checkout|Slow|Faults|TransactionSearch|DeliverTraces|XRay)\//;

test('the validator finds no error in account settings', () => {
  const report = synthesize(SETTINGS, () => undefined, (_, { directory }) => JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')));
  const violations: any[] = report.pluginReports.flatMap((each: any) => each.violations);
  expect(report.pluginReports.map(({ pluginName }: any) => pluginName)).toContain('CloudFormation Validate');
  expect(violations.filter(({ severity, ruleName }) => severity === 'error' || ruleName === 'W3030')).toEqual([]);
});

test('cdk-nag finds nothing in account settings', () => {
  const findings = synthesize(SETTINGS, () => undefined, (app) => NagFindings.of(app));
  const stacks = ['Settings', 'AgnosticSettings'].flatMap((stack) => findings.below(stack));
  expect(stacks.filter((finding) => OURS.test(finding.split(' on ')[1]))).toEqual([]);
});

test('what others are let in by the endpoint stays visible', () => {
  const open = (app: App) => {
    const stack = new Stack(app, 'Settings');
    new XRayVpcEndpoint(stack, 'XRay', { vpc: new ec2.Vpc(stack, 'Vpc') }).connections.allowFromAnyIpv4(ec2.Port.tcp(22));
  };
  const findings = synthesize({ ...SETTINGS, define: open }, () => undefined, (app) => NagFindings.of(app).below('Settings/XRay'));
  expect(findings).toContain('AwsSolutions-EC23 on Settings/XRay/SecurityGroup/Resource');
});
