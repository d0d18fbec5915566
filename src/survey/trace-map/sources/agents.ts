import { valueAt } from '../../../private/template/intrinsics';
import { pathOf } from '../../../private/template/property-path';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import { possibleItems } from '../possible-items';

/** What an agent of Amazon Bedrock asks: the functions of its action groups, its knowledge bases and other agents. */
export const BEDROCK_AGENTS: EdgeSource = {
  types: ['AWS::Bedrock::Agent'],
  edges: (agent, context) => [
    ...invokedByItems(agent, 'ActionGroups', ['ActionGroupExecutor.Lambda'], context),
    ...invokedByItems(agent, 'AgentCollaborators', ['AgentDescriptor.AliasArn'], context),
    ...invokedByItems(agent, 'KnowledgeBases', ['KnowledgeBaseId'], context),
    ...edgesFrom(agent, 'CustomOrchestration.Executor.Lambda', 'invokes', context),
    ...edgesFrom(agent, 'PromptOverrideConfiguration.OverrideLambda', 'invokes', context),
  ],
};

/** Where the nodes of a flow name what they ask. */
const FLOW_NODES = [
  'Agent.AgentAliasArn', 'KnowledgeBase.KnowledgeBaseId', 'LambdaFunction.LambdaArn', 'Retrieval.ServiceConfiguration.S3.BucketName',
  'Storage.ServiceConfiguration.S3.BucketName',
].map((path) => `Configuration.${path}`);

/** What the nodes of a flow of Amazon Bedrock ask. */
export const BEDROCK_FLOWS: EdgeSource = {
  types: ['AWS::Bedrock::Flow'],
  edges: (flow, context) => invokedByItems(flow, 'Definition.Nodes', FLOW_NODES, context),
};

/** Where a knowledge base names what it searches. */
const SEARCHED = [
  'KnowledgeBaseConfiguration.KendraKnowledgeBaseConfiguration.KendraIndexArn', 'StorageConfiguration.OpensearchManagedClusterConfiguration.DomainArn',
  'StorageConfiguration.RdsConfiguration.ResourceArn',
];

/** What a knowledge base of Amazon Bedrock searches. */
export const KNOWLEDGE_BASES: EdgeSource = {
  types: ['AWS::Bedrock::KnowledgeBase'],
  edges: (base, context) => SEARCHED.flatMap((path) => edgesFrom(base, path, 'invokes', context)),
};

/** The functions that look at what comes through a gateway of Amazon Bedrock AgentCore. */
export const GATEWAY_INTERCEPTORS: EdgeSource = {
  types: ['AWS::BedrockAgentCore::Gateway'],
  edges: (gateway, context) => invokedByItems(gateway, 'InterceptorConfigurations', ['Interceptor.Lambda.Arn'], context),
};

/** Where the target of a gateway names what answers. */
const ANSWERING = [
  'Http.AgentcoreRuntime.Arn', 'Http.Passthrough.Endpoint', 'Mcp.ApiGateway.RestApiId', 'Mcp.Lambda.LambdaArn', 'Mcp.McpServer.Endpoint',
].map((path) => `TargetConfiguration.${path}`);

/** What answers behind a gateway of Amazon Bedrock AgentCore. */
export const GATEWAY_TARGETS: EdgeSource = {
  types: ['AWS::BedrockAgentCore::GatewayTarget'],
  edges: (target, context) => {
    const gateways = endsAt(target, 'GatewayIdentifier', context);
    return ANSWERING.flatMap((path) => edgesBetween(gateways, endsAt(target, path, context), 'invokes', evidenceAt(target, path)));
  },
};

/** The edges to what the items of a list name at any of some paths. */
function invokedByItems(resource: ModelResource, list: string, paths: readonly string[], { ends }: SourceContext): FoundEdge[] {
  return possibleItems(valueAt(resource.properties, pathOf(list))).flatMap(({ path: index, item }) => paths.flatMap((path) =>
    edgesBetween([resource], ends.in(resource.stack, valueAt(item, pathOf(path))), 'invokes', evidenceAt(resource, `${list}.${index}.${path}`))));
}
