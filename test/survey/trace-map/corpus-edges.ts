/**
 * Templates that nobody here wrote, and what a person found who read them: the edges, and what becomes of the trace on each by what AWS documents. Ids are
 * logical ids, or those of things outside of the template.
 */
export type Expected = Readonly<Record<string, readonly string[]>>;

const ORDERS = 'SharedStack:ExportsOutputFnGetAttordertable80C56090ArnFF5A50B5';
const ARCHIVE = 'ExistingResourcesStack:ExportsOutputFnGetAttexistingorderarchivebucket95AB7C99Arn7A4BF717';

/** The first table. */
export const FIRST: Expected = {
  'cdk-templates/aws-alb-lambda__integ.alblam-twoTargets.js.snapshot_alblam-twoTargets.template.json': [
    'clients > testonetestonealb4F263E42: requests, restarts',
    'testonetestonealb4F263E42 > testoneLambdaFunctionCC9B03E1: forwards, continues',
    'testonetestonealb4F263E42 > testtwoLambdaFunction0418AA26: forwards, continues',
  ],
  'cdk-templates/aws-apigateway-sqs__integ.apisqs-no-usage-plan.js.snapshot_apisqs-no-usage-plan.template.json': [
    'clients > testapigatewaysqsdefaultRestApi554243C3: requests, restarts',
    'testapigatewaysqsdefaultRestApi554243C3 > testapigatewaysqsdefaultqueueCAC098BE: integration, unknown',
    'testapigatewaysqsdefaultqueueCAC098BE > testapigatewaysqsdefaultqueuedlqF08203A7: dead letters, unknown',
  ],
  'cdk-templates/aws-dynamodbstreams-pipes-stepfunctions__integ.dbspstp-existing-state-machine.js.snapshot_dbspstp-existing-state-machine.template.json': [
    'dbsstpteststatemachine94317E1F > lambdadbsstpteststatemachine3BB0B3E0: task, restarts',
    'testdbspipesstatesconstructDynamoTable5457FA02 > testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F: event source, breaks',
    'testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F > dbsstpteststatemachine94317E1F: target, breaks',
    'testdbspipesstatesconstructpipetestdbspipesstatesconstruct6F9C482F > testdbspipesstatesconstructdlqF765E6A0: dead letters, breaks',
  ],
  'cdk-templates/aws-fargate-stepfunctions__integ.farstp-no-cloudwatch-alarms.js.snapshot_farstp-no-cloudwatch-alarms.template.json': [
    'testconstructStateMachine3333AAA9 > lambdafarstptest04DC4058: task, restarts',
    'testserviceService2730C249 > testtaskdefF924AD58: runs, continues',
    'testtaskdefF924AD58 > testconstructStateMachine3333AAA9: calls, unknown',
  ],
  'cdk-templates/aws-sns-sqs__oldInterface_integ.snssqs-old-rawMessageDelivery.js.snapshot_snssqs-old-rawMessageDelivery.template.json': [
    'testsnssqsstackSnsTopic92693DD8 > existingdlqobj784C5542: dead letters, unknown',
    'testsnssqsstackSnsTopic92693DD8 > testsnssqsstackqueue908D8D48: subscription, continues',
    'testsnssqsstackqueue908D8D48 > testsnssqsstackqueuedlq0BD0C2B9: dead letters, unknown',
  ],
  'cdk-templates/source_use_cases_aws-restaurant-management-demo__integ.basic-deployment.js.snapshot_ManagerStack.template.json': [
    `archiveordersLambdaFunction66659E04 > ${ARCHIVE}: calls, continues`,
    `archiveordersLambdaFunction66659E04 > ${ORDERS}: calls, continues`,
    'calculatetipsLambdaFunction9F2FE033 > calculatetipstopicSnsTopicD7FACC9C: calls, continues',
    `calculatetipsLambdaFunction9F2FE033 > ${ORDERS}: calls, continues`,
    'checklateordersLambdaFunctionB46EDA7D > checklateordersnotifierSnsTopic2055CAD8: calls, continues',
    `checklateordersLambdaFunctionB46EDA7D > ${ORDERS}: calls, continues`,
    'checklateordersschedulerEventsRule35B81195 > checklateordersLambdaFunctionB46EDA7D: schedule, restarts',
    'clients > managerapiLambdaRestApi62BEEAC7: requests, restarts',
    'closeoutserviceLambdaFunction684B26D3 > closeoutserviceStateMachineC9DD68A8: calls, continues',
    'closeoutserviceStateMachineC9DD68A8 > archiveordersLambdaFunction66659E04: task, restarts',
    'closeoutserviceStateMachineC9DD68A8 > calculatetipsLambdaFunction9F2FE033: task, restarts',
    'closeoutserviceStateMachineC9DD68A8 > createreportLambdaFunctionB37EBE52: task, restarts',
    `createreportLambdaFunctionB37EBE52 > ${ORDERS}: calls, continues`,
    'createreportLambdaFunctionB37EBE52 > reportsbucketS3BucketCC334898: calls, continues',
    `getallordersLambdaFunctionFEF65B05 > ${ORDERS}: calls, continues`,
    'getreportLambdaFunction2A26EACE > reportsbucketS3BucketCC334898: calls, continues',
    'managerapiLambdaRestApi62BEEAC7 > closeoutserviceLambdaFunction684B26D3: integration, continues',
    'managerapiLambdaRestApi62BEEAC7 > getallordersLambdaFunctionFEF65B05: integration, continues',
    'managerapiLambdaRestApi62BEEAC7 > getreportLambdaFunction2A26EACE: integration, continues',
  ],
  'sam-templates/apigw-lambda-eventbridge-lambda-sam-java__template.yml': [
    'TicketAPIGateway > TicketPublisher: integration, restarts',
    'TicketEventBus > TicketEventRule: rule, continues',
    'TicketEventRule > TicketSubscriber: target, continues',
    'TicketPublisher > TicketEventBus: calls, continues',
    'clients > TicketAPIGateway: requests, restarts',
  ],
  'sam-templates/eventbridge-to-appsync-sam__template.yaml': [
    'EventBus > MyEventRule: rule, continues',
    'MyEventRule > MyGraphQlApi: target, continues',
    'MyEventRule > TargetDLQ: dead letters, continues',
    'clients > MyGraphQlApi: requests, restarts',
  ],
  'sam-templates/multi-account-private-apigw__accountA__template.yaml': [
    'ECSFargateService > ECSFargateTaskDefinition: runs, continues',
    'NLB > ECSFargateService: forwards, continues',
    'PrivateApi > NLB: integration, restarts',
    'clients > PrivateApi: requests, restarts',
  ],
  'sam-templates/sqs-lambda-dotnet-sam__template.yaml': [
    'ProcessingQueue > ProcessingDLQ: dead letters, unknown',
    'ProcessingQueue > ProcessorFunction: event source, linked',
  ],
  'sam-templates/stepfunctions-fargate-lambda__template.yaml': [
    'S3Bucket > event-bus/default: notification, breaks',
    'StateMachine > LambdaFunction: task, restarts',
    'StateMachine > TaskDefinition: task, restarts',
    'StateMachineBucketEBRule > StateMachine: service event, restarts',
    'event-bus/default > StateMachineBucketEBRule: rule, breaks',
  ],
};

/** The second table, by another reading. */
export const SECOND: Expected = {
  'cdk-templates/aws-apigateway-iot__integ.apiiot-no-usage-plan.js.snapshot_apiiot-no-usage-plan.template.json': [
    'clients > testapigatewayiotRestApi0EC16DD2: requests, restarts',
    'testapigatewayiotRestApi0EC16DD2 > iotdata.amazonaws.com: integration, unknown',
  ],
  'cdk-templates/aws-cloudfront-oai-s3__integ.cftoais3-no-arguments.js.snapshot_cftoais3-no-arguments.template.json': [
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > testcloudfrontoais3CloudfrontLoggingBucket55AA79FC: calls, continues',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > testcloudfrontoais3CloudfrontLoggingBucketAccessLogBF5AAF80: calls, continues',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > testcloudfrontoais3S3Bucket578AB9F3: calls, continues',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > testcloudfrontoais3S3LoggingBucketC8A21DD9: calls, continues',
    'clients > testcloudfrontoais3CloudFrontDistribution0E089CC5: requests, unknown',
    'testcloudfrontoais3CloudFrontDistribution0E089CC5 > testcloudfrontoais3S3Bucket578AB9F3: origin, unknown',
    'testcloudfrontoais3CloudFrontDistribution0E089CC5 > testcloudfrontoais3SetHttpSecurityHeaders4EB3C97B: edge function, breaks',
  ],
  'cdk-templates/aws-fargate-kinesisfirehose__integ.farfhs-existingFargateService.js.snapshot_farfhs-existingFargateService.template.json': [
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > destinationfirehoseS3BucketEC05EE08: calls, continues',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > destinationfirehoseS3LoggingBucket19A32AC0: calls, continues',
    'destinationfirehoseKinesisFirehoseE8EB5D91 > destinationfirehoseS3BucketEC05EE08: delivers, breaks',
    'testserviceService2730C249 > testtaskdefF924AD58: runs, continues',
    'testtaskdefF924AD58 > destinationfirehoseKinesisFirehoseE8EB5D91: calls, unknown',
  ],
  'cdk-templates/aws-lambda-kendra__integ.lamken-minimal-arguments.js.snapshot_lamken-minimal-arguments.template.json': [
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > contentBucket356CF7A5: calls, continues',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F > contentBucketLog5B9803A6: calls, continues',
    'minimalargumentsLambdaFunctionC19CFAAC > minimalargumentskendraindexminimalarguments5CBDD236: calls, continues',
  ],
  'cfn-templates/aws__services__AutoScaling__AutoScalingMultiAZWithNotifications.yaml': [
    'ElasticLoadBalancer > WebServerGroup: forwards, unknown',
    'autoscaling.amazonaws.com > NotificationTopic: service event, restarts',
    'clients > ElasticLoadBalancer: requests, unknown',
  ],
  'sam-templates/eventbridge-schedule-to-ssm-sam__template.yaml': [
    'EC2InstanceLinux > SSMAssocLogs: calls, unknown',
    'EC2InstanceWindows > SSMAssocLogs: calls, unknown',
    'StateManagerAssociationSchedule > ssm.amazonaws.com: schedule, restarts',
  ],
  'sam-templates/eventbridge-sfn__template.yaml': [
    'EC2StateWatcherStateChange > EC2StateWatcher: service event, restarts',
    'event-bus/default > EC2StateWatcherStateChange: rule, breaks',
  ],
  'sam-templates/guardduty-malware-s3__template.yaml': [
    'ScanResultEventBridgeRule > ScanResultSnsTopic: service event, restarts',
    'event-bus/default > ScanResultEventBridgeRule: rule, breaks',
  ],
  'sam-templates/lambda-sfn__template.yaml': [
    'LambdaProxy > StateMachine: calls, continues',
  ],
  'sam-templates/lambda-streaming-ttfb-write-sam-with-dynamodb__template.yaml': [
    'DataDumpFunction > DDBTable: calls, continues',
    'StreamingFunction > DDBTable: calls, continues',
    'clients > DataDumpFunction: requests, restarts',
    'clients > StreamingFunction: requests, restarts',
  ],
  'sam-templates/route53-alb-s3__template.yaml': [
    'ApplicationLoadBalancer > S3Bucket: forwards, continues',
  ],
  'sam-templates/sfn-log-export__template.yaml': [
    'ArchiveLogsStateMachine > FunctionCloudWatchExportStatusCheck: task, restarts',
    'ArchiveLogsStateMachine > FunctionCloudWatchSnapshot: task, restarts',
    'ArchiveLogsStateMachine > FunctionQueryLogGroups: task, restarts',
    'FunctionCloudWatchSnapshot > CloudWatchLogArchiveBucket: calls, continues',
    'MonthlyExportEventTrigger > ArchiveLogsStateMachine: schedule, restarts',
  ],
  'sam-templates/step-functions-athena-glue-sam__template.yml': [
    'StateMachine > AthenaQueryS3Bucket: task, restarts',
    'StateMachine > CrawlerS3Bucket: task, restarts',
    'StateMachine > athena.amazonaws.com: task, restarts',
  ],
};
