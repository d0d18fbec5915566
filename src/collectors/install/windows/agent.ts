/** Installs the agent's MSI, unless there is an agent already and no other version is asked for. Windows itself vouches for the package. */
export const AGENT_PACKAGE = String.raw`
function Get-AgentLocation([string] $Region) {
  if ($Location) { return $Location }
  $regional = "https://amazoncloudwatch-agent-$Region.s3.$Region.amazonaws.com"
  switch -Wildcard ($Region) {
    'cn-*' { return "$regional.cn" }
    'us-gov-*' { return $regional }
    '*-iso*' { throw "no location of the agent is known in $Region, name a mirror" }
    'eusc-*' { throw "no location of the agent is known in $Region, name a mirror" }
  }
  return $regional, 'https://amazoncloudwatch-agent.s3.amazonaws.com'
}

function Confirm-Msi([string] $File) {
  if ($Sha256) { return Confirm-Hash $File }
  $signature = Get-AuthenticodeSignature $File
  if ($signature.Status -ne 'Valid') { throw "the package has no valid Authenticode signature ($($signature.Status)); its SHA-256 can be given instead" }
  $signer = $signature.SignerCertificate.Subject
  if ($signer -notmatch '(^|, )O="?Amazon(\.com| Web) Services') { throw "the package is signed by $signer" }
}

function Install-Agent {
  $versionFile = Join-Path $Folder 'CWAGENT_VERSION'
  $installed = if (Test-Path $versionFile) { (Get-Content $versionFile -TotalCount 1).Trim() }
  if ($installed -and ($Version -eq 'latest' -or $Version -eq $installed)) { return }
  $msi = Join-Path $Work 'amazon-cloudwatch-agent.msi'
  Get-Package (Get-AgentLocation (Find-Region)) "windows/amd64/$Version/amazon-cloudwatch-agent.msi" $msi
  Confirm-Msi $msi
  if (-not $installed) { $State.Msi = $msi }
  $process = Start-Process msiexec.exe -ArgumentList '/i', ('"{0}"' -f $msi), '/qn', '/norestart' -Wait -PassThru
  if (0, 3010 -notcontains $process.ExitCode) { throw "msiexec ends with the status $($process.ExitCode)" }
}
`;

/** Gives the agent its configuration, beside what others have given it. The agent names its copy after our file. */
export const AGENT_SERVICE = String.raw`
$Folder = Join-Path $env:ProgramFiles 'Amazon\AmazonCloudWatchAgent'
$Data = Join-Path $env:ProgramData 'Amazon\AmazonCloudWatchAgent'
$Ours = Join-Path $Data 'Configs\file_cdk-xray.json'

function Invoke-Control([string] $Action, [string] $File) {
  & (Join-Path $Folder 'amazon-cloudwatch-agent-ctl.ps1') -a $Action -m $Mode -s -c "file:$File" | Add-Content $LogFile
  if ($LASTEXITCODE) { throw "the agent refuses the configuration, see $LogFile" }
}

function Test-OtherConfiguration {
  $files = @(Get-ChildItem (Join-Path $Data 'Configs') -File -ErrorAction SilentlyContinue | Where-Object { $_.Name -ne 'file_cdk-xray.json' -and $_.Extension -ne '.tmp' })
  return $files.Count -gt 0 -or (Test-Path (Join-Path $Data 'amazon-cloudwatch-agent.json'))
}

function Set-HybridCredentials {
  $common = Join-Path $Data 'common-config.toml'
  if ((Test-Path $common) -and (Select-String -Quiet -Path $common -Pattern '^\s*\[credentials\]')) { return }
  $file = Join-Path $env:SystemRoot 'System32\config\systemprofile\.aws\credentials'
  Add-Content $common "[credentials]", '  shared_credential_profile = "default"', "  shared_credential_file = '$file'"
}

function Undo {
  if ($State.Msi) {
    Start-Process msiexec.exe -ArgumentList '/x', ('"{0}"' -f $State.Msi), '/qn', '/norestart' -Wait
  } elseif ($State.Before) {
    Invoke-Control $State.Action $State.Before
  } elseif ($State.Action -eq 'append-config') {
    Invoke-Control 'remove-config' (Join-Path $Work 'cdk-xray.json')
  }
}

function Install {
  if (Test-OtherCollector) {
    Write-Log "a collector listens on port $Port already, nothing to install"
    return
  }
  Install-Agent
  if ($Mode -eq 'onPremise') { Set-HybridCredentials }
  $file = Join-Path $Work 'cdk-xray.json'
  [IO.File]::WriteAllText($file, $Configuration)
  if ((Test-Path $Ours) -and (Get-FileHash $Ours).Hash -eq (Get-FileHash $file).Hash -and (Test-Up)) {
    Write-Log 'the CloudWatch agent runs already, nothing to change'
    return
  }
  if (Test-Path $Ours) {
    New-Item -ItemType Directory (Join-Path $Work 'before') | Out-Null
    $before = Join-Path $Work 'before\cdk-xray.json'
    Copy-Item $Ours $before
    $State.Before = $before
  }
  $State.Action = if (Test-OtherConfiguration) { 'append-config' } else { 'fetch-config' }
  Invoke-Control $State.Action $file
  Wait-Up
  Set-Service $Service -StartupType Automatic
  Write-Log "the CloudWatch agent runs and listens on port $Port"
}
`;
