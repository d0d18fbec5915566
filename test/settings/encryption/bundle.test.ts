import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, aws_kms as kms, Stack } from 'aws-cdk-lib';
import { SettingOnDelete, XRayEncryption } from '../../../src';
import { ENV } from '../../support/contract-stacks/parts';
import { bundleOf, LocalDeployment } from '../../support/local-deployment';
import { DENIED, keyArn, THROTTLED, XRayStub } from '../../support/xray-stub';

const OURS = keyArn('ours');
const NEW = keyArn('new');
const PUT = '/PutEncryptionConfig';

let outdir: string;
let stub: XRayStub;
let deployment: LocalDeployment;

function synthesized() {
  const app = new App({ analyticsReporting: false, outdir });
  const stack = new Stack(app, 'Stack', { env: ENV });
  new XRayEncryption(stack, 'Encryption', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', OURS), onDelete: SettingOnDelete.RESET });
  return app.synth();
}

beforeAll(() => { outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-bundle-')); });
afterAll(() => rmSync(outdir, { recursive: true }));
beforeEach(async () => {
  stub = await XRayStub.start();
  deployment = await LocalDeployment.start(synthesized(), 'Stack', stub.endpoint);
});
afterEach(async () => {
  await deployment.stop();
  await stub.stop();
});

/** The properties are those that the template has. */
function properties(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { KeyId: OURS, OnDelete: 'RESET', ...changes };
}

test('a life: create, update, the same update, the end of the old key, delete', async () => {
  stub.updates = 3;
  expect(await deployment.send({ RequestType: 'Create', ResourceProperties: properties() }))
    .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: OURS });
  expect(stub.encryption).toEqual({ Type: 'KMS', KeyId: OURS, Status: 'ACTIVE' });

  const updated = { RequestType: 'Update' as const, PhysicalResourceId: OURS, OldResourceProperties: properties(), ResourceProperties: properties({ KeyId: NEW }) };
  expect(await deployment.send(updated)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NEW });
  expect(await deployment.send({ ...updated, PhysicalResourceId: NEW, OldResourceProperties: updated.ResourceProperties }))
    .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NEW });

  expect(await deployment.send({ RequestType: 'Delete', PhysicalResourceId: OURS, ResourceProperties: properties() })).toMatchObject({ Status: 'SUCCESS' });
  expect(stub.encryption.KeyId).toBe(NEW);

  expect(await deployment.send({ RequestType: 'Delete', PhysicalResourceId: NEW, ResourceProperties: properties({ KeyId: NEW }) }))
    .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NEW });
  expect(stub.bodies(PUT)).toEqual([{ Type: 'KMS', KeyId: OURS }, { Type: 'KMS', KeyId: NEW }, { Type: 'NONE' }]);
});

test('delete keeps the key', async () => {
  stub.encryption = { Type: 'KMS', KeyId: OURS, Status: 'ACTIVE' };
  expect(await deployment.send({ RequestType: 'Delete', PhysicalResourceId: OURS, ResourceProperties: properties({ OnDelete: 'KEEP' }) }))
    .toMatchObject({ Status: 'SUCCESS' });
  expect(stub.requests).toEqual([]);
});

test('throttling, and a permission that has not spread yet, are waited for', async () => {
  stub.fail('/EncryptionConfig', THROTTLED);
  stub.fail(PUT, DENIED, 2);
  expect(await deployment.send({ RequestType: 'Create', ResourceProperties: properties() })).toMatchObject({ Status: 'SUCCESS' });
  expect(stub.encryption.KeyId).toBe(OURS);
});

test.each([
  ['a denied permission', DENIED, 'The role of this function is not allowed to.'],
  ['a disabled key', { status: 400, type: 'InvalidRequestException', message: `${OURS} is disabled.` }, 'The key is disabled, or waits for its deletion. Enable it'],
])('%s reaches CloudFormation with the cause and the next step; the Delete that follows changes nothing', async (_, error, text) => {
  stub.fail(PUT, error, 20);
  const response = await deployment.send({ RequestType: 'Create', ResourceProperties: properties() });
  expect(response).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`X-Ray refuses to encrypt with the key ${OURS}. ${text}`) });

  stub.requests.length = 0;
  expect(await deployment.send({ RequestType: 'Delete', PhysicalResourceId: response.PhysicalResourceId, ResourceProperties: properties() }))
    .toMatchObject({ Status: 'SUCCESS' });
  expect(stub.requests).toEqual([]);
});

test('a key that never comes into use is told after 15 minutes, before the provider framework gives up without a word', async () => {
  stub.updates = 1_000;
  const response = await deployment.send({ RequestType: 'Create', ResourceProperties: properties() });
  expect(response).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: OURS,
    Reason: expect.stringContaining(`X-Ray does not encrypt with the key ${OURS} after 15 minutes: it is still updating.`),
  });
});

test('the bundle holds nothing of the AWS SDK, and nothing else that it would have to find', () => {
  const bundle = bundleOf(synthesized(), 'Stack', /OnEvent/);
  expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['@aws-sdk/client-xray', '@aws-sdk/client-xray']);
  expect(bundle.length).toBeLessThan(16_000);
});
