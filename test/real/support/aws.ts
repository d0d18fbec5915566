import { ChildProcess, spawn } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { run } from './commands';
import { AWS_ADDRESS, Network } from './network';

const TYPESCRIPT = join(__dirname, '..', '..', 'support', 'typescript.js');

/** The hosts that the stand-ins answer for. The region ap-southeast-7 has no bucket. */
export const HOSTS = [
  'mirror.test',
  'xray.test',
  's3.us-east-2.amazonaws.com',
  's3.eu-west-1.amazonaws.com',
  's3.ap-southeast-7.amazonaws.com',
  'amazoncloudwatch-agent.s3.amazonaws.com',
  'amazoncloudwatch-agent-eu-west-1.s3.eu-west-1.amazonaws.com',
];

/** A request that a stand-in got. */
export interface RecordedRequest {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The stand-ins for AWS, their certificate authority and what they serve. */
export class Aws {
  public readonly folder = mkdtempSync(join(tmpdir(), 'cdk-xray-aws-'));
  public readonly certificateAuthority = join(this.folder, 'ca.crt');
  private process?: ChildProcess;

  constructor(private readonly network: Network) {
    const at = (file: string) => join(this.folder, file);
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    run('openssl', ['req', '-x509', ...newKey, '-subj', '/CN=Test CA', '-keyout', at('ca.key'), '-out', at('ca.crt')]);
    const names = `subjectAltName=${HOSTS.map(host => `DNS:${host}`).join(',')}`;
    run('openssl', [
      'req', '-x509', ...newKey, '-subj', '/CN=stand-ins', '-addext', names, '-addext', 'basicConstraints=critical,CA:FALSE',
      '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-keyout', at('server.key'), '-out', at('server.crt'),
    ]);
  }

  public async start(): Promise<void> {
    const command = [...this.network.besideAws(), process.execPath, '--require', TYPESCRIPT, join(__dirname, 'stand-ins.ts')];
    this.process = spawn(command[0], [...command.slice(1), this.folder, AWS_ADDRESS], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => this.process!.on('exit', reject).stdout!.once('data', () => resolve()));
  }

  /** Serves a file at `HOST/PATH`; at any host where the name begins with a slash. */
  public serve(name: string, content: string | Buffer): void {
    const file = join(this.folder, 'files', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  public serveCopy(name: string, file: string): void {
    this.serve(name, '');
    copyFileSync(file, join(this.folder, 'files', name));
  }

  public requests(): RecordedRequest[] {
    const log = join(this.folder, 'requests.log');
    return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(line => JSON.parse(line)) : [];
  }

  public close(): void {
    this.process?.kill();
    rmSync(this.folder, { recursive: true });
  }
}
