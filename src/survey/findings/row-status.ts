import type { RuleContext } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';
import type { ModelResource } from '../template-model';

/** Whether a resource is traced. */
export function isTraced(resource: ModelResource, { entries }: RuleContext): boolean {
  return entries.get(resource)?.finding.status === TracingStatus.TRACED;
}

/** Whether a resource could be traced, and is not. */
export function isUntraced(resource: ModelResource, { entries }: RuleContext): boolean {
  return entries.get(resource)?.finding.status === TracingStatus.UNTRACED;
}

/** Whether any resource of some types could be traced, and is not. Where none is, a rule about such resources need not follow any reference. */
export function isAnyUntraced(types: readonly string[], context: RuleContext): boolean {
  return context.model.ofType(...types).some((resource) => isUntraced(resource, context));
}
