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

/** Brings the package that AWS builds for the distribution and installs it with the package manager's own tool. */
export const AGENT_PACKAGE = String.raw`
find_package() {
  format=rpm
  command -v rpm || format=deb
  case $(. /etc/os-release && echo "$ID $ID_LIKE") in
    amzn*) package=amazon_linux ;;
    ubuntu*) package=ubuntu format=deb ;;
    *debian*) package=debian format=deb ;;
    ol\ *) package=oracle_linux ;;
    *suse* | sles*) package=suse ;;
    *) package=redhat ;;
  esac
  package=$package/$arch/$version/amazon-cloudwatch-agent.$format
}

installed_version() {
  cat $agent/bin/CWAGENT_VERSION 2>/dev/null
}

install_agent() {
  [ -x $agent/bin/amazon-cloudwatch-agent-ctl ] && case $version in latest | "$(installed_version)") return 0 ;; esac
  find_package
  fetch "$package" "$work/agent.$format"
  fetch "$package.sig" "$work/signature"
  fetch_key assets/amazon-cloudwatch-agent.gpg
  verify "$work/agent.$format" "$work/signature"
  [ -e $agent/bin/CWAGENT_VERSION ] || phase=unpacking
  for pause in 10 30 60 0; do
    if [ "$format" = deb ]; then bounded dpkg -i "$work/agent.deb"; else bounded rpm -U --replacepkgs "$work/agent.rpm"; fi && phase= && return 0
    sleep "$pause"
  done
  fail 'cannot install the package of the agent'
}

undo() {
  [ "$phase" = unpacking ] || return 0
  if [ "$format" = deb ]; then dpkg --purge amazon-cloudwatch-agent; else rpm -e amazon-cloudwatch-agent; fi
}
`;
