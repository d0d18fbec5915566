import { ChildProcess, spawn, spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Aws, HOSTS } from './aws';
import { run } from './commands';
import { debianRoot } from './debian-root';
import { AWS_ADDRESS, Network } from './network';

/** What came of a command on a server. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** A Debian with its own systemd, in a container, whose changes to the disk lie on a small disk of their own. */
export class Server {
  private readonly debian = debianRoot();
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk-xray-server-'));
  private readonly root = join(this.folder, 'root');
  private readonly disk = join(this.folder, 'disk');
  private process?: ChildProcess;
  private init = '';

  constructor(private readonly network: Network, aws: Aws, diskMegabytes: number) {
    [this.root, this.disk].forEach(folder => mkdirSync(folder));
    run('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'disk', this.disk]);
    ['changes', 'work'].forEach(folder => mkdirSync(join(this.disk, folder)));
    const layers = `lowerdir=${this.debian},upperdir=${join(this.disk, 'changes')},workdir=${join(this.disk, 'work')}`;
    run('mount', ['-t', 'overlay', '-o', layers, 'root', this.root]);
    writeFileSync(this.path('/etc/hosts'), ['127.0.0.1 localhost', ...HOSTS.map(host => `${AWS_ADDRESS} ${host}`), ''].join('\n'));
    writeFileSync(this.path('/etc/resolv.conf'), '');
    copyFileSync(aws.certificateAuthority, this.path('/usr/local/share/ca-certificates/test.crt'));
    run('chroot', [this.root, 'update-ca-certificates']);
  }

  public async boot(): Promise<void> {
    this.process = spawn('systemd-nspawn', [
      `--directory=${this.root}`, '--boot', '--quiet', '--register=no', '--keep-unit', '--resolv-conf=off', '--timezone=off', '--link-journal=no',
      '--console=pipe', `--network-namespace-path=/run/netns/${this.network.serverNamespace}`,
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    await until('systemd is up', () => {
      const pid = this.process!.pid!;
      this.init = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
      return this.init !== '' && /running|degraded/.test(this.shell('systemctl is-system-running').output);
    });
  }

  public async shutDown(): Promise<void> {
    const ended = new Promise(resolve => this.process!.once('exit', resolve));
    this.shell('systemctl --no-block poweroff');
    await ended;
    this.process = undefined;
  }

  /** Runs a script, as cloud-init or the SSM agent would. */
  public script(text: string, shell = ['dash']): Outcome {
    writeFileSync(this.path('/root/script'), text);
    return this.inside([...shell, '/root/script']);
  }

  public shell(command: string): Outcome {
    return this.inside(['sh', '-c', command]);
  }

  public read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  public exists(file: string): boolean {
    return existsSync(this.path(file));
  }

  public write(file: string, text: string, mode = 0o644): void {
    writeFileSync(this.path(file), text, { mode });
  }

  /** Every file that differs from a Debian that was just installed, with its size, and every new folder; but for logs, caches and the lists of users. */
  public changes(): string[] {
    return listing(join(this.disk, 'changes')).filter(name =>
      !/^\/(root|tmp|var\/(cache|log|tmp|lib\/(dpkg|systemd)))(\/|$)|^\/etc\/ssl|^\/etc\/(\.pwd\.lock|(g?shadow|group|passwd|subgid|subuid)-?) /.test(name)
      && !(name.endsWith('/') && existsSync(join(this.debian, name))));
  }

  /** Leaves so many kilobytes free on the disk while something runs. */
  public withFreeDisk<T>(kilobytes: number, action: () => T): T {
    const filler = join(this.disk, 'filler');
    const free = Number(run('df', ['--output=avail', '-k', this.disk]).split('\n')[1]);
    run('fallocate', ['-l', `${free - kilobytes}K`, filler]);
    try {
      return action();
    } finally {
      rmSync(filler);
    }
  }

  public async close(): Promise<void> {
    if (this.process) { await this.shutDown(); }
    run('umount', [this.root]);
    run('umount', [this.disk]);
    rmSync(this.folder, { recursive: true });
  }

  private path(file: string): string {
    return join(this.root, file);
  }

  private inside(command: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync('nsenter', [
      '--target', this.init, '--mount', '--uts', '--ipc', '--net', '--pid', '--root', '--wd',
      'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...command,
    ], { encoding: 'utf8', input: '' });
    return { status, output: stdout + stderr };
  }
}

/** Waits until something holds, half a minute at most. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (holds()) { return; }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`It never came to pass that ${what}.`);
}

function listing(folder: string, below = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const name = `${below}/${entry.name}`;
    const file = join(folder, entry.name);
    return entry.isDirectory() ? [`${name}/`, ...listing(file, name)] : [entry.isFile() ? `${name} ${statSync(file).size}` : name];
  }).sort();
}
