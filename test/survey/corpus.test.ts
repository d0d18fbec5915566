import { existsSync } from 'fs';
import { join } from 'path';
import { CoverageReport } from '../../src';

/**
 * Templates that nobody here wrote, and what a person who read them says of each resource that could be traced: the logical ids of those that are
 * traced, and of those that are not. The templates are no part of this project: `CDK_XRAY_CORPUS` names the folder that has them.
 */
const EXPECTED: Readonly<Record<string, { traced: string[]; untraced: string[] }>> = {
  'cdk-templates/aws-alb-lambda__integ.alblam-twoTargets.js.snapshot_alblam-twoTargets.template.json': {
    traced: ['testoneLambdaFunctionCC9B03E1', 'testtwoLambdaFunction0418AA26'],
    untraced: ['CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F', 'CustomVpcRestrictDefaultSGCustomResourceProviderHandlerDC833E5E'],
  },
  'cdk-templates/aws-apigateway-iot__integ.apiiot-no-usage-plan.js.snapshot_apiiot-no-usage-plan.template.json': {
    traced: ['testapigatewayiotRestApiDeploymentStageprod25838482'],
    untraced: [],
  },
  'cdk-templates/aws-dynamodbstreams-pipes-stepfunctions__integ.dbspstp-existing-state-machine.js.snapshot_dbspstp-existing-state-machine.template.json': {
    traced: [],
    untraced: ['dbsstpteststatemachine94317E1F', 'lambdadbsstpteststatemachine3BB0B3E0'],
  },
  'cdk-templates/aws-lambda-kendra__integ.lamken-minimal-arguments.js.snapshot_lamken-minimal-arguments.template.json': {
    traced: ['minimalargumentsLambdaFunctionC19CFAAC'],
    untraced: ['CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F'],
  },
  'cdk-templates/aws-sns-sqs__oldInterface_integ.snssqs-old-rawMessageDelivery.js.snapshot_snssqs-old-rawMessageDelivery.template.json': {
    traced: [],
    untraced: ['testsnssqsstackSnsTopic92693DD8'],
  },
  'cdk-templates/aws-wafwebacl-appsync__integ.wafaps-no-arguments.js.snapshot_wafaps-no-arguments.template.json': { traced: [], untraced: ['newgraphqlapi'] },
  'cdk-templates/source_use_cases_aws-restaurant-management-demo__integ.basic-deployment.js.snapshot_ManagerStack.template.json': {
    traced: [
      'archiveordersLambdaFunction66659E04', 'calculatetipsLambdaFunction9F2FE033', 'checklateordersLambdaFunctionB46EDA7D',
      'closeoutserviceLambdaFunction684B26D3', 'createreportLambdaFunctionB37EBE52', 'getallordersLambdaFunctionFEF65B05',
      'getreportLambdaFunction2A26EACE', 'managerapiLambdaRestApiDeploymentStageprod59C4A8D4',
    ],
    untraced: ['calculatetipstopicSnsTopicD7FACC9C', 'checklateordersnotifierSnsTopic2055CAD8', 'closeoutserviceStateMachineC9DD68A8'],
  },
  'cfn-templates/aws__services__CloudFormation__MacrosExamples__ExpandStack__macro.yaml': { traced: [], untraced: ['rExpandStackFunction'] },
  'sam-templates/apigw-execution-access-logs__template.yaml': { traced: [], untraced: ['MyApi', 'MyFunction'] },
  'sam-templates/apigw-lambda-comprehend-sam__template.yaml': { traced: [], untraced: ['DetectSentimentApi', 'DetectSentimentLambdaFunction'] },
  'sam-templates/apigw-lambda-eventbridge-lambda-sam-java__template.yml': { traced: [], untraced: ['TicketAPIGateway', 'TicketPublisher', 'TicketSubscriber'] },
  'sam-templates/eventbridge-sfn__template.yaml': { traced: [], untraced: ['EC2StateWatcher'] },
  'sam-templates/lambda-sfn__template.yaml': { traced: [], untraced: ['LambdaProxy', 'StateMachine'] },
};

/** Servers, containers and the like need a collector and are told of by tests of their own. */
const PROPERTY_TYPES = /^AWS::(Serverless|Lambda::Function|ApiGateway|StepFunctions|SNS|AppSync)/;

const { CDK_XRAY_CORPUS: corpus } = process.env;
const inCorpus = corpus !== undefined && existsSync(corpus) ? describe : describe.skip;

inCorpus('the templates of CDK_XRAY_CORPUS (skipped where the variable names no folder)', () => {
  test('are audited in one go', () => {
    expect(CoverageReport.fromPaths([corpus!]).resources.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(EXPECTED))('%s', (file, expected) => {
    const { resources } = CoverageReport.fromPaths([join(corpus!, file)]);
    const ids = (status: string) => resources
      .filter((resource) => resource.status === status && PROPERTY_TYPES.test(resource.resourceType))
      .map(({ logicalId }) => logicalId)
      .sort();
    expect({ traced: ids('TRACED'), untraced: ids('UNTRACED') }).toEqual(expected);
  });
});
