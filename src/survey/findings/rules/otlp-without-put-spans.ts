import { RoleVerdict } from '../../role-verdict';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { otlpExporters } from '../otlp-exporters';

export const OTLP_WITHOUT_PUT_SPANS: FindingRule = {
  id: 'OtlpWithoutPutSpans',
  severity: FindingSeverity.ERROR,
  title: 'What sends spans to X-Ray\'s OTLP endpoint may do so',
  cause: 'The OTLP endpoint asks for `xray:PutSpans`, which none of AWS\'s managed policies for X-Ray allows but `AWSXrayFullAccess`. Without it each span is refused with 403.',
  fix: 'allow the role xray:PutSpans and xray:PutSpansForIndexing by an inline statement',
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html',
  find: (context) => otlpExporters(context).flatMap(({ resource, roleProperty }) => {
    const access = context.roles.of(resource, roleProperty, ['xray:PutSpans']);
    return access?.verdict === RoleVerdict.NOT_ALLOWED || access?.verdict === RoleVerdict.DENIED
      ? [{ at: resource, propertyPath: roleProperty, message: `it sends spans to X-Ray's OTLP endpoint, and its role ${access.roleName} may not do xray:PutSpans` }]
      : [];
  }),
};
