import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './commands';

const PACKAGES = ['busybox', 'ca-certificates', 'curl', 'dbus', 'gnupg', 'iproute2', 'systemd', 'systemd-sysv', 'unzip'];

/** Test files run side by side: the first makes the root, the others wait for it. */
const MAKE = '[ -d "$1" ] || { rm -rf "$1.new" && debootstrap --variant=minbase --include="$2" bookworm "$1.new" && mv "$1.new" "$1"; }';

/** A folder with a Debian that was just installed, with systemd and what a cloud image has; made once and never changed. */
export function debianRoot(): string {
  const root = join(tmpdir(), 'cdk-xray-debian-root');
  run('flock', [`${root}.lock`, 'sh', '-c', MAKE, 'sh', root, PACKAGES.join(',')]);
  return root;
}
