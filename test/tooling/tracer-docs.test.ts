import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { renderTracers, rowComments } from '../../scripts/tracer-docs';
import { TracerRegistry } from '../../src';

const REGISTRY = TracerRegistry.builtIn();

test('every row of the table has one line, with its rule id', () => {
  const lines = renderTracers(REGISTRY, rowComments(join(__dirname, '..', '..', 'src', 'tracers'))).split('\n');
  REGISTRY.resourceTypes.forEach(type => {
    const own = lines.filter(line => line.startsWith(`| ${type} |`) || line.startsWith(`| [${type}](https://`));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`\`XRay::${REGISTRY.find(type)!.ruleId}\``);
  });
});

test('a row without a comment is refused', () => {
  expect(() => renderTracers(REGISTRY, new Map())).toThrow(/needs a comment that says how it is traced, with a @see to AWS's page/);
});

test('comments are read from the classes that name a resource type', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-docs-'));
  writeFileSync(join(folder, 'row.ts'), `
    /** Not a row. */
    class Helper {}
    /**
     * A thing:
     * \`Property\`.
     * @see https://docs.aws.amazon.com/thing.html
     */
    export class ThingTracer {
      public readonly resourceType = 'AWS::Some::Thing';
    }
  `);
  const comments = rowComments(folder);
  rmSync(folder, { recursive: true });
  expect([...comments]).toEqual([['AWS::Some::Thing', { text: 'A thing: `Property`.', see: 'https://docs.aws.amazon.com/thing.html' }]]);
});
