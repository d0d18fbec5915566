import { existsSync } from 'fs';
import { join } from 'path';
import { TraceMap } from '../../../src';

const ORDERS = 'SharedStack:ExportsOutputFnGetAttordertable80C56090ArnFF5A50B5';
const ARCHIVE = 'ExistingResourcesStack:ExportsOutputFnGetAttexistingorderarchivebucket95AB7C99Arn7A4BF717';

/**
 * Templates that nobody here wrote, and the edges that a person found who read them. The templates are no part of this project: `CDK_XRAY_CORPUS` names
 * the folder that has them.
 */
const EXPECTED: Readonly<Record<string, string[]>> = {
  'cdk-templates/aws-alb-lambda__integ.alblam-twoTargets.js.snapshot_alblam-twoTargets.template.json': [
    'clients > testonetestonealb4F263E42: requests',
    'testonetestonealb4F263E42 > testoneLambdaFunctionCC9B03E1: forwards',
    'testonetestonealb4F263E42 > testtwoLambdaFunction0418AA26: forwards',
  ],
  'cdk-templates/aws-apigateway-sqs__integ.apisqs-no-usage-plan.js.snapshot_apisqs-no-usage-plan.template.json': [
    'clients > testapigatewaysqsdefaultRestApi554243C3: requests',
    'testapigatewaysqsdefaultRestApi554243C3 > testapigatewaysqsdefaultqueueCAC098BE: integration',
    'testapigatewaysqsdefaultqueueCAC098BE > testapigatewaysqsdefaultqueuedlqF08203A7: dead letters',
  ],
  'cdk-templates/aws-dynamodbstreams-pipes-stepfunctions__integ.dbspstp-existing-state-machine.js.snapshot_dbspstp-existing-state-machine.template.json': [
    'dbsstpteststatemachine94317E1F > lambdadbsstpteststatemachine3BB0B3E0: task',
    'testdbspipesstatesconstructDynamoTable5457FA02 > testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F: event source',
    'testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F > dbsstpteststatemachine94317E1F: target',
    'testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F > testdbspipesstatesconstructdlqF765E6A0: dead letters',
  ],
  'cdk-templates/aws-fargate-stepfunctions__integ.farstp-no-cloudwatch-alarms.js.snapshot_farstp-no-cloudwatch-alarms.template.json': [
    'testconstructStateMachine3333AAA9 > lambdafarstptest04DC4058: task',
    'testserviceService2730C249 > testtaskdefF924AD58: runs',
    'testtaskdefF924AD58 > testconstructStateMachine3333AAA9: calls',
  ],
  'cdk-templates/aws-sns-sqs__oldInterface_integ.snssqs-old-rawMessageDelivery.js.snapshot_snssqs-old-rawMessageDelivery.template.json': [
    'testsnssqsstackSnsTopic92693DD8 > existingdlqobj784C5542: dead letters',
    'testsnssqsstackSnsTopic92693DD8 > testsnssqsstackqueue908D8D48: subscription',
    'testsnssqsstackqueue908D8D48 > testsnssqsstackqueuedlq0BD0C2B9: dead letters',
  ],
  'cdk-templates/source_use_cases_aws-restaurant-management-demo__integ.basic-deployment.js.snapshot_ManagerStack.template.json': [
    `archiveordersLambdaFunction66659E04 > ${ARCHIVE}: calls`,
    `archiveordersLambdaFunction66659E04 > ${ORDERS}: calls`,
    'calculatetipsLambdaFunction9F2FE033 > calculatetipstopicSnsTopicD7FACC9C: calls',
    `calculatetipsLambdaFunction9F2FE033 > ${ORDERS}: calls`,
    'checklateordersLambdaFunctionB46EDA7D > checklateordersnotifierSnsTopic2055CAD8: calls',
    `checklateordersLambdaFunctionB46EDA7D > ${ORDERS}: calls`,
    'checklateordersschedulerEventsRule35B81195 > checklateordersLambdaFunctionB46EDA7D: schedule',
    'clients > managerapiLambdaRestApi62BEEAC7: requests',
    'closeoutserviceLambdaFunction684B26D3 > closeoutserviceStateMachineC9DD68A8: calls',
    'closeoutserviceStateMachineC9DD68A8 > archiveordersLambdaFunction66659E04: task',
    'closeoutserviceStateMachineC9DD68A8 > calculatetipsLambdaFunction9F2FE033: task',
    'closeoutserviceStateMachineC9DD68A8 > createreportLambdaFunctionB37EBE52: task',
    `createreportLambdaFunctionB37EBE52 > ${ORDERS}: calls`,
    'createreportLambdaFunctionB37EBE52 > reportsbucketS3BucketCC334898: calls',
    `getallordersLambdaFunctionFEF65B05 > ${ORDERS}: calls`,
    'getreportLambdaFunction2A26EACE > reportsbucketS3BucketCC334898: calls',
    'managerapiLambdaRestApi62BEEAC7 > closeoutserviceLambdaFunction684B26D3: integration',
    'managerapiLambdaRestApi62BEEAC7 > getallordersLambdaFunctionFEF65B05: integration',
    'managerapiLambdaRestApi62BEEAC7 > getreportLambdaFunction2A26EACE: integration',
  ],
  'sam-templates/apigw-lambda-eventbridge-lambda-sam-java__template.yml': [
    'TicketAPIGateway > TicketPublisher: integration',
    'TicketEventBus > TicketEventRule: rule',
    'TicketEventRule > TicketSubscriber: target',
    'TicketPublisher > TicketEventBus: calls',
    'clients > TicketAPIGateway: requests',
  ],
  'sam-templates/eventbridge-to-appsync-sam__template.yaml': [
    'EventBus > MyEventRule: rule',
    'MyEventRule > MyGraphQlApi: target',
    'MyEventRule > TargetDLQ: dead letters',
    'clients > MyGraphQlApi: requests',
  ],
  'sam-templates/multi-account-private-apigw__accountA__template.yaml': [
    'ECSFargateService > ECSFargateTaskDefinition: runs',
    'NLB > ECSFargateService: forwards',
    'PrivateApi > NLB: integration',
    'clients > PrivateApi: requests',
  ],
  'sam-templates/sqs-lambda-dotnet-sam__template.yaml': [
    'ProcessingQueue > ProcessingDLQ: dead letters',
    'ProcessingQueue > ProcessorFunction: event source',
  ],
  'sam-templates/stepfunctions-fargate-lambda__template.yaml': [
    'S3Bucket > event-bus/default: notification',
    'StateMachine > LambdaFunction: task',
    'StateMachine > TaskDefinition: task',
    'StateMachineBucketEBRule > StateMachine: service event',
    'event-bus/default > StateMachineBucketEBRule: rule',
  ],
};

const { CDK_XRAY_CORPUS: corpus } = process.env;
const inCorpus = corpus !== undefined && existsSync(corpus) ? describe : describe.skip;

/** The edges of a template's map, with logical ids where a node is a resource. */
function edgesOf(file: string): string[] {
  const name = join(corpus!, file);
  const { nodes, edges } = TraceMap.fromPaths([name], { inspectCode: false });
  const inTemplate = (id: string) => id.startsWith(`${name}/`) ? id.slice(name.length + 1) : id;
  expect(nodes.length).toBeGreaterThan(0);
  return edges.map(({ from, to, relation }) => `${inTemplate(from)} > ${inTemplate(to)}: ${relation}`);
}

inCorpus('the templates of CDK_XRAY_CORPUS (skipped where the variable names no folder)', () => {
  test('are drawn in one go', () => {
    const map = TraceMap.fromPaths([corpus!]);
    expect(map.toMermaid()).toContain('flowchart');
    expect(map.toDot()).toContain('digraph');
    expect(JSON.parse(map.toJson()).nodes.length).toBeGreaterThan(0);
  });

  test('have the edges that a person found', () => {
    const pairs = Object.entries(EXPECTED).map(([file, expected]) => ({ file, expected, found: edgesOf(file) }));
    const right = pairs.flatMap(({ expected, found }) => found.filter((edge) => expected.includes(edge))).length;
    const precision = right / pairs.flatMap(({ found }) => found).length;
    const recall = right / pairs.flatMap(({ expected }) => expected).length;
    process.stdout.write(`Edges of ${pairs.length} templates: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`);
    const wrong = pairs.map(({ file, expected, found }) => ({
      file,
      missing: expected.filter((edge) => !found.includes(edge)),
      unexpected: found.filter((edge) => !expected.includes(edge)),
    })).filter(({ missing, unexpected }) => missing.length + unexpected.length > 0);
    expect({ isGood: precision >= 0.95 && recall >= 0.95, wrong }).toMatchObject({ isGood: true });
  });
});
