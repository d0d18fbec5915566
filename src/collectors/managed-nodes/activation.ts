import { Arn, ArnFormat, aws_iam as iam, CfnOutput, type Duration, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ManagedNodeTargets } from './targets';
import { acknowledgeManagedPolicy } from '../../private/cdk/acknowledgements';
import { misuse, shown } from '../../private/errors';
import { sendingPolicyName } from '../../private/iam/aws-managed-policies';
import { requireInteger } from '../../private/options/limits';
import { DURATION, requireKinds } from '../../private/options/option-kinds';
import { quoted } from '../install/linux/quoting';

/** Systems Manager's limits for an activation. */
const MAX_REGISTRATIONS = 1000;
const MAX_EXPIRATION_DAYS = 30;

const CORE_POLICY = 'AmazonSSMManagedInstanceCore';

/**
 * How servers outside of EC2 are registered with AWS Systems Manager.
 */
export interface HybridActivationProps {
  /**
   * How many servers may register with one activation: 1 to 1000.
   * @default 1
   */
  readonly registrationLimit?: number;

  /**
   * The name under which the servers appear: up to 256 letters, digits, spaces and `_.:/=+-@`.
   * @default - none
   */
  readonly defaultInstanceName?: string;

  /**
   * For how long servers may register, in whole days from the moment in which the command is run: up to 30 days. It cannot be a token.
   * @default - AWS's default, 1 day
   */
  readonly expiration?: Duration;
}

/** The properties of a hybrid activation. */
interface ManagedNodeActivationProps extends HybridActivationProps {
  /** The nodes that a server is to be among. */
  readonly targets: ManagedNodeTargets;
}

/**
 * What servers outside of EC2 need to be managed nodes that send: a service role, and the command that makes an activation.
 *
 * CloudFormation has no resource for an activation, and an activation code is a secret that has no place in a template.
 * @internal
 */
export class ManagedNodeActivation extends Construct {
  public readonly role: iam.Role;
  public readonly command: string;

  constructor(scope: Construct, id: string, props: ManagedNodeActivationProps) {
    super(scope, id);
    this.validate(props);
    this.role = this.addRole();
    this.command = this.activationCommand(props);
    new CfnOutput(this, 'Command', {
      description: 'Run this to get the code and id with which servers outside of EC2 register with Systems Manager',
      value: this.command,
    });
  }

  private validate({ registrationLimit, defaultInstanceName, expiration }: HybridActivationProps): void {
    if (registrationLimit !== undefined) { requireInteger(this, 'registrationLimit', registrationLimit, 1, MAX_REGISTRATIONS); }
    if (defaultInstanceName !== undefined && !Token.isUnresolved(defaultInstanceName) && !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(defaultInstanceName)) {
      throw misuse(`\`defaultInstanceName\` must be 1 to 256 letters, digits, spaces and _.:/=+-@, got: ${shown(defaultInstanceName)}`, this);
    }
    requireKinds<HybridActivationProps>({ expiration }, { expiration: DURATION }, this);
    const days = expiration?.isUnresolved() ? NaN : expiration?.toDays({ integral: false });
    if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= MAX_EXPIRATION_DAYS)) {
      throw misuse(`\`expiration\` must be 1 to ${MAX_EXPIRATION_DAYS} whole days, and no token, got: ${expiration!.toHumanString()}`, this);
    }
  }

  /** The trust policy is the one that AWS documents against confused deputies. */
  private addRole(): iam.Role {
    const stack = Stack.of(this);
    const nodes = Arn.format({ service: 'ssm', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }, stack);
    const sendingPolicy = sendingPolicyName(stack.region);
    const role = new iam.Role(this, 'Role', {
      description: 'Lets servers outside of EC2 be managed by Systems Manager and send to X-Ray',
      assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': nodes } },
      }),
      managedPolicies: [CORE_POLICY, sendingPolicy].map((policy) => iam.ManagedPolicy.fromAwsManagedPolicyName(policy)),
    });
    acknowledgeManagedPolicy(role, CORE_POLICY, `${CORE_POLICY} is what AWS documents for the service role of servers that Systems Manager manages.`);
    acknowledgeManagedPolicy(role, sendingPolicy);
    return role;
  }

  private activationCommand({ registrationLimit = 1, defaultInstanceName, expiration, targets }: ManagedNodeActivationProps): string {
    const tags = targets._tags.map(({ key, value }) => quoted(`Key=${key},Value=${value}`));
    return [
      'aws ssm create-activation',
      `--region ${Stack.of(this).region}`,
      `--iam-role ${this.role.roleName}`,
      `--registration-limit ${registrationLimit}`,
      ...(defaultInstanceName === undefined ? [] : [`--default-instance-name ${quoted(defaultInstanceName)}`]),
      ...(expiration === undefined ? [] : [`--expiration-date "${inDays(expiration.toDays())}"`]),
      ...(tags.length === 0 ? [] : [`--tags ${tags.join(' ')}`]),
    ].join(' ');
  }
}

/** The moment in so many days, as the shell tells it that the command is run in: by the `date` of GNU, or else that of macOS. */
function inDays(days: number): string {
  return `$(date -u -d '+${days} days' +%FT%TZ 2>/dev/null || date -u -v+${days}d +%FT%TZ)`;
}
