import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const readJson = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** The files that `npm publish` would send. */
function packedFiles(): string[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  return JSON.parse(output)[0].files.map((file: { path: string }) => file.path);
}

describe('the npm package', () => {
  const files = packedFiles();

  test('holds the library and its documents, nothing of the project around them', () => {
    const topLevel = [...new Set(files.map(file => file.split('/')[0]))].sort();
    expect(topLevel).toEqual(['.jsii', 'API.md', 'LICENSE', 'README.md', 'lib', 'node_modules', 'package.json']);
  });

  test('holds of the library only what runs, its source maps and its types', () => {
    const others = files.filter(file => file.startsWith('lib/') && !/\.(js|js\.map|d\.ts)$/.test(file));
    expect(others).toEqual([]);
  });
});

test('users need neither cdk-nag nor the CDK CLI, and all else comes with the package', () => {
  const { bundledDependencies, dependencies, peerDependencies } = readJson('package.json');
  expect(Object.keys(dependencies)).toEqual(['@dagrejs/dagre', 'fflate', 'yaml']);
  expect(bundledDependencies).toEqual(Object.keys(dependencies));
  expect(Object.keys(peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
});

test('the library is compiled against its floor', () => {
  const { peerDependencies, devDependencies } = readJson('package.json');
  Object.entries(peerDependencies).forEach(([name, range]) => expect(range).toBe(`^${devDependencies[name]}`));
});

test('every language of the CDK has a package, and the README names it', () => {
  const { python, java, dotnet, go, ...others } = readJson('package.json').jsii.targets;
  expect(others).toEqual({});
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  [
    `| Python | \`${python.distName}\` (PyPI), module \`${python.module}\` |`,
    `| Java | \`${java.maven.groupId}:${java.maven.artifactId}\` (Maven), package \`${java.package}\` |`,
    `| C# | \`${dotnet.packageId}\` (NuGet) |`,
    `| Go | \`${go.moduleName}/cdkxray\` |`,
  ].forEach((row) => expect(readme).toContain(row));
});

test('the lock file names no server', () => {
  const resolved = Object.values<any>(readJson('package-lock.json').packages).filter(entry => /^https?:/.test(entry.resolved));
  expect(resolved).toEqual([]);
});
