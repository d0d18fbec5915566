import { source } from './templates';
import { survey } from '../../src/survey/survey';
import { TracingStatus } from '../../src/tracing/tracing-finding';

const AGENT = { Agent: { Type: 'AWS::BedrockAgentCore::Runtime', Properties: { RoleArn: 'arn:aws:iam::111122223333:role/agent' } } };
const EXPORTED = { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Agent', 'AgentRuntimeArn'] }, Export: { Name: 'agent' } } } };

const DELIVERIES = {
  Source: { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 'traces', LogType: 'TRACES', ResourceArn: { 'Fn::ImportValue': 'agent' } } },
  Delivery: { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: { Ref: 'Source' }, DeliveryDestinationArn: 'arn:aws:logs:eu-west-1:111122223333:delivery-destination:x' } },
};

const RULE = { Rule: { Type: 'AWS::ObservabilityAdmin::TelemetryRule', Properties: { Rule: { TelemetryType: 'Traces' } } } };

/** What is known of an agent beside what stands in another stack. */
function agentBeside(others: Record<string, any>, agent: Record<string, any> = AGENT) {
  const { resources, findings } = survey({
    templates: [source(agent, { name: 'Agents', template: EXPORTED }), source(others, { name: 'Others' })],
    acknowledgements: [],
  });
  return { agent: resources.find(({ logicalId }) => logicalId === 'Agent'), ids: findings.map(({ ruleId }) => ruleId) };
}

test.each([
  ['a delivery', DELIVERIES],
  ['a telemetry rule', RULE],
])('an agent is traced by %s in another stack, and nothing is found of it', (_, others) => {
  const { agent, ids } = agentBeside(others);
  expect(agent?.status).toBe(TracingStatus.TRACED);
  expect(ids).toEqual([]);
});

test('an agent that nothing delivers is listed with the option that traces it, and found', () => {
  const { agent, ids } = agentBeside({ Delivery: DELIVERIES.Delivery });
  expect(agent).toMatchObject({ status: TracingStatus.EXCLUDED, reason: expect.stringContaining('`optInResourceTypes`') });
  expect(ids).toContain('XRay::AgentCoreTracesNotDelivered');
});

test('an agent that is excluded stays so, and nothing is found of it', () => {
  const { agent, ids } = agentBeside({}, { Agent: { ...AGENT.Agent, Metadata: { 'cdk-xray': { excluded: 'a prototype' } } } });
  expect(agent).toMatchObject({ status: TracingStatus.EXCLUDED, reason: 'a prototype' });
  expect(ids).toEqual([]);
});
