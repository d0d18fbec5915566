import { templateText } from '../../../private/template/template-text';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import { mayShareEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';

const SENDERS = ['AWS::BedrockAgentCore::Gateway', 'AWS::BedrockAgentCore::Memory', 'AWS::BedrockAgentCore::Runtime'];
const TELEMETRY_RULES = ['AWS::ObservabilityAdmin::OrganizationTelemetryRule', 'AWS::ObservabilityAdmin::TelemetryRule'];

export const AGENT_CORE_TRACES_NOT_DELIVERED: FindingRule = {
  id: 'AgentCoreTracesNotDelivered',
  severity: FindingSeverity.INFO,
  title: 'The traces of Amazon Bedrock AgentCore are delivered to X-Ray',
  cause: 'A runtime, gateway or memory of Amazon Bedrock AgentCore has no property for tracing: a delivery brings its traces to X-Ray, in accounts where Transaction Search is on. '
    + 'Somebody may have made one elsewhere.',
  fix: 'set `tracingEnabled: true` on the CDK\'s `Runtime`; elsewhere add an AWS::Logs::Delivery from a source of the log type TRACES to a destination of the type XRAY. '
    + 'Turn Transaction Search on before, with a `TransactionSearch`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services-agentcore.html',
  find: ({ model }) => {
    const senders = model.ofType(...SENDERS);
    if (senders.length === 0) { return []; }
    const delivered = new Set(deliveredSources(model).flatMap((source) => model.targets(source, 'ResourceArn')));
    const rules = model.ofType(...TELEMETRY_RULES).filter(({ properties }) => tracesAgents(properties.Rule));
    return senders.filter((sender) => !delivered.has(sender) && !rules.some(({ stack }) => mayShareEnvironment(stack, sender.stack)))
      .map((sender) => ({ at: sender, message: 'nothing in these templates delivers its traces to X-Ray' }));
  },
};

function tracesAgents(rule: any): boolean {
  const { ResourceType, TelemetryType } = Object(rule);
  return TelemetryType === 'Traces' && (typeof ResourceType !== 'string' || ResourceType.startsWith('AWS::BedrockAgentCore::'));
}

/** The sources of traces that some delivery names, by a reference or by its name. */
function deliveredSources(model: TemplateModel): ModelResource[] {
  const deliveries = model.ofType('AWS::Logs::Delivery').filter((delivery) => reachesXRay(delivery, model));
  const referred = new Set(deliveries.flatMap((delivery) => model.targets(delivery, 'DeliverySourceName')));
  const named = new Set(deliveries.map(({ properties }) => templateText(properties.DeliverySourceName)));
  return model.ofType('AWS::Logs::DeliverySource')
    .filter((source) => source.properties.LogType === 'TRACES' && (referred.has(source) || named.has(templateText(source.properties.Name) ?? '')));
}

/** A destination that is not in the templates may be X-Ray. */
function reachesXRay(delivery: ModelResource, model: TemplateModel): boolean {
  const destinations = model.targets(delivery, 'DeliveryDestinationArn');
  return destinations.length === 0 || destinations.some(({ properties }) => properties.DeliveryDestinationType === 'XRAY');
}
