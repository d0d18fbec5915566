import { aws_iam as iam, type aws_kms as kms, aws_logs as logs, aws_xray as xray, type RemovalPolicy, Resource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeNewProperty } from '../private/cdk/acknowledgements';
import { claimSetting } from '../private/cdk/environment-singleton';
import { warn } from '../private/cdk/warnings';
import { misuse, shown } from '../private/errors';
import { pasteableStatementOf } from '../private/iam/pasteable-statement';
import { WarningId } from '../private/ids';
import { requireNumber } from '../private/options/limits';
import { BOOLEAN, KEY, requireKinds } from '../private/options/option-kinds';
import { SPANS_LOG_GROUP } from '../private/xray-limits';
import { aliasNameOf, inOtherRegion, keyBehind, keyResource, unfit } from './private/kms-key';

/** The log group of Application Signals, which Transaction Search turns on as well. */
const SIGNALS_LOG_GROUP = '/aws/application-signals/data';

/**
 * Properties of Transaction Search.
 */
export interface TransactionSearchProps {
  /**
   * How many percent of the spans X-Ray indexes as trace summaries: 0 to 100. All are in the logs. Indexing one percent is free.
   *
   * @default 1
   */
  readonly indexingPercentage?: number;

  /**
   * The KMS key that encrypts the log group of the spans. It must be a symmetric key of the same region, given by itself or by an alias
   * that knows its key. Its policy is changed so that CloudWatch Logs may use it for this log group.
   *
   * X-Ray takes it only when it creates the log group `aws/spans`: where that exists already, the deployment fails. Another key later is another
   * Transaction Search for CloudFormation, whose creation fails for the same reason; associate the key with the log group instead.
   *
   * @default - CloudWatch Logs encrypts with a key of its own
   */
  readonly spansEncryptionKey?: kms.IKey;

  /**
   * Whether the CloudWatch Logs resource policy is created by which X-Ray may write the spans, or one that exists already is relied on.
   *
   * @default true
   */
  readonly createLogsResourcePolicy?: boolean;
}

/**
 * Sends all spans of the account and region, not those of this app alone, to CloudWatch Logs, where CloudWatch Transaction Search finds them.
 *
 * It is a setting that exists once in each account and region, and it changes how traces are stored and billed. It must be off before the first
 * deployment, or that fails; deleting it turns it off for everybody there. Active or not, it may take ten minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search-Cloudformation.html
 */
export class TransactionSearch extends Resource {
  private readonly logsResourcePolicy?: logs.ResourcePolicy;

  /**
   * @param scope where the setting lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when `indexingPercentage` is not within 0 and 100, when CloudWatch Logs cannot encrypt with the key, or when the app has Transaction Search already for the account and region
   */
  constructor(scope: Construct, id: string, props: TransactionSearchProps = {}) {
    super(scope, id);
    requireKinds(props, { createLogsResourcePolicy: BOOLEAN, spansEncryptionKey: KEY }, this);
    const { indexingPercentage = 1, spansEncryptionKey } = props;
    requireNumber(this, 'indexingPercentage', indexingPercentage, 0, 100);
    claimSetting(this, 'TransactionSearch');
    const config = new xray.CfnTransactionSearchConfig(this, 'Resource', { indexingPercentage });
    if (spansEncryptionKey) { this.encrypt(config, this.usableKey(spansEncryptionKey)); }
    if (props.createLogsResourcePolicy ?? true) {
      this.logsResourcePolicy = this.createLogsResourcePolicy();
      config.node.addDependency(this.logsResourcePolicy);
    }
  }

  /**
   * Holds for the CloudWatch Logs resource policy as well: without it, a Transaction Search that stays has nowhere to send spans.
   *
   * @param policy what becomes of both when they are removed from the stack
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    super.applyRemovalPolicy(policy);
    this.logsResourcePolicy?.applyRemovalPolicy(policy);
  }

  private createLogsResourcePolicy(): logs.ResourcePolicy {
    return new logs.ResourcePolicy(this, 'LogsResourcePolicy', {
      policyStatements: [new iam.PolicyStatement({
        sid: 'TransactionSearchXRayAccess',
        principals: [new iam.ServicePrincipal('xray.amazonaws.com')],
        actions: ['logs:PutLogEvents'],
        resources: [SPANS_LOG_GROUP, SIGNALS_LOG_GROUP].map((name) => `${this.logGroupArn(name)}:*`),
        conditions: {
          ArnLike: { 'aws:SourceArn': this.stack.formatArn({ service: 'xray', resource: '*' }) },
          StringEquals: { 'aws:SourceAccount': this.stack.account },
        },
      })],
    });
  }

  /** The key as CloudWatch Logs takes it, which knows no aliases. The properties of an L1 key may change until the end. */
  private usableKey(given: kms.IKey): kms.IKey {
    const key = keyBehind(given);
    const aliasName = aliasNameOf(key);
    if (aliasName !== undefined) {
      throw misuse(`\`spansEncryptionKey\` must be a key, because CloudWatch Logs takes no aliases, got: ${shown(aliasName)}; give the key by its ARN`, this);
    }
    const whyUnfit = () => {
      const resource = keyResource(key);
      return resource && unfit(resource, 'spansEncryptionKey', 'CloudWatch Logs');
    };
    const problem = whyUnfit() ?? inOtherRegion(key, 'spansEncryptionKey', this.stack);
    if (problem !== undefined) { throw misuse(problem, this); }
    this.node.addValidation({ validate: () => [whyUnfit()].filter((each) => each !== undefined) });
    return key;
  }

  /** The property is newer than the oldest CDK that this library works with, so it is set by its CloudFormation name. */
  private encrypt(config: xray.CfnTransactionSearchConfig, key: kms.IKey): void {
    config.addPropertyOverride('CloudWatchLogsConfiguration.SpansLogGroupKmsKeyId', key.keyArn);
    acknowledgeNewProperty(config, 'CloudWatchLogsConfiguration');
    const statement = new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${this.stack.region}.${this.stack.urlSuffix}`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': this.logGroupArn(SPANS_LOG_GROUP) } },
    });
    if (!key.addToResourcePolicy(statement, true).statementAdded) {
      warn(config, WarningId.KEY_NOT_MANAGED, `The key ${key.node.path} is imported, so its policy cannot be changed here. CloudWatch Logs must be allowed to `
        + `use it for the log group ${SPANS_LOG_GROUP}: add the statement ${pasteableStatementOf(statement, this.stack)} to its policy.`);
    }
  }

  private logGroupArn(name: string): string {
    return this.stack.formatArn({ service: 'logs', resource: `log-group:${name}` });
  }
}
