import { FindingSeverity } from '../../survey-finding';
import { mayShareEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';
import { type OtlpExporter, otlpExporters } from '../otlp-exporters';

export const OTLP_WITHOUT_TRANSACTION_SEARCH: FindingRule = {
  id: 'OtlpWithoutTransactionSearch',
  severity: FindingSeverity.WARNING,
  title: 'Spans are sent to X-Ray\'s OTLP endpoint where Transaction Search is on',
  cause: 'The OTLP endpoint accepts spans only in accounts and regions where Transaction Search is on: else it answers 400. None of these templates turns it on; somebody '
    + 'may have done so elsewhere.',
  fix: 'add a `TransactionSearch`, or acknowledge this where the account has it on already',
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html',
  find: (context) => {
    const settings = context.model.ofType('AWS::XRay::TransactionSearchConfig');
    const isOff = ({ resource }: OtlpExporter) => !settings.some(({ stack }) => mayShareEnvironment(stack, resource.stack));
    return otlpExporters(context).filter(isOff).map(({ resource, propertyPath }) => ({
      at: resource, propertyPath, message: 'it sends spans to X-Ray\'s OTLP endpoint, and none of these templates turns Transaction Search on',
    }));
  },
};
