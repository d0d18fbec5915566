/** Brings the daemon. AWS signs the zip for GnuPG, which Windows lacks, and documents no Authenticode signature of the program. */
export const DAEMON_PACKAGE = String.raw`
function Get-DaemonLocation([string] $Region) {
  if ($Location) { return $Location }
  $bucket = { "https://s3.$($args[0]).amazonaws.com$($args[1])/aws-xray-assets.$($args[0])/xray-daemon" }
  switch -Wildcard ($Region) {
    'cn-*' { return & $bucket $Region '.cn' }
    'us-gov-*' { return & $bucket $Region }
    '*-iso*' { throw "no location of the daemon is known in $Region, name a mirror" }
    'eusc-*' { throw "no location of the daemon is known in $Region, name a mirror" }
    'me-south-1' { return & $bucket 'us-east-2' }
  }
  return @((& $bucket $Region), (& $bucket 'us-east-2')) | Select-Object -Unique
}

function Confirm-Program([string] $File) {
  $signature = Get-AuthenticodeSignature $File
  switch ($signature.Status) {
    'Valid' { Write-Log "the program is signed by $($signature.SignerCertificate.Subject)" }
    'NotSigned' { Write-Log 'the program has no Authenticode signature: TLS alone vouches for it, unless its SHA-256 is given' }
    default { throw "the program's signature is not valid: $($signature.StatusMessage)" }
  }
}

function Get-Daemon([string] $Region) {
  $zip = Join-Path $Work 'package.zip'
  Get-Package (Get-DaemonLocation $Region) "aws-xray-daemon-windows-service-$Version.zip" $zip
  if ($Sha256) { Confirm-Hash $zip }
  Add-Type -AssemblyName System.IO.Compression.FileSystem
  [IO.Compression.ZipFile]::ExtractToDirectory($zip, (Join-Path $Work 'package'))
  $program = Join-Path $Work 'package\xray.exe'
  if (-not (Test-Path $program)) { throw 'the package has no xray.exe' }
  if (-not $Sha256) { Confirm-Program $program }
  Move-Item $program (Join-Path $Work 'xray.exe')
}
`;

/** Puts the daemon in place as a service that starts with Windows, or has everything as it was. `-c` makes an unknown key an error. */
export const DAEMON_SERVICE = String.raw`
$Folder = Join-Path $env:ProgramFiles 'Amazon\XRay'
$Files = 'xray.exe', 'cfg.yaml'
$Command = '"{0}\xray.exe" -c "{0}\cfg.yaml" -f "{0}\logs\xray-service.log"' -f $Folder
if ($OnPremises) { $Command += ' -o' }
$State.Replaced = New-Object System.Collections.ArrayList

# Another installer's service keeps its files and configuration. True where there is one.
function Test-OtherDaemon {
  $existing = Get-CimInstance Win32_Service -Filter "Name='$Service'"
  if (-not $existing) { return Test-OtherCollector }
  if ($existing.PathName -like '* -c *') { return $false }
  Set-Service $Service -StartupType Automatic
  Start-Service $Service
  return $true
}

function Test-Same([string] $File) {
  $target = Join-Path $Folder $File
  return (Test-Path $target) -and (Get-FileHash $target).Hash -eq (Get-FileHash (Join-Path $Work $File)).Hash
}

function Set-Files {
  New-Item -ItemType Directory -Force (Join-Path $Folder 'logs') | Out-Null
  foreach ($file in $Files) { Copy-Item (Join-Path $Work $file) (Join-Path $Folder "$file.new") }
  $State.Changing = $true
  Stop-Service $Service -ErrorAction SilentlyContinue
  foreach ($file in $Files) {
    $target = Join-Path $Folder $file
    if (Test-Path $target) { Move-Item -Force $target "$target.old" }
    $State.Replaced.Add($target) | Out-Null
    Move-Item "$target.new" $target
  }
}

function Set-DaemonService {
  $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$Service"
  if (-not (Test-Path $key)) {
    New-Service -Name $Service -BinaryPathName $Command -DisplayName 'AWS X-Ray daemon' -StartupType Automatic | Out-Null
    $State.Fresh = $true
  }
  Set-ItemProperty $key -Name ImagePath -Value $Command
  if ($State.FixedRegion) { New-ItemProperty -Force $key -Name Environment -PropertyType MultiString -Value "AWS_REGION=$($State.FixedRegion)" | Out-Null }
  sc.exe failure $Service reset= 86400 actions= restart/5000 | Out-Null
}

function Undo {
  Remove-Item (Join-Path $Folder '*.new') -ErrorAction SilentlyContinue
  if (-not $State.Changing) { return }
  Stop-Service $Service -ErrorAction SilentlyContinue
  foreach ($target in $State.Replaced) {
    Remove-Item -Force $target -ErrorAction SilentlyContinue
    if (Test-Path "$target.old") { Move-Item "$target.old" $target }
  }
  if ($State.Fresh) { sc.exe delete $Service | Out-Null } else { Start-Service $Service }
}

function Install {
  if (Test-OtherDaemon) {
    Write-Log 'a collector of another installer is here: kept as it is'
    return
  }
  Get-Daemon (Find-Region)
  [IO.File]::WriteAllText((Join-Path $Work 'cfg.yaml'), $Configuration)
  if ((Test-Same 'xray.exe') -and (Test-Same 'cfg.yaml') -and (Test-Up)) {
    Write-Log 'the X-Ray daemon runs already, nothing to change'
    return
  }
  Set-Files
  Set-DaemonService
  Start-Service $Service
  Wait-Up
  if ($OnPremises) { Watch-Credentials }
  Remove-Item (Join-Path $Folder '*.old')
  Write-Log "the X-Ray daemon runs and listens on port $Port"
}
`;

/**
 * The daemon reads its credentials once, from the profile of the system account, where the SSM agent of a hybrid-activated server renews them
 * every hour. A task starts the daemon anew when they are newer than its process.
 */
export const DAEMON_CREDENTIALS = String.raw`
function Watch-Credentials {
  $watch = 'if ((Get-Item "$env:USERPROFILE\.aws\credentials").LastWriteTime -gt (Get-Process xray).StartTime) { Restart-Service AWSXRayDaemon }'
  $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($watch))
  $action = New-ScheduledTaskAction -Execute powershell.exe -Argument "-NoProfile -NonInteractive -EncodedCommand $encoded"
  $minutes = New-TimeSpan -Minutes 5
  $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval $minutes -RepetitionDuration (New-TimeSpan -Days 3650)
  Register-ScheduledTask -Force -TaskName cdk-xray-credentials -User SYSTEM -RunLevel Highest -Action $action -Trigger $trigger | Out-Null
}
`;
