import { aws_iam as iam, aws_s3 as s3, aws_ssm as ssm, Duration, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type HybridActivationProps, ManagedNodeActivation } from './activation';
import { documentContent, ManagedNodePlatform, validateDocumentSize } from './document';
import type { ManagedNodeTargets } from './targets';
import { acknowledgeInlineStatements } from '../../private/cdk/acknowledgements';
import { warn } from '../../private/cdk/warnings';
import { misuse, shown } from '../../private/errors';
import { pasteableStatement } from '../../private/iam/pasteable-statement';
import { isImmutableRole } from '../../private/iam/principals';
import { addToDefaultPolicy, hasLostDefaultPolicy } from '../../private/iam/role-policies';
import { ALL_WRITE_ACTIONS } from '../../private/iam/xray-actions';
import { METADATA_KEY, WarningId } from '../../private/ids';
import { requireMember } from '../../private/options/enums';
import { requireUnitOfToken } from '../../private/options/limits';
import { COLLECTOR, DURATION, having, listSuchAs, optionsSuchAs, requireKind, requireKinds } from '../../private/options/option-kinds';
import { TraceCollector } from '../trace-collector';

/** State Manager takes intervals of at least 30 minutes and of less than 31 days. */
const MIN_INTERVAL = Duration.minutes(30);
const TOO_LONG_INTERVAL = Duration.days(31);

/** What a script may take: a quarter of an hour, after which it ends by itself, and the time to end. */
const STEP_TIMEOUT = Duration.minutes(20);

/**
 * How severe it is that a node has no collector, for the compliance reports of AWS Systems Manager.
 */
export enum ComplianceSeverity {
  /** Critical. */
  CRITICAL = 'CRITICAL',
  /** High. */
  HIGH = 'HIGH',
  /** Medium. */
  MEDIUM = 'MEDIUM',
  /** Low. */
  LOW = 'LOW',
  /** Not said. */
  UNSPECIFIED = 'UNSPECIFIED',
}

/**
 * Properties of `ManagedNodeTracing`.
 */
export interface ManagedNodeTracingProps {
  /** The nodes that get the collector. */
  readonly targets: ManagedNodeTargets;

  /**
   * What receives segments on the nodes.
   * @default TraceCollector.xrayDaemon()
   */
  readonly collector?: TraceCollector;

  /**
   * The operating systems on which it is installed. Nodes with another one are left alone.
   * @default - all on which the collector can be installed
   */
  readonly platforms?: ManagedNodePlatform[];

  /**
   * How often the nodes are looked at, and what is missing is installed again: at least 30 minutes and less than 31 days, in whole minutes. A new
   * node is looked at at once. A token must be made by `Duration.minutes()`.
   * @default Duration.days(1)
   */
  readonly interval?: Duration;

  /**
   * On how many nodes it may be installed at a time: a number, or a percentage such as `10%`.
   * @default '10%'
   */
  readonly maxConcurrency?: string;

  /**
   * After how many failures no further node is begun with: a number, or a percentage such as `10%`.
   * @default '10%'
   */
  readonly maxErrors?: string;

  /**
   * How severe it is that a node has no collector, for the compliance reports of Systems Manager.
   * @default ComplianceSeverity.UNSPECIFIED
   */
  readonly complianceSeverity?: ComplianceSeverity;

  /**
   * The name under which State Manager shows the association: 3 to 128 letters, digits and `_.-`.
   * @default - none
   */
  readonly associationName?: string;

  /**
   * The bucket to which the nodes write what the installation says. The roles of the nodes may write to it if they are given to `addNodeRole()`.
   * @default - it stays on the nodes, in /var/log/cdk-xray-install.log
   */
  readonly outputBucket?: s3.IBucket;

  /**
   * The prefix of the objects in that bucket: up to 500 characters.
   * @default - none
   */
  readonly outputKeyPrefix?: string;

  /**
   * How servers outside of EC2 are registered with Systems Manager: makes the service role that they need, and outputs the command that makes
   * their activation. With it they get the tags of `targets`, and so the collector. Where `targets` are a resource group or ids, they are to be put
   * into the group, or among the ids, once they have registered.
   * @default - nothing is made for such servers
   */
  readonly hybridActivation?: HybridActivationProps;
}

const KINDS = {
  collector: COLLECTOR,
  platforms: listSuchAs('[ManagedNodePlatform.LINUX]'),
  interval: DURATION,
  outputBucket: having('grantPut', 'a bucket of Amazon S3, for example `new s3.Bucket(stack, \'Output\')`'),
  hybridActivation: optionsSuchAs('{ registrationLimit: 20 }'),
};

/**
 * Installs a collector on nodes that AWS Systems Manager manages, EC2 instances that run already and servers outside of EC2, and keeps it there: an
 * association of State Manager, with a document that installs the collector on Linux and on Windows Server.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html
 */
export class ManagedNodeTracing extends Construct {
  /** The name of the document that installs the collector. A new one is made, and run at once, when what it installs changes. */
  public readonly documentName: string;

  /** The id of the association. */
  public readonly associationId: string;

  /**
   * The service role of servers outside of EC2.
   * @default - there is no `hybridActivation`
   */
  public readonly hybridRole?: iam.IRole;

  /**
   * The command that makes an activation, with which servers outside of EC2 register: to be run by a person who may pass the role to Systems Manager.
   * @default - there is no `hybridActivation`
   */
  public readonly activationCommand?: string;

  private readonly outputBucket?: s3.IBucket;
  private readonly outputKeyPrefix: string;

  /**
   * @param scope where it lives
   * @param id its id in the scope
   * @param props which nodes get what
   * @throws when a property is not what it must be, or the collector cannot be installed by Systems Manager
   */
  constructor(scope: Construct, id: string, props: ManagedNodeTracingProps) {
    super(scope, id);
    this.validate(props);
    this.outputBucket = props.outputBucket;
    this.outputKeyPrefix = props.outputKeyPrefix ?? '';
    this.documentName = this.addDocument(props);
    this.associationId = this.addAssociation(props);
    if (props.hybridActivation) {
      const activation = new ManagedNodeActivation(this, 'Hybrid', { ...props.hybridActivation, targets: props.targets });
      this.activationCommand = activation.command;
      this.hybridRole = activation.role;
      this.allowOutput(activation.role);
    }
  }

  /**
   * Lets the nodes that have a role send segments, and write what the installation says to the `outputBucket`.
   *
   * A role that cannot be changed is the warning `XRay::RoleNotManaged`. That Systems Manager may manage the nodes (`AmazonSSMManagedInstanceCore`)
   * is not looked after here: they are managed nodes already.
   *
   * @param role the role of EC2 instances, or a service role of servers outside of EC2 that was made elsewhere
   */
  public addNodeRole(role: iam.IRole): void {
    const actions = [...ALL_WRITE_ACTIONS];
    const policy = addToDefaultPolicy(role, [new iam.PolicyStatement({ actions, resources: ['*'] })]);
    if (!policy.isAdded || isImmutableRole(role) || hasLostDefaultPolicy(role)) {
      const statement = pasteableStatement(actions);
      warn(role, WarningId.ROLE_NOT_MANAGED, `cdk-xray cannot change the role ${role.node.path} of the nodes. Add to its policies: ${statement}`);
      return;
    }
    if (policy.resource) { acknowledgeInlineStatements(policy.resource, new Set(actions), policy.isNew); }
    this.allowOutput(role);
  }

  private allowOutput(role: iam.IRole): void {
    this.outputBucket?.grantPut(role, `${this.outputKeyPrefix}*`);
  }

  private validate(props: ManagedNodeTracingProps): void {
    requireKind('props', props, optionsSuchAs('{ targets: ManagedNodeTargets.tag(\'Tracing\', \'on\') }'), this);
    const { interval, maxConcurrency, maxErrors, associationName, complianceSeverity = ComplianceSeverity.UNSPECIFIED, outputKeyPrefix } = props;
    requireKinds(props, KINDS, this);
    if (!Array.isArray(props.targets?._targets)) {
      throw misuse(`\`targets\` must be \`ManagedNodeTargets\`, for example \`ManagedNodeTargets.tag('Tracing', 'on')\`, got: ${shown(props.targets)}`, this);
    }
    if (interval) { requireUnitOfToken('interval', interval, 'minutes', this); }
    props.platforms?.forEach((platform) => requireMember('platforms', platform, ManagedNodePlatform, this));
    if (props.platforms?.length === 0) { throw misuse('`platforms` must name at least one, got: []; leave it out for all on which the collector can be installed', this); }
    requireMember('complianceSeverity', complianceSeverity, ComplianceSeverity, this);
    const seconds = interval?.isUnresolved() ? undefined : interval?.toSeconds({ integral: false });
    if (seconds !== undefined && (seconds < MIN_INTERVAL.toSeconds() || seconds >= TOO_LONG_INTERVAL.toSeconds() || seconds % 60 !== 0)) {
      throw misuse(`\`interval\` must be at least 30 minutes and less than 31 days, in whole minutes, got: ${interval!.toHumanString()}`, this);
    }
    this.validateText('maxConcurrency', maxConcurrency, /^([1-9]\d{0,6}|[1-9]\d?%|100%)$/, 'a number from 1 on, or a percentage from 1% to 100%');
    this.validateText('maxErrors', maxErrors, /^(0|[1-9]\d{0,6}|[1-9]?\d%|100%)$/, 'a number from 0 on, or a percentage from 0% to 100%');
    this.validateText('associationName', associationName, /^[\w.-]{3,128}$/, '3 to 128 letters, digits and _.-');
    this.validateText('outputKeyPrefix', outputKeyPrefix, /^.{0,500}$/, 'up to 500 characters');
    if (outputKeyPrefix !== undefined && !props.outputBucket) {
      throw misuse(`\`outputKeyPrefix\` needs an \`outputBucket\`, got: ${shown(outputKeyPrefix)}`, this);
    }
  }

  private validateText(name: string, value: string | undefined, rule: RegExp, description: string): void {
    if (value !== undefined && !Token.isUnresolved(value) && !(typeof value === 'string' && rule.test(value))) {
      throw misuse(`\`${name}\` must be ${description}, got: ${shown(value)}`, this);
    }
  }

  private addDocument({ collector = TraceCollector.xrayDaemon(), platforms, hybridActivation }: ManagedNodeTracingProps): string {
    const { region } = Stack.of(this);
    if (hybridActivation && collector.distributorPackage) {
      throw misuse(`\`collector\` must take the credentials of servers outside of EC2, and Systems Manager Distributor's ${collector.distributorPackage} `
        + 'does not: use the X-Ray daemon or the CloudWatch agent there.', this);
    }
    const content = documentContent({ collector, platforms, region, timeoutSeconds: STEP_TIMEOUT.toSeconds() });
    validateDocumentSize(Stack.of(this).resolve(content), collector.name);
    return new ssm.CfnDocument(this, 'Document', { documentType: 'Command', documentFormat: 'JSON', content }).ref;
  }

  private addAssociation(props: ManagedNodeTracingProps): string {
    const association = new ssm.CfnAssociation(this, 'Association', {
      name: this.documentName,
      associationName: props.associationName,
      targets: [...props.targets._targets],
      scheduleExpression: rate(props.interval ?? Duration.days(1)),
      maxConcurrency: props.maxConcurrency ?? '10%',
      maxErrors: props.maxErrors ?? '10%',
      complianceSeverity: props.complianceSeverity ?? ComplianceSeverity.UNSPECIFIED,
      outputLocation: props.outputBucket && {
        s3Location: {
          outputS3BucketName: props.outputBucket.bucketName,
          outputS3KeyPrefix: props.outputKeyPrefix,
          outputS3Region: props.outputBucket.env.region,
        },
      },
    });
    association.addMetadata(METADATA_KEY, { collector: (props.collector ?? TraceCollector.xrayDaemon()).name });
    return association.attrAssociationId;
  }
}

/** The interval in the largest unit that it is whole in. One that only the deployment knows cannot be reckoned with. */
function rate(interval: Duration): string {
  const minutes = interval.toMinutes();
  if (interval.isUnresolved()) { return `rate(${Tokenization.stringifyNumber(minutes)} minutes)`; }
  const [count, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `rate(${count} ${unit}${count === 1 ? '' : 's'})`;
}
