import { type aws_iam as iam, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IResourcePolicyAdder } from './tracer-context';
import { XRayResourcePolicy } from '../settings/resource-policy';

/** The id of the shared policy in the stack that it lives in. */
const POLICY_ID = 'XRayTracingResourcePolicy';

/** The stacks of a Stage that hold the shared policy of an environment. The symbol is registered, so that two copies of the library share it. */
const HOMES = Symbol.for('cdk-xray.resource-policy-homes');

/**
 * Finds or creates the X-Ray resource policy that the stacks of an environment share.
 *
 * X-Ray has room for five policies in an account and region, so there is one for all stacks of a Stage that are known to be deployed to the
 * same environment, in the first of them by path that needs it, and one for each stack that is environment-agnostic.
 */
export class SharedResourcePolicy implements IResourcePolicyAdder {
  /**
   * @param creates whether the policy is created at all, or one that exists already is relied on
   * @param mayTrace whether a resource is among those that are to be traced
   */
  constructor(private readonly creates: boolean, private readonly mayTrace: (resource: CfnResource) => boolean) {}

  public allow(resource: CfnResource, statement: iam.PolicyStatement): void {
    if (!this.creates) { return; }
    const home = this.homeOf(resource);
    const policy = home.node.tryFindChild(POLICY_ID) as XRayResourcePolicy | undefined ?? new XRayResourcePolicy(home, POLICY_ID);
    policy.addStatement(statement);
  }

  private homeOf(resource: CfnResource): Stack {
    const own = outermostStack(resource.stack);
    if (Token.isUnresolved(own.account) || Token.isUnresolved(own.region)) { return own; }
    const stage = Stage.of(own) as IConstruct & { [HOMES]?: Map<string, Stack> };
    const homes = stage[HOMES] ??= new Map();
    let home = homes.get(own.environment);
    if (!home) { homes.set(own.environment, home = this.firstStackWith(resource.cfnResourceType, stage, own.environment) ?? own); }
    return home;
  }

  private firstStackWith(resourceType: string, stage: IConstruct, environment: string): Stack | undefined {
    const stacks = new Set<Stack>();
    for (const construct of withinStage(stage)) {
      if (CfnResource.isCfnResource(construct) && construct.cfnResourceType === resourceType && this.mayTrace(construct)) {
        stacks.add(outermostStack(construct.stack));
      }
    }
    return [...stacks]
      .filter((stack) => stack.environment === environment)
      .sort((a, b) => a.node.path < b.node.path ? -1 : 1)[0];
  }
}

/** A nested stack has no name of its own before the deployment, so what it needs lives in the stack that it is nested in. */
function outermostStack(stack: Stack): Stack {
  let outermost = stack;
  while (outermost.nestedStackParent) { outermost = outermost.nestedStackParent; }
  return outermost;
}

/** All constructs of a Stage but those of the Stages within it, which are synthesized by themselves. */
function* withinStage(construct: IConstruct): Generator<IConstruct> {
  for (const child of construct.node.children) {
    if (Stage.isStage(child)) { continue; }
    yield child;
    yield* withinStage(child);
  }
}
