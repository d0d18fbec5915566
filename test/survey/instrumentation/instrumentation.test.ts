import { archiveWith, folderWith } from './assets';
import { instrumentationOf } from '../../../src/survey/instrumentation/instrumentation';
import { instrumentationAdvice } from '../../../src/survey/instrumentation/instrumentation-advice';

const XRAY = 'AWS X-Ray SDK';
const POWERTOOLS = 'Powertools for AWS Lambda';
const OTEL = 'OpenTelemetry';

function inAsset(asset: string) {
  return instrumentationOf({ assets: [asset], layers: [], environment: {} });
}

describe.each([
  // Node.js
  ['a dependency', XRAY, 'package.json', '{ "dependencies": { "aws-xray-sdk-core": "^3" } }'],
  ['a lock file of yarn', XRAY, 'yarn.lock', 'aws-xray-sdk-core@^3.5.0:\n  version "3.5.0"'],
  ['an installed package', XRAY, 'node_modules/aws-xray-sdk/package.json', '{}'],
  ['a bundle that is minified', XRAY, 'index.mjs', 'var a=process.env.AWS_XRAY_CONTEXT_MISSING||"LOG_ERROR"'],
  ['code that requires it', XRAY, 'src/index.js', 'const x = require("aws-xray-sdk-core");'],
  ['an installed package', POWERTOOLS, 'node_modules/@aws-lambda-powertools/tracer/lib/index.js', ''],
  ['a bundle that is minified', POWERTOOLS, 'index.js', 'e.POWERTOOLS_TRACE_ENABLED'],
  ['a dependency', OTEL, 'package.json', '{ "dependencies": { "@opentelemetry/sdk-node": "1" } }'],
  ['the AWS distribution', OTEL, 'package.json', '{ "dependencies": { "@aws/aws-distro-opentelemetry-node-autoinstrumentation": "1" } }'],
  // Python
  ['a requirement', XRAY, 'requirements.txt', 'boto3\naws-xray-sdk==2.14'],
  ['a vendored package', XRAY, 'aws_xray_sdk/__init__.py', ''],
  ['an import', XRAY, 'app.py', 'import os\nfrom aws_xray_sdk.core import patch_all\n'],
  ['a requirement with the extra', POWERTOOLS, 'requirements.txt', 'aws-lambda-powertools[tracer,parser]>=3'],
  ['a requirement of Poetry', POWERTOOLS, 'pyproject.toml', 'aws-lambda-powertools = { version = "^3", extras = ["all"] }'],
  ['an import', POWERTOOLS, 'app.py', 'from aws_lambda_powertools import (\n    Logger,\n    Tracer,\n)\n'],
  ['a requirement', OTEL, 'requirements-prod.txt', 'aws-opentelemetry-distro'],
  ['an import', OTEL, 'src/app.py', 'from opentelemetry import trace'],
  // Java
  ['a library', XRAY, 'lib/aws-xray-recorder-sdk-core-2.15.0.jar', ''],
  ['a shaded class', XRAY, 'com/amazonaws/xray/AWSXRay.class', ''],
  ['a build file', XRAY, 'pom.xml', '<artifactId>aws-xray-recorder-sdk-aws-sdk-v2</artifactId>'],
  ['a library', POWERTOOLS, 'lib/powertools-tracing-2.0.0.jar', ''],
  ['a build file', POWERTOOLS, 'build.gradle.kts', 'aspect("software.amazon.lambda:powertools-tracing:2.0.0")'],
  ['an agent', OTEL, 'opt/aws-opentelemetry-agent.jar', ''],
  // Go
  ['a module', XRAY, 'go.mod', 'require github.com/aws/aws-xray-sdk-go/v2 v2.0.0'],
  ['a program', XRAY, 'bootstrap', '\x7fELF\x00\x00dep\tgithub.com/aws/aws-xray-sdk-go\tv1.8.5\x00'],
  ['a program', OTEL, 'bootstrap', '\x7fELF\x00dep\tgo.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-lambda-go/otellambda'],
  // .NET
  ['a library', XRAY, 'AWSXRayRecorder.Handlers.AwsSdk.dll', ''],
  ['a project', XRAY, 'src/Orders.csproj', '<PackageReference Include="AWSXRayRecorder" Version="2" />'],
  ['a library', POWERTOOLS, 'AWS.Lambda.Powertools.Tracing.dll', ''],
  ['a library', OTEL, 'OpenTelemetry.Api.dll', ''],
  ['what a program depends on', OTEL, 'Orders.deps.json', '"OpenTelemetry.Api/1.9.0": {}'],
  // Ruby
  ['a gem', XRAY, 'vendor/bundle/ruby/3.3.0/gems/aws-xray-sdk-0.16.0/lib/aws-xray-sdk.rb', ''],
  ['a Gemfile', XRAY, 'Gemfile', 'gem \'aws-xray-sdk\''],
  ['a gem', OTEL, 'vendor/bundle/ruby/3.3.0/gems/opentelemetry-sdk-1.5.0/lib/x.rb', ''],
  // Images
  ['a Dockerfile', OTEL, 'Dockerfile', 'CMD ["opentelemetry-instrument", "python", "app.py"]'],
  ['a Dockerfile', XRAY, 'docker/Dockerfile.prod', 'RUN pip install aws-xray-sdk'],
])('%s shows %s', (_, sdk, file, content) => {
  test.each([['a folder', folderWith], ['an archive', archiveWith]])(`by ${file} in %s`, (__, assetWith) => {
    expect(inAsset(assetWith({ [file]: content, 'README.md': 'x' }))).toEqual({ found: [{ sdk, evidence: file }], isComplete: true });
  });
});

test.each([
  ['the trace header, which the AWS SDK reads too', { 'index.js': 'process.env._X_AMZN_TRACE_ID;"X-Amzn-Trace-Id"' }],
  ['Powertools without its tracer', { 'requirements.txt': 'aws-lambda-powertools[parser]', 'app.py': 'from aws_lambda_powertools import Logger\nclass Tracer: pass' }],
  ['what an installed package depends on for its own tests', { 'node_modules/express/package.json': '{ "devDependencies": { "aws-xray-sdk-core": "3" } }' }],
  ['a name that only begins alike', { 'package.json': '{ "dependencies": { "aws-xray-sdk-mock": "1", "opentelemetry": "1" } }' }],
  ['nothing', { 'index.js': 'exports.handler = async () => {};' }],
])('%s shows nothing', (_, files) => {
  expect(inAsset(folderWith(files))).toEqual({ found: [], isComplete: true });
});

test.each([
  ['a layer of the AWS distribution', OTEL, { layers: ['arn:aws:lambda:eu-west-1:615299751070:layer:AWSOpenTelemetryDistroJs:15'] }],
  ['a layer with a collector', OTEL, { layers: ['arn:aws:lambda:eu-west-1:901920570463:layer:aws-otel-nodejs-amd64-ver-1-30-2:1'] }],
  ['a layer of Powertools', POWERTOOLS, { layers: ['arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python312-x86_64:1'] }],
  ['a wrapper', OTEL, { environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument' } }],
  ['a Java agent', XRAY, { environment: { JAVA_TOOL_OPTIONS: '-Xmx1g -javaagent:/opt/disco/disco-java-agent.jar=pluginPath=/opt/xray' } }],
  ['a Java agent of OpenTelemetry', OTEL, { environment: { JAVA_TOOL_OPTIONS: '-javaagent:/opt/aws-opentelemetry-agent.jar' } }],
])('%s shows %s', (_, sdk, sources) => {
  const { found } = instrumentationOf({ assets: [], layers: [], environment: {}, ...sources });
  expect(found).toEqual([{ sdk, evidence: expect.stringMatching(/^the (layer arn:|environment variable [A-Z])/) }]);
});

test('a layer for metrics, and the address of a collector, show nothing', () => {
  expect(instrumentationOf({
    assets: [],
    layers: ['arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:38'],
    environment: { AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_LAMBDA_EXEC_WRAPPER: '/opt/other' },
  })).toEqual({ found: [], isComplete: true });
});

test('each SDK is named once, with what showed it first', () => {
  const asset = folderWith({ 'node_modules/@aws-lambda-powertools/tracer/index.js': '', 'node_modules/aws-xray-sdk-core/index.js': '', 'index.js': 'AWS_XRAY_LOG_LEVEL' });
  expect(inAsset(asset).found).toEqual([
    { sdk: XRAY, evidence: 'index.js' },
    { sdk: POWERTOOLS, evidence: 'node_modules/@aws-lambda-powertools/tracer/index.js' },
  ]);
});

test('what was not looked at whole is not complete', () => {
  const sources = { assets: [folderWith({ 'a.js': 'x', 'b.js': 'y' })], layers: [], environment: {} };
  expect(instrumentationOf(sources).isComplete).toBe(true);
  expect(instrumentationOf({ ...sources, assets: [...sources.assets, 'missing'] }).isComplete).toBe(false);
});

test.each([
  ['nodejs22.x', '@aws-lambda-powertools/tracer'],
  ['python3.13', 'aws_xray_sdk'],
  ['java21', 'aws-xray-recorder-sdk'],
  ['dotnet8', 'AWSXRayRecorder'],
  ['ruby3.4', 'aws-xray-sdk/lambda'],
  ['go1.x', 'aws-xray-sdk-go'],
  ['provided.al2023', 'aws-xray-sdk-go'],
  [undefined, 'OpenTelemetry'],
])('the advice for %s names %s', (runtime, name) => {
  expect(instrumentationAdvice(runtime)).toContain(name);
});
