import { type App, aws_bedrockagentcore as agentcore, NestedStack, Stack } from 'aws-cdk-lib';
import { cfnRole, ENV } from './parts';

const IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/concierge:1';

/** Agents of Amazon Bedrock AgentCore with what they use, as L2 and as L1 constructs. */
export function defineAgents(app: App): void {
  const stack = new Stack(app, 'Agents', { env: ENV });
  const agentRuntimeArtifact = agentcore.AgentRuntimeArtifact.fromImageUri(IMAGE);
  new agentcore.Runtime(stack, 'Concierge', { agentRuntimeArtifact });
  new agentcore.Runtime(stack, 'TracedByTheCdk', { agentRuntimeArtifact, tracingEnabled: true });
  new agentcore.CfnRuntime(stack, 'Porter', {
    agentRuntimeName: 'porter',
    agentRuntimeArtifact: { containerConfiguration: { containerUri: IMAGE } },
    networkConfiguration: { networkMode: 'PUBLIC' },
    roleArn: cfnRole(stack, 'PorterRole', 'bedrock-agentcore.amazonaws.com').attrArn,
  });
  const networkConfiguration = { networkMode: 'PUBLIC' };
  new agentcore.CfnBrowserCustom(stack, 'Browser', { name: 'browser', networkConfiguration });
  new agentcore.CfnCodeInterpreterCustom(stack, 'Interpreter', { name: 'interpreter', networkConfiguration });
  new agentcore.CfnWorkloadIdentity(stack, 'Identity', { name: 'concierge' });
  new agentcore.CfnMemory(stack, 'Guests', { name: 'guests', eventExpiryDuration: 30 });
  new agentcore.CfnMemory(new NestedStack(stack, 'Nested'), 'Rooms', { name: 'rooms', eventExpiryDuration: 30 });
  new agentcore.CfnGateway(new Stack(app, 'Tools'), 'Gateway', {
    authorizerType: 'AWS_IAM', name: 'tools', protocolType: 'MCP', roleArn: 'arn:aws:iam::111122223333:role/tools',
  });
}
