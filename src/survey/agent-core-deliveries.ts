import { mayShareEnvironment } from './findings/environments';
import type { ModelResource, TemplateModel } from './template-model';
import { templateText } from '../private/template/template-text';
import { DELIVERY, DELIVERY_SOURCE, TRACES, XRAY } from '../private/template/trace-delivery';
import { TracingFinding } from '../tracing/tracing-finding';

/** The types of Amazon Bedrock AgentCore whose traces are delivered. */
export const AGENT_CORE_TYPES = ['BrowserCustom', 'CodeInterpreterCustom', 'Gateway', 'Memory', 'Runtime', 'WorkloadIdentity'].map((name) => `AWS::BedrockAgentCore::${name}`);

const TELEMETRY_RULES = ['AWS::ObservabilityAdmin::OrganizationTelemetryRule', 'AWS::ObservabilityAdmin::TelemetryRule'];

/** The agents, and what they use, whose traces come to X-Ray, each with what brings them there, in whatever stack that stands. */
export type AgentCoreDeliveries = ReadonlyMap<ModelResource, ModelResource>;

/** Finds what brings the traces of Amazon Bedrock AgentCore to X-Ray. */
export function agentCoreDeliveriesOf(model: TemplateModel): AgentCoreDeliveries {
  const senders = model.ofType(...AGENT_CORE_TYPES);
  if (senders.length === 0) { return new Map(); }
  const rules = model.ofType(...TELEMETRY_RULES).filter(({ properties }) => tracesAgents(properties.Rule));
  const bringers = new Map<ModelResource, ModelResource>();
  for (const sender of senders) {
    const rule = rules.find(({ stack }) => mayShareEnvironment(stack, sender.stack));
    if (rule) { bringers.set(sender, rule); }
  }
  for (const source of deliveredSources(model)) {
    for (const sender of model.targets(source, 'ResourceArn')) { bringers.set(sender, source); }
  }
  return bringers;
}

/** What the row of an agent finds, or that its traces are delivered, where the row cannot know: it sees one template. */
export function withDelivery(finding: TracingFinding, bringer: ModelResource | undefined): TracingFinding {
  return bringer && finding.isOptIn ? TracingFinding.traced(`${bringer.name} brings its traces to X-Ray`) : finding;
}

function tracesAgents(rule: any): boolean {
  const { ResourceType, TelemetryType } = Object(rule);
  return TelemetryType === 'Traces' && (typeof ResourceType !== 'string' || ResourceType.startsWith('AWS::BedrockAgentCore::'));
}

/** The sources of traces that some delivery names, by a reference or by its name. */
function deliveredSources(model: TemplateModel): ModelResource[] {
  const deliveries = model.ofType(DELIVERY).filter((delivery) => reachesXRay(delivery, model));
  const referred = new Set(deliveries.flatMap((delivery) => model.targets(delivery, 'DeliverySourceName')));
  const named = new Set(deliveries.map(({ properties }) => templateText(properties.DeliverySourceName)));
  return model.ofType(DELIVERY_SOURCE)
    .filter((source) => source.properties.LogType === TRACES && (referred.has(source) || named.has(templateText(source.properties.Name) ?? '')));
}

/** A destination that is not in the templates may be X-Ray. */
function reachesXRay(delivery: ModelResource, model: TemplateModel): boolean {
  const destinations = model.targets(delivery, 'DeliveryDestinationArn');
  return destinations.length === 0 || destinations.some(({ properties }) => properties.DeliveryDestinationType === XRAY);
}
