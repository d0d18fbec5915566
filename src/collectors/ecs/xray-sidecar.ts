import { type aws_ecs as ecs, type CfnResource } from 'aws-cdk-lib';
import { watchDeployment } from './deployment-watch';
import { executionObstacle } from './execution-role';
import { watchNetwork } from './network-watch';
import { validateContainerOptions } from './options-validation';
import { requireServiceName } from './service-name';
import { addSidecar } from './sidecar';
import { type Obstacle, sidecarObstacle } from './sidecar-obstacle';
import { TaskHost, taskOf } from './task-host';
import type { EcsSidecarOptions } from './tracing-options';
import { CfnView } from '../../private/cdk/cfn-view';
import { StackIndexes } from '../../private/cdk/stack-index';
import type { EcsTask } from '../../private/ecs/task';
import { misuse } from '../../private/errors';
import { RolePassers } from '../../private/iam/role-passers';
import { BOOLEAN, COLLECTOR, PERMISSIONS, requireKinds } from '../../private/options/option-kinds';
import { XRayAccess } from '../../tracing/resource-tracer';
import { RoleGrants } from '../../tracing/role-grants';
import { XRayPermissions } from '../../tracing/xray-permissions';
import { TraceCollector } from '../trace-collector';

/** Who sends the segments of a task. */
const TASK_ROLE = { access: XRayAccess.SEND_AND_SAMPLE, roleProperty: 'TaskRoleArn' };

/**
 * Properties of `XRaySidecar`.
 */
export interface XRaySidecarProps extends EcsSidecarOptions {
  /**
   * What runs beside the application.
   * @default TraceCollector.xrayDaemon()
   */
  readonly collector?: TraceCollector;

  /**
   * The name by which X-Ray knows the application: 1 to 200 letters, digits, spaces and `_.:/%&#=+\-@`. Where a task has several
   * containers of the application, the further ones have their own name after it: `orders/worker`.
   * @default - the construct path of the task definition, without an id such as `TaskDef` at its end
   */
  readonly serviceName?: string;

  /**
   * How the task role is allowed to send segments to X-Ray.
   * @default XRayPermissions.awsManaged()
   */
  readonly permissions?: XRayPermissions;

  /**
   * Whether cdk-nag findings that exist only because of something this library added are acknowledged, on exactly that construct.
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}

/**
 * Runs a trace collector as a container beside an application, in each task of a task definition.
 *
 * The collector comes after the application's containers, is not essential and never the default container. Containers of the application,
 * also those that are added later, are told its address and their name, unless they set the same variables themselves. The task role may send to X-Ray.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 *
 * @example
 * taskDefinition.addExtension(new XRaySidecar());
 */
export class XRaySidecar implements ecs.ITaskDefinitionExtension {
  /**
   * @param props which collector, how large, and where its log goes
   * @throws when a property is not what it must be
   */
  constructor(private readonly props: XRaySidecarProps = {}) {
    requireKinds(props, { collector: COLLECTOR, permissions: PERMISSIONS, acknowledgeFindings: BOOLEAN });
    validateContainerOptions(props);
    if (props.serviceName !== undefined) { requireServiceName(props.serviceName); }
  }

  /**
   * Adds the collector to a task definition. `taskDefinition.addExtension()` calls it.
   *
   * What cannot be known yet, because containers may still be added, is checked at synthesis: whether a container listens on one of the collector's
   * ports, whether another collector is there, and whether the task is large enough. A service whose deployment controller is CODE_DEPLOY or EXTERNAL
   * is warned of: CloudFormation does not give it the revision with the collector.
   *
   * @param taskDefinition the task definition
   * @throws when the collector cannot run in its tasks, or runs in them already
   */
  public extend(taskDefinition: ecs.TaskDefinition): void {
    const { acknowledgeFindings: acknowledges = true, permissions = XRayPermissions.awsManaged() } = this.props;
    const collector = this.props.collector ?? TraceCollector.xrayDaemon();
    const view = new CfnView(taskDefinition.node.defaultChild as CfnResource);
    // The containers are not read yet: rendering them makes the CDK add a log router of its own where the application's is missing so far.
    // Each sidecar looks for itself who runs its tasks, so not beyond the stack.
    const passers = new RolePassers(({ stack }) => stack);
    const host = new TaskHost(view, (scope, id, create) => scope.node.tryFindChild(id) ?? create(scope, id), undefined, passers);
    const obstacle = nameObstacle(taskDefinition, collector)
      ?? sidecarObstacle(host.task, collector, { cpu: 0, memoryReservationMiB: 0 })
      ?? executionObstacle(host, collector.container!.image);
    if (obstacle) { throw misuse(textOf(obstacle), taskDefinition); }
    addSidecar(host, { collector, options: this.props, serviceName: this.props.serviceName ?? host.defaultServiceName, acknowledges });
    new RoleGrants(permissions, acknowledges, new StackIndexes()).grantTo(view, TASK_ROLE);
    taskDefinition.node.addValidation({ validate: () => this.validate(view, collector) });
    watchDeployment(view.resource);
    watchNetwork(host, collector);
  }

  private validate(view: CfnView, collector: TraceCollector): string[] {
    const beside = taskOf(view, (container) => container.Name !== collector.name);
    const obstacle = otherCollectorObstacle(beside) ?? sidecarObstacle(beside, collector, this.props);
    return obstacle ? [textOf(obstacle)] : [];
  }
}

function nameObstacle(taskDefinition: ecs.TaskDefinition, { name }: TraceCollector): Obstacle | undefined {
  return taskDefinition.findContainer(name) && {
    reason: `it has a container that is called ${name} already`,
    advice: 'add one XRaySidecar to each task definition, and call no other container so',
  };
}

function otherCollectorObstacle(task: EcsTask): Obstacle | undefined {
  const [other] = task.collectors;
  return other && { reason: `its container ${String(other.Name)} receives segments already`, advice: 'remove that container, or the XRaySidecar' };
}

function textOf({ reason, advice }: Obstacle): string {
  return `XRaySidecar cannot be added to this task definition: ${reason}; ${advice}`;
}
