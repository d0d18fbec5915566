/** Where AWS keeps the agent: a bucket in the region, and one for all of the partition `aws`. */
export const AGENT_LOCATIONS = String.raw`
locate() {
  regional=https://amazoncloudwatch-agent-$region.s3.$region.amazonaws.com
  case $region in
    cn-*) locations=$regional.cn ;;
    us-gov-*) locations=$regional ;;
    *-iso* | eusc-*) fail "no location of the agent is known in $region, name a mirror" ;;
    *) locations="$regional https://amazoncloudwatch-agent.s3.amazonaws.com" ;;
  esac
}
`;

/** Installs the package that AWS builds for the distribution, unless there is an agent already and no other version is asked for. */
export const AGENT_PACKAGE = String.raw`
find_package() {
  format=rpm
  case " $(sed -n 's/^ID=//p; s/^ID_LIKE=//p' /etc/os-release | tr -s '"\n' ' ') " in
    *amzn*) package=amazon_linux ;;
    *ubuntu*) package=ubuntu format=deb ;;
    *debian*) package=debian format=deb ;;
    *' ol '*) package=oracle_linux ;;
    *suse* | *sles*) package=suse ;;
    *) package=redhat ;;
  esac
  package=$package/$arch/$version/amazon-cloudwatch-agent.$format
}

unpack() {
  if [ "$format" = deb ]; then bounded dpkg -i "$work/agent.deb"; else bounded rpm -U --oldpackage "$work/agent.rpm"; fi
}

get_agent() {
  installed=$(cat "$agent/bin/CWAGENT_VERSION")
  case $version in "$installed") return 0 ;; latest) [ -z "$installed" ] || return 0 ;; esac
  find_package
  fetch "$package" "$work/agent.$format"
  fetch "$package.sig" "$work/signature"
  fetch_key assets/amazon-cloudwatch-agent.gpg
  verify "$work/agent.$format" "$work/signature"
  [ -n "$installed" ] || phase=fresh
  for pause in 10 30 60 0; do
    unpack >"$work/unpacking" 2>&1 && return 0
    cat "$work/unpacking"
    grep -qi lock "$work/unpacking" || break
    sleep "$pause"
  done
  fail 'cannot install the package (is the disk full?)'
}
`;

/**
 * Gives the agent its configuration, beside what others have given it. The agent names its copy after our file, so that the next run finds it.
 */
export const AGENT_SERVICE = String.raw`
ctl() { # ACTION FILE
  "$agent/bin/amazon-cloudwatch-agent-ctl" -a "$1" -m "$mode" -c "file:$2" -s
}

others_configured() {
  find "$agent/etc/amazon-cloudwatch-agent.json" "$agent/etc/amazon-cloudwatch-agent.d" -type f ! -name file_cdk-xray.json ! -name '*.tmp' | grep -q .
}

undo() {
  case $phase in
    fresh)
      if [ "$format" = deb ]; then dpkg --purge amazon-cloudwatch-agent; else rpm -e amazon-cloudwatch-agent; fi
      rm -rf "$agent"
      rmdir /opt/aws
      systemctl daemon-reload
      ;;
    configuring)
      rm -f "$ours.tmp"
      if [ -e "$work/before/cdk-xray.json" ]; then ctl "$action" "$work/before/cdk-xray.json"
      elif others_configured; then ctl remove-config "$work/cdk-xray.json"
      else rm -f "$ours"; systemctl stop "$service"
      fi
      ;;
  esac
}

configure_agent() {
  action=fetch-config
  ! others_configured || action=append-config
  mkdir "$work/before" && cp "$ours" "$work/before/cdk-xray.json"
  [ "$phase" = fresh ] || phase=configuring
  ctl "$action" "$work/cdk-xray.json" || fail "the agent refuses the configuration, see $log_file"
  comes_up || fail "the agent does not listen on port $port"
}
`;

/** Root's credentials, which the SSM agent of a hybrid-activated server renews, are the agent's too. It reads them anew when they expire. */
export const AGENT_CREDENTIALS = String.raw`
use_hybrid_credentials() {
  grep -q '^ *\[credentials]' "$agent/etc/common-config.toml" ||
    printf '[credentials]\n  shared_credential_profile = "default"\n  shared_credential_file = "%s"\n' "$credentials" >>"$agent/etc/common-config.toml"
}
`;

/** The order of it all. */
export const AGENT_STEPS = String.raw`
begin
yield_to_others
find_arch
need_tools curl gpg
find_region
[ -z "$fixed_region" ] || export AWS_REGION="$fixed_region"
[ -n "$locations" ] || locate
get_agent
[ -z "$credentials" ] || use_hybrid_credentials
write_configuration
if cmp -s "$work/cdk-xray.json" "$ours" && up; then
  systemctl enable "$service"
  log 'the CloudWatch agent runs already, nothing to change'
  exit 0
fi
configure_agent
phase=
log "the CloudWatch agent runs and listens on port $port"
`;
