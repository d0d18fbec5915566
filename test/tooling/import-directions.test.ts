import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Linter } from 'eslint';
import { rules } from 'eslint-plugin-import';
import { importZones } from '../../projenrc/import-directions';

/** A tree with the files that the cases below import. */
const FILES = [
  'index.ts',
  'checks/xray-checks.ts',
  'cli/main.ts',
  'collectors/xray-daemon.ts',
  'mixins/resource-tracing.ts',
  'private/cfn-view.ts',
  'report/json.ts',
  'settings/resource-policy.ts',
  'survey/survey.ts',
  'tracers/index.ts',
  'tracers/lambda-function.ts',
  'tracers/sns-topic.ts',
  'tracing/resource-tracer.ts',
  'tracing/tracer-registry.ts',
  'tracing/xray-permissions.ts',
  'tracing/xray-tracing-aspect.ts',
  'tracing/xray-tracing.ts',
];

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'import-directions-'));
  FILES.forEach(file => {
    mkdirSync(dirname(join(root, 'src', file)), { recursive: true });
    writeFileSync(join(root, 'src', file), '');
  });
});
afterAll(() => rmSync(root, { recursive: true }));

function messages(from: string, to: string): string[] {
  const linter = new Linter({ configType: 'eslintrc' });
  linter.defineRule('import/no-restricted-paths', rules['no-restricted-paths']);
  return linter.verify(`import '${join(root, 'src', to)}';`, {
    parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
    rules: { 'import/no-restricted-paths': ['error', { basePath: root, zones: importZones() }] },
  }, { filename: join(root, 'src', from) }).map(({ message }) => message);
}

test.each([
  ['tracers/lambda-function.ts', 'tracing/xray-tracing-aspect.ts'],
  ['tracers/lambda-function.ts', 'tracing/tracer-registry.ts'],
  ['tracers/lambda-function.ts', 'tracing/xray-permissions.ts'],
  ['tracers/lambda-function.ts', 'tracers/sns-topic.ts'],
  ['tracers/lambda-function.ts', 'checks/xray-checks.ts'],
  ['tracers/lambda-function.ts', 'report/json.ts'],
  ['tracing/resource-tracer.ts', 'tracing/xray-tracing-aspect.ts'],
  ['tracing/xray-tracing-aspect.ts', 'tracing/xray-tracing.ts'],
  ['tracing/xray-tracing-aspect.ts', 'checks/xray-checks.ts'],
  ['tracing/tracer-registry.ts', 'mixins/resource-tracing.ts'],
  ['mixins/resource-tracing.ts', 'tracing/xray-tracing.ts'],
  ['checks/xray-checks.ts', 'tracing/xray-tracing.ts'],
  ['cli/main.ts', 'tracing/xray-tracing.ts'],
  ['survey/survey.ts', 'tracing/xray-permissions.ts'],
  ['survey/survey.ts', 'report/json.ts'],
  ['report/json.ts', 'tracing/tracer-registry.ts'],
  ['settings/resource-policy.ts', 'tracing/xray-permissions.ts'],
  ['collectors/xray-daemon.ts', 'tracers/lambda-function.ts'],
  ['private/cfn-view.ts', 'tracing/resource-tracer.ts'],
  ['tracing/tracer-registry.ts', 'cli/main.ts'],
  ['tracing/tracer-registry.ts', 'index.ts'],
])('%s must not import %s', (from, to) => {
  expect(messages(from, to)).not.toEqual([]);
});

test.each([
  ['index.ts', 'tracing/xray-tracing.ts'],
  ['cli/main.ts', 'report/json.ts'],
  ['tracing/xray-tracing.ts', 'tracing/xray-tracing-aspect.ts'],
  ['tracing/xray-tracing.ts', 'checks/xray-checks.ts'],
  ['tracing/tracer-registry.ts', 'tracers/index.ts'],
  ['tracers/index.ts', 'tracers/lambda-function.ts'],
  ['tracers/lambda-function.ts', 'tracing/resource-tracer.ts'],
  ['tracers/lambda-function.ts', 'private/cfn-view.ts'],
  ['checks/xray-checks.ts', 'survey/survey.ts'],
  ['survey/survey.ts', 'tracing/tracer-registry.ts'],
  ['report/json.ts', 'survey/survey.ts'],
])('%s may import %s', (from, to) => {
  expect(messages(from, to)).toEqual([]);
});
