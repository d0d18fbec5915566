import { templateText } from '../template/template-text';

/**
 * The family of a task definition that a service names, without a revision: so does one whose deployment controller is CODE_DEPLOY, or that asks for a
 * revision.
 *
 * @param taskDefinition the `TaskDefinition` of a service, resolved
 * @returns undefined where nobody can tell it, as by an ARN
 */
export function familyNamed(taskDefinition: any): string | undefined {
  const text = templateText(taskDefinition);
  return text?.startsWith('arn:') ? undefined : text?.replace(/:\d+$/, '');
}

/**
 * The one item that has a family, of the asking stack before those of others. What a template composes, such as `${AWS::StackName}-orders`, means the
 * same in that template only.
 *
 * @param sameFamily all items with the family
 */
export function oneOfFamily<T>(family: string, sameFamily: readonly T[], isOfSameStack: (item: T) => boolean): T | undefined {
  const own = sameFamily.filter(isOfSameStack);
  const candidates = own.length > 0 || family.includes('${') ? own : sameFamily;
  return candidates.length === 1 ? candidates[0] : undefined;
}
