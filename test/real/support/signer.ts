import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './commands';

/** Someone with a key who signs packages. */
export class Signer {
  public readonly fingerprint: string;
  private readonly home = mkdtempSync(join(tmpdir(), 'cdk-xray-gpg-'));

  constructor(name: string) {
    this.gpg('--passphrase', '', '--quick-gen-key', `${name} <${name}@example.com>`, 'rsa2048', 'sign', 'never');
    this.fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(this.gpg('--with-colons', '--fingerprint'))![1];
  }

  public publicKey(): string {
    return this.gpg('--armor', '--export');
  }

  /** A detached signature. */
  public sign(content: Buffer): Buffer {
    const file = join(this.home, 'content');
    writeFileSync(file, content);
    this.gpg('--yes', '--output', `${file}.sig`, '--detach-sign', file);
    return readFileSync(`${file}.sig`);
  }

  public close(): void {
    run('gpgconf', ['--homedir', this.home, '--kill', 'all']);
    rmSync(this.home, { recursive: true });
  }

  private gpg(...args: string[]): string {
    return run('gpg', ['--homedir', this.home, '--batch', '--quiet', ...args]);
  }
}
