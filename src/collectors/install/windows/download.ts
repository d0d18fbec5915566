/** The region, downloads over TLS, and who vouches for what came. */
export const DOWNLOAD = String.raw`
# Notes in FixedRegion a region that the collector cannot find by itself.
function Find-Region {
  $State.FixedRegion = $Region
  if ($Region) { return $Region }
  foreach ($pause in 1, 3, 0) {
    try {
      $ttl = @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '60' }
      $token = Invoke-RestMethod -Method Put -Uri 'http://169.254.169.254/latest/api/token' -Headers $ttl -TimeoutSec 5
      $header = @{ 'X-aws-ec2-metadata-token' = $token }
      return Invoke-RestMethod -Uri 'http://169.254.169.254/latest/meta-data/placement/region' -Headers $header -TimeoutSec 5
    } catch {
      Start-Sleep -Seconds $pause
    }
  }
  if (-not $env:AWS_REGION) { throw 'region unknown: no instance metadata and no AWS_REGION' }
  $State.FixedRegion = $env:AWS_REGION
  return $env:AWS_REGION
}

function Get-Download([string] $Url, [string] $File) {
  foreach ($pause in 2, 5, 10, 0) {
    try {
      Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $File -TimeoutSec 180 @Proxy
      return $true
    } catch {
      $reason = $_.Exception.Message
      if ($_.Exception.Response -and (403, 404 -contains [int] $_.Exception.Response.StatusCode)) { break }
      Start-Sleep -Seconds $pause
    }
  }
  Write-Log "cannot download $($Url): $reason"
  return $false
}

# From the first location that has it.
function Get-Package([string[]] $Locations, [string] $Path, [string] $File) {
  foreach ($location in $Locations) {
    if (Get-Download "$location/$Path" $File) { return }
  }
  throw "cannot download $Path. Is there a route to AWS, or a mirror?"
}

function Confirm-Hash([string] $File) {
  $hash = (Get-FileHash -Algorithm SHA256 $File).Hash
  if ($hash -ne $Sha256) { throw "the package has the SHA-256 $hash, expected was $Sha256" }
}
`;

/** Looks whether a service is up and bound to its port. */
export const SERVICE = String.raw`
function Get-PortOwner {
  if ($Protocol -eq 'udp') {
    $endpoint = Get-NetUDPEndpoint -LocalPort $Port -ErrorAction SilentlyContinue
  } else {
    $endpoint = Get-NetTCPConnection -State Listen -LocalPort $Port -ErrorAction SilentlyContinue
  }
  if ($endpoint) { (Get-Process -Id @($endpoint)[0].OwningProcess).ProcessName }
}

# Two collectors cannot have one port: an application finds either there. True where there is one already.
function Test-OtherCollector {
  $owner = Get-PortOwner
  if (-not $owner -or $owner -eq $ProcessName) { return $false }
  if ($owner -notmatch '^(xray|amazon-cloudwatch-agent|aws-otel-collector)') { throw "port $Port is taken by $owner" }
  return $true
}

function Test-Up {
  $found = Get-Service $Service -ErrorAction SilentlyContinue
  return $found -and $found.Status -eq 'Running' -and (Get-PortOwner)
}

function Wait-Up {
  foreach ($try in 1..20) {
    Start-Sleep -Seconds 1
    if (Test-Up) {
      Start-Sleep -Seconds 2
      if (Test-Up) { return }
    }
  }
  throw "the service $Service does not listen on port $Port"
}
`;
