import { aws_iam as iam, CfnDeletionPolicy, type aws_kms as kms, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CfnView } from '../../private/cdk/cfn-view';
import { misuse } from '../../private/errors';
import { aliasNameOf, inOtherRegion, keyBehind, keyResource, unfit } from '../private/kms-key';

/** What the policy of a key, or of the role, allows so that X-Ray gets its grants on the key. */
interface KeyStatement {
  readonly actions: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/**
 * A KMS key of the user's that X-Ray is to encrypt with.
 *
 * X-Ray uses a key by grants, which it creates in the name of whoever calls PutEncryptionConfig.
 */
export class CustomerKey {
  /** The key as X-Ray is told it. */
  public readonly keyId: string;

  private readonly key: kms.IKey;

  /**
   * @param scope the construct that sets X-Ray's encryption
   * @param given the key, or an alias of it
   * @throws when X-Ray cannot encrypt with the key
   */
  constructor(private readonly scope: Construct, given: kms.IKey) {
    this.key = keyBehind(given);
    this.keyId = this.key.keyArn;
    const problem = this.unfit() ?? inOtherRegion(this.key, 'encryptionKey', this.stack);
    if (problem !== undefined) { throw misuse(problem, scope); }
    // Removal policies, and the properties of L1 constructs, may change until the end.
    scope.node.addValidation({ validate: () => [this.unfit(), this.perishable()].filter((each) => each !== undefined) });
    this.allowInKeyPolicy();
  }

  /** What the role that calls X-Ray needs to be allowed. */
  public get statements(): iam.PolicyStatement[] {
    const aliasName = aliasNameOf(this.key);
    const ofAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } };
    const resource = aliasName === undefined ? this.keyId : this.stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' });
    return this.keyStatements.map(({ actions, conditions }) => new iam.PolicyStatement({
      actions,
      resources: [resource],
      conditions: { ...conditions, ...(aliasName === undefined ? {} : ofAlias) },
    }));
  }

  /** The account's own keys let the account decide by IAM policies, as the CDK and the console make them; that of another account must be told. */
  private allowInKeyPolicy(): void {
    const { account } = this.key.env;
    const isOwn = Token.isUnresolved(account) || Token.isUnresolved(this.stack.account) || account === this.stack.account;
    if (isOwn) { return; }
    this.keyStatements.forEach(({ actions, conditions }) => this.key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(this.stack.account)],
      actions,
      resources: ['*'],
      conditions,
    }), true));
  }

  private get keyStatements(): KeyStatement[] {
    return [
      { actions: ['kms:DescribeKey'] },
      {
        actions: ['kms:CreateGrant'],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': true }, StringLike: { 'kms:ViaService': `xray.${this.stack.region}.*` } },
      },
    ];
  }

  /** Why X-Ray cannot encrypt with the key. */
  private unfit(): string | undefined {
    return this.view && unfit(this.view, 'encryptionKey', 'X-Ray');
  }

  private perishable(): string | undefined {
    const resource = this.view?.resource;
    const policy = resource?.cfnOptions.deletionPolicy ?? CfnDeletionPolicy.DELETE;
    return !resource || policy === CfnDeletionPolicy.RETAIN ? undefined
      : '`encryptionKey` must outlive its stack, because X-Ray stops storing traces when it cannot use its key, and older ones cannot be read any more, '
        + `got: ${resource.node.path}, which has the DeletionPolicy ${policy}; set its removal policy to \`RemovalPolicy.RETAIN\``;
  }

  /** The key's resource, where it is one of this app. */
  private get view(): CfnView | undefined {
    return keyResource(this.key);
  }

  private get stack(): Stack {
    return Stack.of(this.scope);
  }
}
