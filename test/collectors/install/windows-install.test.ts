import { readFileSync } from 'fs';
import { Language, Node, Parser } from 'web-tree-sitter';
import { TraceCollector } from '../../../src';
import type { PackagedCollectorOptions } from '../../../src/collectors/collector-options';
import type { InstallTarget } from '../../../src/collectors/install/install-scripts';
import { quoted } from '../../../src/collectors/install/windows/quoting';

type Options = PackagedCollectorOptions & { readonly version?: string };

const daemonScript = (options: Options = {}, target: InstallTarget = {}) => TraceCollector.xrayDaemon(options)._windowsScript(target)!;
const agentScript = (options: Options = {}, target: InstallTarget = {}) => TraceCollector.cloudWatchAgent(options)._windowsScript(target)!;

const VARIANTS: [string, Options, InstallTarget][] = [
  ['by default', {}, {}],
  ['from a mirror', { packageLocation: 'https://mirror.example.com/x/', version: '3.6.6', windowsPackageSha256: 'ab'.repeat(32) }, {}],
  ['on premises', { proxyAddress: 'http://it\u2019s:3128' }, { onPremises: true, region: 'eu-central-1' }],
  ['for a caller that asks for its status', {}, { reportFailure: true }],
];

let parser: Parser;

beforeAll(async () => {
  await Parser.init();
  parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'))));
});

/** A node of the syntax tree and all below it. */
function withDescendants(node: Node): Node[] {
  return [node, ...node.children.flatMap(child => child ? withDescendants(child) : [])];
}

const nodes = (text: string) => withDescendants(parser.parse(text)!.rootNode);

/** The places of a PowerShell text that the parser does not understand. */
const mistakes = (text: string) => nodes(text)
  .filter(node => node.isError || node.isMissing)
  .map(node => `line ${node.startPosition.row + 1}: ${node.text.split('\n')[0]}`);

/** The commands of Windows that the scripts may use. */
const COMMANDS = [
  'Add-Content', 'Add-Type', 'Copy-Item', 'Get-AuthenticodeSignature', 'Get-ChildItem', 'Get-CimInstance', 'Get-Content', 'Get-Date', 'Get-FileHash',
  'Get-NetTCPConnection', 'Get-NetUDPEndpoint', 'Get-Process', 'Get-Service', 'Invoke-RestMethod', 'Invoke-WebRequest', 'Join-Path', 'Move-Item',
  'New-Item', 'New-ItemProperty', 'New-Object', 'New-ScheduledTaskAction', 'New-ScheduledTaskTrigger', 'New-Service', 'New-TimeSpan', 'Out-Null',
  'Register-ScheduledTask', 'Remove-Item', 'Select-Object', 'Select-String', 'Set-ItemProperty', 'Set-Service', 'Start-Process', 'Start-Service',
  'Start-Sleep', 'Stop-Service', 'Test-Path', 'Where-Object', 'Write-Host', 'sc.exe', '1..20',
];

test.each([
  ['an open brace', 'if ($true) { Write-Host 1'],
  ['an open string', 'Write-Host "a'],
  ['an operator with nothing behind it', '$a = 1 -eq'],
])('the parser finds %s', (_, text) => {
  expect(mistakes(text)).not.toEqual([]);
});

describe.each(VARIANTS.flatMap(([name, options, target]) => [
  { name: `the daemon's script ${name}`, text: daemonScript(options, target) },
  { name: `the agent's script ${name}`, text: agentScript(options, target) },
]))('$name', ({ text }) => {
  test('is what PowerShell understands', () => {
    expect(mistakes(text)).toEqual([]);
  });

  test('is not understood without its last brace', () => {
    expect(mistakes(text.trimEnd().slice(0, -1))).not.toEqual([]);
  });

  test('can stand in Fn::Sub, in an SSM document and in user data', () => {
    expect(text).not.toMatch(/\$\{|\{\{|\r|<\/?powershell>/);
    expect(text).toMatch(/^# .*\n# .*\n& \{\n[^]*\n\}\n$/);
  });

  test('calls only what it defines and what Windows has', () => {
    const named = (type: string) => nodes(text).filter(node => node.type === type).map(node => node.text);
    const known = new Set([...COMMANDS, ...named('function_name')]);
    expect(named('command_name')).toEqual(expect.arrayContaining(['Write-Log', 'Find-Region', 'Install', 'Undo']));
    expect(named('command_name').filter(name => !known.has(name) && !/^[$(\d]/.test(name))).toEqual([]);
  });
});

test.each([['daemon', daemonScript()], ['agent', agentScript()]])('user data has room for the %s beside the user\'s own', (_, text) => {
  expect(Buffer.byteLength(text)).toBeLessThan(10 * 1024);
});

describe('settings', () => {
  test.each<[string, Options, InstallTarget, string]>([
    ['a mirror', { packageLocation: 'https://mirror.example.com/x/' }, {}, '$Location = \'https://mirror.example.com/x\''],
    ['a version', { version: '3.6.6' }, {}, '$Version = \'3.6.6\''],
    ['a digest', { windowsPackageSha256: 'ab'.repeat(32) }, {}, `$Sha256 = '${'AB'.repeat(32)}'`],
    ['a region', { region: 'eu-west-1' }, {}, '$Region = \'eu-west-1\''],
    ['the port of the X-Ray SDKs', {}, {}, '$Protocol = \'udp\'\n$Port = 2000'],
    ['a proxy', { proxyAddress: 'http://it\u2019s:3128' }, {}, '$Proxy.Proxy = \'http://it\u2019\u2019s:3128\''],
    ['a server outside EC2', {}, { onPremises: true, region: 'eu-west-1' }, '$OnPremises = $true'],
    ['its configuration', { concurrency: 4 }, {}, `$Configuration = @'\n${TraceCollector.xrayDaemon({ concurrency: 4 }).serverConfiguration}'@`],
    ['a caller that asks for its status', {}, { reportFailure: true }, '  throw\n} finally {'],
  ])('%s', (_, options, target, text) => {
    expect(daemonScript(options, target)).toContain(text);
  });

  test('an agent outside EC2', () => {
    expect(agentScript({}, { onPremises: true, region: 'eu-west-1' })).toContain('$Mode = \'onPremise\'');
    expect(agentScript({}, { onPremises: true, region: 'eu-west-1' })).toContain('"region": "eu-west-1"');
  });
});

test('what is quoted is one text of PowerShell', () => {
  expect(quoted('it\'s')).toBe('\'it\'\'s\'');
});
