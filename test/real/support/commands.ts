import { spawnSync } from 'child_process';
import { existsSync } from 'fs';

/** Runs a program to its end and returns what it printed; a failure is an error with all its output. */
export function run(program: string, args: string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 });
  if (error || status !== 0) { throw new Error(`${program} ${args.join(' ')}: ${error ?? status}\n${stdout}\n${stderr}`); }
  return stdout;
}

/** Programs that the tests need beside Node.js, and the Debian packages that bring them. */
const PROGRAMS: Record<string, string> = {
  'debootstrap': 'debootstrap',
  'systemd-nspawn': 'systemd-container',
  'ip': 'iproute2',
  'gpg': 'gnupg',
  'openssl': 'openssl',
  'dpkg-deb': 'dpkg',
};

/** Why these tests cannot run here, or undefined where they can. */
export function obstacle(): string | undefined {
  if (process.env.CDK_XRAY_REAL !== '1') { return 'CDK_XRAY_REAL=1 is not set'; }
  if (process.getuid?.() !== 0) { return 'not root'; }
  const missing = Object.keys(PROGRAMS).filter(program => !['/usr/bin', '/usr/sbin', '/bin', '/sbin'].some(dir => existsSync(`${dir}/${program}`)));
  return missing.length > 0 ? `no ${missing.join(', ')}: apt-get install ${missing.map(program => PROGRAMS[program]).join(' ')}` : undefined;
}

/** `describe`, or where the tests cannot run a skipped one that says why. */
export function describeForReal(name: string, tests: () => void): void {
  const reason = obstacle();
  if (reason) {
    describe.skip(`${name} (skipped: ${reason})`, tests);
  } else {
    describe(name, tests);
  }
}
