/** Installs what the script itself needs, with the distribution's package manager, whose lock another one may hold for a while at boot. */
export const TOOLS = String.raw`
gpg_package() {
  if command -v apt-get >&2; then echo gnupg
  elif command -v zypper >&2; then echo gpg2
  else echo gnupg2
  fi
}

add_packages() {
  if command -v apt-get; then
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l
    bounded apt-get -qq update
    bounded apt-get -qq -y -o DPkg::Lock::Timeout=120 --no-install-recommends install ca-certificates "$@"
  elif command -v zypper; then
    ZYPP_LOCK_TIMEOUT=120 bounded zypper -n install "$@"
  elif command -v dnf; then
    bounded dnf -q -y install "$@"
  else
    bounded yum -q -y install "$@"
  fi
}

need_tools() { # COMMAND...
  for tool; do
    shift
    command -v "$tool" && continue
    [ "$tool" != gpg ] || tool=$(gpg_package)
    set -- "$@" "$tool"
  done
  [ $# -gt 0 ] || return 0
  log "installing $*"
  for pause in 5 15 30 60 0; do
    add_packages "$@" && return 0
    sleep "$pause"
  done
  fail "the package manager cannot install $*"
}
`;
