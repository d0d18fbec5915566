import { aws_iam as iam, aws_xray as xray, Lazy, Resource, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { defaultName } from '../private/cdk/default-names';
import { watchQuota } from '../private/cdk/quotas';
import { claimUnique } from '../private/cdk/unique-values';
import { misuse, shown } from '../private/errors';
import { SERVICE_ACTIONS } from '../private/iam/xray-actions';
import { WarningId } from '../private/ids';
import { BOOLEAN_OR_TOKEN, having, listHaving, requireKind, requireKinds, textAs } from '../private/options/option-kinds';
import { HIDDEN, searchableText } from '../private/template/template-text';
import { MAX_RESOURCE_POLICIES, MAX_RESOURCE_POLICY_BYTES } from '../private/xray-limits';

const MAX_POLICY_NAME_LENGTH = 128;

/**
 * Properties of an X-Ray resource policy.
 */
export interface XRayResourcePolicyProps {
  /**
   * The name of the policy, unique in the account and region: 1 to 128 letters, digits and `_+=,.@-`.
   *
   * @default - the name of the stack and the path of the construct in it
   */
  readonly policyName?: string;

  /**
   * What the policy allows. More can be added by `addStatement`.
   *
   * @default - none yet; there must be one when the app is synthesized
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Whether X-Ray skips its check that you can still change the policy afterwards.
   *
   * @default false
   */
  readonly bypassPolicyLockoutCheck?: boolean;
}

const STATEMENT = having('toStatementJson', 'a statement, for example `new iam.PolicyStatement({ … })`');
const SERVICE = textAs('the principal of a service, for example "sns.amazonaws.com"');
const KINDS = {
  statements: listHaving('toStatementJson', 'statements, for example `[new iam.PolicyStatement({ … })]`'),
  bypassPolicyLockoutCheck: BOOLEAN_OR_TOKEN,
};

/**
 * An X-Ray resource policy: lets AWS services send segments to X-Ray.
 *
 * An account has room for five of them in each region, so let services share one. `XRayTracing` creates one for the SNS topics of each
 * environment by itself, and one in each stack with something of Amazon Bedrock AgentCore that it is asked to trace.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-resourcepolicy.html
 */
export class XRayResourcePolicy extends Resource {
  /** The name of the policy. */
  public readonly policyName: string;

  private readonly statements: iam.PolicyStatement[] = [];

  /**
   * @param scope where the policy lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when `policyName` is not a name that X-Ray accepts, another property not what it must be, or when another policy of the account and region has
   * the same name
   */
  constructor(scope: Construct, id: string, props: XRayResourcePolicyProps = {}) {
    super(scope, id);
    requireKinds(props, KINDS, this);
    validatePolicyName(this, props.policyName);
    this.policyName = props.policyName ?? defaultName(this, MAX_POLICY_NAME_LENGTH);
    claimUnique(this, 'XRayResourcePolicy', 'policyName', this.policyName);
    props.statements?.forEach((statement) => this.addStatement(statement));
    new xray.CfnResourcePolicy(this, 'Resource', {
      policyName: this.policyName,
      policyDocument: Lazy.uncachedString({ produce: () => this.document() }),
      bypassPolicyLockoutCheck: props.bypassPolicyLockoutCheck,
    });
    this.node.addValidation({ validate: () => this.validateStatements() });
    watchQuota(this, {
      resourceType: xray.CfnResourcePolicy.CFN_RESOURCE_TYPE_NAME,
      room: MAX_RESOURCE_POLICIES,
      ruleId: WarningId.TOO_MANY_RESOURCE_POLICIES,
      name: 'X-Ray resource policies',
      advice: 'Let services share a policy: add their statements to one `XRayResourcePolicy`, and turn tracing on with `createResourcePolicy: false` '
        + 'where one exists already.',
    });
  }

  /**
   * Adds a statement, unless the policy has the same one already.
   *
   * @param statement what is allowed, with the principals that are
   * @throws when it is no statement
   */
  public addStatement(statement: iam.PolicyStatement): void {
    requireKind('statement', statement, STATEMENT, this);
    const text = (each: iam.PolicyStatement) => JSON.stringify(this.stack.resolve(each.toStatementJson()));
    const isKnown = this.statements.some((other) => other === statement || text(other) === text(statement));
    if (!isKnown) { this.statements.push(statement); }
  }

  /**
   * Lets an AWS service send segments, and ask for sampling rules, for what it does in the account and region of the policy.
   *
   * @param service the service principal, for example `sns.amazonaws.com`
   * @throws when it is no text
   */
  public allowService(service: string): void {
    requireKind('service', service, SERVICE, this);
    this.addStatement(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(service)],
      actions: SERVICE_ACTIONS,
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': this.stack.account } },
    }));
  }

  private document(): string {
    return this.stack.toJsonString(new iam.PolicyDocument({ statements: this.statements }));
  }

  private validateStatements(): string[] {
    if (this.statements.length === 0) {
      return ['`statements` must have at least one statement, got: []; give it one, or add one by `addStatement`'];
    }
    return [...new iam.PolicyDocument({ statements: this.statements }).validateForResourcePolicy(), ...this.validateSize()];
  }

  private validateSize(): string[] {
    // The texts in it are all that is known of its length before the deployment.
    const bytes = Buffer.byteLength(searchableText(this.stack.resolve(this.document())).replaceAll(HIDDEN, ''));
    if (bytes <= MAX_RESOURCE_POLICY_BYTES) { return []; }
    return [`\`statements\` must render to a document of at most ${MAX_RESOURCE_POLICY_BYTES} bytes, got: ${bytes}; let statements share their principals, `
      + 'or put some of them into another `XRayResourcePolicy`'];
  }
}

function validatePolicyName(scope: Construct, policyName?: string): void {
  if (policyName === undefined || Token.isUnresolved(policyName)) { return; }
  if (!/^[\w+=,.@-]{1,128}$/.test(policyName)) {
    throw misuse(`\`policyName\` must be 1 to ${MAX_POLICY_NAME_LENGTH} letters, digits and \`_+=,.@-\`, for example "orders-tracing", got: ${shown(policyName)}`, scope);
  }
}
