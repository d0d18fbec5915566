import { Eslint } from 'projen/lib/javascript';
import { importZones, PARTS_WITHOUT_CDK } from './import-directions';

/** The project's own lint rules, beside projen's. */
export function addLintRules(eslint: Eslint): void {
  // Comments cannot switch a rule off: an exception is written here, for all to see.
  eslint.config.noInlineConfig = true;
  eslint.addRules({
    'import/no-restricted-paths': ['error', { zones: importZones() }],
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    '@typescript-eslint/ban-ts-comment': 'error',
  });
  eslint.addOverride({
    files: ['src/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }] },
  });
  eslint.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: ['src/private/**'],
    rules: {
      'no-restricted-syntax': ['error', {
        selector: 'TSAsExpression > TSAnyKeyword',
        message: '`as any` is for src/private only, the one place that touches CDK internals.',
      }],
    },
  });
  // What runs in Lambda functions finds the AWS SDK there.
  eslint.addOverride({
    files: ['src/**/handler/**'],
    rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
  });
  // A row loads what needs the CDK when it is first enabled, so that the command line, which only inspects, never does,
  // and few ask for the daemon service of Amazon ECS, which brings much with it.
  eslint.addOverride({
    files: ['src/tracers/**/*.ts', 'src/collectors/ecs/enabling.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  });
  // What is large and not always needed is loaded when it is: the checks and reports, the trace map, YAML, archives.
  eslint.addOverride({
    files: [
      'src/checks/xray-checks.ts', 'src/cli/map.ts', 'src/survey/instrumentation/asset-files.ts', 'src/survey/reading/template-file.ts', 'src/tracing/xray-tracing.ts',
    ],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  });
  // A package with a file for `require` whose types are those of its ES module, and the library's own, which is no source: nothing else can load them from here.
  eslint.addOverride({
    files: ['src/report/map-drawing/dagre.ts', 'src/report/version.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  });
  eslint.addOverride({
    files: PARTS_WITHOUT_CDK.map(part => `src/${part}/**/*.ts`),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', {
        patterns: [{
          group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
          allowTypeImports: true,
          message: 'This part works on plain templates and must not load the CDK: use `import type`.',
        }],
      }],
    },
  });
}
