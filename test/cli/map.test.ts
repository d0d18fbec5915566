import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './run';

const TEMPLATE = 'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-map-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  [[], /^\{\n {2}"version": 1,\n {2}"nodes": \[/],
  [['--format', 'mermaid'], /^flowchart LR\n/],
  [['--format', 'dot'], /^digraph /],
  [['--format', 'svg'], /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/],
  [['--format', 'html'], /^<!DOCTYPE html>/],
])('standard input is drawn with %p', async (args, pattern) => {
  const { code, stdout } = await run(['map', '-', ...args], { stdin: TEMPLATE });
  expect(code).toBe(0);
  expect(stdout).toMatch(pattern);
});

test('--output writes a file', async () => {
  const file = join(folder, 'map.json');
  expect(await run(['map', '-', '-o', file], { stdin: TEMPLATE })).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(JSON.parse(readFileSync(file, 'utf8')).nodes).toHaveLength(1);
});

test.each([
  ['map.html', /^<!DOCTYPE html>/],
  ['map.SVG', /^<svg /],
  ['map.mmd', /^flowchart /],
  ['map.gv', /^digraph /],
  ['map', /^\{\n/],
])('the format of %s follows from its name', async (name, pattern) => {
  const file = join(folder, name);
  await run(['map', '-', '-o', file], { stdin: TEMPLATE });
  expect(readFileSync(file, 'utf8')).toMatch(pattern);
});

test('a format that is asked for goes before the name of the file', async () => {
  const file = join(folder, 'map.html');
  await run(['map', '-', '-o', file, '--format', 'dot'], { stdin: TEMPLATE });
  expect(readFileSync(file, 'utf8')).toMatch(/^digraph /);
});

test('--skip-code leaves assets alone', async () => {
  const nodes = async (...args: string[]) => JSON.parse((await run(['map', join(folder, 't.yaml'), ...args])).stdout).nodes;
  writeFileSync(join(folder, 'index.js'), '');
  writeFileSync(join(folder, 't.yaml'), 'Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: index.js}\n');
  expect((await nodes())[0]).toHaveProperty('instrumentation');
  expect((await nodes('--skip-code'))[0]).not.toHaveProperty('instrumentation');
});

test('what cannot be read is told, and the rest is drawn', async () => {
  writeFileSync(join(folder, 't.yaml'), TEMPLATE);
  const { code, stdout, stderr } = await run(['map', join(folder, 'gone.yaml'), join(folder, 't.yaml')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/gone\.yaml/);
  expect(JSON.parse(stdout).unreadable).toHaveLength(1);
});

test('what another template brings is told, and keeps nothing from being drawn', async () => {
  const nesting = `${TEMPLATE}  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: 'https://s3/<child>.yaml'}\n`;
  const { code, stdout, stderr } = await run(['map', '-', '--format', 'html'], { stdin: nesting });
  expect(code).toBe(0);
  expect(stderr).toBe('cdk-xray: note: standard input/Nested: nothing is known of what it brings, because its template is not read here: https://s3/<child>.yaml\n');
  expect(stdout).toContain('<li>standard input/Nested: nothing is known of what it brings, because its template is not read here: https://s3/&lt;child&gt;.yaml</li>');
});

test('a definition beside a template that cannot be read is told, too', async () => {
  writeFileSync(join(folder, 'broken.json'), '{');
  writeFileSync(join(folder, 't.yaml'), 'Resources:\n  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties: {DefinitionUri: broken.json}\n');
  const { code, stdout, stderr } = await run(['map', join(folder, 't.yaml')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^cdk-xray: .*broken\.json:1:2: /);
  expect(JSON.parse(stdout).unreadable).toEqual([expect.stringContaining('broken.json')]);
});

test.each([
  [[], /no PATH was given/],
  [['-', '--format', 'png'], /`--format` must be one of html, svg, mermaid, dot, json, got: png/],
  [['-', '-o', 'map.md'], /`-o map\.md`: no format ends in \.md; give --format/],
  [['gone.yaml'], /gone\.yaml/],
])('%p is trouble', async (args, message) => {
  const { code, stdout, stderr } = await run(['map', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
