/**
 * Configures and starts the ADOT collector on Linux, where AWS Systems Manager Distributor has installed it. Its control script enables the unit.
 *
 * The collector runs as a user who cannot read the credentials that Systems Manager gives to servers outside of EC2, so those are refused.
 */
export function adotLinuxScript(configuration: string): string {
  return `set -eu
case \${AWS_SSM_INSTANCE_ID:-} in
  mi-*)
    echo 'cdk-xray: the ADOT collector cannot use the credentials of a server outside of EC2: use the X-Ray daemon or the CloudWatch agent' >&2
    exit 1
    ;;
esac
home=/opt/aws/aws-otel-collector
file=$home/etc/cdk-xray.yaml
cat >"$file.new" <<'CDK_XRAY_END'
${configuration}
CDK_XRAY_END
if cmp -s "$file.new" "$file" && cmp -s "$file" "$home/etc/config.yaml" && systemctl -q is-active aws-otel-collector; then
  rm -f "$file.new"
  systemctl -q enable aws-otel-collector
  echo 'cdk-xray: the ADOT collector runs already, nothing to change'
  exit 0
fi
mv -f "$file.new" "$file"
"$home/bin/aws-otel-collector-ctl" -c "$file" -a start
sleep 5
systemctl -q is-active aws-otel-collector || {
  journalctl -u aws-otel-collector -n 20 --no-pager >&2
  echo 'cdk-xray: the ADOT collector does not come up' >&2
  exit 1
}
echo 'cdk-xray: the ADOT collector runs'
`;
}

/** Configures and starts the ADOT collector on Windows Server, where AWS Systems Manager Distributor has installed it. */
export function adotWindowsScript(configuration: string): string {
  return `$ErrorActionPreference = 'Stop'
if ($Env:AWS_SSM_INSTANCE_ID -like 'mi-*') {
  throw 'cdk-xray: the ADOT collector cannot use the credentials of a server outside of EC2: use the X-Ray daemon or the CloudWatch agent'
}
$Folder = Join-Path $Env:ProgramFiles 'Amazon\\AWSOTelCollector'
$Control = Join-Path $Folder 'aws-otel-collector-ctl.ps1'
$File = Join-Path $Folder 'cdk-xray.yaml'
$Configuration = @'
${configuration}
'@
if (-not (Test-Path $File) -or [IO.File]::ReadAllText($File) -ne $Configuration) {
  & $Control -Action stop
  [IO.File]::WriteAllText($File, $Configuration)
}
& $Control -ConfigLocation $File -Action start
Set-Service AWSOTelCollector -StartupType Automatic
Start-Sleep -Seconds 5
if ((Get-Service AWSOTelCollector).Status -ne 'Running') {
  throw 'cdk-xray: the ADOT collector does not come up'
}
Write-Output 'cdk-xray: the ADOT collector runs'
`;
}
