import type { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type TracingOptions, XRayTracing } from '../../src';
import type { ContractApp } from '../support/contract-stacks';
import { synthesize } from '../support/synthesis';

/** The types that are traced only where they are named. */
export const OPT_IN = [
  'AWS::BedrockAgentCore::BrowserCustom', 'AWS::BedrockAgentCore::CodeInterpreterCustom', 'AWS::BedrockAgentCore::Gateway', 'AWS::BedrockAgentCore::Memory',
  'AWS::BedrockAgentCore::Runtime', 'AWS::BedrockAgentCore::WorkloadIdentity', 'AWS::RUM::AppMonitor',
];

/**
 * Synthesizes an app with tracing by the options, or without tracing.
 *
 * The pipelines example turns tracing on in its own constructor: there too it is these options that count.
 */
export function synthesizeWith<T>(
  contractApp: ContractApp, options: TracingOptions | undefined, use: (app: App, assembly: CloudAssembly) => T,
): T {
  const enable = XRayTracing.prototype.enable;
  const choice = jest.spyOn(XRayTracing.prototype, 'enable').mockImplementation(function (this: XRayTracing) {
    if (options) { enable.call(this, options); }
  });
  try {
    return synthesize(contractApp, (app) => XRayTracing.of(app).enable(), use);
  } finally {
    choice.mockRestore();
  }
}
