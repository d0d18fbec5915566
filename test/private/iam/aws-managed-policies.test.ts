import { actionsOfAwsManaged, awsManagedPolicyName } from '../../../src/private/iam/aws-managed-policies';

test.each([
  ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess', 'AWSXrayWriteOnlyAccess'],
  ['arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', 'AWSLambdaBasicExecutionRole'],
  [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess' }, 'PowerUserAccess'],
  ['arn:aws:iam::111122223333:policy/AWSXrayWriteOnlyAccess', undefined],
  [undefined, undefined],
])('the AWS managed policy of %j is %s', (arn, name) => {
  expect(awsManagedPolicyName(arn)).toBe(name);
});

const PUT = 'xray:PutTraceSegments';
const SAMPLING = 'xray:GetSamplingRules';

test.each([
  ['AdministratorAccess', [PUT, SAMPLING, 'xray:PutSpans']],
  ['CloudWatchFullAccessV2', [PUT, SAMPLING, 'xray:PutSpans']],
  ['AWSXrayWriteOnlyAccess', [PUT, SAMPLING]],
  ['CloudWatchAgentAdminPolicy', [PUT, SAMPLING]],
  ['CloudWatchLambdaApplicationSignalsExecutionRolePolicy', [PUT]],
  ['ReadOnlyAccess', [SAMPLING]],
  ['AWSLambdaBasicExecutionRole', []],
  ['AmazonSSMManagedInstanceCore', []],
  ['AmazonAppFlowReadOnlyAccess', []],
  ['AmazonEC2ContainerRegistryReadOnly', []],
])('the AWS managed policy %s allows %j', (name, actions) => {
  expect([PUT, SAMPLING, 'xray:PutSpans'].filter((action) => actionsOfAwsManaged(name)?.includes(action))).toEqual(actions);
});

test.each(['AmazonSageMakerFullAccess', 'AWSXRayWriteOnlyAccess', 'constructor'])('what the AWS managed policy %s allows is not known', (name) => {
  expect(actionsOfAwsManaged(name)).toBeUndefined();
});
