import { jobTasksOf } from '../../private/ecs/job-tasks';
import { lookupTable } from '../../private/lookup-table';
import { INSTANCE_PROFILE_OPTION } from '../../private/template/beanstalk';
import { plainText, valueAt } from '../../private/template/intrinsics';
import { pathOf } from '../../private/template/property-path';

type Properties = Record<string, any>;

/** What a resource names as the role, or the instance profile, with which its code calls AWS. */
type RoleReader = (properties: Properties) => readonly any[];

function at(...paths: readonly string[]): RoleReader {
  return (properties) => paths.map((path) => valueAt(properties, pathOf(path)));
}

/** The types of the resources that run code, and where each has the role of that. */
export const CODE_ROLES = lookupTable<RoleReader>({
  'AWS::AppRunner::Service': at('InstanceConfiguration.InstanceRoleArn'),
  'AWS::AutoScaling::LaunchConfiguration': at('IamInstanceProfile'),
  'AWS::Batch::JobDefinition': (properties) => jobTasksOf((property) => properties[property]).map(({ role }) => role),
  'AWS::BedrockAgentCore::Harness': at('ExecutionRoleArn'),
  'AWS::BedrockAgentCore::Runtime': at('RoleArn'),
  'AWS::EC2::Instance': at('IamInstanceProfile'),
  'AWS::EC2::LaunchTemplate': at('LaunchTemplateData.IamInstanceProfile.Arn', 'LaunchTemplateData.IamInstanceProfile.Name'),
  'AWS::ECS::ExpressGatewayService': at('TaskRoleArn'),
  'AWS::ECS::TaskDefinition': at('TaskRoleArn'),
  'AWS::ElasticBeanstalk::ConfigurationTemplate': at(INSTANCE_PROFILE_OPTION),
  'AWS::ElasticBeanstalk::Environment': at(INSTANCE_PROFILE_OPTION),
  'AWS::KinesisAnalyticsV2::Application': roleOfAnalytics,
  'AWS::Lambda::Function': at('Role'),
  'AWS::Lambda::WebFunctionRevision': at('ServiceConfig.ExecutionRoleArn'),
  'AWS::Serverless::Function': at('Role'),
  'AWS::Synthetics::Canary': at('ExecutionRoleArn'),
});

/** An application of SQL says what it reads and where it delivers; its role is for that. */
function roleOfAnalytics({ RuntimeEnvironment, ServiceExecutionRole }: Properties): any[] {
  return plainText(RuntimeEnvironment).startsWith('SQL') ? [] : [ServiceExecutionRole];
}
