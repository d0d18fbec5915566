/** Looks whether a service is up: active for a while in one process, and bound to its port. */
export const SERVICE = String.raw`
listening() { # PROTOCOL PORT
  grep -q ":$(printf %04X "$2") 0\{8,32\}:0000 " "/proc/net/$1" "/proc/net/$1"6
}

up() {
  systemctl -q is-active "$service" && listening "$protocol" "$port"
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
