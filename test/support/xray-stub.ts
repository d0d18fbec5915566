import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';

const ACCOUNT_KEYS = 'arn:aws:kms:eu-west-1:111122223333:key/';

/** The ARN of a KMS key with an id. */
export function keyArn(id: string): string {
  return ACCOUNT_KEYS + id;
}

/** An answer of X-Ray that is an error. */
export interface StubError {
  readonly status: number;
  readonly type: string;
  readonly message?: string;
}

export const THROTTLED: StubError = { status: 429, type: 'ThrottledException', message: 'Rate exceeded' };
export const DENIED: StubError = {
  status: 403,
  type: 'AccessDeniedException',
  message: 'User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: xray:PutEncryptionConfig because no policy allows it',
};

/** What the stub does instead of answering: nothing at all, so that the client waits. */
const SILENCE = 'silence';

/**
 * The settings of AWS X-Ray in an account and region, on a port of this machine: the paths, shapes and errors of the service.
 *
 * A key that is set is in use after `updates` further reads. An alias is answered with the ARN of its key, as X-Ray does.
 */
export class XRayStub {
  public static async start(): Promise<XRayStub> {
    const stub = new XRayStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  /** The requests so far, as a path and a body. */
  public readonly requests: { readonly path: string; readonly body: any }[] = [];

  /** How X-Ray encrypts. */
  public encryption: { Type: string; KeyId?: string; Status: string } = { Type: 'NONE', Status: 'ACTIVE' };

  /** How many reads see that X-Ray is updating, after the key was set. */
  public updates = 0;

  /** The rules that X-Ray lists, page by page. */
  public rulePages: any[][] = [[{ RuleName: 'Default', FixedRate: 0.05, ReservoirSize: 1 }]];

  private readonly failures = new Map<string, (StubError | typeof SILENCE)[]>();
  private readonly server: Server = createServer((request, response) => { void this.handle(request, response); });

  /** What is called at each request, before it is answered. */
  public onRequest: (path: string) => void = () => undefined;

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Makes the next requests of a path fail. */
  public fail(path: string, error: StubError | typeof SILENCE, times = 1): void {
    this.failures.set(path, [...this.failures.get(path) ?? [], ...Array.from({ length: times }, () => error)]);
  }

  /** The bodies of the requests of a path. */
  public bodies(path: string): any[] {
    return this.requests.filter((request) => request.path === path).map(({ body }) => body);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!;
    const text = await textOf(request);
    this.requests.push({ path, body: text ? JSON.parse(text) : undefined });
    this.onRequest(path);
    const failure = this.failures.get(path)?.shift();
    if (failure === SILENCE) { return; }
    if (failure) {
      response.writeHead(failure.status, { 'content-type': 'application/json', 'x-amzn-errortype': failure.type });
      response.end(JSON.stringify({ Message: failure.message, message: failure.message }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(this.answer(path, text ? JSON.parse(text) : {})));
  }

  private answer(path: string, body: any): unknown {
    switch (path) {
      case '/PutEncryptionConfig': return this.putEncryptionConfig(body);
      case '/EncryptionConfig': return this.getEncryptionConfig();
      case '/GetSamplingRules': return this.getSamplingRules(body);
      case '/UpdateSamplingRule': return this.updateSamplingRule(body);
      default: return {}; // what CloudFormation answers
    }
  }

  private putEncryptionConfig({ Type, KeyId }: { Type: string; KeyId?: string }) {
    const key = KeyId?.replace(/^(arn:.*:)?alias\//, `${ACCOUNT_KEYS}of-alias-`);
    this.encryption = { Type, ...(key === undefined ? {} : { KeyId: key }), Status: this.updates > 0 ? 'UPDATING' : 'ACTIVE' };
    return { EncryptionConfig: this.encryption };
  }

  private getEncryptionConfig() {
    const EncryptionConfig = { ...this.encryption };
    if (this.updates > 0) { this.updates--; }
    if (this.updates === 0) { this.encryption.Status = 'ACTIVE'; }
    return { EncryptionConfig };
  }

  private getSamplingRules({ NextToken = '0' }: { NextToken?: string }) {
    const page = Number(NextToken);
    return {
      SamplingRuleRecords: this.rulePages[page].map((SamplingRule) => ({ SamplingRule })),
      ...(page + 1 < this.rulePages.length ? { NextToken: String(page + 1) } : {}),
    };
  }

  private updateSamplingRule({ SamplingRuleUpdate: { RuleName, ...update } }: any) {
    const rule = this.rulePages.flat().find((candidate) => candidate.RuleName === RuleName);
    Object.assign(rule, update);
    return { SamplingRuleRecord: { SamplingRule: rule } };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) { chunks.push(chunk as Buffer); }
  return Buffer.concat(chunks).toString();
}
