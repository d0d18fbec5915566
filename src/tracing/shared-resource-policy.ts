import { aws_iam as iam, CfnResource, type Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IResourcePolicyAdder } from './tracer-context';
import { CfnView } from '../private/cdk/cfn-view';
import type { Companions } from '../private/cdk/companions';
import { deployedStack } from '../private/cdk/deployed-stack';
import { type StackIndexes, stacksIn } from '../private/cdk/stack-index';
import { isIntrinsic, isObject } from '../private/template/intrinsics';
import { templateText } from '../private/template/template-text';
import { XRayResourcePolicy } from '../settings/resource-policy';

/** The id of the shared policy in the stack that it lives in. */
const POLICY_ID = 'XRayTracingResourcePolicy';

/** The stacks of a Stage that hold the shared policy of an environment. The symbol is registered, so that two copies of the library share it. */
const HOMES = Symbol.for('cdk-xray.resource-policy-homes');

/**
 * Finds or creates the X-Ray resource policy that the stacks of an environment share.
 *
 * X-Ray has room for five policies in an account and region, so there is one for all stacks of a Stage that are known to be deployed to the
 * same environment, in the first of them by path that needs it, and one for each stack that is environment-agnostic. What must exist before something
 * else of the stack is in a policy of that stack: it alone is sure to be deployed before.
 */
export class SharedResourcePolicy implements IResourcePolicyAdder {
  /** The statements that were asked for. A row gives the same object each time. */
  private readonly statements = new Map<object, iam.PolicyStatement>();

  /** The policies that have these statements, by the stack of the policy. */
  private readonly allowed = new Map<Stack, Map<iam.PolicyStatement, IConstruct>>();

  /**
   * @param creates whether the policy is created at all, or one that exists already is relied on
   * @param isToTrace whether a resource is among those that are to be traced
   */
  constructor(
    private readonly creates: boolean,
    private readonly isToTrace: (resource: CfnResource) => boolean,
    private readonly indexes: StackIndexes,
    private readonly companions: Companions,
  ) {}

  public allow(resource: CfnResource, statement: Record<string, any>): void {
    if (this.creates) { this.policyWith(statement, this.homeOf(resource)); }
  }

  public allowInStack(resource: CfnResource, statement: Record<string, any>): IConstruct | undefined {
    return this.creates ? this.policyWith(statement, deployedStack(resource)) : undefined;
  }

  private policyWith(statement: Record<string, any>, home: Stack): IConstruct {
    const allowed = this.allowed.get(home) ?? new Map<iam.PolicyStatement, IConstruct>();
    this.allowed.set(home, allowed);
    const wanted = this.statementOf(statement);
    let policy = allowed.get(wanted);
    if (!policy) { allowed.set(wanted, policy = this.includedPolicyWith(wanted, home) ?? this.ownPolicyWith(wanted, home)); }
    return policy;
  }

  private ownPolicyWith(statement: iam.PolicyStatement, home: Stack): IConstruct {
    const policy = this.companions.findOrCreate(home, POLICY_ID, (scope, id) => new XRayResourcePolicy(scope, id), isResourcePolicy);
    policy.addStatement(statement);
    return policy;
  }

  /** The policy that was included in the stack and has the very same statement, as in a template that this library has traced before. */
  private includedPolicyWith(statement: iam.PolicyStatement, stack: Stack): CfnResource | undefined {
    const policies = (this.indexes.of(stack).resources.get('AWS::XRay::ResourcePolicy') ?? []).filter((policy) => policy.stack === stack);
    if (policies.length === 0) { return undefined; }
    const text = templateText(stack.resolve(stack.toJsonString(statement.toStatementJson())))!;
    return policies.find((policy) => templateText(new CfnView(policy).value(['PolicyDocument']))?.includes(text));
  }

  private statementOf(json: Record<string, any>): iam.PolicyStatement {
    let statement = this.statements.get(json);
    if (!statement) { this.statements.set(json, statement = iam.PolicyStatement.fromJson(withTokens(json))); }
    return statement;
  }

  private homeOf(resource: CfnResource): Stack {
    const own = deployedStack(resource);
    if (Token.isUnresolved(own.account) || Token.isUnresolved(own.region)) { return own; }
    const stage = Stage.of(own) as IConstruct & { [HOMES]?: Map<string, Stack> };
    const homes = stage[HOMES] ??= new Map();
    let home = homes.get(own.environment);
    if (!home) { homes.set(own.environment, home = this.firstStackWith(resource.cfnResourceType, stage, own.environment) ?? own); }
    return home;
  }

  private firstStackWith(resourceType: string, stage: IConstruct, environment: string): Stack | undefined {
    const resources = stacksIn(stage).flatMap((stack) => this.indexes.of(stack).resources.get(resourceType) ?? []);
    return [...new Set(resources.filter((resource) => this.isToTrace(resource)).map(deployedStack))]
      .filter((stack) => stack.environment === environment)
      .sort((a, b) => a.node.path < b.node.path ? -1 : 1)[0];
  }
}

/** Whether a construct is the L2, perhaps of another copy of the library. */
function isResourcePolicy(construct: IConstruct): boolean {
  return typeof (construct as Partial<XRayResourcePolicy>).addStatement === 'function' && (construct as Partial<XRayResourcePolicy>).policyName !== undefined;
}

/** A statement whose intrinsic functions are tokens: X-Ray takes policy documents as a text, in which they would stand as they are. */
function withTokens(value: any): any {
  if (isIntrinsic(value)) { return Token.asString(value); }
  if (Array.isArray(value)) { return value.map(withTokens); }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTokens(item)])) : value;
}
