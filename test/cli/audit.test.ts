import { execFile, execFileSync } from 'child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './run';

const UNTRACED = 'Resources:\n  Topic:\n    Type: AWS::Lambda::Function\n';
const TRACED = 'Resources:\n  Api:\n    Type: AWS::ApiGateway::Stage\n    Properties: {TracingEnabled: true}\n';
const WARNED = 'Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n';

const RULE_LIST = 'the rules are listed in https://github.com/cdk-xray/cdk-xray/blob/main/docs/RULES.md';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-audit-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('the exit code', () => {
  test.each([
    ['is 0 where nothing is wrong', TRACED, [], 0],
    ['is 1 where there is an error', UNTRACED, [], 1],
    ['is 0 where there are warnings only', WARNED, [], 0],
    ['is 1 for warnings where they are to fail', WARNED, ['--fail-on', 'warning'], 1],
    ['is 0 where the rule is off', UNTRACED, ['--rule', 'XRay::LambdaFunctionTracing=off'], 0],
    ['is 0 where the rule is off, in small letters', UNTRACED, ['--rule', 'xray::lambdafunctiontracing=off'], 0],
    ['is 0 where the rule is a warning', UNTRACED, ['--rule', 'LambdaFunctionTracing=warning'], 0],
    ['is 1 where the coverage is below the minimum', UNTRACED, ['--rule', 'LambdaFunctionTracing=off', '--min-coverage', '50'], 1],
    ['is 0 where the coverage is the minimum', TRACED, ['--min-coverage', '100%'], 0],
    ['is 0 where the minimum is less than one percent', TRACED, ['--min-coverage', '.5'], 0],
  ])('%s', async (_, template, args, code) => {
    expect((await run(['audit', write('t.yaml', template), ...args])).code).toBe(code);
  });
});

test('standard input is read for "-"', async () => {
  const { code, stdout } = await run(['audit', '-'], { stdin: UNTRACED });
  expect(code).toBe(1);
  expect(stdout).toContain('standard input/Topic');
});

test('the text has colours on a terminal only, and not where NO_COLOR asks for none', async () => {
  const file = write('t.yaml', UNTRACED);
  expect((await run(['audit', file], { isTTY: true })).stdout).toContain('\u001b[31merror');
  expect((await run(['audit', file])).stdout).not.toContain('\u001b');
  expect((await run(['audit', file], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
});

test.each([
  ['json', /^\{\n {2}"version": 1,/],
  ['markdown', /^# X-Ray coverage\n/],
  ['html', /^<!DOCTYPE html>\n<html lang="en">/],
  ['sarif', /"version": "2\.1\.0"/],
  ['junit', /^<\?xml/],
  ['text', /^Coverage 0\.0 %: 0 of 1 resource traced\n/],
])('the format %s', async (format, pattern) => {
  expect((await run(['audit', write('t.yaml', UNTRACED), '--format', format])).stdout).toMatch(pattern);
});

describe('--output', () => {
  test('writes the report to a file, without colours, and nothing to standard output', async () => {
    const output = join(folder, 'report.txt');
    expect(await run(['audit', write('t.yaml', UNTRACED), '--output', output], { isTTY: true })).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8')).toMatch(/^Coverage 0\.0 %/);
    expect(readdirSync(folder).sort()).toEqual(['report.txt', 't.yaml']);
  });

  test('writes to what a symbolic link leads to, and leaves the link alone', async () => {
    symlinkSync(write('real.txt', 'old'), join(folder, 'link.txt'));
    await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, 'link.txt')]);
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toMatch(/^Coverage/);
  });

  test('writes what a relative symbolic link in a linked folder is to lead to', async () => {
    mkdirSync(join(folder, 'deep', 'real'), { recursive: true });
    symlinkSync('deep/real', join(folder, 'linked'));
    symlinkSync('../report.txt', join(folder, 'deep', 'real', 'link.txt'));
    await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, 'linked', 'link.txt')]);
    expect(existsSync(join(folder, 'deep', 'report.txt'))).toBe(true);
  });

  test('writes what a symbolic link is to lead to', async () => {
    symlinkSync('real.txt', join(folder, 'link.txt'));
    await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, 'link.txt')]);
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toMatch(/^Coverage/);
  });

  test.each([0o600, 0o666])('leaves the permissions of a file as they are: %i', async (mode) => {
    const output = write('report.txt', 'old');
    chmodSync(output, mode);
    await run(['audit', write('t.yaml', UNTRACED), '-o', output]);
    expect(lstatSync(output).mode.toString(8)).toBe(`100${mode.toString(8)}`);
    expect(readFileSync(output, 'utf8')).toMatch(/^Coverage/);
  });

  test.each([[['audit']], [['map', '--format', 'dot']]])('is standard output where it is -, for %j', async ([command, ...options]) => {
    const { stdout } = await run([command, write('t.yaml', UNTRACED), ...options, '-o', '-']);
    expect(stdout).toMatch(/^(Coverage|digraph)/);
    expect(existsSync('-')).toBe(false);
  });

  test('writes to a named pipe, and does not replace it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = new Promise<string>((resolve) => execFile('cat', [pipe], (_, stdout) => resolve(stdout)));
    await run(['audit', write('t.yaml', UNTRACED), '-o', pipe]);
    expect(await reader).toMatch(/^Coverage/);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  test('leaves nothing behind where it cannot be written', async () => {
    mkdirSync(join(folder, 'report.txt'));
    const { code, stderr } = await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, 'report.txt')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cdk-xray: cannot write .*report\.txt: /);
    expect(readdirSync(folder).sort()).toEqual(['report.txt', 't.yaml']);
  });
});

test.each([
  ['x.html', /^<!DOCTYPE html>/],
  ['x.HTM', /^<!DOCTYPE html>/],
  ['x.md', /^# X-Ray coverage/],
  ['x.json', /^\{\n {2}"version": 1,/],
  ['x.sarif', /"version": "2\.1\.0"/],
  ['x.sarif.json', /"version": "2\.1\.0"/],
  ['x.xml', /^<\?xml/],
  ['x.txt', /^Coverage/],
  ['report', /^Coverage/],
])('the format of %s follows from its name', async (name, pattern) => {
  await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, name)]);
  expect(readFileSync(join(folder, name), 'utf8')).toMatch(pattern);
});

test('a format that is asked for goes before the name of the file', async () => {
  await run(['audit', write('t.yaml', UNTRACED), '-o', join(folder, 'x.png'), '--format', 'json']);
  expect(readFileSync(join(folder, 'x.png'), 'utf8')).toMatch(/^\{/);
});

test.each([
  ['gone/x.txt', 'the folder does not exist'],
  ['t.yaml/x.txt', 'a part of its path is a file'],
])('%s cannot be written, and the reason is in words', async (name, reason) => {
  const output = join(folder, name);
  const { code, stderr } = await run(['audit', write('t.yaml', UNTRACED), '-o', output]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `cdk-xray: cannot write ${output}: ${reason}\n` });
});

test('--quiet writes no report', async () => {
  expect(await run(['audit', write('t.yaml', UNTRACED), '--quiet'])).toEqual({ code: 1, stdout: '', stderr: '' });
});

describe('what cannot be read', () => {
  test('is told with its place, and nothing is written', async () => {
    const output = join(folder, 'report.json');
    const file = write('broken.json', '{"Resources": {,}}');
    expect(await run(['audit', file, '-o', output])).toEqual({ code: 2, stdout: '', stderr: `cdk-xray: ${file}:1:16: expected a key in double quotes, found ","\n` });
    expect(existsSync(output)).toBe(false);
  });

  test('does not keep the rest from being audited, and stands in the report', async () => {
    write('a.yaml', TRACED);
    const broken = write('b.yaml', 'Resources:\n  A: {Type: X::Y}\n  A: {Type: X::Y}\n');
    const { code, stdout, stderr } = await run(['audit', folder]);
    expect(code).toBe(2);
    expect(stderr).toBe(`cdk-xray: ${broken}:3:3: a key stands twice in the same mapping\n`);
    expect(stdout).toMatch(/^Coverage 100\.0 %[^]*Not read\n {2}.*b\.yaml:3:3/);
  });
});

describe('assemblies whose stacks have the same path', () => {
  const FUNCTION = { Type: 'AWS::Lambda::Function' };

  function writeAssembly(name: string, stack: string, acknowledgements: object[] = []): string {
    mkdirSync(join(folder, name));
    const resources = { Fn: { ...FUNCTION, Metadata: { 'aws:cdk:path': `${stack}/Fn/Resource` } } };
    write(`${name}/t.json`, JSON.stringify({ Resources: resources }));
    write(`${name}/xray-coverage.json`, JSON.stringify({ acknowledgements }));
    write(`${name}/manifest.json`, JSON.stringify({ artifacts: { [stack]: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } } }));
    return join(folder, name);
  }
  const ORDERS_ACKNOWLEDGED = [{ constructPath: '', ruleId: 'XRay::LambdaFunctionTracing', reason: 'retired' }];
  const audit = async (format: string, ...paths: string[]) => (await run(['audit', ...paths, '--format', format])).stdout.replaceAll(`${folder}/`, '');

  test('are told apart by their inputs, in every format', async () => {
    const inputs = [writeAssembly('orders', 'Api'), writeAssembly('billing', 'Api')];
    expect(JSON.parse(await audit('json', ...inputs)).stacks.map(({ name }: any) => name)).toEqual(['billing: Api', 'orders: Api']);
    expect(await audit('text', ...inputs)).toMatch(/billing: Api[^]*orders: Api/);
    expect((await audit('junit', ...inputs)).match(/<testcase classname="[^"]*" name="([^"]*)"/g)).toEqual(
      ['billing', 'orders'].map((input) => `<testcase classname="AWS::Lambda::Function" name="${input}: Api/Fn/Resource"`));
    const fingerprints = JSON.parse(await audit('sarif', ...inputs)).runs[0].results.map(({ partialFingerprints }: any) => partialFingerprints['ruleAndResource/v1']);
    expect(new Set(fingerprints).size).toBe(2);
  });

  test('keep their names where there is no other', async () => {
    const inputs = [writeAssembly('orders', 'Api'), writeAssembly('billing', 'Bills')];
    expect(JSON.parse(await audit('json', ...inputs)).resources.map(({ name }: any) => name)).toEqual(['Api/Fn/Resource', 'Bills/Fn/Resource']);
  });

  test('are acknowledged by their own apps only', async () => {
    const inputs = [writeAssembly('orders', 'Api', ORDERS_ACKNOWLEDGED), writeAssembly('billing', 'Api')];
    expect(JSON.parse(await audit('json', ...inputs)).findings.map(({ name, acknowledgement }: any) => [name, acknowledgement]))
      .toEqual([['billing: Api/Fn/Resource', undefined], ['orders: Api/Fn/Resource', 'retired']]);
  });
});

test('what is passed over is told, and is nothing wrong', async () => {
  write('a.yaml', TRACED);
  const other = write('serverless.yml', `service: s\nprovider: {}\nresources:\n  ${TRACED.replaceAll('\n', '\n  ')}`);
  const { code, stdout, stderr } = await run(['audit', folder]);
  expect(code).toBe(0);
  expect(stderr).toMatch(`cdk-xray: note: ${other}: is a service of the Serverless Framework, and no template; run \`serverless package\``);
  expect(stdout).not.toContain('Not read');
});

test.each([
  [[], 'no PATH was given'],
  [['x', '--format', 'xml'], '`--format` must be one of text, json, markdown, html, sarif, junit, got: xml'],
  [['x', '--min-coverage', '101'], '`--min-coverage` must be a percentage from 0 to 100, got: 101'],
  [['x', '--min-coverage', ''], '`--min-coverage` must be a percentage from 0 to 100, got: '],
  [['x', '--min-coverage', '%'], '`--min-coverage` must be a percentage from 0 to 100, got: %'],
  [['x', '--min-coverage', '0x50'], '`--min-coverage` must be a percentage from 0 to 100, got: 0x50'],
  [['x', '--fail-on', 'info'], '`--fail-on` must be one of error, warning, got: info'],
  [['x', '--rule', 'LambdaFunctionTracing'], '`--rule` must be like XRay::SnsTopicTracing=off, got: LambdaFunctionTracing'],
  [['x', '--rule', 'XRay::Nothing=off'], `\`--rule\` must name a rule, got: XRay::Nothing; ${RULE_LIST}`],
  [['x', '--rule', 'XRay::SnsTopicTracin=off'], '`--rule` must name a rule, got: XRay::SnsTopicTracin; did you mean XRay::SnsTopicTracing?'],
  [['x', '-o', 'x.png'], '`-o x.png`: no format ends in .png; give --format'],
  [['x', '--rule', 'SnsTopicTracing=of'], '`--rule` must be one of error, warning, info, off, got: of'],
  [['x', '--colour'], 'Unknown option \'--colour\''],
  [['x', '--format'], 'Option \'--format <value>\' argument missing'],
])('audit %j is no command', async (args, message) => {
  const { code, stdout, stderr } = await run(['audit', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`cdk-xray: ${message}${message.startsWith('no PATH') ? ': name a cloud assembly such as `cdk.out`, a template, or a folder of either' : ''}\nRun \`cdk-xray audit --help\` for what there is.\n`);
});
