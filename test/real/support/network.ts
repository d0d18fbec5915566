import { run } from './commands';

/** The address of the stand-ins for AWS; this range is for documentation, so nothing real has it. */
export const AWS_ADDRESS = '192.0.2.1';

/** Two network namespaces with a cable between them and no way out: one for a server, one for the stand-ins of what it talks to. */
export class Network {
  public readonly serverNamespace: string;
  private readonly awsNamespace: string;

  constructor(name: string) {
    this.serverNamespace = `${name}-server`;
    this.awsNamespace = `${name}-aws`;
    run('ip', ['netns', 'add', this.serverNamespace]);
    run('ip', ['netns', 'add', this.awsNamespace]);
    run('ip', ['-n', this.serverNamespace, 'link', 'add', 'aws', 'type', 'veth', 'peer', 'name', 'server', 'netns', this.awsNamespace]);
    this.connect(this.awsNamespace, 'server', [`${AWS_ADDRESS}/24`, '169.254.169.254/32']);
    this.connect(this.serverNamespace, 'aws', ['192.0.2.2/24']);
    run('ip', ['-n', this.serverNamespace, 'route', 'add', '169.254.169.254/32', 'dev', 'aws']);
  }

  /** The command that runs another one beside the stand-ins. */
  public besideAws(): string[] {
    return ['ip', 'netns', 'exec', this.awsNamespace];
  }

  /** Runs something while no packet finds its way to AWS. */
  public withoutRoute<T>(action: () => T): T {
    const route = (verb: string) => run('ip', ['-n', this.serverNamespace, 'route', verb, 'unreachable', `${AWS_ADDRESS}/32`]);
    route('add');
    try {
      return action();
    } finally {
      route('del');
    }
  }

  public close(): void {
    [this.serverNamespace, this.awsNamespace].forEach(name => run('ip', ['netns', 'del', name]));
  }

  private connect(namespace: string, link: string, addresses: string[]): void {
    addresses.forEach(address => run('ip', ['-n', namespace, 'address', 'add', address, 'dev', link]));
    ['lo', link].forEach(name => run('ip', ['-n', namespace, 'link', 'set', name, 'up']));
  }
}
