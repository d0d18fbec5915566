import { App, Stack } from 'aws-cdk-lib';
import {
  type CollectorLogLevel, type ComplianceSeverity, DefaultSamplingRule, type EncryptionKeyType, ManagedNodeTargets, ManagedNodeTracing, SamplingRate,
  type SettingOnDelete, TraceCollector, TraceDashboard, type TraceDashboardGrouping, XRayEncryption,
} from '../../../src';

const targets = ManagedNodeTargets.allNodes();
const rate = SamplingRate.percent(5);

test.each<[string, string, (stack: Stack) => void]>([
  ['keyType', 'CUSTOMER_MANAGED, AWS_MANAGED, AWS_OWNED', (stack) => new XRayEncryption(stack, 'It', { keyType: 'other' as EncryptionKeyType })],
  ['onDelete', 'KEEP, RESET', (stack) => new XRayEncryption(stack, 'It', { onDelete: 'other' as SettingOnDelete })],
  ['onDelete', 'KEEP, RESET', (stack) => new DefaultSamplingRule(stack, 'It', { rate, onDelete: 'other' as SettingOnDelete })],
  ['groupBy', 'STACK, SERVICE', (stack) => new TraceDashboard(stack, 'It', { groupBy: 'other' as TraceDashboardGrouping })],
  ['complianceSeverity', 'CRITICAL, HIGH, MEDIUM, LOW, UNSPECIFIED', (stack) =>
    new ManagedNodeTracing(stack, 'It', { targets, complianceSeverity: 'other' as ComplianceSeverity })],
])('`%s` must be one of %s', (property, members, make) => {
  expect(() => make(new Stack(new App(), 'Stack'))).toThrow(new Error(`[Stack/It] \`${property}\` must be one of ${members}, got: "other"`));
});

test.each(['xrayDaemon', 'adotCollector'] as const)('`logLevel` of %s must be one that there is', (collector) => {
  expect(() => TraceCollector[collector]({ logLevel: 'warning' as CollectorLogLevel }))
    .toThrow(new Error('`logLevel` must be one of debug, info, warn, error, got: "warning"'));
});
