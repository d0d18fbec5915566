import { aws_iam as iam, Duration, type aws_kms as kms, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CustomerKey } from './customer-key';
import { EncryptionKeyType } from './encryption-key-type';
import { claimSetting } from '../../private/cdk/environment-singleton';
import { misuse, shown } from '../../private/errors';
import { requireMember } from '../../private/options/enums';
import { KEY, requireKinds } from '../../private/options/option-kinds';
import { addAccountSetting } from '../private/setting-provider';
import { SettingOnDelete } from '../setting-on-delete';

/** The AWS managed key, by the alias that it has in every account. */
const AWS_MANAGED_KEY = 'alias/aws/xray';

/** The handler waits for ten minutes while X-Ray is busy with a change of somebody else's. */
const HANDLER_TIMEOUT = Duration.minutes(14);

/**
 * Properties of X-Ray's encryption.
 */
export interface XRayEncryptionProps {
  /**
   * The KMS key to encrypt with: a symmetric encryption key of the same region, which the app does not destroy.
   *
   * It may be imported, by its ARN or by an alias, and may be a token. The policy of a key of another account must allow this account
   * `kms:CreateGrant` and `kms:DescribeKey`. Whoever reads traces needs `kms:Decrypt`.
   *
   * @default - none: see `keyType`
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whose key X-Ray encrypts with.
   *
   * @default - `CUSTOMER_MANAGED` where `encryptionKey` is given, `AWS_MANAGED` where it is not
   */
  readonly keyType?: EncryptionKeyType;

  /**
   * What becomes of the encryption when this construct is deleted.
   *
   * With `RESET` X-Ray goes back to the key that AWS owns, unless something else has changed the key meanwhile.
   *
   * @default SettingOnDelete.KEEP - to delete a stack never weakens the encryption
   */
  readonly onDelete?: SettingOnDelete;

  /**
   * Where the functions that set the encryption write their logs.
   *
   * @default - a log group that is deleted with the stack and keeps logs for a month
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Whether cdk-nag findings about those functions, their roles and their log group are acknowledged.
   *
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}

/**
 * Sets how X-Ray encrypts all traces of the whole AWS account in one region, not only those of this app.
 *
 * An account has one such setting in each region, so one app should own it: another that sets it too undoes this one's, and no deployment
 * tells. Two in one app are an error. Only new traces are encrypted with the key; older ones need the key that they were encrypted with
 * for the 30 days that X-Ray keeps them.
 *
 * If X-Ray cannot use the key any more, because it is disabled or deleted, it stops storing traces.
 *
 * CloudFormation has no resource for it, so a custom resource calls X-Ray, and waits until the key is in use: for up to 15 minutes, after up to
 * 10 for a change that somebody else has made to come to its end.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html
 */
export class XRayEncryption extends Construct {
  /** Whose key X-Ray encrypts with. */
  public readonly keyType: EncryptionKeyType;

  /**
   * The customer managed key.
   *
   * @default - X-Ray uses a key of AWS
   */
  public readonly encryptionKey?: kms.IKey;

  /**
   * @param scope where the setting lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when the app sets the encryption of this account and region twice, X-Ray cannot encrypt with the key, or a property is not what it must be
   */
  constructor(scope: Construct, id: string, props: XRayEncryptionProps = {}) {
    super(scope, id);
    requireKinds(props, { encryptionKey: KEY }, this);
    claimSetting(this, 'XRayEncryption');
    this.encryptionKey = props.encryptionKey;
    this.keyType = props.keyType ?? (props.encryptionKey ? EncryptionKeyType.CUSTOMER_MANAGED : EncryptionKeyType.AWS_MANAGED);
    validateKeyType(this);
    const { onDelete = SettingOnDelete.KEEP } = props;
    requireMember('onDelete', onDelete, SettingOnDelete, this);
    const customerKey = props.encryptionKey && new CustomerKey(this, props.encryptionKey);
    addAccountSetting(this, {
      handler: 'encryption',
      settingName: 'X-Ray encryption',
      resourceType: 'Custom::XRayEncryption',
      properties: {
        KeyId: customerKey?.keyId ?? (this.keyType === EncryptionKeyType.AWS_MANAGED ? AWS_MANAGED_KEY : undefined),
        OnDelete: onDelete,
      },
      statements: [
        new iam.PolicyStatement({ actions: ['xray:GetEncryptionConfig', 'xray:PutEncryptionConfig'], resources: ['*'] }),
        ...customerKey?.statements ?? [],
      ],
      waitStatements: [new iam.PolicyStatement({ actions: ['xray:GetEncryptionConfig'], resources: ['*'] })],
      timeout: HANDLER_TIMEOUT,
      logGroup: props.logGroup,
      acknowledgeFindings: props.acknowledgeFindings,
    });
  }
}

function validateKeyType(encryption: XRayEncryption): void {
  const { keyType, encryptionKey } = encryption;
  requireMember('keyType', keyType, EncryptionKeyType, encryption);
  if (keyType === EncryptionKeyType.CUSTOMER_MANAGED && !encryptionKey) {
    throw misuse('`encryptionKey` must be given with `keyType: CUSTOMER_MANAGED`, got none; give a key, or use `AWS_MANAGED`', encryption);
  }
  if (keyType !== EncryptionKeyType.CUSTOMER_MANAGED && encryptionKey) {
    throw misuse(`\`keyType\` must be CUSTOMER_MANAGED with an \`encryptionKey\`, got: ${shown(keyType)}; leave out one of the two`, encryption);
  }
}
