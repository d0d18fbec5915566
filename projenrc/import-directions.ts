/**
 * Which part of `src` may import which: the arrows of the architecture point down only.
 *
 * A part is a folder or a file below `src`; it may always import itself. Where a file has a row
 * of its own beside its folder's, both hold.
 */
interface Part {
  readonly part: string;
  readonly mayImport: string[];
}

/** What a tracer is written against, and so all that it may know of `tracing`. */
const TRACER_CONTRACT = [
  'tracing/inspected-resource.ts',
  'tracing/resource-tracer.ts',
  'tracing/sender.ts',
  'tracing/tracer-context.ts',
  'tracing/tracing-finding.ts',
];

/** How roles are allowed to send: also what a construct asks that users place themselves. */
const PERMISSION = ['tracing/resource-tracer.ts', 'tracing/role-grants.ts', 'tracing/xray-permissions.ts'];

const PARTS: Part[] = [
  { part: 'cli', mayImport: ['collectors', 'private', 'report', 'survey'] },
  { part: 'checks', mayImport: ['private', 'report', 'survey', 'tracing'] },
  { part: 'mixins', mayImport: ['tracing'] },
  { part: 'tracing', mayImport: ['checks', 'collectors', 'private', 'settings', 'tracers'] },
  ...TRACER_CONTRACT.map(part => ({ part, mayImport: ['collectors', 'private', 'tracing/resource-tracing-props.ts', ...TRACER_CONTRACT] })),
  { part: 'survey', mayImport: ['private', 'tracing/tracer-registry.ts', ...TRACER_CONTRACT] },
  { part: 'report', mayImport: ['private', 'survey'] },
  { part: 'tracers', mayImport: ['collectors', 'private', ...TRACER_CONTRACT] },
  { part: 'insight', mayImport: ['private', 'settings', 'tracing/tracer-registry.ts', ...TRACER_CONTRACT] },
  { part: 'settings', mayImport: ['private'] },
  { part: 'collectors', mayImport: ['private', ...PERMISSION] },
  { part: 'private', mayImport: [] },
];

/** The facade is the top: only the list of exports stands above it. */
const FACADE = 'tracing/xray-tracing.ts';

/** One zone of eslint-plugin-import's `no-restricted-paths`. */
export interface Zone {
  readonly target: string;
  readonly from: string;
  readonly except?: string[];
  readonly message: string;
}

/** The zones of `import/no-restricted-paths` that hold the table. */
export function importZones(): Zone[] {
  return [
    ...PARTS.map(({ part, mayImport }) => ({
      target: `./src/${part}`,
      from: './src',
      except: [...new Set([part, ...mayImport])].map(path => `./${path}`),
      message: `${part} may import ${mayImport.join(', ') || 'nothing of ours'} (projenrc/import-directions.ts).`,
    })),
    {
      target: './src/tracers/!(index).ts',
      from: './src/tracers/*.ts',
      message: 'A tracer never imports another tracer.',
    },
    {
      target: './src/tracing/!(xray-tracing).ts',
      from: './src/checks',
      message: 'In tracing only the facade may import checks.',
    },
    {
      target: './src/*/**/*',
      from: `./src/${FACADE}`,
      message: 'Only index.ts imports the facade.',
    },
  ];
}

/** Parts that work on plain templates, and those that they load: they may name the CDK's types, never load its code. */
export const PARTS_WITHOUT_CDK = ['cli', 'report', 'survey', 'tracers'];
