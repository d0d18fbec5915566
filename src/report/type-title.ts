/** Services whose namespace is not how AWS writes their name. */
const SERVICES: Readonly<Record<string, string>> = {
  ApiGateway: 'API Gateway',
  ApiGatewayV2: 'API Gateway v2',
  AutoScaling: 'Auto Scaling',
  BedrockAgentCore: 'Bedrock AgentCore',
  ElasticBeanstalk: 'Elastic Beanstalk',
  ElasticLoadBalancing: 'Classic Load Balancing',
  ElasticLoadBalancingV2: 'Elastic Load Balancing',
  Events: 'EventBridge',
  EventsV2: 'EventBridge v2',
  Pipes: 'EventBridge Pipes',
  Scheduler: 'EventBridge Scheduler',
  Serverless: 'SAM',
  StepFunctions: 'Step Functions',
};

/** Resources whose name does not fall into words by itself. */
const RESOURCES: Readonly<Record<string, string>> = {
  Api: 'API',
  GraphQLApi: 'GraphQL API',
  HttpApi: 'HTTP API',
};

/** What people call a resource type: `Lambda function` for `AWS::Lambda::Function`. Types that are not of AWS are called what they are. */
export function typeTitle(resourceType: string): string {
  const [vendor, service, resource] = resourceType.split('::');
  if (vendor !== 'AWS' || resource === undefined) { return resourceType; }
  return `${SERVICES[service] ?? service} ${RESOURCES[resource] ?? words(resource).toLowerCase()}`;
}

function words(name: string): string {
  return name.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ');
}
