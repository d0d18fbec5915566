import { existsSync } from 'fs';
import { join } from 'path';
import { type Expected, FIRST, SECOND } from './corpus-edges';
import { TraceMap } from '../../../src';

const { CDK_XRAY_CORPUS: corpus } = process.env;
const inCorpus = corpus !== undefined && existsSync(corpus) ? describe : describe.skip;

/** The edges of a template's map, with logical ids where a node is a resource. */
function edgesOf(file: string): string[] {
  const name = join(corpus!, file);
  const { nodes, edges } = TraceMap.fromPaths([name], { inspectCode: false });
  const inTemplate = (id: string) => id.startsWith(`${name}/`) ? id.slice(name.length + 1) : id;
  expect(nodes.length).toBeGreaterThan(0);
  return edges.map(({ from, to, relation, crossing }) => `${inTemplate(from)} > ${inTemplate(to)}: ${relation}, ${crossing}`);
}

interface Agreement {
  readonly precision: number;
  readonly recall: number;
}

/** How well what was found agrees with what was expected, over all templates. */
function agreement(pairs: readonly [readonly string[], readonly string[]][]): Agreement {
  const right = pairs.flatMap(([expected, found]) => found.filter((edge) => expected.includes(edge))).length;
  return { precision: right / pairs.flatMap(([, found]) => found).length, recall: right / pairs.flatMap(([expected]) => expected).length };
}

function shown({ precision, recall }: Agreement): string {
  return `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`;
}

function withoutCrossing(edge: string): string {
  return edge.replace(/, [a-z]+$/, '');
}

inCorpus('the templates of CDK_XRAY_CORPUS (skipped where the variable names no folder)', () => {
  test('are drawn in one go', () => {
    const map = TraceMap.fromPaths([corpus!]);
    expect(map.toMermaid()).toContain('flowchart');
    expect(map.toDot()).toContain('digraph');
    expect(JSON.parse(map.toJson()).nodes.length).toBeGreaterThan(0);
  });

  test.each<[string, Expected]>([['first', FIRST], ['second', SECOND]])('have the edges and crossings of the %s table', (name, table) => {
    const pairs = Object.entries(table).map(([file, expected]) => ({ file, expected, found: edgesOf(file) }));
    const edges = agreement(pairs.map(({ expected, found }) => [expected.map(withoutCrossing), found.map(withoutCrossing)]));
    const crossings = agreement(pairs.map(({ expected, found }) => [expected, found]));
    const counted = `${pairs.length} templates and ${pairs.flatMap(({ expected }) => expected).length} edges`;
    process.stdout.write(`The ${name} table, ${counted}: edges ${shown(edges)}; with their crossings ${shown(crossings)}\n`);
    const wrong = pairs.map(({ file, expected, found }) => ({
      file,
      missing: expected.filter((edge) => !found.includes(edge)),
      unexpected: found.filter((edge) => !expected.includes(edge)),
    })).filter(({ missing, unexpected }) => missing.length + unexpected.length > 0);
    const worst = Math.min(edges.precision, edges.recall, crossings.precision, crossings.recall);
    expect({ worst, wrong: worst >= 0.95 ? [] : wrong }).toEqual({ worst, wrong: [] });
  });
});
