import { CfnResource, Stack } from 'aws-cdk-lib';
import { InspectedResource, TracerRegistry, type TracingFinding } from '../../src';
import { CfnView } from '../../src/private/cdk/cfn-view';
import { rawResource, templateOf, testApp } from '../contract/apps';

const INSTALLING = { 'Fn::Base64': '#!/bin/bash\nyum install -y aws-xray-daemon-3.x.rpm\n' };
const LAUNCH_TEMPLATE = { LaunchTemplate: { LaunchTemplateId: { Ref: 'Other' }, Version: '1' } };

const xray = (Value: string) => [{ Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled', Value }];
const saved = (Properties: any) => ({ Type: 'AWS::ElasticBeanstalk::ConfigurationTemplate', Properties });
const launched = (LaunchTemplateData: any) => ({ Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData } });

function find(resource: InspectedResource): Pick<TracingFinding, 'status' | 'reason'> | undefined {
  const finding = TracerRegistry.builtIn().inspect(resource);
  return finding && { status: finding.status, reason: finding.reason };
}

/** What is found of a construct, of which an override removes a property, and of what its template has then. */
function findings(removedFrom: string, path: string, resources: Record<string, { Type: string; Properties: any }>): ReturnType<typeof find>[] {
  const stack = new Stack(testApp(), 'Stack');
  for (const [id, { Type, Properties }] of Object.entries(resources)) { rawResource(stack, id, Type, Properties); }
  (stack.node.findChild(removedFrom) as CfnResource).addPropertyDeletionOverride(path);
  const construct = find(InspectedResource._of(new CfnView(stack.node.findChild('Resource') as CfnResource)));
  return [construct, find(InspectedResource.fromTemplate(templateOf(stack), 'Resource'))];
}

test.each<[string, any, string, { Type: string; Properties: any }?]>([
  ['AWS::ApiGateway::Deployment', { RestApiId: 'api', StageName: 'prod', StageDescription: { MetricsEnabled: true } }, 'StageDescription'],
  ['AWS::AppRunner::Service', { ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: 'arn' } }, 'ObservabilityConfiguration.ObservabilityConfigurationArn'],
  ['AWS::DynamoDB::GlobalTable', { StreamSpecification: { StreamViewType: 'KEYS_ONLY' }, Replicas: [{ Region: 'eu-west-1' }] }, 'StreamSpecification'],
  ['AWS::DynamoDB::Table', { KinesisStreamSpecification: { StreamArn: 'arn' } }, 'KinesisStreamSpecification'],
  ['AWS::EC2::Instance', { UserData: INSTALLING, ...LAUNCH_TEMPLATE }, 'UserData', launched({ ImageId: 'ami-1' })],
  ['AWS::EC2::Instance', LAUNCH_TEMPLATE, 'LaunchTemplate', launched({ ImageId: 'ami-1', UserData: INSTALLING })],
  ['AWS::ECS::ExpressGatewayService', { TaskDefinitionArn: 'arn', PrimaryContainer: { Image: 'app' } }, 'TaskDefinitionArn'],
  ['AWS::ElasticBeanstalk::Environment', { TemplateName: { Ref: 'Other' }, OptionSettings: xray('false') }, 'OptionSettings', saved({ OptionSettings: xray('true') })],
  ['AWS::ElasticBeanstalk::Environment', { SolutionStackName: 'Node.js', SourceConfiguration: { TemplateName: 'saved' } }, 'SourceConfiguration'],
  ['AWS::ElasticBeanstalk::Environment', { SolutionStackName: 'Node.js', TemplateName: { Ref: 'Other' } }, 'SolutionStackName', saved({ SolutionStackName: '64bit Amazon Linux 2 running ECS' })],
  ['AWS::Lambda::EventSourceMapping', { SelfManagedEventSource: {}, EventSourceArn: 'arn:aws:sns:eu-west-1:111122223333:topic' }, 'SelfManagedEventSource'],
  ['AWS::S3::Bucket', { NotificationConfiguration: {} }, 'NotificationConfiguration'],
])('of %s with %j, it is the same whether %s was never set or an override removes it', (...[Type, Properties, path, other]) => {
  const resources = { Resource: { Type, Properties }, ...other && { Other: other } };
  const before = find(InspectedResource.fromTemplate({ Resources: resources }, 'Resource'));
  const [construct, template] = findings('Resource', path, resources);
  expect(construct).toEqual(template);
  expect(before).not.toEqual(template);
});

test.each<[string, any, string, { Type: string; Properties: any }]>([
  ['AWS::AppRunner::Service', { ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: { 'Fn::GetAtt': ['Other', 'Arn'] } } },
    'TraceConfiguration.Vendor', { Type: 'AWS::AppRunner::ObservabilityConfiguration', Properties: { TraceConfiguration: { Vendor: 'AWSXRAY' } } }],
  ['AWS::EC2::Instance', LAUNCH_TEMPLATE, 'LaunchTemplateData.ImageId', launched({ ImageId: 'ami-1', UserData: INSTALLING })],
  ['AWS::EC2::Instance', LAUNCH_TEMPLATE, 'LaunchTemplateData.UserData', launched({ UserData: INSTALLING })],
])('of %s with %j, it is the same whether %s of what it refers to was never set or an override removes it', (Type, Properties, path, other) => {
  const [construct, template] = findings('Other', path, { Resource: { Type, Properties }, Other: other });
  expect(construct).toEqual(template);
});
