import { readdirSync } from 'fs';
import { join } from 'path';
import { CoverageReport } from '../../../src';
import { RULES } from '../../../src/survey/findings';
import type { SourceTemplate } from '../../../src/survey/source-template';
import { survey } from '../../../src/survey/survey';
import { FindingSeverity } from '../../../src/survey/survey-finding';
import { TemplateModel } from '../../../src/survey/template-model';
import { TracerRegistry } from '../../../src/tracing/tracer-registry';
import { document, role, source, surveyOf, tracedFunction } from '../templates';

type Resources = Record<string, any>;

/** What makes a rule find something, where, and what does not. */
interface Case {
  readonly bad: Resources;
  /** Where it is found: the logical id. */
  readonly at?: string;
  readonly good: Resources[];
}

const resource = (Type: string, Properties: any = {}, rest: any = {}) => ({ Type, Properties, ...rest });
const times = (count: number, make: (index: number) => any): Resources => Object.fromEntries(Array.from({ length: count }, (_, i) => [`R${i + 1}`, make(i + 1)]));
const getAtt = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const WRITER = role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'] });
const UNTRACED_FN = resource('AWS::Lambda::Function');
const TRACED_FN = tracedFunction();
const ALIAS = resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } });

const stage = (TracingEnabled?: boolean) => resource('AWS::ApiGateway::Stage', { RestApiId: { Ref: 'Api' }, TracingEnabled });
const api = (tracing: boolean | undefined, fn: any, target = 'Fn'): Resources => ({
  Api: resource('AWS::ApiGateway::RestApi'),
  Stage: stage(tracing),
  Method: resource('AWS::ApiGateway::Method', { RestApiId: { Ref: 'Api' }, Integration: { Uri: { 'Fn::Join': ['', ['arn:x:path/', getAtt(target), '/invocations']] } } }),
  Fn: fn,
  Alias: ALIAS,
  Role: WRITER,
});

const machine = (fn: any): Resources => ({
  Machine: resource('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true }, DefinitionString: { 'Fn::Sub': '{"Resource": "${Fn.Arn}"}' } }),
  Fn: fn,
  Role: WRITER,
});

const TOPIC = resource('AWS::SNS::Topic', { TracingConfig: 'Active' });
const subscription = (topic: any, fn: any): Resources => ({
  Topic: topic,
  Subscription: resource('AWS::SNS::Subscription', { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: getAtt('Fn') }),
  Fn: fn,
  Role: WRITER,
});
const AGENT = { Agent: resource('AWS::BedrockAgentCore::Runtime') };
const delivered = (DeliverySourceName: any = { Ref: 'Source' }): Resources => ({
  Source: resource('AWS::Logs::DeliverySource', { LogType: 'TRACES', Name: 'traces', ResourceArn: { 'Fn::GetAtt': ['Agent', 'AgentRuntimeArn'] } }),
  Delivery: resource('AWS::Logs::Delivery', { DeliverySourceName }),
});
const POLICY = resource('AWS::XRay::ResourcePolicy', { PolicyDocument: '{"Principal": {"Service": "sns.amazonaws.com"}}' });

const rule = (SamplingRule: any) => resource('AWS::XRay::SamplingRule', { SamplingRule: { ResourceARN: '*', ...SamplingRule } });
const group = (InsightsConfiguration: any) => resource('AWS::XRay::Group', { InsightsConfiguration });

const endpoint = (...actions: string[]) => resource('AWS::EC2::VPCEndpoint', {
  VpcId: { Ref: 'Vpc' },
  ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.xray']] },
  PolicyDocument: actions.length > 0 ? document({ Action: actions, Principal: '*' }) : undefined,
});

const network = (...besides: [string, any][]): Resources => ({
  Vpc: resource('AWS::EC2::VPC'),
  Subnet: resource('AWS::EC2::Subnet', { VpcId: { Ref: 'Vpc' } }),
  Table: resource('AWS::EC2::RouteTable'),
  Association: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } }),
  Fn: { ...TRACED_FN, Properties: { ...TRACED_FN.Properties, VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }] } } },
  Role: WRITER,
  ...Object.fromEntries(besides),
});

const encryption = (properties: any, DeletionPolicy: string): Resources => ({
  Key: resource('AWS::KMS::Key', properties, { DeletionPolicy }),
  Alias: resource('AWS::KMS::Alias', { TargetKeyId: getAtt('Key') }),
  Encryption: resource('Custom::XRayEncryption', { KeyId: { Ref: 'Alias' } }),
});

const OTLP = { Environment: { Variables: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: { 'Fn::Sub': 'https://xray.${AWS::Region}.amazonaws.com/v1/traces' } } } };
const exporter = (properties: any, roleResource: any): Resources => ({
  Fn: resource('AWS::Lambda::Function', { Role: getAtt('Role'), ...properties }),
  Role: roleResource,
});

const DAEMON = { Name: 'xray', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6', PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }, { ContainerPort: 2000 }] };
const ON_WINDOWS = { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
const APP = { Name: 'app', Image: 'app', Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: 'xray:2000' }] };
const sendingTo = (Value: any) => ({ Name: 'app', Image: 'app', Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value }] });
/** A container that sends spans, with further variables. */
const spanning = (address: any, variables: Record<string, any> = {}) => ({
  Name: 'app', Image: 'app', Environment: Object.entries({ OTEL_EXPORTER_OTLP_ENDPOINT: address, ...variables }).map(([Name, Value]) => ({ Name, Value })),
});
const task = (properties: any, ...ContainerDefinitions: any[]) => ({ Task: resource('AWS::ECS::TaskDefinition', { ...properties, ContainerDefinitions }) });
const job = (...Containers: any[]) => ({ Job: resource('AWS::Batch::JobDefinition', { EcsProperties: { TaskProperties: [{ Containers }] } }) });
const agent = (configuration: any) => ({ Name: 'cwagent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent', Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: configuration }] });
const withUserData = (UserData: any) => ({ Server: resource('AWS::EC2::Instance', { UserData }) });
const server = (script: string) => withUserData({ 'Fn::Base64': { 'Fn::Sub': script } });

const onInstances = (properties: any, Value: string, besides: Resources = {}): Resources => ({
  Cluster: resource('AWS::ECS::Cluster'),
  Service: resource('AWS::ECS::Service', { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' } }),
  ...task(properties, { ...APP, Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value }] }),
  ...besides,
});
const daemonService = (taskDefinition: string, family?: string) =>
  resource('AWS::ECS::Service', { Cluster: { Ref: 'Cluster' }, SchedulingStrategy: 'DAEMON', TaskDefinition: family ?? { Ref: taskDefinition } });
const managedDaemon = (taskDefinition: any, cluster = 'Cluster'): Resources =>
  ({ Daemon: resource('AWS::ECS::Daemon', { ClusterArn: getAtt(cluster), DaemonTaskDefinitionArn: { 'Fn::GetAtt': [taskDefinition, 'DaemonTaskDefinitionArn'] } }) });
const daemonTask = (...ContainerDefinitions: any[]) => ({ DaemonTask: resource('AWS::ECS::DaemonTaskDefinition', { ContainerDefinitions }) });
const association = (Name: string, Parameters: any) => ({ Association: resource('AWS::SSM::Association', { Name, Parameters }) });
const named = (name: string, resources: Resources): Resources => ({ [name]: Object.values(resources)[0] });

const XRAY_UNIT = { Metadata: { 'AWS::CloudFormation::Init': { config: { services: { systemd: { xray: { enabled: true } } } } } } };

const byInit = (command: string | string[]) => ({ Metadata: { 'AWS::CloudFormation::Init': { config: { commands: { install: { command } } } } } });
const launchedFrom = (Version: any, script = 'rpm -i aws-xray-daemon-3.x.rpm\nsystemctl enable --now xray\n'): Resources => ({
  Launched: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: 'ami-1', IamInstanceProfile: { Arn: getAtt('Profile') }, UserData: { 'Fn::Base64': script } } }),
  Profile: resource('AWS::IAM::InstanceProfile', { Roles: [{ Ref: 'Role' }] }),
  Role: WRITER,
  Group: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: { Ref: 'Launched' }, Version } }),
});
const imdsV2 = (script: string, HttpPutResponseHopLimit = 1, HttpTokens = 'required') => resource('AWS::EC2::LaunchTemplate', {
  LaunchTemplateData: { MetadataOptions: { HttpTokens, HttpPutResponseHopLimit }, UserData: { 'Fn::Base64': script } },
});

const CASES: Readonly<Record<string, Case>> = {
  AccountSettingOwnedTwice: {
    bad: times(2, () => resource('AWS::XRay::TransactionSearchConfig')),
    at: 'R2',
    good: [{ A: resource('AWS::XRay::TransactionSearchConfig'), B: resource('Custom::XRayEncryption') }],
  },
  ApiIntegrationUntraced: {
    bad: api(true, UNTRACED_FN, 'Alias'),
    at: 'Fn',
    good: [api(true, TRACED_FN), api(undefined, UNTRACED_FN)],
  },
  ApiUntracedBeforeFunction: {
    bad: api(undefined, TRACED_FN),
    at: 'Stage',
    good: [api(true, TRACED_FN), api(false, TRACED_FN), api(undefined, UNTRACED_FN)],
  },
  CollectorBoundToLoopback: {
    bad: task({}, APP, { ...DAEMON, Command: ['-b', '127.0.0.1:2000'] }),
    at: 'Task',
    good: [
      task({}, APP, DAEMON),
      task(ON_WINDOWS, APP, { ...DAEMON, Command: ['-b', '127.0.0.1:2000'] }),
      task({ NetworkMode: 'awsvpc' }, APP, { ...DAEMON, Command: ['-b', '127.0.0.1:2000'] }),
      task({}, APP, agent('{"traces": {"traces_collected": {"xray": {"bind_address": "0.0.0.0:2000"}}}}')),
      task({}, APP, agent({ toString: 1 })),
    ],
  },
  CoverageBelowMinimum: { bad: { Fn: UNTRACED_FN }, good: [{ Fn: TRACED_FN, Role: WRITER }, {}] },
  DaemonInMaintenance: { bad: task({}, APP, DAEMON), good: [task({}, APP, agent('{}')), job(APP, agent('{}'))] },
  DaemonServiceMissing: {
    bad: onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000'),
    at: 'Task',
    good: [
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Daemon: daemonService('DaemonTask'), ...named('DaemonTask', task({ NetworkMode: 'host' }, DAEMON)) }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Daemon: daemonService('DaemonTask'), ...named('DaemonTask', task({}, { Image: 'mirror/collector', PortMappings: [{ HostPort: 2000 }] })) }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Daemon: daemonService('elsewhere') }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Daemon: daemonService('', 'daemon'), ...named('DaemonTask', task({ Family: 'daemon', NetworkMode: 'host' }, DAEMON)) }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Group: resource('AWS::AutoScaling::AutoScalingGroup', {}, XRAY_UNIT) }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', server('yum install -y aws-xray-daemon-3.x.rpm')),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', withUserData({ 'Fn::Base64': { 'Fn::Join': ['\n', ['#!/bin/bash', { 'Fn::If': ['C', 'yum install -y aws-xray-daemon-3.x.rpm', ''] }]] } })),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', withUserData({ Ref: 'Script' })),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { ...managedDaemon('DaemonTask'), ...daemonTask(DAEMON) }),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', managedDaemon('elsewhere')),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', association('AWS-RunShellScript', { commands: ['yum install -y aws-xray-daemon-3.x.rpm'] })),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', association('AmazonCloudWatch-ManageAgent', { action: ['configure'], optionalConfigurationLocation: ['traces'] })),
      onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', { Document: resource('AWS::SSM::Document', { Content: '{"mainSteps": [{"inputs": {"runCommand": "yum install -y aws-xray-daemon-3.x.rpm"}}]}' }) }),
      onInstances({ NetworkMode: 'bridge' }, 'collector.internal:2000'),
      onInstances({ NetworkMode: 'awsvpc' }, '127.0.0.1:2000'),
      onInstances({ NetworkMode: 'awsvpc' }, '172.17.0.1:2000'),
      onInstances(ON_WINDOWS, '172.17.0.1:2000'),
      { ...onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000'), Cluster: resource('AWS::EKS::Cluster') },
      task({ NetworkMode: 'bridge' }, { ...APP, Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '172.17.0.1:2000' }] }),
    ],
  },
  DaemonUnitNotEnabled: {
    bad: server('curl -O https://s3.amazonaws.com/aws-xray-daemon-3.x.rpm\nyum install -y ./aws-xray-daemon-3.x.rpm\n'),
    at: 'Server',
    good: [
      { Server: { ...server('rpm -i aws-xray-daemon-3.x.rpm\ncfn-init -v --resource Server\n').Server, ...XRAY_UNIT } },
      server('rpm -i aws-xray-daemon-3.x.rpm\nsystemctl enable --now xray\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nsystemctl daemon-reload && systemctl enable httpd xray.service\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nfor unit in httpd xray; do systemctl enable $unit; done\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nchkconfig xray on\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nsystemctl enable "xray"\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nsystemctl enable "${UNIT}"\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\nsystemctl enable \\\n  --now xray\n'),
      server('rpm -i aws-xray-daemon-3.x.rpm\necho xray | xargs systemctl enable\n'),
      { Server: { ...server('rpm -i aws-xray-daemon-3.x.rpm\n').Server, ...byInit(['systemctl', 'enable', '--now', 'xray']) } },
      { Server: { ...server('rpm -i aws-xray-daemon-3.x.rpm\n').Server, Metadata: { 'AWS::CloudFormation::Init': { config: { services: { systemd: { 'xray.service': { enabled: true } } } } } } } },
      { Server: { ...server('yum install -y nginx\nsystemctl enable xray\n').Server, ...byInit('rpm -i aws-xray-daemon-3.x.rpm') } },
      server('yum install -y nginx\n'),
      { Server: resource('AWS::EC2::Instance') },
    ],
  },
  DeploymentStageUntraced: {
    bad: { Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: 'prod' }), Api: resource('AWS::ApiGateway::RestApi') },
    at: 'Deployment',
    good: [
      { Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' } }) },
      { Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: { Ref: 'AWS::NoValue' } }) },
      { Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: 'prod', StageDescription: { TracingEnabled: true } }) },
      {
        Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: 'unused' }),
        Api: resource('AWS::ApiGateway::RestApi'),
        Stage: stage(true),
      },
    ],
  },
  EncryptionKeyAsymmetric: {
    bad: encryption({ KeySpec: 'RSA_2048' }, 'Retain'),
    at: 'Encryption',
    good: [encryption({}, 'Retain'), encryption({ KeySpec: 'SYMMETRIC_DEFAULT' }, 'Retain'), encryption({ KeySpec: { Ref: 'Spec' } }, 'Retain')],
  },
  EncryptionKeyDoomed: {
    bad: encryption({}, 'Delete'),
    at: 'Encryption',
    good: [encryption({}, 'Retain'), encryption({}, 'RetainExceptOnCreate')],
  },
  EndpointPolicyWithoutSampling: {
    bad: { Vpc: resource('AWS::EC2::VPC'), Endpoint: endpoint('xray:PutTraceSegments') },
    at: 'Endpoint',
    good: [{ Endpoint: endpoint('xray:*') }, { Endpoint: endpoint() }, { Endpoint: resource('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.s3', PolicyDocument: {} }) }],
  },
  GroupFilterInvalid: {
    bad: { Group: resource('AWS::XRay::Group', { FilterExpression: 'responsetime >' }) },
    at: 'Group',
    good: [{ Group: resource('AWS::XRay::Group', { FilterExpression: 'responsetime > 5' }) }, { Group: resource('AWS::XRay::Group', { FilterExpression: { Ref: 'Filter' } }) }],
  },
  ImplicitApiUntraced: {
    bad: { Fn: resource('AWS::Serverless::Function', { Events: { Get: { Type: 'Api' } } }) },
    good: [{ Fn: resource('AWS::Serverless::Function', { Events: { Get: { Type: 'HttpApi' } } }) }, { Machine: resource('AWS::Serverless::StateMachine') }],
  },
  InsightsNotificationsWithoutInsights: {
    bad: { Group: group({ NotificationsEnabled: true }) },
    at: 'Group',
    good: [{ Group: group({ NotificationsEnabled: true, InsightsEnabled: true }) }, { Group: group({}) }, { Group: group({ NotificationsEnabled: true, InsightsEnabled: { Ref: 'P' } }) }],
  },
  LambdaEdgeTracing: {
    bad: {
      Fn: resource('AWS::Lambda::Function', { Role: getAtt('Role') }),
      Role: role({ AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: ['edgelambda.amazonaws.com'] } }] } }),
    },
    at: 'Fn',
    good: [{ Fn: UNTRACED_FN }],
  },
  MetadataHopLimit: {
    bad: { Server: imdsV2('docker run -d \\\n  -p 2000:2000/udp amazon/aws-xray-daemon -o\n') },
    at: 'Server',
    good: [
      { Server: imdsV2('docker run -d --network host amazon/aws-xray-daemon\n') },
      { Server: imdsV2('docker run -d --net=host amazon/aws-xray-daemon\n') },
      { Server: imdsV2('docker run nginx\ncurl -O https://example.com/aws-xray-daemon-3.x.rpm\n') },
      { Server: imdsV2('docker run amazon/aws-xray-daemon\n', 2) },
      { Server: imdsV2('docker run amazon/aws-xray-daemon\n', 1, 'optional') },
      { Server: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' }, UserData: 'docker run amazon/aws-xray-daemon' } }) },
      { Server: resource('AWS::EC2::LaunchTemplate') },
      { Server: imdsV2('echo ECS_CLUSTER=x >> /etc/ecs/ecs.config\n') },
    ],
  },
  NoWayToXRay: {
    bad: network(),
    at: 'Fn',
    good: [
      network(['Route', resource('AWS::EC2::Route', { RouteTableId: { Ref: 'Table' } })]),
      network(['Endpoint', endpoint()]),
      { Fn: TRACED_FN, Role: WRITER },
    ],
  },
  OtlpNotReceived: {
    bad: task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318'), DAEMON),
    at: 'Task',
    good: [
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318')),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318'), agent('{"traces": {"traces_collected": {"otlp": {}}}}')),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318'), DAEMON, { Name: 'collector', Image: 'own/collector' }),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318'), DAEMON, { Ref: 'Container' }),
      task({ NetworkMode: 'awsvpc' }, spanning('http://collector.internal:4318'), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('https://xray.eu-west-1.amazonaws.com/v1/traces'), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost-collector:4318'), DAEMON),
      task({ NetworkMode: 'host' }, spanning('http://localhost:4318'), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning({ Ref: 'Endpoint' }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector.internal:4318' }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318', { OTEL_TRACES_EXPORTER: 'none' }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318', { OTEL_SDK_DISABLED: true }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318', { OTEL_TRACES_EXPORTER: { Ref: 'otlpExporter' } }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4318', { OTEL_SDK_DISABLED: { Ref: 'Off' } }), DAEMON),
      task({ NetworkMode: 'awsvpc' }, { ...spanning('http://localhost:4318'), Secrets: [{ Name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', ValueFrom: 'arn' }] }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, { ...spanning(''), Environment: [...spanning('http://localhost:4318').Environment, { 'Fn::If': ['C', { Name: 'OTEL_TRACES_EXPORTER', Value: 'none' }, { Name: 'A', Value: 'b' }] }] }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, { ...spanning('http://localhost:4318'), EnvironmentFiles: [{ Type: 's3', Value: 'arn' }] }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, { ...spanning(''), Environment: { 'Fn::If': ['C', spanning('http://localhost:4318').Environment, []] } }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, { Name: 'app', Image: 'app' }, DAEMON),
    ],
  },
  OtlpWithoutPutSpans: {
    bad: exporter(OTLP, WRITER),
    at: 'Fn',
    good: [exporter(OTLP, role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayFullAccess'] })), exporter({}, WRITER)],
  },
  OtlpWithoutTransactionSearch: {
    bad: {
      Task: resource('AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{ Image: 'app', Environment: [{ Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com' }] }],
      }),
    },
    at: 'Task',
    good: [{ ...exporter(OTLP, WRITER), Search: resource('AWS::XRay::TransactionSearchConfig') }, exporter({}, WRITER)],
  },
  ResourcePolicyTooLarge: {
    bad: { Policy: resource('AWS::XRay::ResourcePolicy', { PolicyDocument: 'x'.repeat(5_121) }) },
    at: 'Policy',
    good: [{ Policy: resource('AWS::XRay::ResourcePolicy', { PolicyDocument: 'x'.repeat(5_120) }) }],
  },
  AgentCoreTracesNotDelivered: {
    bad: { ...AGENT, Source: delivered().Source, Logs: resource('AWS::Logs::Delivery', { DeliverySourceName: 'logs' }) },
    at: 'Agent',
    good: [
      { ...AGENT, ...delivered() },
      { ...AGENT, ...delivered('traces') },
      { ...AGENT, Rule: resource('AWS::ObservabilityAdmin::TelemetryRule', { Rule: { TelemetryType: 'Traces' } }) },
      { ...AGENT, Rule: resource('AWS::ObservabilityAdmin::TelemetryRule', { Rule: { ResourceType: 'AWS::BedrockAgentCore::Runtime', TelemetryType: 'Traces' } }) },
      { Fn: TRACED_FN, Role: WRITER },
    ],
  },
  AliasOfPublishedVersion: {
    bad: { Fn: TRACED_FN, Role: WRITER, Alias: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' }, FunctionVersion: '2' }) },
    at: 'Alias',
    good: [
      { Fn: UNTRACED_FN, Alias: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' }, FunctionVersion: '2' }) },
      { Alias: resource('AWS::Lambda::Alias', { FunctionName: 'elsewhere', FunctionVersion: '2' }) },
      ...['$LATEST', { 'Fn::GetAtt': ['Version', 'Version'] }, { Ref: 'VersionNumber' }, undefined].map((FunctionVersion) => ({
        Fn: TRACED_FN, Role: WRITER, Alias: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' }, FunctionVersion }),
      })),
    ],
  },
  LaunchTemplateVersionPinned: {
    bad: launchedFrom('1'),
    at: 'Group',
    good: [
      ...[{ 'Fn::GetAtt': ['Launched', 'LatestVersionNumber'] }, '$Latest', { Ref: 'Version' }].map((version) => launchedFrom(version)),
      launchedFrom('1', 'yum install -y nginx'),
      launchedFrom({ toString: 1 }),
      { ...launchedFrom('1'), Group: resource('AWS::EC2::Instance', { LaunchTemplate: { LaunchTemplateId: { Ref: 'Launched' }, Version: '1' }, UserData: 'x' }) },
      { Group: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateName: 'elsewhere', Version: '1' } }) },
    ],
  },
  RoleCannotWrite: {
    bad: { Fn: TRACED_FN, Role: role() },
    at: 'Fn',
    good: [{ Fn: TRACED_FN, Role: WRITER }, { Fn: UNTRACED_FN, Role: role() }],
  },
  RoleNotManaged: {
    bad: { Fn: tracedFunction('arn:aws:iam::111122223333:role/imported') },
    at: 'Fn',
    good: [{ Fn: TRACED_FN, Role: WRITER }, { Fn: TRACED_FN, Role: role() }],
  },
  SamplingRuleIgnored: {
    bad: { Rule: rule({ Attributes: { tenant: 'x' } }) },
    at: 'Rule',
    good: [{ Rule: rule({}) }, { Rule: rule({ Attributes: {} }) }, { Rule: rule({ Attributes: { tenant: 'x' }, ServiceType: 'AWS::ApiGateway::Stage' }) }],
  },
  SamplingRuleNameCollision: { bad: times(2, () => rule({ RuleName: 'x' })), at: 'R2', good: [times(2, (i) => rule({ RuleName: `x${i}` })), times(2, () => rule({ RuleName: { Ref: 'Name' } }))] },
  SamplingRulePriorityCollision: { bad: times(2, () => rule({ Priority: 1 })), at: 'R2', good: [times(2, (i) => rule({ Priority: i }))] },
  ServerlessEventSourceTracing: {
    bad: { Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { Orders: { Type: 'MSK', Properties: { Stream: 'arn:aws:kafka:eu-west-1:111122223333:cluster/a/b' } } } }) },
    at: 'Fn',
    good: [
      { Fn: resource('AWS::Serverless::Function', { Events: { Orders: { Type: 'SQS', Properties: { Queue: 'arn:aws:sqs:eu-west-1:111122223333:orders' } }, toString: null } }) },
      { Fn: resource('AWS::Serverless::Function', { Events: { Orders: { Type: 'toString' } } }) },
    ],
  },
  SidecarUnreachable: {
    bad: task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app' }, DAEMON),
    at: 'Task',
    good: [
      task({ NetworkMode: 'bridge' }, { ...APP, Links: ['xray'] }, DAEMON),
      task({ NetworkMode: 'bridge' }, { ...APP, Links: ['daemon:xray'] }, { ...DAEMON, Name: 'daemon' }),
      task({ NetworkMode: 'bridge' }, { ...APP, Links: [{ Ref: 'Link' }] }, DAEMON),
      task({ NetworkMode: 'bridge' }, { ...APP, Links: { 'Fn::If': ['C', ['xray'], ['db', 'xray']] } }, DAEMON),
      task({ NetworkMode: 'bridge' }, { ...APP, Links: { 'Fn::If': ['C', { Ref: 'Links' }, ['db']] } }, DAEMON),
      task({ NetworkMode: 'bridge' }, { ...APP, Environment: { 'Fn::If': ['C', sendingTo('xray:2000').Environment, { Ref: 'AWS::NoValue' }] }, Links: ['xray'] }, DAEMON),
      task({ NetworkMode: 'bridge' }, { ...APP, ExtraHosts: [{ Hostname: 'xray', IpAddress: '10.0.0.1' }] }, DAEMON),
      task({ NetworkMode: 'bridge' }, sendingTo('collector.internal:2000'), DAEMON),
      task({ NetworkMode: 'bridge' }, sendingTo({ Ref: 'Address' }), DAEMON),
      task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', Secrets: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', ValueFrom: 'arn' }] }, DAEMON),
      task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', Environment: { Ref: 'Variables' } }, DAEMON),
      task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', EnvironmentFiles: [{ Type: 's3', Value: 'arn' }] }, DAEMON),
      task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', Environment: [{ 'Fn::If': ['C', { Name: 'A', Value: 'b' }, { Ref: 'AWS::NoValue' }] }] }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, sendingTo('localhost:2000'), { ...DAEMON, Name: 'localhost' }),
      task({ NetworkMode: 'awsvpc' }, { Image: 'app' }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, sendingTo('127.0.0.1:2000'), DAEMON),
      task({ NetworkMode: 'awsvpc' }, { ...APP, ExtraHosts: [{ Hostname: 'xray', IpAddress: '127.0.0.1' }] }, DAEMON),
      task({ NetworkMode: 'awsvpc' }, APP, { Name: 'other', Image: 'other' }, DAEMON),
      task({ NetworkMode: 'nat' }, APP, DAEMON),
      job({ Name: 'app', Image: 'app' }, DAEMON),
      daemonTask({ Name: 'app', Image: 'app' }, DAEMON),
      task({ RequiresCompatibilities: ['FARGATE'] }, { Image: 'app' }, DAEMON),
      task({}, DAEMON),
      task(ON_WINDOWS, { Image: 'app' }, DAEMON),
      task({ NetworkMode: 'nat' }, { Image: 'app' }, DAEMON),
      task({}, { Image: 'app' }, agent('{"metrics": {}}')),
      task({}, { Image: 'envoy' }, DAEMON),
    ],
  },
  SidecarWithoutTcp: {
    bad: task({}, APP, { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }),
    at: 'Task',
    good: [
      task({}, APP, DAEMON), task({ NetworkMode: 'host' }, APP, { ...DAEMON, PortMappings: [] }),
      task({}, { ...APP, Links: ['xray'] }, { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }),
      task({}, { ...APP, Links: ['xray:daemon'] }, { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }),
      task({}, { ...APP, Links: { 'Fn::If': ['C', ['xray'], ['xray', 'db']] } }, { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }),
      task({}, { ...APP, Links: [{ Ref: 'Link' }] }, { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }),
    ],
  },
  StateMachineTaskUntraced: { bad: machine(UNTRACED_FN), at: 'Fn', good: [machine(TRACED_FN)] },
  TemplateNotRead: {
    bad: { Nested: resource('AWS::CloudFormation::Stack', { TemplateURL: 'https://s3.amazonaws.com/bucket/child.yaml' }) },
    at: 'Nested',
    good: [{ Custom: resource('AWS::CloudFormation::CustomResource', { ServiceToken: 'arn' }) }],
  },
  TooManyResourcePolicies: { bad: times(6, () => POLICY), at: 'R6', good: [times(5, () => POLICY)] },
  TooManySamplingRules: { bad: times(26, (i) => rule({ Priority: i })), at: 'R26', good: [times(25, (i) => rule({ Priority: i }))] },
  TooManyTraceGroups: { bad: times(26, () => group({})), at: 'R26', good: [times(25, () => group({}))] },
  TraceFilterTooLong: {
    bad: { Group: resource('AWS::XRay::Group', { FilterExpression: `service("${'x'.repeat(1_990)}")` }) },
    at: 'Group',
    good: [{ Group: resource('AWS::XRay::Group', { FilterExpression: `service("${'x'.repeat(1_980)}")` }) }, { Group: resource('AWS::XRay::Group') }],
  },
  TopicSubscriberUntraced: {
    bad: subscription(TOPIC, UNTRACED_FN),
    at: 'Fn',
    good: [subscription(TOPIC, TRACED_FN), subscription(resource('AWS::SNS::Topic'), UNTRACED_FN)],
  },
  TopicWithoutResourcePolicy: { bad: { Topic: TOPIC }, at: 'Topic', good: [{ Topic: TOPIC, Policy: POLICY }, { Topic: resource('AWS::SNS::Topic') }] },
};

const ROW_RULES = TracerRegistry.builtIn().resourceTypes.map((type) => TracerRegistry.builtIn().find(type)!.ruleId);

const found = (ruleId: string, resources: Resources) => surveyOf(resources, { minimumCoverage: 50 }).findings.filter((finding) => finding.ruleId === `XRay::${ruleId}`);

test('every rule beside those of rows has a case here', () => {
  expect(RULES.map(({ id }) => id).filter((id) => !ROW_RULES.includes(id)).sort()).toEqual(Object.keys(CASES).sort());
});

describe.each(Object.entries(CASES))('%s', (ruleId, { bad, at, good }) => {
  test('is found where it is wrong', () => {
    expect(found(ruleId, bad).map(({ logicalId }) => logicalId)).toEqual([at]);
  });

  test('is not found where all is well', () => {
    expect(good.flatMap((resources) => found(ruleId, resources))).toEqual([]);
  });

  test('is acknowledged, and switched off', () => {
    const input = (reason: string) => ({ templates: [source(bad, { constructPath: 'Stack', constructPathOf: (id) => `Stack/${id}` })], acknowledgements: [{ ruleId: `XRay::${ruleId}`, constructPath: at === undefined ? '' : 'Stack', reason }] });
    const acknowledged = survey(input('known'), { minimumCoverage: 50 }).findings.filter((finding) => finding.ruleId === `XRay::${ruleId}`);
    expect(acknowledged.map(({ acknowledgement }) => acknowledgement)).toEqual(['known']);
    const off = survey(input('known'), { minimumCoverage: 50, severities: { [ruleId]: FindingSeverity.OFF } }).findings;
    expect(off.filter((finding) => finding.ruleId === `XRay::${ruleId}`)).toEqual([]);
  });
});

const RULE_FILES = join(__dirname, '../../../src/survey/findings/rules');
const fileOf = (id: string) => `${id.replace('XRay', 'Xray').replace(/(?!^)(?=[A-Z])/g, '-').toLowerCase()}.ts`;

test('a rule stands in a file that is called by its id', () => {
  expect(readdirSync(RULE_FILES).sort()).toEqual(Object.keys(CASES).map(fileOf).sort());
});

test.each(Object.keys(CASES))('the constant of the rule %s is called by its id', (id) => {
  const constant = fileOf(id).replace('.ts', '').replace(/-/g, '_').toUpperCase();
  expect(jest.requireActual(join(RULE_FILES, fileOf(id)))).toMatchObject({ [constant]: { id } });
});

test('rules have ids of their own', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(RULES.map(({ id, title, cause, fix, url }) => [id, { title, cause, fix, url }] as const))('the rule %s has texts, and a page of AWS', (id, texts) => {
  const text = expect.stringMatching(/^.{11}/);
  expect(id).toMatch(/^[A-Z][A-Za-z0-9]+$/);
  expect(texts).toEqual({ title: text, cause: text, fix: text, url: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//) });
});

describe('a REST API', () => {
  const deployment = resource('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: 'prod', StageDescription: { TracingEnabled: true } });
  const withBody = (type: string, property: string) => ({
    Api: resource(type, { TracingEnabled: true, [property]: { paths: { '/a': { get: { 'x-amazon-apigateway-integration': { uri: { 'Fn::Sub': 'arn:${Fn.Arn}' } } } } } } }),
    Fn: UNTRACED_FN,
  });

  test('may get its stage from its deployment', () => {
    const { Stage, ...rest } = api(true, UNTRACED_FN);
    expect(found('ApiIntegrationUntraced', { ...rest, Deployment: deployment }).map(({ logicalId }) => logicalId)).toEqual(['Fn']);
  });

  test('may have its integrations in a document', () => {
    expect(found('ApiIntegrationUntraced', withBody('AWS::Serverless::Api', 'DefinitionBody'))).toHaveLength(1);
    expect(found('ApiIntegrationUntraced', { ...withBody('AWS::ApiGateway::RestApi', 'Body'), Stage: stage(true) })).toHaveLength(1);
  });
});

test('a collector that neither its image nor its name tells is known by the metadata that says so', () => {
  const Metadata = { 'cdk-xray': { collector: 'vector' } };
  const resources = task({ NetworkMode: 'bridge' }, { Name: 'app', Image: 'app' }, { Name: 'vector', Image: 'mirror/vector' });
  expect(found('SidecarUnreachable', resources)).toEqual([]);
  expect(found('SidecarUnreachable', { Task: { ...resources.Task, Metadata } })).toHaveLength(1);
});

test('several event sources of a kind that Lambda cannot trace are told of once for each function', () => {
  const mapping = (broker: string, fn: string) => resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: getAtt(broker), FunctionName: { Ref: fn } });
  const brokers = { Msk: resource('AWS::MSK::Cluster'), Mq: resource('AWS::AmazonMQ::Broker') };
  const mappings = { M1: mapping('Msk', 'Fn'), M2: mapping('Msk', 'Fn'), M3: mapping('Mq', 'Fn'), M4: mapping('Msk', 'Other'), M5: mapping('Msk', 'elsewhere'), M6: mapping('Msk', 'elsewhere') };
  const findings = found('LambdaEventSourceMappingTracing', { ...brokers, ...mappings, Fn: TRACED_FN, Other: TRACED_FN });
  expect(findings.map(({ logicalId, ways }) => [logicalId, ways?.length])).toEqual([['M1', 2], ['M3', 1], ['M4', 1], ['M5', 1], ['M6', 1]]);
  const event = (Topic: string) => ({ Type: 'MSK', Properties: { Stream: getAtt('Msk'), Topics: [Topic] } });
  expect(found('ServerlessEventSourceTracing', { ...brokers, Fn: resource('AWS::Serverless::Function', { Events: { A: event('a'), B: event('b') } }) })).toHaveLength(1);
});

describe('a subscription in the topic itself', () => {
  const subscribed = (Subscription: any): Resources => ({ Topic: resource('AWS::SNS::Topic', { TracingConfig: 'Active', Subscription }), Fn: UNTRACED_FN, Queue: resource('AWS::SQS::Queue') });
  const byFunction = { Protocol: 'lambda', Endpoint: getAtt('Fn') };
  const either = (value: any) => ({ 'Fn::If': ['IsProd', value, { Ref: 'AWS::NoValue' }] });

  test.each<[string, any, number]>([
    ['of the function', [{ Protocol: 'sqs', Endpoint: getAtt('Queue') }, byFunction], 1],
    ['that a condition decides', [either(byFunction)], 1],
    ['in a list that a condition decides', either([byFunction]), 1],
    ['of the same function in both cases', [{ 'Fn::If': ['IsProd', byFunction, { ...byFunction, FilterPolicy: {} }] }], 1],
    ['of people', [{ Protocol: 'email', Endpoint: getAtt('Fn') }], 0],
    ['of nothing', [null, 7, {}], 0],
  ])('%s', (_, Subscription, count) => {
    expect(found('TopicSubscriberUntraced', subscribed(Subscription))).toHaveLength(count);
  });
});

describe('what sends spans to X-Ray needs the permission and Transaction Search, too', () => {
  const Environment = [{ Name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com/v1/traces' }];
  const Containers = [{ Name: 'app', Image: 'app', Environment }];
  const TaskRoleArn = getAtt('Role');
  const range = (properties: any) => ({ NodeProperties: { NodeRangeProperties: [properties] } });

  test.each<[string, string, any, string, string]>([
    ['an Express Mode service', 'AWS::ECS::ExpressGatewayService', { TaskRoleArn, PrimaryContainer: { Environment } }, 'TaskRoleArn', 'PrimaryContainer'],
    ['a managed daemon', 'AWS::ECS::DaemonTaskDefinition', { TaskRoleArn, ContainerDefinitions: Containers }, 'TaskRoleArn', 'ContainerDefinitions'],
    ['a job', 'AWS::Batch::JobDefinition', { ContainerProperties: { JobRoleArn: TaskRoleArn, Environment } }, 'ContainerProperties.JobRoleArn', 'ContainerProperties'],
    ['a job of several containers', 'AWS::Batch::JobDefinition', { EcsProperties: { TaskProperties: [{ TaskRoleArn, Containers }] } },
      'EcsProperties.TaskProperties[0].TaskRoleArn', 'EcsProperties.TaskProperties[0].Containers'],
    ['a job of several nodes', 'AWS::Batch::JobDefinition', range({ Container: { JobRoleArn: TaskRoleArn, Environment } }),
      'NodeProperties.NodeRangeProperties[0].Container.JobRoleArn', 'NodeProperties.NodeRangeProperties[0].Container'],
  ])('%s', (_, type, properties, rolePath, containersPath) => {
    const resources = { Task: resource(type, properties), Role: WRITER };
    const paths = ['OtlpWithoutPutSpans', 'OtlpWithoutTransactionSearch'].map((ruleId) => found(ruleId, resources).map(({ propertyPath }) => propertyPath));
    expect(paths).toEqual([[rolePath], [containersPath]]);
  });
});

describe('a collector on Amazon ECS that sends spans to X-Ray needs the permission and Transaction Search, too', () => {
  const YAML = 'exporters:\n  otlphttp:\n    traces_endpoint: https://xray.eu-west-1.amazonaws.com/v1/traces\nservice:\n  pipelines:\n    traces:\n      exporters: [otlphttp]\n';
  const ADOT = { Name: 'adot', Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1' };
  const counts = (collector: any, beside: Resources = {}) => {
    const { Task } = task({ TaskRoleArn: getAtt('Role') }, { Name: 'app', Image: 'app' }, { ...ADOT, ...collector });
    return ['OtlpWithoutPutSpans', 'OtlpWithoutTransactionSearch'].map((ruleId) => found(ruleId, { Task, Role: WRITER, ...beside }).length);
  };
  const configured = (Value: any, Name = 'AOT_CONFIG_CONTENT') => ({ Environment: [{ Name, Value }] });

  test.each<[string, any, Resources?]>([
    ['ADOT, by its configuration', configured(YAML)],
    ['ADOT, by its configuration with a region of the deployment', configured({ 'Fn::Sub': YAML.replace('eu-west-1', '${AWS::Region}') })],
    ['ADOT, by its configuration in JSON', configured('{"exporters":{"otlphttp":{"traces_endpoint":"https://xray.eu-west-1.amazonaws.com/v1/traces"}}}')],
    ['ADOT, by a parameter', { Secrets: [{ Name: 'AOT_CONFIG_CONTENT', ValueFrom: { Ref: 'Config' } }] }, { Config: resource('AWS::SSM::Parameter', { Value: YAML }) }],
    ['the collector of OpenTelemetry, by any variable', { ...configured(YAML, 'OTEL_CONFIG'), Image: 'otel/opentelemetry-collector-contrib:0.110.0', Command: ['--config=env:OTEL_CONFIG'] }],
    ['the CloudWatch agent', { ...configured(YAML, 'CW_OTEL_CONFIG_CONTENT'), Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest' }],
  ])('%s', (_, collector, beside = {}) => {
    expect(counts(collector, beside)).toEqual([1, 1]);
  });

  test.each<[string, any]>([
    ['sends segments', configured('exporters:\n  awsxray:\n    endpoint: https://xray.eu-west-1.amazonaws.com\n')],
    ['has the exporter in a comment', configured(YAML.replace('    traces_endpoint', '    # traces_endpoint'))],
    ['sends its spans elsewhere', configured(YAML.replace('xray.eu-west-1.amazonaws.com', 'otlp.example.com'))],
    ['takes no traces', configured('{"exporters":{"otlphttp":{"traces_endpoint":"https://xray.eu-west-1.amazonaws.com/v1/traces"}},"service":{"pipelines":{"metrics":{}}}}')],
    ['sends with another role', configured(`${YAML}extensions:\n  sigv4auth:\n    assume_role:\n      arn: arn:aws:iam::444455556666:role/traces\n`)],
    ['is hidden', configured({ Ref: 'Config' })],
  ])('not one that %s', (_, collector) => {
    expect(counts(collector)).toEqual([0, 0]);
  });
});

test('what a SAM function exports by `Globals` counts as its own', () => {
  const resources = { Fn: resource('AWS::Serverless::Function', { Role: getAtt('Role'), Environment: { Variables: { A: 'a' } } }), Role: WRITER };
  const { findings } = surveyOf(resources, {}, { Globals: { Function: OTLP } });
  expect(findings.filter(({ ruleId }) => ruleId === 'XRay::OtlpWithoutPutSpans')).toMatchObject([{ logicalId: 'Fn' }]);
});

test.each([
  ['AWS::Lambda::Function', {}, 'error'],
  ['AWS::Lambda::Function', { TracingConfig: { Mode: { Ref: 'Mode' } } }, 'warning'],
  ['AWS::ApiGatewayV2::Api', {}, 'warning'],
  ['AWS::ElasticBeanstalk::Environment', {
    SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running PHP 8.3',
    OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled', Value: 'true' }],
  }, 'warning'],
])('the row of %s with %j finds a matter of severity %s', (Type, Properties, severity) => {
  const { ruleId } = TracerRegistry.builtIn().find(Type)!;
  expect(found(ruleId, { R: { Type, Properties } }).map((finding) => finding.severity)).toEqual([severity]);
});

describe('the events of SAM functions', () => {
  const samFunction = (Tracing: string | undefined, event: any) => resource('AWS::Serverless::Function', { Tracing, Events: { Event: event } });
  const apiEvent = { Type: 'Api', Properties: { RestApiId: { Ref: 'Api' } } };
  const samApi = (TracingEnabled?: boolean) => resource('AWS::Serverless::Api', { TracingEnabled });

  test('join an API and its functions', () => {
    expect(found('ApiIntegrationUntraced', { Api: samApi(true), Fn: samFunction(undefined, apiEvent) }).map(({ logicalId }) => logicalId)).toEqual(['Fn']);
    expect(found('ApiUntracedBeforeFunction', { Api: samApi(), Fn: samFunction('Active', apiEvent) }).map(({ logicalId }) => logicalId)).toEqual(['Api']);
    expect(found('ApiIntegrationUntraced', { Api: samApi(true), Fn: samFunction('Active', apiEvent), Other: samFunction(undefined, { Type: 'Api' }) })).toEqual([]);
  });

  test.each<[string, any, any, RegExp | undefined]>([
    ['names none', { Type: 'Api' }, undefined, /^SAM makes a REST API for the events of Fn and 1 more, and X-Ray does not trace it$/],
    ['names the one that SAM makes', { Type: 'Api', Properties: { RestApiId: { Ref: 'ServerlessRestApi' } } }, { Api: {} }, /of Fn and 1 more/],
    ['names none, and Globals switch tracing off', { Type: 'Api' }, { Api: { TracingEnabled: false } }, undefined],
    ['names none, and Globals turn tracing on', { Type: 'Api' }, { Api: { TracingEnabled: true } }, undefined],
    ['names none, and Globals leave it to the deployment', { Type: 'Api' }, { Api: { TracingEnabled: { Ref: 'Traced' } } }, undefined],
    ['names one', apiEvent, undefined, undefined],
    ['is of an HTTP API', { Type: 'HttpApi' }, undefined, undefined],
  ])('that has a REST API of its own: an event that %s', (_, event, Globals, message) => {
    const functions = { Fn: samFunction('Active', event), Other: samFunction('Active', event), NoEvents: resource('AWS::Serverless::Function') };
    const { findings } = CoverageReport.fromTemplate({ Globals, Resources: { ...functions, Api: samApi(true) } });
    expect(findings.filter(({ ruleId }) => ruleId === 'XRay::ImplicitApiUntraced').map((finding) => finding.message))
      .toEqual(message ? [expect.stringMatching(message)] : []);
  });

  test('that has a REST API of its own for a state machine', () => {
    const Machine = resource('AWS::Serverless::StateMachine', { Events: { Start: { Type: 'Api', Properties: { Path: '/start', Method: 'post' } } } });
    expect(found('ImplicitApiUntraced', { Machine }).map(({ message }) => message)).toEqual(['SAM makes a REST API for the events of Machine, and X-Ray does not trace it']);
  });

  test('join a topic and its subscribers', () => {
    const event = { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' } } };
    expect(found('TopicSubscriberUntraced', { Topic: TOPIC, Fn: samFunction(undefined, event) }).map(({ logicalId }) => logicalId)).toEqual(['Fn']);
    expect(found('TopicSubscriberUntraced', { Topic: TOPIC, Fn: samFunction('Active', event) })).toEqual([]);
  });

  test.each<[any, number]>([[true, 0], ['true', 0], [{ QueueArn: getAtt('Queue'), QueueUrl: { Ref: 'Queue' } }, 0], [false, 1], ['false', 1]])('join a topic and a queue with `SqsSubscription` %j', (SqsSubscription, count) => {
    const event = { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' }, SqsSubscription } };
    expect(found('TopicSubscriberUntraced', { Topic: TOPIC, Fn: samFunction(undefined, event), Queue: resource('AWS::SQS::Queue') })).toHaveLength(count);
  });
});

describe('the policy of an X-Ray endpoint', () => {
  const missing = (statement: any) => {
    const PolicyDocument = { Statement: [statement] };
    return found('EndpointPolicyWithoutSampling', { Endpoint: resource('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.xray', PolicyDocument }) })
      .map(({ message }) => message);
  };
  const ALLOWED = { Effect: 'Allow', Principal: '*', Action: 'xray:*', Resource: '*' };

  test.each<[string, any]>([
    ['an action that a parameter names', { ...ALLOWED, Action: ['xray:PutTraceSegments', { Ref: 'More' }] }],
    ['all actions but some that are of other services', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['an effect that a condition decides', { ...ALLOWED, Effect: { 'Fn::If': ['IsProd', 'Allow', 'Deny'] } }],
    ['a statement that a condition decides', { 'Fn::If': ['IsProd', ALLOWED, { Ref: 'AWS::NoValue' }] }],
    ['all resources but one', { Effect: 'Allow', Action: 'xray:*', NotResource: 'arn:aws:s3:::b' }],
    ['resources that only the deployment knows', { ...ALLOWED, Resource: { Ref: 'Resources' } }],
  ])('lets sampling through, or may, by %s', (_, statement) => {
    expect(missing(statement)).toEqual([]);
  });

  test.each<[string, any]>([
    ['are about particular resources, which sending knows none of', { ...ALLOWED, Resource: 'arn:aws:xray:eu-west-1:111122223333:group/*' }],
    ['deny', { ...ALLOWED, Effect: 'Deny' }],
  ])('does not by statements that %s', (_, statement) => {
    expect(missing(statement)).toEqual([
      'the policy of the endpoint does not allow xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules, xray:GetSamplingTargets',
    ]);
  });
});

describe('a denial in the policy of an X-Ray endpoint', () => {
  const NO_SAMPLING = { Effect: 'Deny', Principal: '*', Action: 'xray:GetSampling*', Resource: '*' };
  const refused = (denial: any) => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }, denial] };
    return found('EndpointPolicyWithoutSampling', { Endpoint: resource('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.xray', PolicyDocument }) });
  };

  test.each<[string, any]>([['*', '*'], ['every account', { AWS: ['*'] }]])('goes before all else, where it is for %s', (_, Principal) => {
    expect(refused({ ...NO_SAMPLING, Principal })).toMatchObject([{ message: 'the policy of the endpoint does not allow xray:GetSamplingRules, xray:GetSamplingTargets' }]);
  });

  test.each<[string, any]>([
    ['is for somebody', { Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }],
    ['has a condition', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['is of other actions', { Action: 'xray:GetTrace*' }],
  ])('says nothing of the senders where it %s', (_, properties) => {
    expect(refused({ ...NO_SAMPLING, ...properties })).toEqual([]);
  });
});

describe('the hop limit of container instances', () => {
  const instances = imdsV2('echo ECS_CLUSTER=orders >> /etc/ecs/ecs.config\n');
  const hopLimits = (properties: any, collector: any) => found('MetadataHopLimit', { Instances: instances, ...task(properties, APP, collector) });

  test('matters to a collector in network mode bridge that must ask for its region or its credentials', () => {
    const region = { Environment: [{ Name: 'AWS_REGION', Value: 'eu-west-1' }] };
    expect(hopLimits({ TaskRoleArn: 'arn' }, DAEMON)).toMatchObject([{ logicalId: 'Instances', message: "its hop limit is 1, and the collector of Stack/Task runs behind Docker's bridge" }]);
    expect(hopLimits({}, { ...DAEMON, ...region })).toHaveLength(1);
    expect(hopLimits({ TaskRoleArn: 'arn' }, { ...DAEMON, ...region })).toEqual([]);
    expect(hopLimits({ TaskRoleArn: 'arn' }, { ...DAEMON, Command: ['--region', 'eu-west-1'] })).toEqual([]);
    expect(hopLimits({ NetworkMode: 'host' }, DAEMON)).toEqual([]);
  });

  test.each([['a server that runs no tasks', 'yum install -y nginx\n'], ['a container instance that tells its containers of itself', 'echo "ECS_CLUSTER=x\nECS_ENABLE_CONTAINER_METADATA=true" >> /etc/ecs/ecs.config\n']])(
    'does not matter to %s', (_, script) => {
      expect(found('MetadataHopLimit', { Instances: imdsV2(script), ...task({}, APP, DAEMON) })).toEqual([]);
    });

  test.each([['the same region', 'eu-west-1', 1], ['another region', 'us-east-1', 0]])('matters to the collector of a stack in %s', (_, region, count) => {
    const account = '111122223333';
    const templates = [
      source({ Instances: instances }, { name: 'Instances', account, region: 'eu-west-1' }),
      source(task({}, APP, DAEMON), { name: 'Tasks', account, region }),
    ];
    expect(survey({ templates, acknowledgements: [] }).findings.filter(({ ruleId }) => ruleId === 'XRay::MetadataHopLimit')).toHaveLength(count);
  });
});

test('a daemon service of the host network that nobody runs is missed on the loopback address, too', () => {
  expect(found('DaemonServiceMissing', onInstances({ NetworkMode: 'host' }, 'tcp:127.0.0.1:2000 udp:127.0.0.1:2000'))).toHaveLength(1);
});

test.each([['orders', 1], ['orders:3', 1], ['payments', 0]])('a service runs the task definition of the family %s, as far as the templates have it', (TaskDefinition, count) => {
  const byFamily = { Service: resource('AWS::ECS::Service', { Cluster: { Ref: 'Cluster' }, TaskDefinition }) };
  expect(found('DaemonServiceMissing', onInstances({ Family: 'orders', NetworkMode: 'bridge' }, '172.17.0.1:2000', byFamily))).toHaveLength(count);
});

test('the X-Ray daemon is told of beside a job of AWS Batch, too', () => {
  expect(found('DaemonInMaintenance', job(APP, DAEMON))).toMatchObject([{ message: 'the X-Ray daemon runs beside Stack/Job' }]);
});

test.each([[{}], [{ PlatformCapabilities: ['FARGATE'] }]])('the containers of a job with %j share their network, in which names are no hosts', (properties) => {
  const { Job } = job(sendingTo('xray:2000'), DAEMON);
  const jobWith = (more: any) => ({ Job: { ...Job, Properties: { ...Job.Properties, ...more } } });
  expect(found('SidecarUnreachable', jobWith(properties))).toMatchObject([{ logicalId: 'Job', propertyPath: 'EcsProperties.TaskProperties[0].Containers' }]);
});

test.each<[string, Resources]>([
  ['a managed daemon that forwards logs', { ...managedDaemon('DaemonTask'), ...daemonTask({ Name: 'logs', Image: 'fluent-bit' }) }],
  ['the managed daemon of another cluster', { ...managedDaemon('DaemonTask', 'Other'), ...daemonTask(DAEMON), Other: resource('AWS::ECS::Cluster') }],
  ['an association that does something else', association('AWS-RunPatchBaseline', { Operation: ['Install'] })],
])('%s is no collector on the container instances', (_, resources) => {
  expect(found('DaemonServiceMissing', onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', resources))).toHaveLength(1);
});

test('a daemon service of a family runs no other collector than that of the family', () => {
  const daemons = { Daemon: daemonService('', 'daemon'), ...named('DaemonTask', task({ Family: 'daemon' }, { Name: 'logs', Image: 'fluent-bit' })) };
  expect(found('DaemonServiceMissing', onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000', daemons))).toHaveLength(1);
});

test.each<[string, any]>([
  ['is delivered to a log group', {
    ...delivered(),
    Destination: resource('AWS::Logs::DeliveryDestination', { DeliveryDestinationType: 'CWL' }),
    Delivery: resource('AWS::Logs::Delivery', { DeliverySourceName: 'traces', DeliveryDestinationArn: getAtt('Destination') }),
  }],
  ['has no name that can be told', {
    Source: resource('AWS::Logs::DeliverySource', { LogType: 'TRACES', Name: { 'Fn::Select': [0, []] }, ResourceArn: getAtt('Agent') }),
    Delivery: resource('AWS::Logs::Delivery', { DeliverySourceName: { 'Fn::Select': [0, []] } }),
  }],
  ['is for functions', { Rule: resource('AWS::ObservabilityAdmin::TelemetryRule', { Rule: { ResourceType: 'AWS::Lambda::Function', TelemetryType: 'Traces' } }) }],
])('traces of an agent do not come to X-Ray by what %s', (_, resources) => {
  expect(found('AgentCoreTracesNotDelivered', { ...AGENT, ...resources })).toHaveLength(1);
});

test('a link to another container needs the mapping of the collector all the same', () => {
  const udpOnly = { ...DAEMON, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] };
  expect(found('SidecarWithoutTcp', task({}, { ...sendingTo('172.17.0.1:2000'), Links: ['redis'] }, udpOnly))).toHaveLength(1);
});

describe('a function that is called by its name', () => {
  const fnNamed = (FunctionName: any = 'orders') => ({ ...UNTRACED_FN, Properties: { FunctionName } });
  const BY_ARN = { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:orders' };
  const byApi = (Integration: any) => ({ ...api(true, fnNamed()), Method: resource('AWS::ApiGateway::Method', { RestApiId: { Ref: 'Api' }, Integration }) });
  const byMachine = (DefinitionString: any) => ({ ...machine(fnNamed()), Machine: resource('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true }, DefinitionString }) });
  const byTopic = (Endpoint: any) => ({ ...subscription(TOPIC, fnNamed()), Subscription: resource('AWS::SNS::Subscription', { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint }) });

  test.each<[string, string, any]>([
    ['a REST API', 'ApiIntegrationUntraced', byApi({ Uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:orders/invocations' })],
    ['a state machine, in an ARN', 'StateMachineTaskUntraced', byMachine('{"States":{"Do":{"Resource":"arn:aws:lambda:eu-west-1:1:function:orders:live"}}}')],
    ['a state machine, as a parameter', 'StateMachineTaskUntraced', byMachine('{"States":{"Do":{"Parameters":{"FunctionName": "orders"}}}}')],
    ['a topic', 'TopicSubscriberUntraced', byTopic(BY_ARN)],
    ['a topic that says so itself', 'TopicSubscriberUntraced', { Topic: resource('AWS::SNS::Topic', { TracingConfig: 'Active', Subscription: [{ Protocol: 'lambda', Endpoint: BY_ARN }] }), Fn: fnNamed() }],
  ])('is found behind %s', (_, ruleId, resources) => {
    expect(found(ruleId, resources).map(({ constructPath, logicalId }: any) => constructPath ?? logicalId)).toEqual(['Fn']);
  });

  test.each<[string, any]>([['has another name', fnNamed('orders-two')], ['has a name that only the deployment knows', fnNamed({ Ref: 'Name' })]])('is another one where it %s', (_, fn) => {
    expect(found('TopicSubscriberUntraced', { ...byTopic(BY_ARN), Fn: fn })).toEqual([]);
  });

  const composed = { 'Fn::Sub': '${Env}-orders' };
  const arnOf = (kind: string, name: string) => ({ 'Fn::Sub': `arn:aws:${kind === 'function' ? 'lambda' : 'states'}:\${AWS::Region}:\${AWS::AccountId}:${kind}:${name}` });

  test.each<[string, string, any]>([
    ['a topic', 'TopicSubscriberUntraced', { ...byTopic(arnOf('function', '${Env}-orders')), Fn: fnNamed(composed) }],
    ['a state machine', 'StateMachineTaskUntraced', { ...byMachine({ 'Fn::Sub': '{"States":{"Do":{"Resource":"arn:aws:lambda:${AWS::Region}:1:function:${Env}-orders"}}}' }), Fn: fnNamed(composed) }],
    ['a state machine that joins it', 'StateMachineTaskUntraced',
      { ...byMachine({ 'Fn::Join': ['', ['{"States":{"Do":{"Parameters":{"FunctionName":"', { Ref: 'Env' }, '-orders"}}}}']] }), Fn: fnNamed(composed) }],
    ['a state machine of SAM', 'StateMachineTaskUntraced', {
      ...machine(fnNamed(composed)),
      Machine: resource('AWS::Serverless::StateMachine', { Tracing: { Enabled: true }, Definition: { States: { Do: { Resource: arnOf('function', '${Env}-orders') } } } }),
    }],
  ])('is found by a composed name behind %s', (_, ruleId, resources) => {
    expect(found(ruleId, resources).map(({ constructPath, logicalId }: any) => constructPath ?? logicalId)).toEqual(['Fn']);
  });

  test('is found by a name that is composed with what is no text', () => {
    const prefixed = (text: string) => ({ 'Fn::Sub': [text, { Prefix: { 'Fn::FindInMap': ['Names', 'prod', 'prefix'] } }] });
    const resources = { ...byTopic(prefixed('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Prefix}-orders')), Fn: fnNamed(prefixed('${Prefix}-orders')) };
    expect(found('TopicSubscriberUntraced', resources).map(({ constructPath, logicalId }: any) => constructPath ?? logicalId)).toEqual(['Fn']);
  });

  test('by a composed name is none of another template', () => {
    const caller = source({ ...byTopic(arnOf('function', '${Env}-orders')), Fn: TRACED_FN }, { name: 'A' });
    const { findings } = survey({ templates: [caller, source({ Fn: fnNamed(composed) }, { name: 'B' })], acknowledgements: [] });
    expect(findings.filter(({ ruleId }) => ruleId === 'XRay::TopicSubscriberUntraced')).toEqual([]);
  });

  test.each<[string, any]>([
    ['StateMachineName', resource('AWS::StepFunctions::StateMachine', { StateMachineName: 'child' })],
    ['Name', resource('AWS::Serverless::StateMachine', { Name: 'child' })],
  ])('may be a nested state machine with a %s', (_, Child) => {
    const definition = { 'Fn::Sub': '{"States":{"Do":{"Parameters":{"StateMachineArn":"arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:child"}}}}' };
    expect(found('StateMachineTaskUntraced', { ...byMachine(definition), Child, Fn: TRACED_FN }).map(({ constructPath, logicalId }: any) => constructPath ?? logicalId)).toEqual(['Child']);
  });

  test.each<[string, any]>([
    ['in another account', 'arn:aws:lambda:eu-west-1:999999999999:function:orders'],
    ['in another region', 'arn:aws:lambda:us-east-1:111122223333:function:orders'],
    ['whose name goes on', { 'Fn::Join': ['', ['arn:aws:lambda:eu-west-1:111122223333:function:orders', { Ref: 'Suffix' }]] }],
  ])('is another one %s', (_, called) => {
    const templates = [source(byTopic(called), { name: 'A', account: '111122223333', region: 'eu-west-1' })];
    expect(survey({ templates, acknowledgements: [] }).findings.filter(({ ruleId }) => ruleId === 'XRay::TopicSubscriberUntraced')).toEqual([]);
  });

  test('is that of the same stack where several have the name', () => {
    const templates = ['A', 'B'].map((name) => source(byTopic(BY_ARN), { name }));
    const { findings } = survey({ templates, acknowledgements: [] });
    expect(findings.filter(({ ruleId }) => ruleId === 'XRay::TopicSubscriberUntraced')).toHaveLength(2);
  });
});

test.each([undefined, { Ref: 'AWS::NoValue' }, 1, '$Default', { 'Fn::GetAtt': ['Launched', 'DefaultVersionNumber'] }, { 'Fn::GetAtt': 'Launched.DefaultVersionNumber' }])('servers may be launched from version %j, which stays as it was', (version) => {
  expect(found('LaunchTemplateVersionPinned', launchedFrom(version))).toHaveLength(1);
});

describe('of several launch templates that servers are launched from', () => {
  const LATEST = { 'Fn::GetAtt': ['Launched', 'LatestVersionNumber'] };
  const specification = (Version: any) => ({ LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launched' }, Version } });
  const mixed = (forAll: any, ...forSome: any[]) => resource('AWS::AutoScaling::AutoScalingGroup', {
    MixedInstancesPolicy: { LaunchTemplate: { ...specification(forAll), Overrides: forSome.map((each) => each && specification(each)) } },
  });
  const AT = 'MixedInstancesPolicy.LaunchTemplate';

  test.each<[string, any, string[]]>([
    ['all are the latest', mixed(LATEST, LATEST, undefined), []],
    ['the one for all stays as it was', mixed('1', LATEST), [`${AT}.LaunchTemplateSpecification.Version`]],
    ['one for some stays as it was', mixed(LATEST, LATEST, '1'), [`${AT}.Overrides[1].LaunchTemplateSpecification.Version`]],
    ['that of nodes of Amazon EKS stays as it was', resource('AWS::EKS::Nodegroup', { LaunchTemplate: { Id: { Ref: 'Launched' }, Version: '1' } }), ['LaunchTemplate.Version']],
    ['that of nodes of Amazon EKS is the default one', resource('AWS::EKS::Nodegroup', { LaunchTemplate: { Id: { Ref: 'Launched' } } }), ['LaunchTemplate.Version']],
    ['one of an EC2 Fleet is the default one', resource('AWS::EC2::EC2Fleet', {
      LaunchTemplateConfigs: [specification(LATEST), { ...specification({ 'Fn::GetAtt': ['Launched', 'DefaultVersionNumber'] }), Overrides: [{ InstanceType: 't4g.micro' }] }],
    }), ['LaunchTemplateConfigs[1].LaunchTemplateSpecification.Version']],
    ['that of a Spot Fleet stays as it was', resource('AWS::EC2::SpotFleet', { SpotFleetRequestConfigData: { LaunchTemplateConfigs: [specification('1')] } }),
      ['SpotFleetRequestConfigData.LaunchTemplateConfigs[0].LaunchTemplateSpecification.Version']],
    ['that of AWS Batch stays as it was, and one for some is the default one', resource('AWS::Batch::ComputeEnvironment', {
      ComputeResources: { LaunchTemplate: { ...specification('1').LaunchTemplateSpecification, Overrides: [specification(undefined).LaunchTemplateSpecification] } },
    }), ['ComputeResources.LaunchTemplate.Overrides[0].Version', 'ComputeResources.LaunchTemplate.Version']],
  ])('%s', (_, Group, paths) => {
    expect(found('LaunchTemplateVersionPinned', { ...launchedFrom(LATEST), Group }).map(({ propertyPath }) => propertyPath)).toEqual(paths);
  });
});

test('user data that is a text in base64 is read as well', () => {
  const UserData = Buffer.from('#!/bin/sh\nyum install -y https://s3.amazonaws.com/aws-xray-assets.us-east-1/xray-daemon/aws-xray-daemon-3.x.rpm\n').toString('base64');
  const resources = { Server: resource('AWS::EC2::Instance', { UserData }) };
  expect(['DaemonUnitNotEnabled', 'DaemonInMaintenance'].map((id) => found(id, resources).length)).toEqual([1, 1]);
});

test.each<[string, any, string]>([
  ['whose user data enables another unit', server('systemctl enable httpd && yum install -y aws-xray-daemon-3.x.rpm\n'), 'its user data installs'],
  ['on which cfn-init installs it', { Server: { ...server('cfn-init -v --resource Server\n').Server, ...byInit('yum install -y aws-xray-daemon-3.x.rpm') } }, 'cfn-init installs'],
])('a server %s loses the daemon at a reboot', (_, resources, message) => {
  expect(found('DaemonUnitNotEnabled', resources)).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]);
});

test.each<[string, any, any, RegExp]>([
  ['its own loopback interface', { NetworkMode: 'bridge' }, sendingTo('tcp:127.0.0.1:2000 udp:localhost:2000'), /the container app is told to send to tcp:127.*where the collector is not/],
  ['a container that it has no link to', { NetworkMode: 'bridge' }, APP, /the container app is told to send to xray:2000, where the collector is not/],
  ['a container that it has no link to, at a port of the deployment', { NetworkMode: 'bridge' }, sendingTo({ 'Fn::Sub': 'xray:${Port}' }), /send to xray:.*, where the collector is not/],
  ['a container that it has no link to, by OTLP', { NetworkMode: 'bridge' }, { ...APP, Environment: [{ Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'http://xray:4317' }] }, /send to http:\/\/xray:4317/],
  ['a container that it has no link to, whatever a condition decides', { NetworkMode: 'bridge' }, { ...APP, Links: { 'Fn::If': ['C', ['db'], { Ref: 'AWS::NoValue' }] } }, /send to xray:2000/],
  ['nobody, whatever a condition decides', { NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', Environment: { 'Fn::If': ['C', [{ Name: 'A', Value: 'b' }], { Ref: 'AWS::NoValue' }] } }, /^no container is told/],
  ['nobody, and has no environment file', { NetworkMode: 'bridge' }, { Name: 'app', Image: 'app', EnvironmentFiles: [] }, /^no container is told/],
  ['the name of a container', { NetworkMode: 'awsvpc' }, APP, /send to xray:2000, and the name of a container is no host in its network mode/],
])('an application that sends to %s does not reach the collector', (_, properties, app, message) => {
  expect(found('SidecarUnreachable', task(properties, app, DAEMON))).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]);
});

test.each<[string, any]>([
  ['at the address of the loopback interface', task({ NetworkMode: 'awsvpc' }, spanning('http://127.0.0.1'), DAEMON)],
  ['with a path', task({ NetworkMode: 'awsvpc' }, spanning('', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318/v1/traces' }), DAEMON)],
  ['by its exporter for OTLP', task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4317', { OTEL_TRACES_EXPORTER: 'console,otlp' }), DAEMON)],
  ['as its neighbour does', task({ NetworkMode: 'awsvpc' }, spanning('http://localhost:4317'), { ...spanning('http://localhost:4317'), Name: 'other' }, DAEMON)],
  ['to itself beside a collector', task({ NetworkMode: 'bridge' }, spanning('http://localhost:4317'), { Name: 'other', Image: 'other' }, DAEMON)],
  ['whatever a condition decides', task({ NetworkMode: 'awsvpc' }, {
    Name: 'app', Image: 'app', Environment: { 'Fn::If': ['C', spanning('http://localhost:4318').Environment, spanning('http://localhost:4317').Environment] },
  }, DAEMON)],
])('spans that a container sends %s are lost beside the X-Ray daemon', (_, resources) => {
  expect(found('OtlpNotReceived', resources)).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^the container app sends OpenTelemetry spans to http:\S+, where nobody takes them$/) }),
  ]);
});

describe('what none of the templates has', () => {
  type Place = Pick<SourceTemplate, 'account' | 'region'>;
  const IRELAND = { account: '111122223333', region: 'eu-west-1' };
  const VIRGINIA = { account: '111122223333', region: 'us-east-1' };
  const missed = (ruleId: string, user: Resources, userAt: Place, other: Resources, otherAt: Place) =>
    survey({ templates: [source(user, { name: 'A', ...userAt }), source(other, { name: 'B', ...otherAt })], acknowledgements: [] }).findings.some((finding) => finding.ruleId === `XRay::${ruleId}`);
  const SEARCH = { Search: resource('AWS::XRay::TransactionSearchConfig') };

  test.each<[string, Place, Place, boolean]>([
    ['another stack of the same environment has', IRELAND, IRELAND, false],
    ['a stack of another environment has', IRELAND, VIRGINIA, true],
    ['a stack of an environment that is not known has', IRELAND, {}, false],
    ['a stack of another region and an account that is not known has', IRELAND, { region: 'us-east-1' }, true],
    ['a stack has where no environment is known', {}, {}, false],
  ])('may be there where %s it', (_, here, there, isMissed) => {
    expect(missed('TopicWithoutResourcePolicy', { Topic: TOPIC }, here, { Policy: POLICY }, there)).toBe(isMissed);
    expect(missed('OtlpWithoutTransactionSearch', exporter(OTLP, WRITER), here, SEARCH, there)).toBe(isMissed);
  });

  test.each<[string, any, number]>([
    ['names the service', { 'Fn::Sub': '{"Principal": {"Service": "sns.${AWS::URLSuffix}"}}' }, 0],
    ['only the deployment knows', { Ref: 'Document' }, 0],
    ['is for another service', '{"Principal": {"Service": "delivery.logs.amazonaws.com"}}', 1],
  ])('is not a resource policy that %s', (_, PolicyDocument, count) => {
    expect(found('TopicWithoutResourcePolicy', { Topic: TOPIC, Policy: resource('AWS::XRay::ResourcePolicy', { PolicyDocument }) })).toHaveLength(count);
  });

  test('may be added to a cluster by whom it is known to, and by services of which the cluster is not known', () => {
    const tasks = onInstances({ NetworkMode: 'bridge' }, '172.17.0.1:2000');
    const daemons = { ...named('Daemon', task({ NetworkMode: 'host' }, DAEMON)), Service2: { ...daemonService('Daemon'), Properties: { SchedulingStrategy: 'DAEMON', TaskDefinition: { Ref: 'Daemon' }, Cluster: { Ref: 'Name' } } } };
    const Outputs = { Cluster: { Value: { Ref: 'Cluster' }, Export: { Name: 'cluster' } } };
    const count = (resources: Resources, template: any) => surveyOf(resources, {}, template).findings.filter(({ ruleId }) => ruleId === 'XRay::DaemonServiceMissing').length;
    expect([count(tasks, {}), count(tasks, { Outputs }), count({ ...tasks, ...daemons }, {})]).toEqual([1, 0, 0]);
  });
});

test('what exists under different conditions is not there twice', () => {
  const conditional = (Condition: string) => ({ ...rule({ RuleName: 'x', Priority: 1 }), Condition });
  const count = (...conditions: string[]) => found('SamplingRuleNameCollision', Object.fromEntries(conditions.map((each, i) => [`R${i}`, conditional(each)]))).length;
  expect([count('IsProd', 'IsDev'), count('IsProd', 'IsProd')]).toEqual([0, 1]);
});

describe('the stacks of one account and region', () => {
  const findings = (ruleId: string, ...stacks: Resources[]) => {
    const templates = stacks.map((resources, i) => source(resources, { name: `Stack${i}`, account: '111122223333', region: 'eu-west-1' }));
    return survey({ templates, acknowledgements: [] }).findings.filter((finding) => finding.ruleId === `XRay::${ruleId}`);
  };
  const setting = (rest = {}) => ({ Search: resource('AWS::XRay::TransactionSearchConfig', {}, rest) });

  test.each<[string, Resources]>([
    ['AccountSettingOwnedTwice', setting()],
    ['TooManyResourcePolicies', times(3, () => POLICY)],
    ['SamplingRuleNameCollision', { Rule: rule({ RuleName: 'x', Priority: 1 }) }],
  ])('are looked at together, for %s', (ruleId, resources) => {
    expect([findings(ruleId, resources), findings(ruleId, resources, resources)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('have conditions of their own, whatever these are called', () => {
    expect(findings('AccountSettingOwnedTwice', setting({ Condition: 'IsProd' }), setting({ Condition: 'IsProd' }))).toEqual([]);
  });
});

test('the same setting in two environments has two owners by right', () => {
  const stack = (region: string) => source({ Search: resource('AWS::XRay::TransactionSearchConfig') }, { name: region, account: '111122223333', region });
  const findings = (...regions: string[]) => survey({ templates: regions.map(stack), acknowledgements: [] }).findings.length;
  expect([findings('eu-west-1', 'us-east-1'), findings('eu-west-1', 'eu-west-1')]).toEqual([0, 1]);
});

describe('a function that a distribution runs at the edge', () => {
  const FOREIGN = { Fn: tracedFunction('arn:aws:iam::111122223333:role/edge') };
  const VERSION = { Version: resource('AWS::Lambda::Version', { FunctionName: { Ref: 'Fn' } }) };
  const associated = (arn: any) => ({ TargetOriginId: 'o', LambdaFunctionAssociations: [{ EventType: 'viewer-request', LambdaFunctionARN: arn }] });
  const site = (DistributionConfig: any) => ({ Site: resource('AWS::CloudFront::Distribution', { DistributionConfig }) });
  const statusIn = (...templates: SourceTemplate[]) => survey({ templates, acknowledgements: [] }).resources.find(({ logicalId }) => logicalId === 'Fn')?.status;

  test.each<[string, Resources]>([
    ['in the default behavior', { ...FOREIGN, ...VERSION, ...site({ DefaultCacheBehavior: associated({ Ref: 'Version' }) }) }],
    ['in a further behavior', { ...FOREIGN, ...VERSION, ...site({ DefaultCacheBehavior: {}, CacheBehaviors: [{}, associated({ Ref: 'Version' })] }) }],
    ['whose role does not tell', { Fn: UNTRACED_FN, ...VERSION, ...site({ DefaultCacheBehavior: associated({ Ref: 'Version' }) }) }],
    ['and that SAM versions', { Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', AutoPublishAlias: 'live' }), ...site({ DefaultCacheBehavior: associated({ Ref: 'Fn.Version' }) }) }],
  ])('%s is not traced', (_, resources) => {
    expect(found('LambdaEdgeTracing', resources)).toMatchObject([{
      logicalId: 'Fn',
      message: expect.stringMatching(/: Stack\/Site runs it at the edge, and Lambda@Edge does not support X-Ray$/),
      ways: [{ from: 'Stack/Site', to: 'Stack/Fn' }],
    }]);
    expect(found('LambdaFunctionTracing', resources)).toEqual([]);
  });

  test('is known in another stack, too', () => {
    const home = source({ ...FOREIGN, ...VERSION }, { template: { Outputs: { V: { Value: { Ref: 'Version' }, Export: { Name: 'version' } } } } });
    const elsewhere = source(site({ DefaultCacheBehavior: associated({ 'Fn::ImportValue': 'version' }) }), { name: 'Sites' });
    expect([statusIn(home, elsewhere), statusIn(home)]).toEqual(['UNSUPPORTED', 'TRACED']);
  });

  test('is known in another region, where the CDK reads its ARN from an SSM parameter', () => {
    const Reader = resource('Custom::CrossRegionStringParameterReader', { Region: 'us-east-1', ParameterName: '/cdk/EdgeFunctionArn' });
    const Parameter = resource('AWS::SSM::Parameter', { Name: '/cdk/EdgeFunctionArn', Value: { Ref: 'Version' } });
    const sites = source({ Reader, ...site({ DefaultCacheBehavior: associated({ 'Fn::GetAtt': ['Reader', 'FunctionArn'] }) }) }, { name: 'Sites', region: 'eu-west-1' });
    const home = (resources: Resources) => source({ ...FOREIGN, ...VERSION, ...resources }, { region: 'us-east-1' });
    expect([statusIn(sites, home({ Parameter })), statusIn(sites, home({}))]).toEqual(['UNSUPPORTED', 'TRACED']);
  });

  test('is left out where somebody says so, and is any other where the distribution calls it as an origin', () => {
    const { Fn } = FOREIGN;
    const explicit = { Fn: { ...Fn, Properties: { ...Fn.Properties, TracingConfig: { Mode: 'PassThrough' } } } };
    expect(statusIn(source({ ...explicit, ...VERSION, ...site({ DefaultCacheBehavior: associated({ Ref: 'Version' }) }) }))).toBe('EXCLUDED');
    const origin = { Id: 'o', DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] }] } };
    const Url = resource('AWS::Lambda::Url', { TargetFunctionArn: getAtt('Fn') });
    expect(statusIn(source({ ...FOREIGN, Url, ...site({ Origins: [origin], DefaultCacheBehavior: { TargetOriginId: 'o' } }) }))).toBe('TRACED');
  });
});

describe('a function in subnets of a VPC', () => {
  const messages = (resources: Resources, template: Record<string, any> = {}) =>
    surveyOf(resources, {}, template).findings.filter(({ ruleId }) => ruleId === 'XRay::NoWayToXRay').map(({ message }) => message);
  const route = (properties: any): [string, any] => ['Route', resource('AWS::EC2::Route', { RouteTableId: { Ref: 'Table' }, ...properties })];
  const everywhere = (properties: any) => route({ DestinationCidrBlock: '0.0.0.0/0', ...properties });
  const IGW: [string, any] = ['Igw', resource('AWS::EC2::InternetGateway')];
  const inSubnets = (VpcConfig: any, resources = network()): Resources =>
    ({ ...resources, Fn: { ...TRACED_FN, Properties: { ...TRACED_FN.Properties, VpcConfig } } });
  const endpointWith = (properties: any): [string, any] => ['Endpoint', resource('AWS::EC2::VPCEndpoint', { VpcId: { Ref: 'Vpc' }, ServiceName: 'com.amazonaws.eu-west-1.xray', ...properties })];
  const NO_WAY = 'its subnets have neither a route to the internet nor an X-Ray endpoint';

  test.each<[string, [string, any]]>([
    ['a NAT gateway that stands elsewhere', everywhere({ NatGatewayId: { 'Fn::ImportValue': 'nat' } })],
    ['a transit gateway', route({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' })],
    ['an egress-only gateway', route({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' })],
    ['a carrier gateway', everywhere({ CarrierGatewayId: 'cagw-1' })],
    ['a prefix list', route({ DestinationPrefixListId: 'pl-1', GatewayId: 'vgw-1' })],
    ['a gateway that a parameter names', everywhere({ GatewayId: { Ref: 'Gateway' } })],
    ['the routes of a VPN', ['Propagation', resource('AWS::EC2::VPNGatewayRoutePropagation', { RouteTableIds: [{ Ref: 'Table' }], VpnGatewayId: 'vgw-1' })]],
    ['the routes that a custom resource adds', ['Custom', resource('Custom::Routes', { Tables: { 'Fn::Join': [',', [{ Ref: 'Table' }]] } })]],
  ])('may have a way to X-Ray by %s', (_, besides) => {
    expect(messages(network(besides))).toEqual([]);
  });

  test('has none by the routes within the VPC, and by gateways that take nothing without a public address', () => {
    expect(messages(network(route({ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' })))).toEqual([NO_WAY]);
    expect(messages(network(IGW, everywhere({ GatewayId: { Ref: 'Igw' } })))).toEqual([expect.stringMatching(/^its subnets lead out by an internet gateway only, .*, and have no X-Ray endpoint$/)]);
    expect(messages(network(IGW, route({ DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Igw' } })))).toEqual([]);
    expect(messages(network(IGW, everywhere({ GatewayId: { 'Fn::If': ['Public', { Ref: 'Igw' }, { Ref: 'AWS::NoValue' }] }, NatGatewayId: { 'Fn::If': ['Public', { Ref: 'AWS::NoValue' }, 'nat-1'] } })))).toEqual([]);
  });

  test.each<[string, any, string[]]>([
    ['the stack that nests it keeps to itself', {}, [NO_WAY]],
    ['the stack that nests it hands on', { Value: { 'Fn::GetAtt': ['Net', 'Outputs.Vpc'] }, Export: { Name: 'vpc' } }, []],
  ])('has none in a VPC of a nested stack that %s', (_, output, expected) => {
    const { Fn, ...net } = network();
    const Outputs = { Vpc: { Value: { Ref: 'Vpc' } }, Subnet: { Value: { Ref: 'Subnet' } } };
    const VpcConfig = { SubnetIds: [{ 'Fn::GetAtt': ['Net', 'Outputs.Subnet'] }] };
    const parent = source({
      Fn: { ...TRACED_FN, Properties: { ...TRACED_FN.Properties, VpcConfig } }, Net: resource('AWS::CloudFormation::Stack', {}),
    }, { template: { Outputs: { Output: output } } });
    const child = source(net, { name: 'Stack/Net', template: { Outputs }, nestedIn: { parent, logicalId: 'Net' } });
    const { findings } = survey({ templates: [parent, child], acknowledgements: [] });
    expect(findings.filter(({ ruleId }) => ruleId === 'XRay::NoWayToXRay').map(({ message }) => message)).toEqual(expected);
  });

  test.each<[string, Resources]>([
    ['a subnet that is imported beside', inSubnets({ SubnetIds: [{ Ref: 'Subnet' }, 'subnet-1'] })],
    ['a subnet that a condition may import', inSubnets({ SubnetIds: [{ 'Fn::If': ['New', { Ref: 'Subnet' }, { Ref: 'SubnetId' }] }] })],
    ['the main route table', { ...network(), Association: resource('AWS::EC2::SubnetRouteTableAssociation', {}) }],
    ['a route table that is imported', { ...network(), Association: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: 'Subnet' }, RouteTableId: 'rtb-1' }) }],
    ['two route tables', { ...network(), Association2: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: 'Subnet' }, RouteTableId: 'rtb-1' }) }],
    ['a VPC that is imported', { ...network(), Vpc: resource('AWS::EC2::InternetGateway') }],
    ['a VPC of which a parameter store tells', network(['Id', resource('AWS::SSM::Parameter', { Value: { Ref: 'Vpc' } })])],
    ['a VPC to which a stack of elsewhere adds', network(['Endpoints', resource('AWS::CloudFormation::Stack', { Parameters: { VpcId: { Ref: 'Vpc' } } })])],
    ['a VPC to which an application of SAM adds', network(['Endpoints', resource('AWS::Serverless::Application', { Parameters: { VpcId: { Ref: 'Vpc' } } })])],
    ['an endpoint of a VPC that is not known', network(['Endpoint', resource('AWS::EC2::VPCEndpoint', { VpcId: { Ref: 'VpcId' }, ServiceName: 'com.amazonaws.eu-west-1.xray', PrivateDnsEnabled: false })])],
    ['an endpoint of which a parameter names the service', network(endpointWith({ ServiceName: { Ref: 'Service' } }))],
  ])('is left alone with %s', (_, resources) => {
    expect(messages(resources)).toEqual([]);
  });

  test('is looked for among routes and tables in proportion to their number', () => {
    const many = (count: number): Resources => Object.assign({}, ...Array.from({ length: count }, (_, i): Resources => ({
      [`Subnet${i}`]: resource('AWS::EC2::Subnet', { VpcId: { Ref: 'Vpc' } }),
      [`Table${i}`]: resource('AWS::EC2::RouteTable', { VpcId: { Ref: 'Vpc' } }),
      [`Association${i}`]: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: `Subnet${i}` }, RouteTableId: { Ref: `Table${i}` } }),
      [`Route${i}`]: resource('AWS::EC2::Route', { RouteTableId: { Ref: `Table${i}` }, GatewayId: 'local' }),
    })), { Vpc: resource('AWS::EC2::VPC') });
    const lookups = (count: number) => {
      const targets = jest.spyOn(TemplateModel.prototype, 'targets');
      const VpcConfig = { SubnetIds: Array.from({ length: count }, (_, i) => ({ Ref: `Subnet${i}` })) };
      expect(messages(inSubnets(VpcConfig, many(count)))).toEqual([NO_WAY]);
      const { length } = targets.mock.calls;
      targets.mockRestore();
      return length;
    };
    expect(lookups(80)).toBeLessThan(5 * lookups(20));
  });

  test('is left alone where others may know its VPC or its route table', () => {
    const outputs = (id: string, Ref: string, Export?: any) => ({ Outputs: { [id]: { Value: { Ref }, Export } } });
    expect(messages(network(), outputs('VpcId', 'Vpc'))).toEqual([NO_WAY]);
    expect(messages(network(), outputs('ExportsOutputRefVpc8378EB38', 'Vpc', { Name: 'Stack:Vpc' }))).toEqual([NO_WAY]);
    expect(messages(network(), outputs('VpcId', 'Vpc', { Name: 'vpc' }))).toEqual([]);
    expect(messages(network(), outputs('Table', 'Table'))).toEqual([]);
  });

  test('is left alone where it is told of a proxy or an endpoint', () => {
    const { Fn, ...rest } = network();
    const told = (Variables: any) => messages({ ...rest, Fn: { ...Fn, Properties: { ...Fn.Properties, Environment: { Variables } } } });
    expect([told({ LEVEL: 'info' }), told({ HTTPS_PROXY: 'http://proxy' }), told({ AWS_ENDPOINT_URL_XRAY: 'https://x' })]).toEqual([[NO_WAY], [], []]);
  });

  test.each([
    ['Fn::Sub', { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.xray' }],
    ['Fn::Sub with variables of its own', { 'Fn::Sub': ['com.amazonaws.${AWS::Region}.${Service}', { Service: 'xray' }] }],
    ['Fn::Join by dots', { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'AWS::Region' }, 'xray']] }],
    ['China', 'cn.com.amazonaws.cn-north-1.xray'],
  ])('finds the endpoint that is named by %s', (_, ServiceName) => {
    expect(messages(network(endpointWith({ ServiceName })))).toEqual([]);
    expect(messages(network(endpointWith({ ServiceName: JSON.parse(JSON.stringify(ServiceName).replace('xray', 'sns')) })))).toEqual([NO_WAY]);
  });

  test('is not served by an endpoint without a private DNS name, unless a hosted zone has it', () => {
    const endpoints = endpointWith({ PrivateDnsEnabled: false });
    const zone = (Name: any): [string, any] => ['Zone', resource('AWS::Route53::HostedZone', { Name })];
    const expected = 'its subnets have no route to the internet, and the X-Ray endpoint Stack/Endpoint has `PrivateDnsEnabled` false, so the name of X-Ray leads past it';
    expect(messages(network(endpoints))).toEqual([expected]);
    expect(messages(network(endpoints, zone('example.com')))).toEqual([expected]);
    expect(messages(network(endpoints, zone('xray.eu-west-1.amazonaws.com')))).toEqual([]);
    expect(messages(network(endpoints, zone({ Ref: 'ZoneName' })))).toEqual([]);
    expect(messages(network(endpointWith({ PrivateDnsEnabled: true })))).toEqual([]);
    expect(messages(network(endpoints, ['Other', endpointWith({})[1]]))).toEqual([]);
  });

  describe('is served by an endpoint', () => {
    const groups = (SecurityGroupIngress: any, ...besides: [string, any][]) => inSubnets(
      { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [getAtt('FnGroup')] },
      network(endpointWith({ SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] }), ['FnGroup', resource('AWS::EC2::SecurityGroup')], ['Group', resource('AWS::EC2::SecurityGroup', { SecurityGroupIngress })], ...besides),
    );
    const https = (properties: any) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...properties });
    const NOT_ADMITTED = 'its subnets have no route to the internet, and the X-Ray endpoint Stack/Endpoint takes nothing from its security groups on port 443';

    test.each<[string, any]>([
      ['its addresses', https({ CidrIp: '10.0.0.0/16' })],
      ['its group', https({ SourceSecurityGroupId: getAtt('FnGroup') })],
      ['a group that a parameter names', https({ SourceSecurityGroupId: { Ref: 'GroupId' } })],
      ['everything', { IpProtocol: -1, CidrIp: '0.0.0.0/0' }],
      ['a range of ports', https({ FromPort: 0, ToPort: 65535, CidrIp: '10.0.0.0/16' })],
      ['what a parameter says', { 'Fn::If': ['Open', https({ CidrIp: '10.0.0.0/16' }), { Ref: 'AWS::NoValue' }] }],
    ])('that admits %s', (_, ingress) => {
      expect(messages(groups([ingress]))).toEqual([]);
    });

    test('that a rule of its own opens', () => {
      const GroupId = { 'Fn::GetAtt': ['Group', 'GroupId'] };
      expect(messages(groups(undefined, ['Ingress', resource('AWS::EC2::SecurityGroupIngress', { GroupId, ...https({ SourceSecurityGroupId: getAtt('FnGroup') }) })]))).toEqual([]);
      expect(messages(groups(undefined, ['Ingress', resource('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', ...https({ SourceSecurityGroupId: getAtt('FnGroup') }) })]))).toEqual([NOT_ADMITTED]);
    });

    test.each<[string, any]>([
      ['nothing', undefined],
      ['another port', [https({ FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' })]],
      ['another protocol', [https({ IpProtocol: 'udp', CidrIp: '10.0.0.0/16' })]],
      ['another group', [https({ SourceSecurityGroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] } })]],
    ])('but not by one that admits %s', (_, rules) => {
      expect(messages(groups(rules))).toEqual([NOT_ADMITTED]);
    });

    test('whose group is not known', () => {
      expect(messages(network(endpointWith({ SecurityGroupIds: ['sg-1'] })))).toEqual([]);
      expect(messages(groups(undefined, ['Id', resource('AWS::SSM::Parameter', { Value: { 'Fn::GetAtt': ['Group', 'GroupId'] } })]))).toEqual([]);
    });
  });
});

describe('the tasks of a service in subnets of a VPC', () => {
  const messages = (properties: any, containers: any[] = [APP, DAEMON], besides: Resources = {}, AwsvpcConfiguration: any = {}) => {
    const { Fn, ...rest } = network();
    const service = resource('AWS::ECS::Service', {
      TaskDefinition: { Ref: 'Task' }, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }], AssignPublicIp: 'DISABLED', ...AwsvpcConfiguration } },
    });
    const resources = { ...rest, Service: service, ...task({ NetworkMode: 'awsvpc', ...properties }, ...containers), ...besides };
    return surveyOf(resources).findings.filter(({ ruleId }) => ruleId === 'XRay::NoWayToXRay').map(({ logicalId, message }) => `${logicalId}: ${message}`);
  };
  const NO_WAY = 'Service: its subnets have neither a route to the internet nor an X-Ray endpoint';
  const otel = (configuration: any, Command?: string[]) => ({
    Name: 'otel', Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0', Command, Environment: configuration === undefined ? [] : [{ Name: 'AOT_CONFIG_CONTENT', Value: configuration }],
  });

  test.each<[string, any[]]>([
    ['the daemon', [APP, DAEMON]],
    ['the daemon in its region', [APP, { ...DAEMON, Environment: [{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }] }]],
    ['the daemon with lists that are set to nothing', [APP, { ...DAEMON, EnvironmentFiles: [], Secrets: { Ref: 'AWS::NoValue' } }]],
    ['the agent', [APP, agent('{"traces": {"traces_collected": {"xray": {"tcp_proxy": {}}}}}')]],
    ['ADOT', [APP, otel(undefined)]],
    ['ADOT with a configuration that it brings', [APP, otel(undefined, ['--config=/etc/ecs/ecs-default-config.yaml'])]],
    ['ADOT with a configuration in YAML', [APP, otel('receivers:\n  awsxray:\n    proxy_server: {}\nexporters:\n  awsxray:\n')]],
    ['ADOT with a configuration in JSON', [APP, otel('{"exporters": {"awsxray": {}}, "service": {"pipelines": {"traces": {"exporters": ["awsxray"]}}}}')]],
    ['an exporter of spans', [{ ...APP, Environment: [{ Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com' }] }]],
  ])('do not reach X-Ray: %s', (_, containers) => {
    expect(messages({}, containers)).toEqual([NO_WAY]);
  });

  test.each<[string, any[]]>([
    ['a proxy', [APP, { ...DAEMON, Command: ['--proxy-address', 'proxy:3128'] }]],
    ['a proxy in short', [APP, { ...DAEMON, Command: ['-p', 'proxy:3128'] }]],
    ['a proxy for all', [APP, { ...DAEMON, Environment: [{ Name: 'HTTPS_PROXY', Value: { Ref: 'Proxy' } }] }]],
    ['an endpoint', [APP, agent('{"traces": {"endpoint_override": "x"}}')]],
    ['a configuration in a secret', [APP, { ...agent(''), Environment: [], Secrets: [{ Name: 'CW_CONFIG_CONTENT', ValueFrom: 'arn:x' }] }]],
    ['a configuration of which only the deployment knows', [APP, otel({ Ref: 'Configuration' })]],
    ['a configuration file of its own', [APP, otel(undefined, ['--config=/etc/own.yaml'])]],
    ['another exporter', [APP, otel('receivers:\n  awsxray:\nexporters:\n  otlp:\n    endpoint: collector:4317\nservice:\n  pipelines:\n    traces:\n      receivers: [awsxray]\n      exporters: [otlp]\n')]],
    ['nobody knows what', [APP, { Name: 'otelcol', Image: 'mirror/otelcol-contrib' }]],
    ['an exporter with a proxy', [{ ...APP, Environment: [{ Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com' }, { Name: 'https_proxy', Value: 'proxy' }] }]],
    ['nothing', [{ Name: 'app', Image: 'app' }]],
  ])('are left alone with %s', (_, containers) => {
    expect(messages({}, containers)).toEqual([]);
  });

  test('are left alone on the network of the instance, with an endpoint, and where no service names them', () => {
    expect(messages({ NetworkMode: 'bridge' })).toEqual([]);
    expect(messages({}, undefined, { Endpoint: endpoint() })).toEqual([]);
    expect(messages({ Family: 'orders' }, undefined, { Service: resource('AWS::ECS::Service', { TaskDefinition: 'payments', NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } } }) })).toEqual([]);
  });

  test('reach the internet by an internet gateway only with a public address', () => {
    const gateway = { Igw: resource('AWS::EC2::InternetGateway'), Route: resource('AWS::EC2::Route', { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Igw' } }) };
    const byGateway = (AssignPublicIp: any) => messages({}, undefined, gateway, { AssignPublicIp });
    expect(byGateway('DISABLED')).toEqual([
      'Service: its subnets lead out by an internet gateway only, through which nothing goes that has no public address, as its tasks have none, and have no X-Ray endpoint',
    ]);
    expect([byGateway('ENABLED'), byGateway({ Ref: 'Assign' }), byGateway(undefined)]).toEqual([[], [], []]);
  });

  const configuration = { Subnets: [{ Ref: 'Subnet' }], AssignPublicIp: 'DISABLED' };
  const parameters = (name: string, TaskDefinitionArn: any = { Ref: 'Task' }) => ({ TaskDefinitionArn, NetworkConfiguration: { [name]: configuration } });

  const written = (taskDefinition: string, ...subnets: any[]) => ({
    'Fn::Join': ['', [
      '{"States":{"Run":{"Type":"Task","Resource":"arn:', { Ref: 'AWS::Partition' }, `:states:::ecs:runTask","Parameters":{"TaskDefinition":${taskDefinition},`,
      '"NetworkConfiguration":{"AwsvpcConfiguration":{"AssignPublicIp":"DISABLED","Subnets":[', ...subnets, ']}}}}}}',
    ]],
  });

  test.each<[string, string, any, string]>([
    ['task set', 'AWS::ECS::TaskSet', { TaskDefinition: { Ref: 'Task' }, NetworkConfiguration: { AwsVpcConfiguration: configuration } }, 'NetworkConfiguration.AwsVpcConfiguration'],
    ['rule', 'AWS::Events::Rule', { Targets: [{ Arn: 'x' }, { EcsParameters: parameters('AwsVpcConfiguration') }] }, 'Targets[1].EcsParameters.NetworkConfiguration.AwsVpcConfiguration'],
    ['rule, by their family', 'AWS::Events::Rule', { Targets: [{ EcsParameters: parameters('AwsVpcConfiguration', 'orders') }] }, 'Targets[0].EcsParameters.NetworkConfiguration.AwsVpcConfiguration'],
    ['schedule', 'AWS::Scheduler::Schedule', { Target: { EcsParameters: parameters('AwsvpcConfiguration') } }, 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration'],
    ['pipe', 'AWS::Pipes::Pipe', { TargetParameters: { EcsTaskParameters: parameters('AwsvpcConfiguration') } }, 'TargetParameters.EcsTaskParameters.NetworkConfiguration.AwsvpcConfiguration'],
    ['state machine', 'AWS::StepFunctions::StateMachine', { DefinitionString: written('"orders"', '"', { Ref: 'Subnet' }, '"') }, 'DefinitionString.States.Run'],
    ['state machine, with substitutions', 'AWS::StepFunctions::StateMachine', {
      DefinitionString: written('"${Task}"', '"${Subnet}"'), DefinitionSubstitutions: { Task: { Ref: 'Task' }, Subnet: { Ref: 'Subnet' } },
    }, 'DefinitionString.States.Run'],
    ['state machine of SAM', 'AWS::Serverless::StateMachine', {
      Definition: {
        States: {
          All: {
            Type: 'Map',
            ItemProcessor: {
              States: {
                Run: {
                  Type: 'Task',
                  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:states:::ecs:runTask.sync' },
                  Arguments: {
                    TaskDefinition: { Ref: 'Task' }, NetworkConfiguration: { AwsvpcConfiguration: configuration },
                  },
                },
              },
            },
          },
        },
      },
    }, 'Definition.States.All.ItemProcessor.States.Run'],
  ])('do not reach X-Ray where they are started by a %s', (_, type, properties, propertyPath) => {
    const { Fn, ...rest } = network();
    const resources = { ...rest, Starter: resource(type, properties), ...task({ NetworkMode: 'awsvpc', Family: 'orders' }, APP, DAEMON) };
    const findings = (all: Resources) => surveyOf(all).findings.filter(({ ruleId }) => ruleId === 'XRay::NoWayToXRay');
    expect(findings(resources)).toMatchObject([{ logicalId: 'Starter', propertyPath, message: NO_WAY.replace('Service: ', '') }]);
    expect(findings({ ...resources, Endpoint: endpoint() })).toEqual([]);
  });

  test.each<[string, any]>([
    ['in subnets that only the execution knows', { 'Subnets.$': '$.subnets' }],
    ['in subnets that an expression computes', { Subnets: '{% $subnets %}' }],
    ['in subnets that are given in part', { Subnets: [{ Ref: 'Subnet' }, '{% $subnet %}'] }],
  ])('are left alone where a state machine starts them %s', (_, AwsvpcConfiguration) => {
    const Parameters = { TaskDefinition: { Ref: 'Task' }, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', ...AwsvpcConfiguration } } };
    const Definition = { States: { Run: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask', Parameters } } };
    expect(messages({}, undefined, { Service: resource('AWS::Serverless::StateMachine', { Definition }) })).toEqual([]);
  });

  test('are not admitted by an endpoint for others', () => {
    const securityGroup = resource('AWS::EC2::SecurityGroup');
    const closed = { Group: securityGroup, Tasks: securityGroup, Endpoint: resource('AWS::EC2::VPCEndpoint', { VpcId: { Ref: 'Vpc' }, ServiceName: 'com.amazonaws.eu-west-1.xray', SecurityGroupIds: [getAtt('Group')] }) };
    expect(messages({}, undefined, closed, { SecurityGroups: [getAtt('Tasks')] })).toEqual([
      'Service: its subnets have no route to the internet, and the X-Ray endpoint Stack/Endpoint takes nothing from its security groups on port 443',
    ]);
  });
});

test('a row that cannot cope with a resource knows nothing of it', () => {
  const { resources } = surveyOf({ Broken: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': 5 }, TracingConfig: 7 } } });
  expect(resources).toHaveLength(1);
});

describe('who sends the segments of a resource', () => {
  const PROFILE = resource('AWS::IAM::InstanceProfile', { Roles: [{ Ref: 'Role' }] });
  const SCRIPT = { 'Fn::Base64': '#!/bin/sh\ncurl -O https://s3.amazonaws.com/aws-xray-daemon-3.x.rpm\n' };
  const launchTemplate = (IamInstanceProfile: any) => resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: 'ami-1', UserData: SCRIPT, IamInstanceProfile } });
  const launched = (profile: any): Resources => ({
    Server: resource('AWS::EC2::Instance', { ImageId: 'ami-1', UserData: SCRIPT, LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' } } }),
    Template: launchTemplate(profile),
  });
  const option = (Namespace: string, OptionName: string, Value: any) => ({ Namespace, OptionName, Value });
  const beanstalk: Resources = {
    Environment: resource('AWS::ElasticBeanstalk::Environment', { TemplateName: { Ref: 'Saved' } }),
    Saved: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', {
      OptionSettings: [
        option('aws:elasticbeanstalk:xray', 'XRayEnabled', 'true'),
        option('aws:autoscaling:launchconfiguration', 'IamInstanceProfile', { Ref: 'Profile' }),
      ],
    }),
  };

  test.each<[string, Resources, string[]]>([
    ['the instance profile that a launch template names', { Template: launchTemplate({ Name: { Ref: 'Profile' } }) }, ['Template']],
    ['the one that an instance has from its launch template', launched({ Arn: getAtt('Profile') }), ['Server', 'Template']],
    ['the one that an environment has from a saved configuration', beanstalk, ['Environment']],
  ])('%s', (_, resources, at) => {
    const find = (Role: any) => found('RoleCannotWrite', { ...resources, Profile: PROFILE, Role }).map(({ logicalId }) => logicalId);
    expect(find(role()).sort()).toEqual(at);
    expect(find(WRITER)).toEqual([]);
    expect(found('RoleNotManaged', { ...resources, Profile: PROFILE, Role: WRITER })).toEqual([]);
  });

  test('is not the task role where a collector outside of the task receives them', () => {
    const outside = { ...APP, Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }] };
    expect(found('RoleCannotWrite', { ...task({ TaskRoleArn: getAtt('Role') }, outside), Role: role() })).toEqual([]);
    expect(found('RoleNotManaged', task({}, outside))).toEqual([]);
    expect(found('RoleCannotWrite', { ...task({ TaskRoleArn: getAtt('Role') }, outside, DAEMON), Role: role() })).toHaveLength(1);
  });

  test('is not known where no role is named', () => {
    const [finding, ...others] = found('RoleNotManaged', task({}, APP, DAEMON));
    expect(finding).toMatchObject({ logicalId: 'Task', message: '`TaskRoleArn` is not set, so no role is known to send its segments', propertyPath: 'TaskRoleArn' });
    expect(finding.fix).toContain('container instance');
    expect(others).toEqual([]);
  });

  test('is not known where a condition decides that no role is named', () => {
    const TaskRoleArn = { 'Fn::If': ['IsProd', getAtt('Role'), { 'Fn::If': ['IsTest', getAtt('Role'), { Ref: 'AWS::NoValue' }] }] };
    expect(found('RoleNotManaged', { ...task({ TaskRoleArn }, APP, DAEMON), Role: WRITER })).toMatchObject([{
      logicalId: 'Task', message: 'a condition may leave `TaskRoleArn` without a role, and then none is known to send its segments', propertyPath: 'TaskRoleArn',
    }]);
    expect(found('RoleNotManaged', { ...task({ TaskRoleArn: { 'Fn::If': ['IsProd', getAtt('Role'), getAtt('Role')] } }, APP, DAEMON), Role: WRITER })).toEqual([]);
  });

  test('is SAM\'s role where none is named', () => {
    expect(found('RoleNotManaged', { Fn: resource('AWS::Serverless::Function', { Tracing: 'Active' }) })).toEqual([]);
    const Role = { 'Fn::If': ['IsProd', getAtt('Role'), { Ref: 'AWS::NoValue' }] };
    expect(found('RoleNotManaged', { Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Role }), Role: WRITER })).toEqual([]);
  });

  test.each([
    ['RoleCannotWrite', 'arn:aws:iam::aws:policy/AmazonS3FullAccess', 'its role Stack/FnRole is not allowed xray:PutTraceSegments, xray:PutTelemetryRecords by its permissions boundary'],
    ['RoleNotManaged', 'arn:aws:iam::111122223333:policy/boundary', expect.stringContaining('its permissions boundary arn:aws:iam::111122223333:policy/boundary is not in these templates')],
  ])('is SAM\'s role within its permissions boundary: %s', (ruleId, PermissionsBoundary, message) => {
    const Globals = { Function: { Tracing: 'Active', PermissionsBoundary } };
    const resources = { Fn: resource('AWS::Serverless::Function', {}), Machine: resource('AWS::Serverless::StateMachine', { Tracing: { Enabled: true } }) };
    expect(surveyOf(resources, {}, { Globals }).findings.filter((finding) => finding.ruleId === `XRay::${ruleId}`)).toMatchObject([{ logicalId: 'Fn', message }]);
  });
});

describe('a policy of elsewhere', () => {
  const policy = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/corp' };

  test.each<[string, any, string]>([
    ['permissions boundary', role({ ...WRITER.Properties, PermissionsBoundary: policy }), 'the boundary allows it'],
    ['managed policy', role({ ManagedPolicyArns: [policy] }), 'this policy, or another one of the role, allows it'],
  ])('that is a %s is told with what it must allow', (kind, Role, fix) => {
    expect(found('RoleNotManaged', { Fn: TRACED_FN, Role })).toMatchObject([{
      logicalId: 'Fn',
      message: expect.stringContaining(`: its ${kind} arn:aws:iam::\${AWS::AccountId}:policy/corp is not in these templates`),
      fix: expect.stringContaining(`see to it that ${fix}, by {"Effect":"Allow",`),
    }]);
  });
});

test('a denial in some cases is no matter of what is allowed', () => {
  const Statement = [{ Effect: 'Allow', Action: 'xray:*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }];
  expect(found('RoleNotManaged', { Fn: TRACED_FN, Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] }) })).toMatchObject([{
    message: expect.stringMatching(/: a statement denies it in some cases$/),
    fix: expect.stringMatching(/^see to it that the statement never denies it/),
  }]);
});

describe('a role that may send segments', () => {
  const sending = (...Statement: any[]) => role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' }, ...Statement] } }] });

  test.each<[string, any, string]>([
    ['and no telemetry', sending(), 'its role Stack/Role is not allowed xray:PutTelemetryRecords, though it may send segments'],
    ['and must not send telemetry', sending({ Effect: 'Deny', Action: 'xray:PutTelemetryRecords', Resource: '*' }), 'its role Stack/Role is denied xray:PutTelemetryRecords, though it may send segments'],
  ])('%s is a warning', (_, Role, message) => {
    expect(found('RoleCannotWrite', { Fn: TRACED_FN, Role })).toMatchObject([{ severity: 'warning', message }]);
  });
});

describe('a role that lacks more than telemetry', () => {
  const policy = (...Statement: any[]) => [{ PolicyName: 'p', PolicyDocument: { Statement } }];
  const noTelemetry = { Effect: 'Deny', Action: 'xray:PutTelemetryRecords', Resource: '*' };
  const segments = { Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' };

  test.each<[string, any]>([
    ['a denial hides that nothing is allowed', { Role: role({ Policies: policy(noTelemetry) }) }],
    ['nobody knows whether segments are allowed', { Role: role({ Policies: policy(noTelemetry), ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/own'] }) }],
    ['the boundary allows less', {
      Role: role({ Policies: policy(segments), PermissionsBoundary: { Ref: 'Boundary' } }),
      Boundary: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } }),
    }],
    ['a branch allows nothing', {
      Fn: tracedFunction({ 'Fn::If': ['C', getAtt('Role'), getAtt('Other')] }), Role: role({ Policies: policy(segments) }), Other: role(),
    }],
  ])('is an error where %s', (_, resources) => {
    expect(found('RoleCannotWrite', { Fn: TRACED_FN, ...resources })).toMatchObject([{ severity: 'error', message: expect.not.stringContaining('though it may') }]);
  });
});

describe('a role that must not send', () => {
  const limited = (PermissionsBoundary: any) => role({ ...WRITER.Properties, PermissionsBoundary });
  const denying = document({ Effect: 'Deny', Action: 'xray:*' });
  const boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: denying } };

  test.each<[string, any, any, RegExp]>([
    ['is not allowed to', role(), /Stack\/Role is not allowed xray:PutTraceSegments, xray:PutTelemetryRecords$/, /^let the role do it/],
    ['is denied it', role({ ...WRITER.Properties, Policies: [{ PolicyDocument: denying }] }), /is denied xray:PutTraceSegments, xray:PutTelemetryRecords$/, /out of the Deny statement:/],
    ['has a boundary that does not allow it', limited('arn:aws:iam::aws:policy/AmazonS3FullAccess'), /is not allowed .* by its permissions boundary$/, /^let the permissions boundary allow it/],
    ['has a boundary that denies it', limited({ Ref: 'Boundary' }), /is denied .* by its permissions boundary$/, /out of the Deny statement of the permissions boundary/],
    ['has policies of elsewhere within a boundary that does not allow it', role({
      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/ours'], PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
    }), /is not allowed .* by its permissions boundary$/, /^let the permissions boundary allow it/],
  ])('%s: what to do', (_, Role, message, fix) => {
    expect(found('RoleCannotWrite', { Fn: TRACED_FN, Role, Boundary: boundary }))
      .toMatchObject([{ severity: 'error', message: expect.stringMatching(message), fix: expect.stringMatching(fix) }]);
  });
});

describe('what has a template of its own', () => {
  test.each<[string, string, any, string]>([
    ['a nested stack elsewhere', 'AWS::CloudFormation::Stack', { TemplateURL: 'https://s3/child.yaml' }, ': https://s3/child.yaml'],
    ['a nested stack that only the deployment knows', 'AWS::CloudFormation::Stack', { TemplateURL: { Ref: 'Url' } }, ''],
    ['an application of SAM', 'AWS::Serverless::Application', { Location: './child.yaml' }, ': ./child.yaml'],
    ['an application of a repository', 'AWS::Serverless::Application', { Location: { ApplicationId: 'a', SemanticVersion: '1.0.0' } }, ''],
    ['a stack set', 'AWS::CloudFormation::StackSet', {}, ''],
    ['a product of AWS Service Catalog', 'AWS::ServiceCatalog::CloudFormationProvisionedProduct', {}, ''],
    ['a module', 'Acme::Orders::Function::MODULE', {}, ''],
  ])('is told of where that is not read: %s', (_, type, properties, where) => {
    expect(found('TemplateNotRead', { It: resource(type, properties) })).toMatchObject([{ severity: 'warning', message: `nothing is known of what it brings, because its template is not read here${where}` }]);
  });

  const inTemplate = (template: any) => survey({ templates: [{ name: 'Stack', template }], acknowledgements: [] }).findings;
  const include = { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/part.yaml' } };
  const known = { Queue: resource('AWS::SQS::Queue') };

  test.each<[string, any]>([
    ['the template', { Transform: ['AWS::Serverless-2016-10-31', include], Resources: known }],
    ['its resources', { Resources: { ...known, 'Fn::Transform': include } }],
    ['its resources, one of several', { Resources: { ...known, 'Fn::Transform': [include] } }],
    ['the place of a resource', { Resources: { ...known, Other: { 'Fn::Transform': include } } }],
  ])('is told of where AWS::Include brings it into %s', (_, template) => {
    expect(inTemplate(template)).toMatchObject([{
      ruleId: 'XRay::TemplateNotRead',
      severity: 'warning',
      stack: 'Stack',
      message: 'nothing is known of what AWS::Include brings, because it is not read here: s3://bucket/part.yaml',
      fix: expect.stringContaining('--template-stage Processed'),
    }]);
  });

  test.each<[string, any]>([
    ['by its name alone', 'AWS::Include'],
    ['from where only the deployment knows', { Name: 'AWS::Include', Parameters: { Location: { 'Fn::Sub': 's3://${Bucket}/part.yaml' } } }],
  ])('is told of where AWS::Include brings it %s', (_, Transform) => {
    expect(inTemplate({ Transform, Resources: known })).toMatchObject([{ message: expect.stringMatching(/not read here$/) }]);
  });

  test('is told of where the template of a stack set stands in it, and has something to trace', () => {
    const stackSet = (...types: string[]) => {
      const TemplateBody = `Resources:\n${types.map((type, i) => `  R${i}:\n    Type: ${type}\n`).join('')}`;
      return found('TemplateNotRead', { Set: resource('AWS::CloudFormation::StackSet', { TemplateBody }) });
    };
    expect(stackSet('AWS::IAM::Role')).toEqual([]);
    expect(stackSet('AWS::IAM::Role', 'AWS::Lambda::Function')).toMatchObject([{
      propertyPath: 'TemplateBody',
      message: 'nothing is known of what it brings, such as AWS::Lambda::Function, because the template in `TemplateBody` is not read here',
      fix: expect.stringContaining('save it as a file'),
    }]);
  });

  test('is told of where only the deployment knows what a loop goes over', () => {
    const Resources = { ...known, 'Fn::ForEach::Fns': ['Name', { Ref: 'Names' }, { '${Name}Fn': resource('AWS::Lambda::Function') }] };
    expect(inTemplate({ Transform: 'AWS::LanguageExtensions', Resources })).toMatchObject([{
      ruleId: 'XRay::TemplateNotRead',
      severity: 'warning',
      message: 'nothing is known of what Fn::ForEach::Fns makes, because only the deployment knows what it goes over',
      fix: expect.stringContaining('--template-stage Processed'),
    }]);
  });

  test('may be what a macro makes of the resources: an information', () => {
    const Resources = { ...known, 'Fn::Transform': { Name: 'Grow' }, 'One': { 'Fn::Transform': { Name: 'Grow' } }, 'Two': { 'Fn::Transform': 'Shrink' } };
    expect(inTemplate({ Transform: ['Shrink', { Name: { Ref: 'Unknown' } }], Resources })).toMatchObject([
      { ruleId: 'XRay::TemplateNotRead', severity: 'info', message: 'what the macro Grow makes of the resources is not known here' },
      { ruleId: 'XRay::TemplateNotRead', severity: 'info', message: 'what the macro Shrink makes of the resources is not known here' },
    ]);
  });

  test.each<[string, any]>([
    ['transforms of AWS', { Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', { Name: 'AWS::CodeDeployBlueGreen' }] }],
    ['what is included into properties', { Resources: { Queue: resource('AWS::SQS::Queue', { 'Fn::Transform': include }) } }],
  ])('is nothing in %s', (_, template) => {
    expect(inTemplate({ Resources: known, ...template })).toEqual([]);
  });

  test('is passed over where that is read', () => {
    const parent = { name: 'Parent', template: { Resources: { Nested: resource('AWS::CloudFormation::Stack', { TemplateURL: './child.json' }) } } };
    const child = { name: 'Child', template: { Resources: {} }, nestedIn: { parent, logicalId: 'Nested' } };
    const ids = (...templates: SourceTemplate[]) => survey({ templates, acknowledgements: [] }).findings.map(({ ruleId }) => ruleId);
    expect(ids(parent, child)).toEqual([]);
    expect(ids(parent)).toEqual(['XRay::TemplateNotRead']);
  });
});

describe('an alias', () => {
  const foundFor = (properties: any) => {
    const Alias = resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' }, FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] }, ...properties });
    return found('AliasOfPublishedVersion', { Fn: TRACED_FN, Role: WRITER, Alias });
  };

  test.each<[string, any]>([
    ['in a number', { FunctionVersion: 2 }],
    ['of a part of its traffic', { RoutingConfig: { AdditionalVersionWeights: [{ FunctionVersion: '2', FunctionWeight: 0.1 }] } }],
    ['as the CDK takes it out of an ARN', { FunctionName: 'hidden', FunctionVersion: { 'Fn::Select': [7, { 'Fn::Split': [':', { 'Fn::Join': ['', [getAtt('Fn'), ':2']] }] }] } }],
  ])('is found to run a published version %s', (_, properties) => {
    expect(foundFor(properties)).toMatchObject([{ message: expect.stringMatching(/^it runs version 2 of the function/) }]);
  });
});
