import { breaks, continues, type CrossingRule, type Judgement, type NodeFacts, unknown } from './judgement';
import { ANALYTICS, isAnalytics } from './senders';
import { TracingStatus } from '../../../tracing/tracing-finding';
import { isFunction } from '../../lambda-functions';
import { isModelResource, type MapEnd } from '../map-end';

/** What code calls. */
export const CALLED_BY_CODE: CrossingRule = ({ from }, factsOf) => {
  const facts = factsOf(from);
  if (isAnalytics(from)) { return ANALYTICS; }
  if (isFunction(from)) { return byFunction(facts, tracingProperty(from)); }
  if (facts.finding?.status === TracingStatus.TRACED) {
    return bySdk(facts, 'segments can be sent from here; the tracing SDK of the code passes the header on');
  }
  return unknown('the templates do not show that this code is traced', facts.finding?.advice ?? (AGENTS.includes(from.type) ? AGENT_ADVICE : CODE_ADVICE));
};

const CODE_ADVICE = 'run a collector beside the code, and add a tracing SDK to it';

/** What runs the code of agents, beside which no collector can run. */
const AGENTS = ['AWS::BedrockAgentCore::Harness', 'AWS::BedrockAgentCore::Runtime'];
const AGENT_ADVICE = 'instrument the agent with the AWS Distro for OpenTelemetry (ADOT), in an account where Transaction Search is on';

function byFunction(facts: NodeFacts, property: string): Judgement {
  const { finding } = facts;
  switch (finding?.status) {
    case TracingStatus.TRACED: return bySdk(facts, 'Lambda hands the trace to the code of a traced function, which passes it on');
    case TracingStatus.UNTRACED:
    case TracingStatus.EXCLUDED: return continues(
      'a function in PassThrough mode forwards the trace without a segment of its own and without the sampling decision', `set \`${property}\` to Active`);
    case TracingStatus.UNSUPPORTED: return breaks(finding.reason ?? 'the function cannot be traced', finding.advice);
    default: return unknown(finding?.reason ?? 'the templates do not tell whether the function is traced', finding?.advice);
  }
}

function tracingProperty(fn: MapEnd): string {
  return isModelResource(fn) && fn.type === 'AWS::Serverless::Function' ? 'Tracing' : 'TracingConfig.Mode';
}

function bySdk({ instrumentation }: NodeFacts, reason: string): Judgement {
  if (instrumentation === undefined || !instrumentation.isComplete || instrumentation.sdks.length > 0) { return continues(reason); }
  return unknown('no tracing SDK was found in the code, which has to record its calls and to pass the header on', instrumentation.advice);
}
