/** Looks whether a service is up: active for a while in one process, and bound to its port. */
export const SERVICE = String.raw`
listening() {
  grep -q ":$(printf %04X "$port") 0\{8,32\}:0000 " "/proc/net/$protocol" "/proc/net/$protocol"6
}

# Two collectors cannot have one port: an application finds either there.
yield_to_others() {
  listening || return 0
  owner=$(ss -lnptu | grep ":$port " | head -n 1)
  case $owner in
    *"\"$own_process\""*) return 0 ;;
    *'"xray"'* | *amazon-cloudwat* | *aws-otel* | *docker-proxy*)
      log "a collector listens on port $port already, nothing to install: $owner"
      exit 0
      ;;
  esac
  fail "port $port is taken: $owner"
}

up() {
  systemctl -q is-active "$service" && listening
}

comes_up() {
  tries=0
  while [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    sleep 1
    process=$(systemctl show -p MainPID "$service")
    up && sleep 2 && up && [ "$process" = "$(systemctl show -p MainPID "$service")" ] && return 0
  done
  return 1
}
`;
