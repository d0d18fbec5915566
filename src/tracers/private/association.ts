import { associatedCollector } from './association-documents';
import { launchedNodes, reachOf, serversOfTemplate } from './association-targets';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding } from '../../tracing/tracing-finding';

const ASSOCIATION = 'AWS::SSM::Association';

/** Whether the template has associations of State Manager, whatever they do. */
export function hasAssociations(server: InspectedResource): boolean {
  return server._siblings(ASSOCIATION).length > 0;
}

/**
 * What is said of a server on which an association of State Manager in its template installs a collector, or perhaps does.
 *
 * @param server an instance, or what servers are launched from
 * @returns undefined where none does
 */
export function associationFinding(server: InspectedResource): TracingFinding | undefined {
  let doubt: TracingFinding | undefined;
  const associations = server._siblings(ASSOCIATION);
  const installing = associations.map((association) => ({ association, collector: associatedCollector(association) })).filter(({ collector }) => collector !== 'none');
  if (installing.length === 0) { return undefined; }
  const nodes = launchedNodes(server);
  let servers: ReadonlySet<string> | undefined;
  const isServer = (logicalId: string) => (servers ??= serversOfTemplate(server)).has(logicalId);
  for (const { association, collector } of installing) {
    const reach = reachOf(association, nodes, isServer);
    if (reach === 'no') { continue; }
    if (reach === 'surely' && collector === 'installed' && association._isThereWith(server)) { return TracingFinding._tracedBy(`the association ${association.logicalId} installs a collector on it`); }
    doubt ??= doubtOf(association, collector === 'perhaps' ? 'takes traces' : 'is for it');
  }
  return doubt;
}

function doubtOf({ logicalId }: InspectedResource, what: string): TracingFinding {
  return TracingFinding.unknown(
    `the association ${logicalId} installs a collector, and only the deployment knows whether that ${what}`,
    'state in the template which servers the association targets, and how it configures the collector',
  );
}
