import { ArnFormat, aws_oam as oam, Resource, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SharedTelemetry } from './shared-telemetry';
import { misuse, shown } from '../private/errors';
import { requireText } from '../private/options/limits';
import { optionsSuchAs, requireKind } from '../private/options/option-kinds';

/**
 * Properties of the link of a source account to a monitoring account.
 */
export interface ObservabilityLinkProps {
  /** The ARN of the sink of the monitoring account, in the same region. */
  readonly sinkArn: string;

  /**
   * What is shared. The sink must allow it.
   *
   * @default - traces, metrics and log groups
   */
  readonly telemetry?: SharedTelemetry[];

  /**
   * What this account is called in the monitoring account: 1 to 64 characters, which may have the variables `$AccountName`, `$AccountEmail` and `$AccountEmailNoDomain`.
   *
   * @default '$AccountName'
   */
  readonly labelTemplate?: string;
}

/**
 * Shares the traces of this account and region, and what one wants to see beside them, with a monitoring account.
 *
 * A source account can link to five monitoring accounts. The first copy of its traces costs nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export class ObservabilityLink extends Resource {
  /** The ARN of the link. */
  public readonly linkArn: string;

  /**
   * @param scope where the link lives
   * @param id its id in the scope
   * @param props where it leads, and what is shared
   * @throws when the ARN is not that of a sink in the region, or nothing is shared
   */
  constructor(scope: Construct, id: string, props: ObservabilityLinkProps) {
    super(scope, id);
    requireKind('props', props, optionsSuchAs('{ sinkArn: \'arn:aws:oam:eu-west-1:111122223333:sink/…\' }'), this);
    const { sinkArn, telemetry = SharedTelemetry._defaults(), labelTemplate = '$AccountName' } = props;
    if (!Token.isUnresolved(sinkArn) && !/^arn:[\w-]+:oam:[\w-]+:\d{12}:sink\/[\w-]+$/.test(sinkArn)) {
      throw misuse(`\`sinkArn\` must be the ARN of a sink, for example "arn:aws:oam:eu-west-1:111122223333:sink/…", got: ${shown(sinkArn)}`, this);
    }
    requireSameRegion(this, sinkArn);
    requireText(this, 'labelTemplate', labelTemplate, 64);
    const resource = new oam.CfnLink(this, 'Resource', {
      sinkIdentifier: sinkArn,
      resourceTypes: SharedTelemetry._types(this, telemetry),
      labelTemplate,
    });
    this.linkArn = resource.attrArn;
  }
}

/** Telemetry stays in its region, so a link does not lead out of it. */
function requireSameRegion(link: Resource, sinkArn: string): void {
  if (Token.isUnresolved(sinkArn) || Token.isUnresolved(link.env.region)) { return; }
  const { region } = link.stack.splitArn(sinkArn, ArnFormat.SLASH_RESOURCE_NAME);
  if (region !== link.env.region) {
    throw misuse(`\`sinkArn\` must be that of a sink in the region of the stack, ${link.env.region}, got one in ${region}; `
      + 'the monitoring account needs a sink in each region', link);
  }
}
