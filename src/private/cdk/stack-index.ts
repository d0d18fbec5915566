import { CfnElement, CfnResource, Resource, type Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { className } from './class-name';

/** What one walk of a stack finds. */
export interface StackIndex {
  /** The resources of the stack and of those nested in it, by CloudFormation type, as far as `walk` visits them. */
  readonly resources: ReadonlyMap<string, readonly CfnResource[]>;
  /** The templates that are included in the stack. Their resources have their logical ids as construct ids. */
  readonly includes: readonly IConstruct[];
}

/** The indexes of stacks: each stack is walked once for all that ask. */
export class StackIndexes {
  private readonly indexes = new Map<Stack, StackIndex>();

  /** The index of a stack as it was when it was first asked for. */
  public of(stack: Stack): StackIndex {
    let index = this.indexes.get(stack);
    if (!index) { this.indexes.set(stack, index = indexOf(stack)); }
    return index;
  }
}

function indexOf(stack: Stack): StackIndex {
  const resources = new Map<string, CfnResource[]>();
  const includes: IConstruct[] = [];
  walk(stack, (construct) => {
    if (CfnResource.isCfnResource(construct)) {
      const sameType = resources.get(construct.cfnResourceType);
      if (sameType) { sameType.push(construct); } else { resources.set(construct.cfnResourceType, [construct]); }
    } else if (CfnElement.isCfnElement(construct) && construct.node.children.length > 0) {
      includes.push(construct);
    }
  });
  return { resources, includes };
}

/** What a walk does with the constructs of a class. */
enum Treatment {
  /** Visits them and what is below them. */
  ENTER,
  /** Visits their L1 and nothing else below them. */
  VISIT_L1,
  /** Passes them over, with all that is below them. */
  PASS_OVER,
}

/** The prefix of the names of the CDK's L2 resources, and those whose L1 is visited. */
const L2_OF_CDK = 'aws-cdk-lib.aws_';
const L2_ASKED_FOR = new Set([
  'cloudfront.CloudFrontWebDistribution', 'cloudfront.Distribution',
  'ecs.Ec2Service', 'ecs.ExternalService', 'ecs.FargateService',
  'ecs.Ec2TaskDefinition', 'ecs.ExternalTaskDefinition', 'ecs.FargateTaskDefinition', 'ecs.TaskDefinition',
  'iam.ManagedPolicy', 'iam.Policy',
  'sns.Topic',
].map((name) => `${L2_OF_CDK}${name}`));

/** The module of those that are entered, because traces are delivered by constructs below them. */
const L2_OF_AGENT_CORE = `${L2_OF_CDK}bedrockagentcore.`;

/** An app has few classes of constructs. To look at their names for each construct would cost most of a walk. */
const TREATMENTS = new WeakMap<object, Treatment>();

/**
 * Visits what is below a construct in its own Stage, without the Stages within it, which are synthesized by themselves.
 *
 * The L2 resources of the CDK are passed over, but for distributions, policies, services and their task definitions, and topics, of which it visits the L1: what an L2 keeps for itself, as a role
 * keeps its default policy, is found through the L2. Visiting everything would cost more than all else that tracing does.
 *
 * @param visit answers false where what is below the construct is not to be visited
 */
export function walk(scope: IConstruct, visit: (construct: IConstruct) => unknown): void {
  for (const child of scope.node.children) {
    if (CfnResource.isCfnResource(child)) {
      visit(child);
      continue;
    }
    switch (treatmentOf(child)) {
      case Treatment.PASS_OVER:
        break;
      case Treatment.VISIT_L1:
        visitL1(child, visit);
        break;
      default:
        if (!Stage.isStage(child) && visit(child) !== false) { walk(child, visit); }
    }
  }
}

function visitL1(l2: IConstruct, visit: (construct: IConstruct) => unknown): void {
  const { defaultChild } = l2.node;
  if (defaultChild) { visit(defaultChild); }
}

/** Whether a construct is an L2 resource of the CDK, or of a subclass. */
export function isL2OfCdk(construct: IConstruct): boolean {
  return treatmentOf(construct) !== Treatment.ENTER;
}

function treatmentOf(construct: IConstruct): Treatment {
  let treatment = TREATMENTS.get(construct.constructor);
  if (treatment === undefined) { TREATMENTS.set(construct.constructor, treatment = treatmentOfClass(construct)); }
  return treatment;
}

function treatmentOfClass(construct: IConstruct): Treatment {
  const name = Resource.isResource(construct) ? className(construct) : '';
  if (!name.startsWith(L2_OF_CDK) || name.startsWith(L2_OF_AGENT_CORE)) { return Treatment.ENTER; }
  return L2_ASKED_FOR.has(name) ? Treatment.VISIT_L1 : Treatment.PASS_OVER;
}
