import { plainText } from '../../../private/template/intrinsics';
import type { Relation } from '../../relation';
import type { ModelResource } from '../../template-model';
import { edgesBetween, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import { externalService, isModelResource, type MapEnd } from '../map-end';
import { isOfService } from '../service-types';

/**
 * Who may invoke functions, as permissions tell: for what no other source of edges has shown. A permission is given for what happens elsewhere in the
 * template, or by hand, or in another template, so it is the weakest sign.
 */
export function permissionEdges(permissions: readonly ModelResource[], known: readonly FoundEdge[], context: SourceContext): FoundEdge[] {
  const callers = new Map<MapEnd, Set<MapEnd>>();
  for (const { from, to } of known) {
    const sameCallee = callers.get(to);
    if (sameCallee) { sameCallee.add(from); } else { callers.set(to, new Set([from])); }
  }
  return permissions.flatMap((permission) => {
    const principal = serviceOf(plainText(permission.properties.Principal));
    if (principal === undefined) { return []; }
    const sources = endsAt(permission, 'SourceArn', context);
    const from = sources.length > 0 ? sources : [externalService(principal)];
    const unknown = endsAt(permission, 'FunctionName', context).filter((fn) => ![...callers.get(fn) ?? []].some((caller) => isOf(caller, principal)));
    return edgesBetween(from, unknown, relationOf(principal, sources), evidenceAt(permission, sources.length > 0 ? 'SourceArn' : 'Principal'));
  });
}

/** For a bucket Amazon S3 invokes a function to notify it, and for nothing else: batch operations have a role, and access points the caller's permission. */
function relationOf(principal: string, sources: readonly MapEnd[]): Relation {
  return principal === 's3' && sources.length > 0 ? 'notification' : 'invokes';
}

/** The service that a principal names; a part of it may stand before the name, and a region behind it: `lambda.alarms.cloudwatch.amazonaws.com`, `logs.eu-west-1.amazonaws.com`. That of Alexa is `alexa-appkit.amazon.com`. */
function serviceOf(principal: string): string | undefined {
  const names = /^((?:[\w-]+\.)+)amazon(?:aws)?\.com$/.exec(principal)?.[1].split('.').filter((name) => name !== '' && !REGION.test(name));
  return names?.pop();
}

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

function isOf(caller: MapEnd, principal: string): boolean {
  return isOfService(caller, principal) || (!isModelResource(caller) && caller.name === principal);
}
