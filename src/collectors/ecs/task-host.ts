import { type aws_ecs as ecs, type aws_iam as iam, CfnResource, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { asServiceName } from './service-name';
import type { CfnView } from '../../private/cdk/cfn-view';
import { markedCollector } from '../../private/ecs/collector-mark';
import { EcsTask } from '../../private/ecs/task';
import { RolePassers, warnOfLackingPolicy } from '../../private/iam/role-passers';
import type { Neighbours } from '../../private/template/neighbours';

/** Finds the construct with this id in the scope, or makes it. */
export type FindOrCreate = (scope: Construct, id: string, create: (scope: Construct, id: string) => IConstruct) => IConstruct;

/**
 * A task definition that a collector is added to, and what stands beside it.
 */
export class TaskHost {
  /** The L2, if the task definition has one. */
  public readonly owner?: ecs.TaskDefinition;

  /** The task definition as it is before anything is added. */
  public readonly task: EcsTask;

  /** Whether the task definition has, or may yet have, other containers than the collector. */
  public readonly mayHaveOthers: boolean;

  /**
   * @param containers its containers, with CloudFormation's names; undefined where they cannot be read yet
   * @param passers who may pass roles, as far as that was looked for already
   */
  constructor(
    public readonly view: CfnView,
    private readonly findOrCreate: FindOrCreate,
    containers?: readonly any[],
    private readonly passers = new RolePassers(),
  ) {
    this.owner = taskDefinitionOf(view.resource);
    this.task = new EcsTask((path) => path === 'ContainerDefinitions' ? containers : propertyOf(view, path), markedCollector(view.metadata), neighboursOf(view));
    this.mayHaveOthers = containers === undefined || containers.length > 0;
  }

  /** The L1. */
  public get resource(): CfnResource {
    return this.view.resource;
  }

  /**
   * Adds a container to the L2.
   *
   * @returns whether the L2 has it and renders it. Where somebody has changed the L1, it may render other containers than the L2's, and the L2 may
   * refuse what fits, because of a network mode or a size that the tasks do not have
   */
  public addToL2(name: string, props: ecs.ContainerDefinitionOptions): boolean {
    const { owner } = this;
    if (!owner || !this.rendersOwnContainers() || !isNetwork(owner.networkMode, this.task)) { return false; }
    try {
      owner.addContainer(name, props);
      return true;
    } catch {
      owner.node.tryRemoveChild(name);
      return false;
    }
  }

  /** An L2 gives its L1 a token for its containers. */
  private rendersOwnContainers(): boolean {
    return !this.view.isOverridden('ContainerDefinitions') && Token.isUnresolved(this.view.unresolved(['ContainerDefinitions']));
  }

  /** A construct that exists for the task definition, and on the same condition: below its L2, or beside its L1. */
  public companion<T extends IConstruct>(id: string, create: (scope: Construct, id: string) => T): T {
    const [scope, ownId] = this.owner ? [this.owner, id] : [this.resource.node.scope as Construct, `${this.resource.node.id}${id}`];
    const companion = this.findOrCreate(scope, ownId, create) as T;
    const { condition } = this.resource.cfnOptions;
    if (condition) { companion.node.findAll().filter(CfnResource.isCfnResource).forEach(({ cfnOptions }) => { cfnOptions.condition = condition; }); }
    return companion;
  }

  /** Lets whoever runs the tasks pass a role that the task definition gets. */
  public letPass(role: iam.IRole): void {
    this.passers.letPass(this.view, role).forEach((lacking) => warnOfLackingPolicy(lacking));
  }

  /**
   * The name by which X-Ray knows the tasks, unless somebody says another: the construct path, which tells the services of an app and its Stages
   * apart, without the ids that nearly all task definitions have.
   */
  public get defaultServiceName(): string {
    const path = (this.owner ?? this.resource).node.path.split('/');
    const isGeneric = path.length > 1 && /^(taskDef|taskDefinition|task|resource|default)$/i.test(path[path.length - 1]);
    return asServiceName(path.slice(0, isGeneric ? -1 : undefined).join('/'));
  }
}

/** A task definition as its template has it now, with all containers or with those that are kept. */
export function taskOf(view: CfnView, keep: (container: any) => boolean = () => true): EcsTask {
  return new EcsTask((path) => {
    const value = propertyOf(view, path);
    return path === 'ContainerDefinitions' && Array.isArray(value) ? value.filter(keep) : value;
  }, markedCollector(view.metadata), neighboursOf(view));
}

function neighboursOf(view: CfnView): Neighbours {
  return {
    resources: (type) => view.siblings(type).map((each) => ({ logicalId: each.logicalId, property: (path) => each.value([path]) })),
    parameter: (name) => view.parameter(name),
  };
}

/** An L2 knows of one more network mode, that of Windows, than it renders. */
function propertyOf(view: CfnView, path: string): any {
  const isNat = path === 'NetworkMode' && taskDefinitionOf(view.resource)?.networkMode === 'nat';
  return isNat ? 'nat' : view.value(path.split('.'));
}

/** Whether tasks have the network mode that their L2 knows of. It may be one that the CDK does not list. */
function isNetwork(mode: ecs.NetworkMode, { network }: EcsTask): boolean {
  return mode === network || network === undefined;
}

/** The L2 of an L1 task definition. */
function taskDefinitionOf(resource: CfnResource): ecs.TaskDefinition | undefined {
  const owner = resource.node.scope;
  const isOwner = owner?.node.defaultChild === resource && typeof (owner as Partial<ecs.TaskDefinition>).obtainExecutionRole === 'function';
  return isOwner ? owner as ecs.TaskDefinition : undefined;
}
