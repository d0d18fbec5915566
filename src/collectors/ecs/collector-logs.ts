import { ArnFormat, aws_ecs as ecs, aws_iam as iam, aws_logs as logs, type CfnResource, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CollectorLogs } from './collector-container';
import type { EcsContainerOptions } from './tracing-options';
import { acknowledge } from '../../private/cdk/acknowledgements';
import { complianceFindings } from '../../private/cdk/nag-packs';
import { plainText } from '../../private/template/intrinsics';

const NOT_ENCRYPTED = complianceFindings('CloudWatchLogGroupEncrypted');

/** A new log group for a collector's own log, by the options. */
export function collectorLogGroup(scope: Construct, id: string, options: EcsContainerOptions, acknowledges: boolean): logs.LogGroup {
  const { logEncryptionKey, logRetention } = options;
  const group = new logs.LogGroup(scope, id, {
    encryptionKey: logEncryptionKey,
    retention: logRetention ?? logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logEncryptionKey?.addToResourcePolicy(letLogsEncrypt(group));
  if (!logEncryptionKey && acknowledges) {
    const reason = 'The log of a trace collector tells what it does, not what it sends; CloudWatch Logs encrypts it with a key of its own.';
    NOT_ENCRYPTED.forEach((finding) => acknowledge(group.node.defaultChild as CfnResource, finding, reason));
  }
  return group;
}

/** What the containers of a task need to write into a log group. */
export function logsOf(group: logs.ILogGroup, collectorName: string): CollectorLogs {
  const options = { 'awslogs-group': group.logGroupName, 'awslogs-stream-prefix': collectorName, 'awslogs-region': group.env.region };
  return { driver: new PlainLogDriver(options), configuration: { LogDriver: 'awslogs', Options: options } };
}

/** What Amazon ECS must be allowed to do to write a log. */
export function letWriteLog(group: logs.ILogGroup): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [group.logGroupArn] });
}

/** What Amazon ECS must be allowed to do for containers that have it create the log group which they name, or may have. */
export function letCreateLogGroups(containers: readonly any[], stack: Stack): iam.PolicyStatement[] {
  const creating = containers.map(({ LogConfiguration }) => LogConfiguration).filter(mayCreateGroup);
  const resources = [...new Set(creating.map(({ Options }) => arnOfGroup(Options, stack)))];
  return resources.length === 0 ? [] : [new iam.PolicyStatement({ actions: ['logs:CreateLogGroup'], resources })];
}

function mayCreateGroup(log: any): boolean {
  const creates = log?.LogDriver === 'awslogs' ? log.Options?.['awslogs-create-group'] : undefined;
  return creates !== undefined && plainText(creates).toLowerCase() !== 'false';
}

function arnOfGroup(options: Record<string, any>, stack: Stack): string {
  const region = Token.asString(options['awslogs-region'] ?? stack.region);
  const resourceName = `${Token.asString(options['awslogs-group'] ?? '')}:*`;
  return stack.formatArn({ service: 'logs', region, resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** For all log groups of the account and region: naming the very one would make the key wait for what waits for the key. */
function letLogsEncrypt(group: logs.LogGroup): iam.PolicyStatement {
  const { account, partition, region, urlSuffix } = Stack.of(group);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${region}.${urlSuffix}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*` } },
  });
}

/** The driver's configuration and nothing else: permission is looked after in one place for L2 and L1 task definitions. */
class PlainLogDriver extends ecs.LogDriver {
  constructor(private readonly options: { [name: string]: string }) {
    super();
  }

  public bind(): ecs.LogDriverConfig {
    return { logDriver: 'awslogs', options: this.options };
  }
}
