import { aws_oam as oam, Resource, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SharedTelemetry } from './shared-telemetry';
import { defaultName } from '../private/cdk/default-names';
import { claimSetting } from '../private/cdk/environment-singleton';
import { misuse, shown } from '../private/errors';
import { isItemHidden } from '../private/options/limits';
import { listSuchAs, optionsSuchAs, requireKind, requireKinds } from '../private/options/option-kinds';

/**
 * Properties of the sink of a monitoring account.
 */
export interface ObservabilitySinkProps {
  /**
   * The accounts that may link to the sink, by their ids of 12 digits.
   *
   * @default - none; `organizationId` or this must be given
   */
  readonly sourceAccounts?: string[];

  /**
   * The organization, by its id such as `o-abcde12345`, all of whose accounts may link to the sink.
   *
   * @default - none; `sourceAccounts` or this must be given
   */
  readonly organizationId?: string;

  /**
   * What they may share.
   *
   * @default - traces, metrics and log groups
   */
  readonly telemetry?: SharedTelemetry[];

  /**
   * The name of the sink: 1 to 255 letters, digits and `_.-`.
   *
   * @default - the name of the stack and the path of the construct in it
   */
  readonly sinkName?: string;
}

/**
 * Makes this account and region a monitoring account of CloudWatch cross-account observability: it sees the traces of the accounts that link to it.
 *
 * An account has one sink in each region. Each source account needs an `ObservabilityLink` to it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export class ObservabilitySink extends Resource {
  /** The ARN of the sink, which the links name. */
  public readonly sinkArn: string;

  /**
   * @param scope where the sink lives
   * @param id its id in the scope
   * @param props who may link to it, and what is shared
   * @throws when a property is not what it must be, nobody may link to it, or the account and region have another one
   */
  constructor(scope: Construct, id: string, props: ObservabilitySinkProps) {
    super(scope, id);
    requireKind('props', props, optionsSuchAs('{ organizationId: \'o-abcde12345\' }'), this);
    requireKinds(props, { sourceAccounts: listSuchAs('["111122223333"]') }, this);
    const { sourceAccounts = [], organizationId, telemetry = SharedTelemetry._defaults() } = props;
    const sinkName = props.sinkName ?? defaultName(this, 255);
    if (!Token.isUnresolved(sinkName) && !/^[\w.-]{1,255}$/.test(sinkName)) {
      throw misuse(`\`sinkName\` must be 1 to 255 letters, digits and \`_.-\`, for example "monitoring", got: ${shown(sinkName)}`, this);
    }
    const wrong = sourceAccounts.findIndex((account) => !isItemHidden(account) && !isAccount(account));
    if (wrong >= 0) { throw misuse(`\`sourceAccounts\` must be the ids of accounts, 12 digits each, got: ${shown(sourceAccounts[wrong])}`, this); }
    const types = SharedTelemetry._types(this, telemetry);
    if (sourceAccounts.length === 0 && !organizationId) {
      throw misuse('`sourceAccounts` must name an account, or `organizationId` an organization, or nobody can link to the sink, got neither', this);
    }
    if (organizationId !== undefined && !Token.isUnresolved(organizationId) && !/^o-[a-z0-9]{10,32}$/.test(organizationId)) {
      throw misuse(`\`organizationId\` must be the id of an organization, for example "o-abcde12345", got: ${shown(organizationId)}`, this);
    }
    claimSetting(this, 'ObservabilitySink');
    const resource = new oam.CfnSink(this, 'Resource', {
      name: sinkName,
      policy: { Version: '2012-10-17', Statement: statements(sourceAccounts, organizationId, types) },
    });
    this.sinkArn = resource.attrArn;
  }
}

/** Account ids may begin with zeros, so a number is none. */
function isAccount(account: unknown): boolean {
  return typeof account === 'string' && /^\d{12}$/.test(account);
}

function statements(accounts: readonly string[], organizationId: string | undefined, types: readonly string[]): any[] {
  const common = { Effect: 'Allow', Action: ['oam:CreateLink', 'oam:UpdateLink'], Resource: '*' };
  const shared = { 'ForAllValues:StringEquals': { 'oam:ResourceTypes': types } };
  return [
    ...(accounts.length > 0 ? [{ ...common, Principal: { AWS: accounts }, Condition: shared }] : []),
    ...(organizationId ? [{ ...common, Principal: '*', Condition: { ...shared, StringEquals: { 'aws:PrincipalOrgID': organizationId } } }] : []),
  ];
}
