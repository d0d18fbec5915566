import { branchesOf } from '../../private/template/intrinsics';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** The resources of a type that a list refers to; undefined where the list is empty, or something in it is not known to be such a resource. */
export function knownResources(model: TemplateModel, stack: ModelStack, list: unknown, type: string): ModelResource[] | undefined {
  const targets = itemsOf(list).map((item) => model.targetsIn(stack, item));
  const areKnown = targets.length > 0 && targets.every((found) => found.length > 0 && found.every((target) => target.type === type));
  return areKnown ? [...new Set(targets.flat())] : undefined;
}

/** The items of a list, in every branch of an `Fn::If`. */
function itemsOf(value: unknown): unknown[] {
  if (value === undefined) { return []; }
  const items = branchesOf(value) ?? (Array.isArray(value) ? value : undefined);
  return items ? items.flatMap(itemsOf) : [value];
}

/** What takes the id of a resource to templates that may not be among these. */
const CARRIERS = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application', 'AWS::SSM::Parameter'];

/** What the logical ids of outputs begin with that the CDK makes for other stacks of the same app, and for no one else. */
const OF_SAME_APP = 'ExportsOutput';

/** The resources that a template which is not among these may know, and so may add to. Each stack is looked through once, and only where somebody asks. */
export class HandedOn {
  private readonly byStack = new Map<ModelStack, ReadonlySet<ModelResource>>();
  private readonly carriersWithin: ReadonlySet<ModelResource | undefined>;

  constructor(private readonly model: TemplateModel) {
    this.carriersWithin = new Set(model.stacks.map(({ parent }) => parent));
  }

  /** Whether a resource is one of them. */
  public has(resource: ModelResource): boolean {
    for (let stack: ModelStack | undefined = resource.stack; stack; stack = stack.parent?.stack) {
      if (this.by(stack).has(resource)) { return true; }
    }
    return false;
  }

  /** What one stack hands on; of a nested one, what its parent hands on of its outputs. */
  private by(stack: ModelStack): ReadonlySet<ModelResource> {
    let handedOn = this.byStack.get(stack);
    if (!handedOn) { this.byStack.set(stack, handedOn = this.of(stack)); }
    return handedOn;
  }

  private of(stack: ModelStack): Set<ModelResource> {
    const carriers = CARRIERS.flatMap((type) => stack.resources.ofType(type)).filter((carrier) => !this.carriersWithin.has(carrier));
    const outputs = Object.entries<any>(Object(stack.source.template.Outputs))
      .filter(([id, output]) => output?.Export !== undefined && !id.startsWith(OF_SAME_APP));
    return new Set([...carriers.map(({ properties }) => properties), ...outputs.map(([, output]) => output?.Value)]
      .flatMap((value) => this.model.targetsIn(stack, value)));
  }
}
