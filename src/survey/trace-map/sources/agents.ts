import { edgesBetween, edgesFrom, edgesFromItems, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** What an agent of Amazon Bedrock asks: the functions of its action groups, its knowledge bases and other agents. */
export const BEDROCK_AGENTS: EdgeSource = {
  types: ['AWS::Bedrock::Agent'],
  edges: (agent, context) => [
    ...edgesFromItems(agent, 'ActionGroups', ['ActionGroupExecutor.Lambda'], 'invokes', context),
    ...edgesFromItems(agent, 'AgentCollaborators', ['AgentDescriptor.AliasArn'], 'invokes', context),
    ...edgesFromItems(agent, 'KnowledgeBases', ['KnowledgeBaseId'], 'invokes', context),
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
  edges: (flow, context) => edgesFromItems(flow, 'Definition.Nodes', FLOW_NODES, 'invokes', context),
};

/** Where a knowledge base names what it searches. */
const SEARCHED = [
  ...[
    'KendraKnowledgeBaseConfiguration.KendraIndexArn',
    'SqlKnowledgeBaseConfiguration.RedshiftConfiguration.QueryEngineConfiguration.ProvisionedConfiguration.ClusterIdentifier',
    'SqlKnowledgeBaseConfiguration.RedshiftConfiguration.QueryEngineConfiguration.ServerlessConfiguration.WorkgroupArn',
  ].map((path) => `KnowledgeBaseConfiguration.${path}`),
  ...[
    'NeptuneAnalyticsConfiguration.GraphArn', 'OpensearchManagedClusterConfiguration.DomainArn', 'OpensearchServerlessConfiguration.CollectionArn',
    'RdsConfiguration.ResourceArn', 'S3VectorsConfiguration.IndexArn', 'S3VectorsConfiguration.VectorBucketArn',
  ].map((path) => `StorageConfiguration.${path}`),
];

/** What a knowledge base of Amazon Bedrock searches. */
export const KNOWLEDGE_BASES: EdgeSource = {
  types: ['AWS::Bedrock::KnowledgeBase'],
  edges: (base, context) => SEARCHED.flatMap((path) => edgesFrom(base, path, 'invokes', context)),
};

/** The functions that look at what comes through a gateway of Amazon Bedrock AgentCore. */
export const GATEWAY_INTERCEPTORS: EdgeSource = {
  types: ['AWS::BedrockAgentCore::Gateway'],
  edges: (gateway, context) => edgesFromItems(gateway, 'InterceptorConfigurations', ['Interceptor.Lambda.Arn'], 'invokes', context),
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
