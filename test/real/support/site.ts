import { Aws } from './aws';
import { Network } from './network';
import { Outcome, Server } from './server';
import { Signer } from './signer';

const LOG = '/var/log/cdk-xray-install.log';

/** A server with 64 MB of disk, the stand-ins for AWS that it reaches, someone who signs packages and someone who should not. */
export class Site {
  public readonly network: Network;
  public readonly aws: Aws;
  public readonly server: Server;
  public readonly signer = new Signer('signer');
  public readonly stranger = new Signer('stranger');

  constructor(name: string) {
    this.network = new Network(`${name}${process.pid}`);
    this.aws = new Aws(this.network);
    this.server = new Server(this.network, this.aws, 64);
  }

  public async open(): Promise<this> {
    await this.aws.start();
    await this.server.boot();
    return this;
  }

  public async close(): Promise<void> {
    await this.server.close();
    [this.aws, this.network, this.signer, this.stranger].forEach(part => part.close());
  }

  /** A script between two commands of a user's own, as user data has them. */
  public userData(script: string): string {
    return `set -eu\nline=mine\necho before\n${script}echo "after, status $?, line $line"\n`;
  }

  public get log(): string {
    return this.server.read(LOG);
  }

  /** The user's own commands ran, one line says what is wrong, and nothing is on the disk that was not there. */
  public expectUntouched(before: string[], outcome: Outcome, reason: string | RegExp): void {
    expect(outcome).toEqual({ status: 0, output: expect.stringMatching(/^before\n(.*\n)*after, status 0, line mine\n$/) });
    const errors = outcome.output.split('\n').filter(line => line.includes('ERROR'));
    expect(errors).toEqual([expect.stringMatching(reason)]);
    expect(errors[0]).toMatch(/ Nothing was changed\.$/);
    expect(this.server.changes()).toEqual(before);
    expect(this.server.shell('ls /var/tmp | grep cdk-xray').output).toBe('');
  }

  /** A property of a unit, as systemd shows it. */
  public property(unit: string, name: string): string {
    return this.server.shell(`systemctl show --property ${name} --value ${unit}`).output.trim();
  }
}
