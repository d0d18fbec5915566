import { CoverageReport, TraceMap } from '../../src';

const ref = (Ref: string) => ({ Ref });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ENVIRONMENT = [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '172.17.0.1:2000' }, { Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com' }];
const MAPPINGS = [{ ContainerPort: 2000, Protocol: 'udp' }];

/** Something of nearly all that rules and the map read. */
const TEMPLATE = {
  Transform: ['AWS::Serverless-2016-10-31'],
  Parameters: { Name: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/orders' } },
  Globals: { Function: { Tracing: 'Active' } },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'], Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: arn('Queue') }] } }] } },
    Fn: { Type: 'AWS::Lambda::Function', DependsOn: ['Role'], Properties: { Role: arn('Role'), TracingConfig: { Mode: 'Active' }, Environment: { Variables: { URL: ref('Queue'), NAME: ref('Name') } } } },
    Allowed: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: ref('Fn'), Principal: 'events.amazonaws.com', SourceArn: arn('Rule') } },
    Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.s3'] }, Targets: [{ Id: '1', Arn: arn('Fn'), InputTransformer: { InputTemplate: 'x' } }, { Id: '2', EcsParameters: { TaskDefinitionArn: ref('Task'), NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-1'] } } } }] } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders', RedrivePolicy: { deadLetterTargetArn: arn('Dead') } } },
    Dead: { Type: 'AWS::SQS::Queue' },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TracingConfig: 'Active', Subscription: [{ Protocol: 'lambda', Endpoint: arn('Fn') }] } },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
    Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: ref('Api'), Integration: { Type: 'AWS_PROXY', Uri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations' } } } },
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: arn('Role'), TracingConfiguration: { Enabled: true }, DefinitionString: { 'Fn::Join': ['', ['{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"', arn('Fn'), '"}}}']] } } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true }, LambdaConfigurations: [{ Event: 's3:*', Function: arn('Fn') }] } } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/orders', Value: ref('Queue') } },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'bridge',
        TaskRoleArn: arn('Role'),
        ContainerDefinitions: [
          { Name: 'app', Image: 'app', Environment: ENVIRONMENT },
          { Name: 'xray', Image: 'amazon/aws-xray-daemon', Command: ['-b', '127.0.0.1:2000', '-o'], PortMappings: MAPPINGS },
        ],
      },
    },
    Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: ref('Cluster'), TaskDefinition: ref('Task'), SchedulingStrategy: 'DAEMON' } },
    Cluster: { Type: 'AWS::ECS::Cluster' },
    Server: { Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-1', SourceDestCheck: false, UserData: { 'Fn::Base64': '#!/bin/sh\nxray -o\n' }, MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } } },
    Launched: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: 'ami-1', TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Tier', Value: 'web' }] }] } } },
    Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { LaunchTemplate: { LaunchTemplateId: ref('Launched') }, Tags: [{ Key: 'Tier', Value: 'web', PropagateAtLaunch: true }] } },
    Fleet: { Type: 'AWS::EC2::SpotFleet', Properties: { SpotFleetRequestConfigData: { LaunchSpecifications: [{ ImageId: 'ami-1', TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Tier', Value: 'web' }] }] }] } } },
    Agent: { Type: 'AWS::SSM::Association', Properties: { Name: 'AmazonCloudWatch-ManageAgent', Parameters: { optionalConfigurationLocation: ['/orders'] }, Targets: [{ Key: 'tag:Tier', Values: ['web'] }] } },
    Daemon: { Type: 'AWS::SSM::Association', Properties: { Name: ref('Doc'), Targets: [{ Key: 'InstanceIds', Values: [ref('Server')] }] } },
    Doc: { Type: 'AWS::SSM::Document', Properties: { Content: { mainSteps: [{ inputs: { runCommand: ['aws-xray-daemon'] } }] } } },
    Canary: { Type: 'AWS::Synthetics::Canary', Properties: { RuntimeVersion: 'syn-nodejs-puppeteer-9.1', ExecutionRoleArn: arn('Role') } },
    Sampling: { Type: 'AWS::XRay::SamplingRule', Properties: { SamplingRule: { RuleName: 'a', Priority: 1 } } },
    TraceGroup: { Type: 'AWS::XRay::Group', Properties: { FilterExpression: 'fault', InsightsConfiguration: { NotificationsEnabled: true } } },
    Sam: { Type: 'AWS::Serverless::Function', Properties: { Events: { Kafka: { Type: 'MSK', Properties: { Stream: 'x' } }, Get: { Type: 'Api', Properties: { RestApiId: ref('ServerlessRestApi'), Path: '/', Method: 'get' } } } } },
    Other: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::ImportValue': 'Role' }, Environment: { Variables: { X: { 'Fn::GetStackOutput': { StackName: 'a', OutputName: 'b' } } } } } },
  },
  Outputs: { Topic: { Value: ref('Topic'), Export: { Name: 'topic' } } },
};

type Path = readonly (string | number)[];

function leaves(value: any, path: Path = []): Path[] {
  return typeof value === 'object' ? Object.keys(value).flatMap((key) => leaves(value[key], [...path, key])) : [path];
}

function withValueAt([key, ...path]: Path, value: any, at: any): any {
  const copy = Array.isArray(at) ? [...at] : { ...at };
  copy[key] = path.length === 0 ? value : withValueAt(path, value, at[key]);
  return copy;
}

/** JSON can say that something has no text. */
const NO_TEXT = { toString: 1 };

test.each([['an object that has no text', NO_TEXT], ['null', null], ['a list', [NO_TEXT]]])('%s may stand in the place of whatever a template says', (_, value) => {
  const broken = leaves(TEMPLATE).filter((path) => {
    const template = withValueAt(path, value, TEMPLATE);
    try {
      CoverageReport.fromTemplate(template).toJson();
      TraceMap.fromTemplate(template).toJson();
      return false;
    } catch {
      return true;
    }
  });
  expect(broken.map((path) => path.join('.'))).toEqual([]);
});
