import { type CfnResource, type Stack, Stage } from 'aws-cdk-lib';
import type { CfnView } from '../private/cdk/cfn-view';
import { StackIndexes } from '../private/cdk/stack-index';
import { warn } from '../private/cdk/warnings';
import { pasteableStatement } from '../private/iam/pasteable-statement';
import { type BoundaryLimit, limitByBoundary } from '../private/iam/permissions-boundary';
import { AttachedPolicies, deniedActions } from '../private/iam/role-policies';
import { WarningId } from '../private/ids';

/** What keeps a role from sending, and is not to be changed for the sake of tracing; for people. */
export interface Lock {
  /** What it is, with a comma at its end. */
  readonly cause: string;
  /** What its owner can do. */
  readonly remedy: string;
}

/** A role that was looked after, or a resource of SAM for which one is made, with the first resource that needs it. */
interface Watched {
  readonly holder: CfnView;
  readonly resource: CfnResource;
  /** What resources need of it. */
  readonly actions: ReadonlySet<string>;
}

/** What limits roles, however much is attached to them: their permissions boundaries, and policies that deny something. */
export class RoleLimits {
  private readonly ofStacks = new Map<Stack, Watched[]>();
  private readonly ofStages = new Map<Stage, Watched[]>();

  constructor(private readonly attached: AttachedPolicies) {}

  /**
   * What surely keeps a role from some action.
   *
   * @param holder the role, or a resource of SAM for which one is made
   */
  public lockOf(holder: CfnView, actions: readonly string[]): Lock | undefined {
    return lockBy(limitByBoundary(holder, actions), holder, actions, this.attached);
  }

  /** Has it told at the end of the synthesis what limits a role: others may give it boundaries and policies until then. */
  public watch(role: Watched): void {
    const { stack } = role.resource;
    let watched = this.ofStacks.get(stack);
    if (!watched) { this.ofStacks.set(stack, watched = this.watchedIn(Stage.of(stack)!)); }
    watched.push(role);
  }

  private watchedIn(stage: Stage): Watched[] {
    const known = this.ofStages.get(stage);
    if (known) { return known; }
    const watched: Watched[] = [];
    this.ofStages.set(stage, watched);
    stage.node.addValidation({ validate: () => { this.remark(watched); return []; } });
    return watched;
  }

  private remark(roles: readonly Watched[]): void {
    const told = new Set<string>();
    const attached = new AttachedPolicies(new StackIndexes());
    for (const { holder, resource, actions } of roles) {
      const needed = [...actions];
      const boundary = limitByBoundary(holder, needed);
      const lock = lockBy(boundary, holder, needed, attached);
      if (lock) {
        tell(resource, `${lock.cause} so nobody may send the segments of this resource and perhaps of others. To have them, ${lock.remedy}`);
      } else if (boundary && !told.has(boundary.name)) {
        told.add(boundary.name);
        tell(resource, `cdk-xray cannot see whether the permissions boundary ${boundary.name} lets its role, and perhaps others, send segments. `
          + `Unless it allows this already, add to the boundary ${pasteableStatement(needed)}`);
      }
    }
  }
}

function lockBy(boundary: BoundaryLimit | undefined, holder: CfnView, actions: readonly string[], attached: AttachedPolicies): Lock | undefined {
  if (boundary?.isCertain) {
    return { cause: `the permissions boundary ${boundary.name} of its role does not allow it to send segments,`, remedy: `add to the boundary ${pasteableStatement(actions)}` };
  }
  const denied = deniedActions(holder, actions, attached);
  return denied.length === 0 ? undefined : {
    cause: `a policy of its role ${holder.resource.node.path} denies ${denied.join(', ')},`, remedy: 'except these actions from the statement that denies them',
  };
}

function tell(resource: CfnResource, text: string): void {
  warn(resource, WarningId.ROLE_NOT_MANAGED, `${text}, or leave the resource out by \`XRayTracing.of(construct).exclude(reason)\``);
}
