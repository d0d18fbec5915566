import type { IConstruct } from 'constructs';
import { misuse, shown } from '../errors';

/** Throws where a collector is given that is none, such as a factory that was not called. */
export function requireCollector(collector: { readonly applicationEnvironment: unknown } | undefined, scope?: IConstruct): void {
  if (collector !== undefined && typeof collector?.applicationEnvironment !== 'function') {
    throw misuse(`\`collector\` must be a \`TraceCollector\`, for example \`TraceCollector.cloudWatchAgent()\`, got: ${shown(collector)}`, scope);
  }
}

/** Throws where permissions are given that are none. */
export function requirePermissions(permissions: { readonly _grant: unknown } | undefined, scope?: IConstruct): void {
  if (permissions !== undefined && typeof permissions?._grant !== 'function') {
    throw misuse(`\`permissions\` must be made by \`XRayPermissions\`, for example \`XRayPermissions.inline()\`, got: ${shown(permissions)}`, scope);
  }
}
