import { AGENT_CORE_TYPES } from '../../agent-core-deliveries';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

export const AGENT_CORE_TRACES_NOT_DELIVERED: FindingRule = {
  id: 'AgentCoreTracesNotDelivered',
  severity: FindingSeverity.INFO,
  title: 'The traces of Amazon Bedrock AgentCore are delivered to X-Ray',
  cause: 'Nothing of Amazon Bedrock AgentCore has a property for tracing: a delivery brings its traces to X-Ray, in accounts where Transaction Search is on. '
    + 'Somebody may have made one elsewhere.',
  fix: 'name its type in the `optInResourceTypes` of `XRayTracing.of(scope).enable()`, or set `tracingEnabled: true` on the CDK\'s `Runtime`; elsewhere add an AWS::Logs::Delivery from '
    + 'a source of the log type TRACES to a destination of the type XRAY. Turn Transaction Search on before, with a `TransactionSearch`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services-agentcore.html',
  find: ({ model, entries }) => model.ofType(...AGENT_CORE_TYPES)
    .filter((sender) => entries.get(sender)?.finding.isOptIn)
    .map((sender) => ({ at: sender, message: 'nothing in these templates delivers its traces to X-Ray' })),
};
