import { mayShareEnvironment } from './findings/environments';
import type { ModelResource, TemplateModel } from './template-model';
import { templateText } from '../private/template/template-text';
import { DELIVERY, DELIVERY_SOURCE, isTracingRule, TELEMETRY_RULES, TRACES, XRAY } from '../private/template/trace-delivery';
import { TracerRegistry } from '../tracing/tracer-registry';
import { TracingFinding } from '../tracing/tracing-finding';

/** The types of Amazon Bedrock AgentCore whose traces are delivered: those that have a row. */
export const AGENT_CORE_TYPES = TracerRegistry.builtIn().resourceTypes.filter((type) => type.startsWith('AWS::BedrockAgentCore::'));

/** The agents, and what they use, whose traces something brings to X-Ray, in whatever stack that stands. */
export function deliveredAgents(model: TemplateModel): ReadonlySet<ModelResource> {
  const senders = model.ofType(...AGENT_CORE_TYPES);
  if (senders.length === 0) { return new Set(); }
  const rules = model.ofType(...TELEMETRY_RULES);
  const byRule = senders.filter((sender) =>
    rules.some(({ properties, stack }) => isTracingRule(properties.Rule, sender.type) && mayShareEnvironment(stack, sender.stack)));
  return new Set([...byRule, ...deliveredSources(model).flatMap((source) => model.targets(source, 'ResourceArn'))]);
}

/** What the row of an agent finds, or that its traces are delivered, where the row cannot know: it sees one template. */
export function withDelivery(finding: TracingFinding, isDelivered: boolean): TracingFinding {
  return isDelivered && finding.isOptIn ? TracingFinding.traced() : finding;
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
