import { METADATA_KEY } from '../../../src/private/ids';
import { CoverageReport } from '../../../src/report/coverage-report';
import { InputProblem } from '../../../src/survey/reading/input-problem';

/** What an attacker, or an odd template, calls a resource. */
export const HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\'&amp;';

const ORDERS = {
  PlaceOrder: { Type: 'AWS::Lambda::Function' },
  GetOrder: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' } } },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { TracingEnabled: true } },
  Site: { Type: 'AWS::ApiGatewayV2::Api' },
  Queue: { Type: 'AWS::SQS::Queue' },
  Legacy: { Type: 'AWS::Lambda::Function', Metadata: { [METADATA_KEY]: { excluded: 'Retired in March' } } },
};

const BILLING = {
  Invoice: { Type: 'AWS::Lambda::Function', Metadata: { 'aws:cdk:path': 'Billing/Invoice' } },
  Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { TracingConfiguration: { Enabled: { Ref: 'Traced' } } } },
  [HOSTILE]: { Type: 'AWS::Lambda::Function' },
};

/** A report with something of all that a page shows. */
export function variedReport(): CoverageReport {
  return CoverageReport._of({
    templates: [{ name: 'Orders', template: { Resources: ORDERS } }, { name: 'Billing', template: { Resources: BILLING } }],
    acknowledgements: [{ constructPath: 'Billing/Invoice', ruleId: 'XRay::LambdaFunctionTracing', reason: 'a <b>batch</b> job that nobody waits for' }],
    problems: [new InputProblem('expected <something> else', 'broken.yaml', { line: 1, column: 2 })],
  }, { minimumCoverage: 80 });
}

/** A report of many functions, each third of them traced. */
export function largeReport(count: number): CoverageReport {
  const functions = Array.from({ length: count }, (_, index) => [
    `Function${index}`,
    { Type: 'AWS::Lambda::Function', Properties: index % 3 === 0 ? { TracingConfig: { Mode: 'Active' } } : {} },
  ]);
  return CoverageReport.fromTemplate({ Resources: Object.fromEntries(functions) });
}
