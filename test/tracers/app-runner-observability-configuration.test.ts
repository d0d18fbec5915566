import { aws_apprunner as apprunner } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

propertyContract({
  resourceType: 'AWS::AppRunner::ObservabilityConfiguration',
  property: 'TraceConfiguration.Vendor',
  on: 'AWSXRAY',
  off: 'OTHER',
  properties: { ObservabilityConfigurationName: 'tracing' },
  l1: (scope, id) => new apprunner.CfnObservabilityConfiguration(scope, id, { observabilityConfigurationName: 'tracing' }),
});
