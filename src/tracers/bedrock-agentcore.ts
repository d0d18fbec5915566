import { namesResource } from './private/names-resource';
import type * as enabling from '../private/cdk/trace-delivery';
import { SEGMENT_ACTIONS } from '../private/iam/xray-actions';
import { DELIVERY, DELIVERY_SOURCE, TRACES, XRAY } from '../private/template/trace-delivery';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A row of Amazon Bedrock AgentCore. There is no property for tracing: a delivery of Amazon CloudWatch Logs brings the traces of a resource to X-Ray. Only
 * where it is asked for, because the creation of the delivery fails in an account where Transaction Search is off.
 */
abstract class DeliveredTracesTracer implements IResourceTracer {
  public abstract readonly resourceType: string;
  public abstract readonly ruleId: string;
  public readonly access: XRayAccess = XRayAccess.NONE;
  public readonly addsConstructs = true;

  /** The attribute of the resource that is its ARN. */
  protected abstract readonly arnAttribute: string;

  public inspect(resource: InspectedResource): TracingFinding {
    return isDelivered(resource) ? TracingFinding.traced() : TracingFinding.optIn(
      'Amazon Bedrock AgentCore is traced only where `optInResourceTypes` names it: its traces cannot be delivered in an account where Transaction Search is off',
    );
  }

  public enable(context: TracerContext): void {
    const { inspected, resource } = context;
    if (isDelivered(inspected)) { return; }
    const taker = loadEnabling().takerOfTraces(resource);
    if (taker) {
      return context.inform(this.ruleId, `${taker.node.path} takes the traces of this resource already, and there can be no second delivery source of them: none was added.`);
    }
    loadEnabling().deliverTraces(resource, {
      arnAttribute: this.arnAttribute,
      policy: context._allowInResourcePolicyOfStack(LET_DELIVERIES_SEND),
      add: (scope, id, create) => context._add(scope, id, create),
    });
    const search = loadEnabling().awaitedTransactionSearch(resource);
    if (search) {
      context.inform(this.ruleId, `The delivery of its traces cannot be created before ${search.node.path}, which turns Transaction Search on in another stack. `
        + 'Let the stack wait for that one: `stack.addStackDependency(other)`.');
    }
    if (this.access !== XRayAccess.NONE) { context.grantSender(inspected.reference('RoleArn')); }
  }
}

/**
 * A browser of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Only where it is asked for, because the
 * delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreBrowserTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::BrowserCustom';
  public readonly ruleId = 'BedrockAgentCoreBrowserTracing';
  protected readonly arnAttribute = 'BrowserArn';
}

/**
 * A code interpreter of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Only where it is asked for, because
 * the delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreCodeInterpreterTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::CodeInterpreterCustom';
  public readonly ruleId = 'BedrockAgentCoreCodeInterpreterTracing';
  protected readonly arnAttribute = 'CodeInterpreterArn';
}

/**
 * A gateway of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Only where it is asked for, because the
 * delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreGatewayTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::Gateway';
  public readonly ruleId = 'BedrockAgentCoreGatewayTracing';
  protected readonly arnAttribute = 'GatewayArn';
}

/**
 * A memory of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Only where it is asked for, because the
 * delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreMemoryTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::Memory';
  public readonly ruleId = 'BedrockAgentCoreMemoryTracing';
  protected readonly arnAttribute = 'MemoryArn';
}

/**
 * A runtime of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Its role sends the spans of the agent's own
 * code. Only where it is asked for, because the delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreRuntimeTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::Runtime';
  public readonly ruleId = 'BedrockAgentCoreRuntimeTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  protected readonly arnAttribute = 'AgentRuntimeArn';
}

/**
 * A workload identity of Amazon Bedrock AgentCore: a delivery of its traces to X-Ray, and an X-Ray resource policy for it. Only where it is asked for, because
 * the delivery needs Transaction Search.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
 */
class BedrockAgentCoreWorkloadIdentityTracer extends DeliveredTracesTracer {
  public readonly resourceType = 'AWS::BedrockAgentCore::WorkloadIdentity';
  public readonly ruleId = 'BedrockAgentCoreWorkloadIdentityTracing';
  protected readonly arnAttribute = 'WorkloadIdentityArn';
}

/** The rows of Amazon Bedrock AgentCore. */
export const BEDROCK_AGENT_CORE: readonly IResourceTracer[] = [
  new BedrockAgentCoreBrowserTracer(),
  new BedrockAgentCoreCodeInterpreterTracer(),
  new BedrockAgentCoreGatewayTracer(),
  new BedrockAgentCoreMemoryTracer(),
  new BedrockAgentCoreRuntimeTracer(),
  new BedrockAgentCoreWorkloadIdentityTracer(),
];

/** Whether the template delivers the traces of a resource to X-Ray. A destination that is not in the template may be X-Ray. */
function isDelivered(resource: InspectedResource): boolean {
  const sources = resource._siblings(DELIVERY_SOURCE)
    .filter((each) => each.property('LogType') === TRACES && each.referenced('ResourceArn')?.logicalId === resource.logicalId);
  const deliveries = sources.length > 0 ? resource._siblings(DELIVERY).filter(reachesXRay) : [];
  return deliveries.some((delivery) => sources.some((source) => namesResource(delivery, 'DeliverySourceName', source)));
}

function reachesXRay(delivery: InspectedResource): boolean {
  const destination = delivery.referenced('DeliveryDestinationArn');
  return destination === undefined || destination.property('DeliveryDestinationType') === XRAY;
}

/** For all that the stacks of an account and region deliver: a statement for each would not fit into a policy of 5 KB. */
const LET_DELIVERIES_SEND = {
  Sid: 'AgentCoreTraces',
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: SEGMENT_ACTIONS,
  Resource: '*',
  Condition: {
    'StringEquals': { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    'ArnLike': { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:delivery-source:*' } },
    'ForAllValues:ArnLike': {
      'logs:LogGeneratingResourceArns': [{ 'Fn::Sub': 'arn:${AWS::Partition}:bedrock-agentcore:${AWS::Region}:${AWS::AccountId}:*' }],
    },
  },
};

/** What needs the CDK is loaded when it is first used: the command line inspects without it. */
function loadEnabling(): typeof enabling {
  return require('../private/cdk/trace-delivery');
}
