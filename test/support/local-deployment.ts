import { type ChildProcess, spawn } from 'child_process';
import { readFileSync } from 'fs';
import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import { join } from 'path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

const ROOT = join(__dirname, '..', '..');

/** A request of CloudFormation's to a custom resource. */
export interface CloudFormationEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

/** What a custom resource answers at its ResponseURL. */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
}

/**
 * Runs the functions of a synthesized stack as they would run in AWS: from their bundled assets, in a process of their own in which nothing but the
 * AWS SDK can be found, with the CDK's own provider framework and its state machine before them, and CloudFormation behind the ResponseURL.
 */
export class LocalDeployment {
  public static async start(assembly: CloudAssembly, stackName: string, xrayEndpoint: string): Promise<LocalDeployment> {
    const deployment = new LocalDeployment();
    await new Promise<void>((resolve) => deployment.cloudFormation.listen(0, '127.0.0.1', resolve));
    deployment.host = deployment.startHost(assembly, stackName, xrayEndpoint);
    return deployment;
  }

  private host!: ChildProcess;
  private readonly cloudFormation: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => { text += chunk; });
    request.on('end', () => { response.end(); this.answer(JSON.parse(text)); });
  });
  private answer: (response: CloudFormationResponse) => void = () => undefined;

  /** Sends an event to the custom resource's service, and waits for the answer at the ResponseURL. */
  public async send(event: CloudFormationEvent): Promise<CloudFormationResponse> {
    const answered = new Promise<CloudFormationResponse>((resolve, reject) => {
      this.answer = resolve;
      this.host.once('exit', (code) => reject(new Error(`the functions' process ended with ${code}`)));
    });
    const ids = { StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1', RequestId: 'request', LogicalResourceId: 'Resource' };
    this.host.send({ ...event, ...ids, ResponseURL: 'https://cloudformation.invalid/answer?signature=x' });
    return answered;
  }

  public async stop(): Promise<void> {
    this.host.removeAllListeners('exit');
    this.host.kill();
    this.cloudFormation.closeAllConnections();
    await new Promise((resolve) => this.cloudFormation.close(resolve));
  }

  private startHost(assembly: CloudAssembly, stackName: string, xrayEndpoint: string): ChildProcess {
    const { template } = assembly.getStackByName(stackName);
    const host = spawn(process.execPath, [join(__dirname, 'lambda-host.js')], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        NODE_PATH: join(ROOT, 'node_modules'),
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_ENDPOINT_URL: xrayEndpoint,
        CLOUDFORMATION_PORT: String((this.cloudFormation.address() as AddressInfo).port),
        FUNCTIONS: JSON.stringify(functionsOf(template, assembly.directory)),
      },
    });
    return host;
  }
}

/** The functions of a template by their logical ids, with the folders of their assets. */
function functionsOf(template: any, directory: string) {
  const functions = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return Object.fromEntries(functions.map(([id, { Properties }]) => [id, {
    folder: join(directory, `asset.${Properties.Code.S3Key.replace('.zip', '')}`),
    handler: Properties.Handler,
    // A reference is its logical id here: that is how functions and the state machine are called.
    environment: Object.fromEntries(Object.entries<any>(Properties.Environment?.Variables ?? {})
      .map(([name, value]) => [name, value.Ref ?? value['Fn::GetAtt']?.[0] ?? value])),
  }]));
}

/** The bundle of a handler in an assembly, as a text. */
export function bundleOf(assembly: CloudAssembly, stackName: string, handlerId: RegExp): string {
  const functions = functionsOf(assembly.getStackByName(stackName).template, assembly.directory);
  const id = Object.keys(functions).find((candidate) => handlerId.test(candidate))!;
  return readFileSync(join(functions[id].folder, 'index.js'), 'utf8');
}
