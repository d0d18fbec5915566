import { existsSync, renameSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './commands';

const PACKAGES = ['busybox', 'ca-certificates', 'curl', 'dbus', 'gnupg', 'iproute2', 'systemd', 'systemd-sysv', 'unzip'];

/** A folder with a Debian that was just installed, with systemd and what a cloud image has; made once and never changed. */
export function debianRoot(): string {
  const root = join(tmpdir(), 'cdk-xray-debian-root');
  if (!existsSync(root)) {
    const unfinished = `${root}-${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    run('debootstrap', ['--variant=minbase', `--include=${PACKAGES.join(',')}`, 'bookworm', unfinished]);
    renameSync(unfinished, root);
  }
  return root;
}
