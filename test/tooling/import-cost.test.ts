import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join, relative } from 'path';

const ROOT = join(__dirname, '..', '..');
const LIBRARY = join(ROOT, 'lib');
const SUPPORT = join(ROOT, 'test', 'support');

/**
 * The files that a fresh process loads for an expression on the compiled library, when an App exists already.
 *
 * Counted, not timed: a figure that every machine agrees on.
 */
function loadedBy(expression: string): string[] {
  const script = `
    const { App } = require('aws-cdk-lib');
    require(${JSON.stringify(join(SUPPORT, 'validator.ts'))}).switchValidatorOff();
    const app = new App();
    const before = new Set(Object.keys(require.cache));
    const library = require(${JSON.stringify(LIBRARY)});
    ${expression};
    console.log(JSON.stringify(Object.keys(require.cache).filter(file => !before.has(file))));
  `;
  const output = execFileSync(process.execPath, ['--require', join(SUPPORT, 'typescript.js'), '--eval', script], { cwd: ROOT, encoding: 'utf8' });
  const files: string[] = JSON.parse(output);
  return files.map(file => relative(ROOT, file)).sort();
}

const isServiceModule = (file: string) => /aws-cdk-lib\/(aws|alexa)-/.test(file);

test('importing the library loads its index and nothing else', () => {
  expect(loadedBy('')).toEqual(['lib/index.js']);
});

test('naming every export of the library still loads nothing', () => {
  expect(loadedBy('Object.keys(library)')).toEqual(['lib/index.js']);
});

test.each([
  ['the facade', 'library.XRayTracing.name'],
  ['the aspect', 'new library.XRayTracingAspect()'],
  ['the mixin', 'new library.mixins.ResourceTracing()'],
  ['the table', 'library.TracerRegistry.builtIn().resourceTypes'],
  ['enabling tracing on an empty app', 'library.XRayTracing.of(app).enable(); app.synth()'],
])('%s loads no service module of aws-cdk-lib', (_, expression) => {
  expect(loadedBy(expression).filter(isServiceModule)).toEqual([]);
});

const ofReports = (file: string) => /^lib\/(checks|report|survey)\//.test(file);
const ofMap = (file: string) => /^lib\/.*(trace-map|map-drawing)/.test(file);
const bundled = (file: string) => /node_modules\/(@dagrejs|fflate|yaml)\//.test(file);

test.each([
  ['enabling tracing loads no reports', 'library.XRayTracing.of(app).enable(); app.synth()', ofReports],
  ['checking without a map loads nothing that draws one', 'library.XRayTracing.of(app).check(); app.synth()', ofMap],
  ['checking without a map loads no bundled dependency', 'library.XRayTracing.of(app).check(); app.synth()', bundled],
  ['a report of a JSON template loads no bundled dependency', 'library.CoverageReport.fromTemplate({ Resources: {} }).toHtml()', bundled],
])('%s', (_, expression, isUnneeded) => {
  expect(loadedBy(expression).filter(isUnneeded)).toEqual([]);
});

test('the table can be read without the CDK', () => {
  const script = `
    require(${JSON.stringify(join(LIBRARY, 'tracing', 'tracer-registry'))});
    console.log(Object.keys(require.cache).filter(file => /node_modules/.test(file)).length);
  `;
  expect(execFileSync(process.execPath, ['--eval', script], { cwd: ROOT, encoding: 'utf8' }).trim()).toBe('0');
});

test('the index exports every class and enum of the API, and every submodule', () => {
  const { types, submodules } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  const values = Object.values<any>(types).filter(({ kind }) => kind !== 'interface');
  const namesIn = (namespace: string | undefined) => values.filter(type => type.namespace === namespace).map(({ name }) => name);
  const folders = Object.keys(submodules).map(submodule => submodule.replace('cdk-xray.', ''));

  const library = jest.requireActual(LIBRARY);
  expect(Object.keys(library).sort()).toEqual([...namesIn(undefined), ...folders].sort());
  folders.forEach(folder => expect(Object.keys(library[folder]).sort()).toEqual(namesIn(folder).sort()));
});
