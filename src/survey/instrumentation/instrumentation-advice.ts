const LAYER = 'add the AWSOpenTelemetryDistro layer of its language and set AWS_LAMBDA_EXEC_WRAPPER=/opt/otel-instrument';

/** What to add to the code of a Lambda function, by the beginning of its runtime. */
const FUNCTION_ADVICE: readonly [string, string][] = [
  ['nodejs', `${LAYER}, or in code: \`const client = new Tracer().captureAWSv3Client(new DynamoDBClient())\` of @aws-lambda-powertools/tracer`],
  ['python', `${LAYER}, or in code: \`from aws_xray_sdk.core import patch_all; patch_all()\``],
  ['java', `${LAYER}, or add com.amazonaws:aws-xray-recorder-sdk-aws-sdk-v2-instrumentor to its dependencies`],
  ['dotnet', `${LAYER}, or in code: \`AWSSDKHandler.RegisterXRayForAllServices()\` of AWSXRayRecorder.Handlers.AwsSdk`],
  ['ruby', 'in code: `require \'aws-xray-sdk/lambda\'`'],
  ['go', 'in code: `awsv2.AWSV2Instrumentor(&config.APIOptions)` of github.com/aws/aws-xray-sdk-go/v2'],
  ['provided', 'in code, for Go: `awsv2.AWSV2Instrumentor(&config.APIOptions)` of github.com/aws/aws-xray-sdk-go/v2; for other languages use OpenTelemetry'],
];

const CONTAINER_ADVICE = 'add an OpenTelemetry SDK or an AWS X-Ray SDK to the image: https://aws-otel.github.io/docs/getting-started/';

/**
 * What to add where code brings no tracing SDK, so that its calls to other services are seen.
 *
 * @param runtime the runtime of a Lambda function; undefined for code of a container
 */
export function instrumentationAdvice(runtime?: string): string {
  return FUNCTION_ADVICE.find(([prefix]) => runtime?.startsWith(prefix))?.[1] ?? CONTAINER_ADVICE;
}
