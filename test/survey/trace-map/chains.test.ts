import { chainsOf } from '../../../src/survey/trace-map/chains';
import { TraceCrossing, type TraceEdge } from '../../../src/survey/trace-map/trace-edge';
import { type TraceNode, TraceNodeKind } from '../../../src/survey/trace-map/trace-node';

const { CONTINUES, LINKED, RESTARTS, BREAKS, UNKNOWN } = TraceCrossing;

function edge(from: string, to: string, crossing = CONTINUES): TraceEdge {
  return { from, to, crossing, relation: 'calls', reason: '', evidence: [], findings: [] };
}

function ways(edges: TraceEdge[], stores: string[] = [], clients: string[] = []): string[] {
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
  const kindOf = (id: string) => stores.includes(id) ? TraceNodeKind.STORE : clients.includes(id) ? TraceNodeKind.CLIENT : TraceNodeKind.SERVICE;
  const nodes = ids.map((id): TraceNode => ({ id, name: id, kind: kindOf(id), type: '', isExternal: false, resources: [], findings: [] }));
  return chainsOf(nodes, edges).map((chain) => chain.nodes.join(' '));
}

test.each<[string, TraceEdge[], string[]]>([
  ['goes the longest way', [edge('a', 'b'), edge('a', 'c'), edge('c', 'b')], ['a c b']],
  ['takes the first by name of ways that are equally long', [edge('a', 'b'), edge('a', 'c')], ['a b']],
  ['goes on where a trace is linked', [edge('a', 'b', LINKED), edge('b', 'c')], ['a b c']],
  ['ends where the trace breaks', [edge('a', 'b'), edge('b', 'c', BREAKS)], ['a b']],
  ['ends where nobody can tell', [edge('a', 'b', UNKNOWN)], []],
  ['begins anew where the trace does', [edge('a', 'b', RESTARTS), edge('b', 'c')], ['b c']],
  ['goes round a circle once', [edge('a', 'b'), edge('b', 'c'), edge('c', 'b')], ['a b c']],
  ['begins somewhere in a circle that nothing leads into', [edge('b', 'a'), edge('a', 'b')], ['a b']],
  ['is one node where what begins calls nothing', [edge('a', 'b', RESTARTS)], ['b']],
])('a chain %s', (_, edges, expected) => {
  expect(ways(edges)).toEqual(expected);
});

test('no chain begins at a store', () => {
  expect(ways([edge('bucket', 'queue')], ['bucket'])).toEqual([]);
});

test('a client that is traced begins a chain, others do not', () => {
  expect(ways([edge('canary', 'api'), edge('people', 'site', RESTARTS)], [], ['canary', 'people'])).toEqual(['canary api', 'site']);
});

test('a way may be as long as the graph is large', () => {
  const name = (index: number) => String(index).padStart(6, '0');
  const edges = Array.from({ length: 20_000 }, (_, index) => edge(name(index), name(index + 1)));
  expect(ways(edges)[0].split(' ')).toHaveLength(20_001);
});
