import { AwsCdkConstructLibrary } from 'projen/lib/awscdk';

const RUN_SCRIPT = 'ts-node --transpile-only --project tsconfig.dev.json';

/**
 * Puts the project's own steps into projen's life cycle:
 * default → compile (jsii, lazy index, handlers, page script) → post-compile (documents, types, lint) → test → package (js).
 */
export function addTasks(project: AwsCdkConstructLibrary): void {
  silenceNoise(project);
  project.compileTask.exec(`${RUN_SCRIPT} scripts/lazy-index.ts`);
  project.compileTask.exec(`${RUN_SCRIPT} scripts/bundle-handlers.ts`);
  project.compileTask.exec(`${RUN_SCRIPT} scripts/bundle-map-page.ts`);
  addPostCompileSteps(project);

  // The lint step has moved to post-compile: `npm test` answers whether the library works.
  project.testTask.reset();
  project.testTask.execArgs(['jest', '--coverage'], { receiveArgs: true });

  // The other languages' packages need toolchains of their own: `package-all`, or one by one.
  project.packageTask.reset();
  project.packageTask.spawn(project.tasks.tryFind('package:js')!);

  // A clean clone has no lib/, so what is run by its README compiles first.
  project.addScripts({
    'test': 'projen compile && projen test',
    'test:newest': 'scripts/test-newest.sh',
    'test:real': 'CDK_XRAY_REAL=1 jest test/real',
    'demo': 'projen compile && node examples/run-demo.js',
    'corpus': 'projen compile && node scripts/corpus.js',
    'bench': 'projen compile && node bench/run.js',
  });
}

function addPostCompileSteps(project: AwsCdkConstructLibrary): void {
  const rosetta = project.addTask('rosetta', {
    description: 'Compile the snippets of README.md',
    execArgs: ['jsii-rosetta', 'extract', '--strict'],
  });
  const tracerDocs = project.addTask('tracer-docs', {
    description: 'Generate docs/TRACERS.md from the table of tracers',
    exec: `${RUN_SCRIPT} scripts/tracer-docs.ts`,
  });
  project.annotateGenerated('/docs/TRACERS.md');
  const ruleDocs = project.addTask('rule-docs', {
    description: 'Generate docs/RULES.md from the rules',
    exec: `${RUN_SCRIPT} scripts/rule-docs.ts`,
  });
  project.annotateGenerated('/docs/RULES.md');
  const typecheck = project.addTask('typecheck', {
    description: 'Check the types of everything that jsii does not compile',
    execArgs: ['tsc', '--noEmit', '--project', 'tsconfig.dev.json'],
  });
  [rosetta, tracerDocs, ruleDocs, typecheck, project.eslint!.eslintTask].forEach(task => project.postCompileTask.spawn(task));
}

function silenceNoise(project: AwsCdkConstructLibrary): void {
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
}
