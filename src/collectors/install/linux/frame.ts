import type { InstallSettings } from '../install-settings';
import { quoted } from './quoting';

/** What every installation script is held by. No brace follows a dollar sign anywhere, so that `Fn::Sub` leaves the text alone. */
const PROLOGUE = String.raw`
set +eu
umask 022
unset IFS
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
log_file=/var/log/cdk-xray-install.log
{ true >>"$log_file"; } 2>/dev/null || log_file=/dev/null
exec 3>&1 >>"$log_file" 2>&1 </dev/null
deadline=$(($(date +%s) + 900))

log() {
  line="$(date -u +%FT%TZ) cdk-xray: $*"
  echo "$line"
  echo "$line" >&3
  { echo "$line" >/dev/console; } 2>/dev/null
}

fail() {
  log "ERROR: $*. Nothing was changed."
  undo
  exit 1
}

# Runs a command for no longer than the time that is left.
bounded() {
  left=$((deadline - $(date +%s)))
  [ "$left" -gt 0 ] && timeout "$left" "$@"
}

begin() {
  [ "$(id -u)" = 0 ] || fail 'not root'
  [ -d /run/systemd/system ] || fail 'no systemd here'
  exec 9>/run/cdk-xray-install.lock
  bounded flock 9 || fail 'another installation does not end'
  trap 'rm -rf "$work"' EXIT
  trap 'fail "told to stop"' HUP INT TERM
  work=$(mktemp -d /var/tmp/cdk-xray.XXXXXX) || fail 'no space in /var/tmp'
}
`;

/** The parts of a script. */
export interface ScriptParts {
  /** What the script installs. */
  readonly title: string;
  /** Shell text that defines variables and functions, in order. */
  readonly definitions: string[];
  /** Shell text that does the work. */
  readonly steps: string;
}

/** How a script begins and ends that hides what becomes of it: the status of the command before it is that of the script around it once more, even at its end. */
const HIDDEN = { begin: '(\nbefore=$?\n(', end: ') || true\nexit "$before"\n) && true' };

/** How a script begins and ends that fails where it could not do its work. */
const REPORTED = { begin: '(', end: ')' };

/**
 * A script that can stand anywhere in another one: it runs in a subshell, which shares neither variables nor options nor standard input with
 * what is around it, and ends within a quarter of an hour.
 */
export function linuxScript({ proxyAddress, reportFailure }: InstallSettings, { title, definitions, steps }: ScriptParts): string {
  const proxy = proxyAddress ? [`export https_proxy=${quoted(proxyAddress)} http_proxy=${quoted(proxyAddress)}`] : [];
  const { begin, end } = reportFailure ? REPORTED : HIDDEN;
  return [
    `# Installs ${title}; made by cdk-xray. Safe to run again, ends within 15 minutes.`,
    '# What it does is in /var/log/cdk-xray-install.log and on the console. The script around it goes on as if it were not there.',
    begin,
    ...[PROLOGUE, ...proxy, ...definitions, steps].map(text => text.trim() + '\n'),
    end,
    '',
  ].join('\n');
}
