/** Another package's daemon keeps its files and its configuration. Packages start it, but none enables it. */
export const EXISTING_DAEMON = String.raw`
keep_existing() {
  case $(systemctl cat xray 2>/dev/null) in
    *cdk-xray*) return 0 ;;
    '') yield_to_others ;;
    *)
      log 'another package has installed the X-Ray daemon: kept as it is, enabled and started'
      systemctl enable xray
      systemctl -q is-active xray || systemctl start xray
      comes_up || fail "that daemon does not listen on port $port"
      exit 0
      ;;
  esac
}
`;

/** Where AWS keeps the daemon. us-east-2 stands in for a region of its partition that has no bucket. */
export const DAEMON_LOCATIONS = String.raw`
bucket() { # REGION SUFFIX
  echo "https://s3.$1.amazonaws.com$2/aws-xray-assets.$1/xray-daemon"
}

locate() {
  case $region in
    cn-*) locations=$(bucket "$region" .cn) ;;
    us-gov-*) locations=$(bucket "$region") ;;
    *-iso* | eusc-*) fail "no location of the daemon is known in $region, name a mirror" ;;
    us-east-2 | me-south-1) locations=$(bucket us-east-2) ;;
    *) locations="$(bucket "$region") $(bucket us-east-2)" ;;
  esac
}
`;

/** Brings the program. Its signature is kept: as long as AWS has the same one, the program that is here is the newest. */
export const DAEMON_PACKAGE = String.raw`
get_daemon() {
  package=aws-xray-daemon-linux-$version.zip
  [ "$arch" = amd64 ] || package=aws-xray-daemon-linux-arm64-$version.zip
  mkdir -p "$work/root/var/lib/cdk-xray" "$work/root/usr/bin" "$work/root/etc/amazon/xray" "$work/root/etc/systemd/system"
  signature=$work/root/var/lib/cdk-xray/xray.sig
  fetch "$package.sig" "$signature"
  [ -x /usr/bin/xray ] && cmp -s "$signature" /var/lib/cdk-xray/xray.sig && return 0
  fetch "$package" "$work/package.zip"
  fetch_key aws-xray.gpg
  verify "$work/package.zip" "$signature"
  unzip -oq "$work/package.zip" xray -d "$work/root/usr/bin" || fail 'cannot unpack the package (is the disk full?)'
  chmod 755 "$work/root/usr/bin/xray"
}
`;

/** Makes the daemon run, or has everything as it was. */
export const DAEMON_SERVICE = String.raw`
make_user() {
  id xray && return 0
  useradd -r -U -M -d / -s /bin/false xray || fail 'cannot make the user xray'
  new_user=xray
}

undo() {
  [ "$phase" != staging ] || remove .cdk-new
  [ "$phase" = placing ] || return 0
  systemctl stop xray
  systemctl disable xray
  take_back_files
  systemctl daemon-reload
  if [ -e "$unit" ]; then
    systemctl enable xray
    systemctl start xray
  elif [ -n "$new_user" ]; then
    rm -rf /var/log/xray
    userdel xray
  fi
}

start_daemon() {
  mkdir -p /var/log/xray && chown xray: /var/log/xray
  systemctl daemon-reload
  systemctl enable xray && systemctl restart xray
  comes_up && return 0
  tail /var/log/xray/xray.log
  fail "the daemon does not come up: $(tail -n 1 /var/log/xray/xray.log)"
}
`;

/** The order of it all. */
export const DAEMON_STEPS = String.raw`
begin
keep_existing
find_arch
need_tools curl gpg unzip
find_region
[ -n "$locations" ] || locate
get_daemon
write_configuration
[ -z "$fixed_region" ] || printf '[Service]\nEnvironment=AWS_REGION=%s\n' "$fixed_region" >>"$work/root$unit"
files=$(differing_files)
if [ -z "$files" ] && up; then
  systemctl enable xray
  log 'the X-Ray daemon runs already, nothing to change'
  exit 0
fi
place_files
make_user
start_daemon
remove .cdk-old
phase=
log "the X-Ray daemon runs and listens on port $port"
`;
