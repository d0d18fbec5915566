import type { aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isObject } from '../template/intrinsics';

/**
 * The role that a construct says it has: an L2 calls it its role, and a task definition its task role.
 *
 * The construct may be anybody's, with anything under that name, and with a getter that throws: that of an Auto Scaling group does so where its launch
 * template has no role.
 */
export function heldRole(construct: IConstruct | undefined): iam.IRole | undefined {
  try {
    const { role, taskRole } = (construct ?? {}) as { readonly role?: unknown; readonly taskRole?: unknown };
    const held = role ?? taskRole;
    return isObject(held) && held.roleArn !== undefined && held.node !== undefined ? held as unknown as iam.IRole : undefined;
  } catch {
    return undefined;
  }
}
