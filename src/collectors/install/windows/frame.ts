import type { InstallSettings } from '../install-settings';
import { quoted } from './quoting';

/** What every installation script is held by. No brace follows a dollar sign and none another, so that `Fn::Sub` and SSM leave the text alone. */
const PROLOGUE = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$LogFile = Join-Path $env:ProgramData 'cdk-xray\install.log'
$Work = Join-Path $env:ProgramData ('cdk-xray\' + [Guid]::NewGuid())
New-Item -ItemType Directory -Force $Work | Out-Null
$State = @{ }

function Write-Log([string] $Text) {
  $line = '{0:yyyy-MM-ddTHH:mm:ssZ} cdk-xray: {1}' -f [DateTime]::UtcNow, $Text
  Write-Host $line
  Add-Content -Path $LogFile -Value $line -ErrorAction SilentlyContinue
}
`;

/** The parts of a script. */
export interface ScriptParts {
  /** What the script installs. */
  readonly title: string;
  /** PowerShell text that defines variables and functions, `Install` and `Undo` among them. */
  readonly definitions: string[];
}

/**
 * A script that can stand anywhere in another one: it runs in a scope of its own, and an error does not leave it. The version of TLS belongs to
 * the process, so it is put back.
 */
export function windowsScript({ proxyAddress, reportFailure }: InstallSettings, { title, definitions }: ScriptParts): string {
  const proxy = `$Proxy = @{ }${proxyAddress ? `; $Proxy.Proxy = ${quoted(proxyAddress)}` : ''}`;
  return [
    `# Installs ${title}; made by cdk-xray. Safe to run again.`,
    '# What it does is in C:\\ProgramData\\cdk-xray\\install.log. The script around it goes on as if it were not there.',
    '& {',
    ...[PROLOGUE, proxy, ...definitions].map(text => text.trim() + '\n'),
    epilogue(reportFailure ?? false),
    '}',
    '',
  ].join('\n');
}

function epilogue(reportFailure: boolean): string {
  return [
    '$protocols = [Net.ServicePointManager]::SecurityProtocol',
    'try {',
    '  [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
    '  Install',
    '} catch {',
    '  Write-Log "ERROR: $_. Nothing was changed."',
    '  try { Undo } catch { Write-Log "ERROR: cannot put back what was there: $_" }',
    ...reportFailure ? ['  throw'] : [],
    '} finally {',
    '  [Net.ServicePointManager]::SecurityProtocol = $protocols',
    '  Remove-Item -Recurse -Force $Work -ErrorAction SilentlyContinue',
    '}',
  ].join('\n');
}
