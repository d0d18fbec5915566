import { lookupTable } from '../../../private/lookup-table';
import { valueAt } from '../../../private/template/intrinsics';
import { type PossibleItem, possibleItems } from '../../../private/template/possible-items';
import { pathOf } from '../../../private/template/property-path';
import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';
import { isOfService } from '../service-types';

/** A service, and where resources of a type name whom it tells of what has happened, or asks. A path goes through a list where `[]` stands. */
interface Teller {
  readonly service: string;
  readonly paths: readonly string[];
  /**
   * The service whose things are told.
   * @default - whatever is named
   */
  readonly told?: string;
}

const CODE_HOOK = 'BotAliasLocaleSetting.CodeHookSpecification.LambdaCodeHook.LambdaArn';

/** When extensions of AWS AppConfig act. */
const ACTION_POINTS = [
  'AT_DEPLOYMENT_TICK', 'ON_DEPLOYMENT_BAKING', 'ON_DEPLOYMENT_COMPLETE', 'ON_DEPLOYMENT_ROLLED_BACK', 'ON_DEPLOYMENT_START', 'ON_DEPLOYMENT_STEP',
  'PRE_CREATE_HOSTED_CONFIGURATION_VERSION', 'PRE_START_DEPLOYMENT',
];

/** When a detector of AWS IoT Events acts. */
const DETECTIONS = ['OnEnter.Events', 'OnExit.Events', 'OnInput.Events', 'OnInput.TransitionEvents'].map((events) => `DetectorModelDefinition.States[].${events}[].Actions[]`);

/** What actions of AWS IoT Events tell. */
const TOLD_OF_DETECTION = ['DynamoDB.TableName', 'DynamoDBv2.TableName', 'Firehose.DeliveryStreamName', 'Lambda.FunctionArn', 'Sns.TargetArn', 'Sqs.QueueUrl'];

/** Elastic Beanstalk tells what happens to environments. */
const ENVIRONMENTS: Teller = {
  service: 'elasticbeanstalk', paths: ['OptionSettings[Namespace=aws:elasticbeanstalk:sns:topics,OptionName=Notification Topic ARN].Value'],
};

const CACHES: Teller = { service: 'elasticache', paths: ['NotificationTopicArn'] };
const CAMPAIGNS: Teller = { service: 'pinpoint', paths: ['CampaignHook.LambdaFunctionName'] };

const TELLERS = lookupTable<Teller>({
  'AWS::AppConfig::Extension': { service: 'appconfig', paths: ACTION_POINTS.map((point) => `Actions.${point}[].Uri`) },
  'AWS::AutoScaling::AutoScalingGroup': {
    service: 'autoscaling',
    paths: ['LifecycleHookSpecificationList[].NotificationTargetARN', 'NotificationConfiguration.TopicARN[]', 'NotificationConfigurations[].TopicARN[]'],
  },
  'AWS::AutoScaling::LifecycleHook': { service: 'autoscaling', paths: ['NotificationTargetARN'] },
  'AWS::Backup::BackupVault': { service: 'backup', paths: ['Notifications.SNSTopicArn'] },
  'AWS::Budgets::Budget': { service: 'budgets', paths: ['NotificationsWithSubscribers[].Subscribers[].Address'] },
  'AWS::CE::AnomalySubscription': { service: 'costalerts', paths: ['Subscribers[].Address'] },
  'AWS::CloudFront::RealtimeLogConfig': { service: 'cloudfront', paths: ['EndPoints[].KinesisStreamConfig.StreamArn'] },
  'AWS::CloudTrail::Trail': { service: 'cloudtrail', paths: ['SnsTopicName'] },
  'AWS::CloudWatch::MetricStream': { service: 'cloudwatch', paths: ['FirehoseArn'] },
  'AWS::CodeCommit::Repository': { service: 'codecommit', paths: ['Triggers[].DestinationArn'] },
  'AWS::CodeDeploy::DeploymentGroup': { service: 'codedeploy', paths: ['TriggerConfigurations[].TriggerTargetArn'] },
  'AWS::CodeStarNotifications::NotificationRule': { service: 'codestar-notifications', paths: ['Targets[].TargetAddress'] },
  'AWS::Config::ConfigRule': { service: 'config', paths: ['Source.SourceIdentifier'] },
  'AWS::Config::DeliveryChannel': { service: 'config', paths: ['SnsTopicARN'] },
  'AWS::Connect::IntegrationAssociation': { service: 'connect', paths: ['IntegrationArn'] },
  'AWS::DAX::Cluster': { service: 'dax', paths: ['NotificationTopicARN'] },
  'AWS::DMS::EventSubscription': { service: 'dms', paths: ['SnsTopicArn'] },
  'AWS::DevOpsGuru::NotificationChannel': { service: 'devops-guru', paths: ['Config.Sns.TopicArn'] },
  'AWS::ECS::Service': { service: 'ecs', paths: ['DeploymentConfiguration.LifecycleHooks[].HookTargetArn'] },
  'AWS::ElastiCache::CacheCluster': CACHES,
  'AWS::ElastiCache::ReplicationGroup': CACHES,
  'AWS::ElasticBeanstalk::ConfigurationTemplate': ENVIRONMENTS,
  'AWS::ElasticBeanstalk::Environment': ENVIRONMENTS,
  'AWS::IoT::Authorizer': { service: 'iot', paths: ['AuthorizerFunctionArn'] },
  'AWS::IoT::ProvisioningTemplate': { service: 'iot', paths: ['PreProvisioningHook.TargetArn'] },
  'AWS::IoT::SecurityProfile': { service: 'iot', paths: ['AlertTargets.SNS.AlertTargetArn'] },
  'AWS::IoTEvents::AlarmModel': { service: 'iotevents', paths: TOLD_OF_DETECTION.map((told) => `AlarmEventActions.AlarmActions[].${told}`) },
  'AWS::IoTEvents::DetectorModel': { service: 'iotevents', paths: DETECTIONS.flatMap((actions) => TOLD_OF_DETECTION.map((told) => `${actions}.${told}`)) },
  'AWS::Lex::Bot': { service: 'lexv2', paths: [`TestBotAliasSettings.BotAliasLocaleSettings[].${CODE_HOOK}`] },
  'AWS::Lex::BotAlias': { service: 'lexv2', paths: [`BotAliasLocaleSettings[].${CODE_HOOK}`] },
  'AWS::Logs::SubscriptionFilter': { service: 'logs', paths: ['DestinationArn'] },
  'AWS::MemoryDB::Cluster': { service: 'memorydb', paths: ['SnsTopicArn'] },
  'AWS::Pinpoint::ApplicationSettings': CAMPAIGNS,
  'AWS::Pinpoint::Campaign': CAMPAIGNS,
  'AWS::Pinpoint::EventStream': { service: 'pinpoint', paths: ['DestinationStreamArn'] },
  'AWS::RDS::EventSubscription': { service: 'rds', paths: ['SnsTopicArn'] },
  'AWS::Redshift::EventSubscription': { service: 'redshift', paths: ['SnsTopicArn'] },
  'AWS::SES::ConfigurationSetEventDestination': {
    service: 'ses',
    paths: ['EventDestination.KinesisFirehoseDestination.DeliveryStreamARN', 'EventDestination.SnsDestination.TopicARN'],
  },
  'AWS::SSM::MaintenanceWindowTask': { service: 'ssm', paths: ['TaskArn'] },
  'AWS::SageMaker::EndpointConfig': {
    service: 'sagemaker',
    paths: ['ErrorTopic', 'SuccessTopic'].map((topic) => `AsyncInferenceConfig.OutputConfig.NotificationConfig.${topic}`),
  },
  'AWS::Timestream::ScheduledQuery': { service: 'timestream', paths: ['NotificationConfiguration.SnsConfiguration.TopicArn'] },
  'AWS::Transfer::Server': { service: 'transfer', paths: ['IdentityProviderDetails.Function'] },
  'AWS::Transfer::Workflow': { service: 'transfer', paths: ['Steps[].CustomStepDetails.Target', 'OnExceptionSteps[].CustomStepDetails.Target'] },
  // Buckets and log groups keep the logs; a delivery stream passes them on.
  'AWS::WAFv2::LoggingConfiguration': { service: 'wafv2', paths: ['LogDestinationConfigs[]'], told: 'firehose' },
});

/** The topics, functions and streams that services tell of what has happened, or ask. */
export const SERVICE_EVENTS: EdgeSource = {
  types: Object.keys(TELLERS),
  edges: (teller, { ends }) => {
    const { service, paths, told } = TELLERS[teller.type]!;
    return paths.flatMap((path) => valuesAt(teller.properties, path.split('[]'))).flatMap(({ path, item }) => {
      const named = ends.in(teller.stack, item).filter((end) => told === undefined || isOfService(end, told));
      return edgesBetween([externalService(service)], named, 'service event', evidenceAt(teller, path));
    });
  },
};

/** What stands at the end of some paths, each of which but the last leads to a list. */
function valuesAt(value: any, [first, ...rest]: readonly string[], prefix = ''): PossibleItem[] {
  const path = `${prefix}${first}`;
  const found = first === '' ? value : valueAt(value, pathOf(first.replace(/^\./, '')));
  if (rest.length === 0) { return [{ path, item: found }]; }
  return possibleItems(found).flatMap(({ path: index, item }) => valuesAt(item, rest, `${path}.${index}`));
}
