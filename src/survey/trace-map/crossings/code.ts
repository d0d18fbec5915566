import { breaks, continues, type CrossingRule, type Judgement, type NodeFacts, unknown } from './judgement';
import { ANALYTICS, isAnalytics } from './senders';
import { lookupTable } from '../../../private/lookup-table';
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
  return unknown('the templates do not show that this code is traced', facts.finding?.advice ?? ADVICE_OF_SERVICES[from.type] ?? CODE_ADVICE);
};

const CODE_ADVICE = 'run a collector beside the code, and add a tracing SDK to it';
const AGENT_ADVICE = 'instrument the agent with the AWS Distro for OpenTelemetry (ADOT), in an account where Transaction Search is on';
const BEANSTALK_ADVICE = 'set the option `XRayEnabled` of `aws:elasticbeanstalk:xray` to true, which starts the X-Ray daemon, and add a tracing SDK to the code';

/** What to do for code beside which no collector of one's own can run, or need run. */
const ADVICE_OF_SERVICES = lookupTable<string>({
  'AWS::AppRunner::Service': 'set `ObservabilityEnabled` of the service to true, with the ARN of an `AWS::AppRunner::ObservabilityConfiguration` whose vendor is AWSXRAY, and instrument the code with the AWS Distro for OpenTelemetry (ADOT)',
  'AWS::BedrockAgentCore::Harness': AGENT_ADVICE,
  'AWS::BedrockAgentCore::Runtime': AGENT_ADVICE,
  'AWS::ElasticBeanstalk::ConfigurationTemplate': BEANSTALK_ADVICE,
  'AWS::ElasticBeanstalk::Environment': BEANSTALK_ADVICE,
  'AWS::Synthetics::Canary': 'set `RunConfig.ActiveTracing` to true',
});

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
