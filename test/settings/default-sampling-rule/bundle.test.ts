import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { DefaultSamplingRule, SamplingRate } from '../../../src';
import { ENV } from '../../support/contract-stacks/parts';
import { LocalDeployment } from '../../support/local-deployment';
import { DENIED, THROTTLED, XRayStub } from '../../support/xray-stub';

const UPDATE = '/UpdateSamplingRule';

let outdir: string;
let stub: XRayStub;
let deployment: LocalDeployment;

beforeEach(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-bundle-'));
  const app = new App({ analyticsReporting: false, outdir });
  new DefaultSamplingRule(new Stack(app, 'Stack', { env: ENV }), 'Rule', { rate: SamplingRate.percent(20) });
  stub = await XRayStub.start();
  deployment = await LocalDeployment.start(app.synth(), 'Stack', stub.endpoint);
});
afterEach(async () => {
  await deployment.stop();
  await stub.stop();
  rmSync(outdir, { recursive: true });
});

const BEFORE = { ReservoirSize: '0', FixedRate: '0.2', OnDelete: 'RESET' };
const AFTER = { ...BEFORE, ReservoirSize: '5' };

test('a life: create, update, the same update, delete', async () => {
  stub.fail(UPDATE, THROTTLED);
  expect(await deployment.send({ RequestType: 'Create', ResourceProperties: BEFORE })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Default' });
  const update = { RequestType: 'Update' as const, PhysicalResourceId: 'Default', OldResourceProperties: BEFORE, ResourceProperties: AFTER };
  expect(await deployment.send(update)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Default' });
  expect(await deployment.send(update)).toMatchObject({ Status: 'SUCCESS' });
  expect(stub.rulePages).toEqual([[{ RuleName: 'Default', ReservoirSize: 5, FixedRate: 0.2 }]]);
  expect(await deployment.send({ RequestType: 'Delete', PhysicalResourceId: 'Default', ResourceProperties: AFTER })).toMatchObject({ Status: 'SUCCESS' });
  expect(stub.rulePages).toEqual([[{ RuleName: 'Default', ReservoirSize: 1, FixedRate: 0.05 }]]);
  expect(stub.bodies(UPDATE)).toHaveLength(4); // one of them throttled
});

test('delete keeps the rate', async () => {
  await deployment.send({ RequestType: 'Delete', PhysicalResourceId: 'Default', ResourceProperties: { ...BEFORE, OnDelete: 'KEEP' } });
  expect(stub.requests).toEqual([]);
});

test('a denied permission reaches CloudFormation with the cause and the next step', async () => {
  stub.fail(UPDATE, DENIED, 20);
  expect(await deployment.send({ RequestType: 'Create', ResourceProperties: BEFORE })).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('a permissions boundary or a service control policy that denies `xray:UpdateSamplingRule`, and deploy again.'),
  });
});
