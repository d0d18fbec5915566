import { EncryptionSetting } from '../../../src/settings/encryption/handler/encryption-setting';
import { EncryptionHandlers, type EncryptionProperties, type EncryptionStarted } from '../../../src/settings/encryption/handler/handlers';
import { clientOf } from '../../support/xray-client';
import { DENIED, keyArn, type StubError, THROTTLED, XRayStub } from '../../support/xray-stub';

const PUT = '/PutEncryptionConfig';
const GET = '/EncryptionConfig';
const OURS = keyArn('ours');
const THEIRS = keyArn('theirs');
const OWNED_BY_AWS = 'AWS_OWNED_KEY';
const MINUTE = 60_000;

let stub: XRayStub;
let handlers: EncryptionHandlers;
/** Time passes only when somebody sleeps, or the test says so. */
let now: number;

beforeEach(async () => {
  stub = await XRayStub.start();
  now = 1_000_000;
  handlers = new EncryptionHandlers(new EncryptionSetting(clientOf(stub)), {
    now: () => now,
    sleep: async (milliseconds) => { now += milliseconds; },
  });
});
afterEach(async () => stub.stop());

const encryptsWith = (KeyId: string, Status = 'ACTIVE') => { stub.encryption = { Type: 'KMS', KeyId, Status }; };
const keep = (KeyId?: string): EncryptionProperties => ({ KeyId, OnDelete: 'KEEP' });
const reset = (KeyId?: string): EncryptionProperties => ({ KeyId, OnDelete: 'RESET' });
const create = async (properties: EncryptionProperties) => handlers.onEvent({ RequestType: 'Create', ResourceProperties: properties });
const update = async (id: string, before: EncryptionProperties, after: EncryptionProperties) =>
  handlers.onEvent({ RequestType: 'Update', PhysicalResourceId: id, OldResourceProperties: before, ResourceProperties: after });
const remove = async (id: string, properties: EncryptionProperties) =>
  handlers.onEvent({ RequestType: 'Delete', PhysicalResourceId: id, ResourceProperties: properties });
const isComplete = async (started: EncryptionStarted) => (await handlers.isComplete(started)).IsComplete;

describe('create', () => {
  test.each([
    ['a key by its ARN', OURS, { Type: 'KMS', KeyId: OURS }, OURS],
    ['an alias, which X-Ray answers with the ARN of its key', 'alias/aws/xray', { Type: 'KMS', KeyId: 'alias/aws/xray' }, keyArn('of-alias-aws/xray')],
    ['the ARN of an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/traces', { Type: 'KMS', KeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/traces' }, keyArn('of-alias-traces')],
  ])('sets %s', async (_, key, body, id) => {
    const started = await create(keep(key));
    expect(stub.bodies(PUT)).toEqual([body]);
    expect(started).toEqual({ PhysicalResourceId: id, AwaitedKey: id, StartedAt: now });
    expect(await isComplete(started)).toBe(true);
  });

  test('sets back to the key that AWS owns, which is no key', async () => {
    encryptsWith(THEIRS);
    expect((await create(keep())).PhysicalResourceId).toBe(OWNED_BY_AWS);
    expect(stub.bodies(PUT)).toEqual([{ Type: 'NONE' }]);
  });

  test.each([[OURS, OURS], [OURS, 'ours'], ['ours', OURS]])('changes nothing where %s is asked for and %s is in use', async (asked, used) => {
    encryptsWith(used);
    const started = await create(keep(asked));
    expect(stub.bodies(PUT)).toEqual([]);
    expect(await isComplete(started)).toBe(true);
  });

  test('changes nothing where AWS owns the key already', async () => {
    expect(await isComplete(await create(keep()))).toBe(true);
    expect(stub.bodies(PUT)).toEqual([]);
  });

  test('waits until the key is in use', async () => {
    stub.updates = 2;
    stub.encryption.Status = 'ACTIVE';
    const started = await create(keep(OURS));
    stub.updates = 2;
    stub.encryption.Status = 'UPDATING';
    expect([await isComplete(started), await isComplete(started), await isComplete(started)]).toEqual([false, false, true]);
  });

  test('begins when somebody else\'s change has ended', async () => {
    encryptsWith(THEIRS, 'UPDATING');
    stub.updates = 3;
    await create(keep(OURS));
    expect(stub.requests.map(({ path }) => path)).toEqual([GET, GET, GET, GET, PUT]);
  });

  test('leaves the change to the same key that is under way already', async () => {
    encryptsWith(OURS, 'UPDATING');
    stub.updates = 2;
    const started = await create(keep(OURS));
    expect(stub.bodies(PUT)).toEqual([]);
    expect([await isComplete(started), await isComplete(started)]).toEqual([false, true]);
  });

  test('gives up where somebody else\'s change does not end', async () => {
    encryptsWith(THEIRS, 'UPDATING');
    stub.updates = 1_000;
    await expect(create(keep(OURS))).rejects.toThrow(
      `X-Ray cannot be told to encrypt with the key ${OURS}, because for 10 minutes it has been updating to the key ${THEIRS}. Deploy again when that has ended.`);
    expect(stub.bodies(PUT)).toEqual([]);
  });
});

describe('update', () => {
  test('to another key is another physical resource', async () => {
    encryptsWith(OURS);
    const started = await update(OURS, keep(OURS), keep(keyArn('new')));
    expect(stub.bodies(PUT)).toEqual([{ Type: 'KMS', KeyId: keyArn('new') }]);
    expect(started.PhysicalResourceId).toBe(keyArn('new'));
  });

  test.each([['OURS', OURS, OURS], ['an alias', 'alias/traces', keyArn('of-alias-traces')]])('with the same key, by %s, changes nothing', async (_, asked, used) => {
    encryptsWith(used);
    const started = await update(used, keep(asked), reset(asked));
    expect(stub.bodies(PUT)).toEqual([]);
    expect(started.PhysicalResourceId).toBe(used);
  });

  test.each([OURS, 'alias/traces'])('with the same key %s sets it again where somebody else has changed it', async (asked) => {
    encryptsWith(THEIRS);
    await update(OURS, keep(asked), reset(asked));
    expect(stub.bodies(PUT)).toEqual([{ Type: 'KMS', KeyId: asked }]);
  });
});

describe('delete', () => {
  test('keeps the key, and asks nothing', async () => {
    encryptsWith(OURS);
    const started = await remove(OURS, keep(OURS));
    expect(started.PhysicalResourceId).toBe(OURS);
    expect(await isComplete(started)).toBe(true);
    expect(stub.requests).toEqual([]);
  });

  test('resets to the key that AWS owns, and waits for it', async () => {
    encryptsWith(OURS);
    const started = await remove(OURS, reset(OURS));
    expect(stub.bodies(PUT)).toEqual([{ Type: 'NONE' }]);
    expect(started).toEqual({ PhysicalResourceId: OURS, AwaitedKey: OWNED_BY_AWS, StartedAt: now });
    stub.updates = 1;
    stub.encryption.Status = 'UPDATING';
    expect([await isComplete(started), await isComplete(started)]).toEqual([false, true]);
  });

  test.each([
    ['another key', () => encryptsWith(THEIRS)],
    ['the key that AWS owns', () => undefined],
    ['another key soon', () => encryptsWith(THEIRS, 'UPDATING')],
  ])('leaves %s, which somebody else has set meanwhile', async (_, prepare) => {
    prepare();
    const started = await remove(OURS, reset(OURS));
    expect(stub.bodies(PUT)).toEqual([]);
    expect(await isComplete(started)).toBe(true);
  });

  test('leaves what somebody else sets while X-Ray is still updating to ours', async () => {
    encryptsWith(OURS, 'UPDATING');
    stub.updates = 5;
    stub.onRequest = () => { if (stub.requests.length === 3) { encryptsWith(THEIRS); stub.updates = 0; } };
    await remove(OURS, reset(OURS));
    expect(stub.bodies(PUT)).toEqual([]);
  });

  test('of the key that AWS owns resets nothing', async () => {
    await remove(OWNED_BY_AWS, reset());
    expect(stub.requests).toEqual([]);
  });
});

describe('a failure names its cause and the next step', () => {
  const invalid = (message: string): StubError => ({ status: 400, type: 'InvalidRequestException', message });

  test.each([
    ['a disabled key', invalid(`${OURS} is disabled.`), 'The key is disabled, or waits for its deletion. Enable it, or cancel its deletion, and deploy again.'],
    ['a key that is being deleted', invalid(`${OURS} is pending deletion.`), 'The key is disabled, or waits for its deletion.'],
    ['an asymmetric key', invalid('Asymmetric keys are not supported'), 'The key is of the wrong kind. X-Ray takes symmetric encryption keys only: give it another one.'],
    ['a key that does not exist', invalid(`Key '${OURS}' does not exist`), 'There is no such key. Give the ARN of a key in this region that this account may use, and deploy again.'],
    ['a key policy', invalid('not authorized to perform: kms:CreateGrant on this resource'), 'The key does not allow it. Let the key policy give the role of this function `kms:CreateGrant`'],
    ['a denied role', DENIED, 'The role of this function is not allowed to. Look for a permissions boundary or a service control policy that denies `xray:PutEncryptionConfig`'],
    ['anything else', invalid('Nope'), 'Look whether the key is a symmetric encryption key in this region, is enabled, and has a policy that lets the role'],
  ])('%s', async (_, error, text) => {
    stub.fail(PUT, error, 10);
    const failure = create(keep(OURS));
    await expect(failure).rejects.toThrow(`X-Ray refuses to encrypt with the key ${OURS}. ${text}`);
    await expect(failure).rejects.toThrow(`AWS says: ${error.type}: ${error.message}`);
  });

  test('throttling that does not end', async () => {
    stub.fail(PUT, THROTTLED, 10);
    await expect(create(keep(OURS))).rejects.toThrow('X-Ray throttles the requests of this account. Deploy again later. AWS says: ThrottledException: Rate exceeded');
  });

  test('a role that must not read', async () => {
    stub.fail(GET, DENIED, 10);
    await expect(create(keep(OURS))).rejects.toThrow(
      'The encryption configuration of X-Ray cannot be read. The role of this function is not allowed to. '
      + 'Look for a permissions boundary or a service control policy that denies `xray:GetEncryptionConfig`');
  });

  test('X-Ray that does not answer', async () => {
    stub.fail(GET, 'silence', 10);
    await expect(create(keep(OURS))).rejects.toThrow(/^The encryption configuration of X-Ray cannot be read\. Deploy again\. AWS says: TimeoutError: /);
  });
});

describe('what passes is waited for', () => {
  test('throttling', async () => {
    stub.fail(GET, THROTTLED);
    stub.fail(PUT, THROTTLED);
    await create(keep(OURS));
    expect(stub.encryption.KeyId).toBe(OURS);
  });

  test('a permission that IAM has not spread yet', async () => {
    stub.fail(PUT, DENIED, 3);
    const before = now;
    await create(keep(OURS));
    expect(stub.encryption.KeyId).toBe(OURS);
    expect(now - before).toBe(15_000);
  });

  test.each([['throttling', THROTTLED], ['a failure of X-Ray', { status: 503, type: 'ServiceUnavailable' }], ['silence', 'silence' as const]])(
    '%s, while X-Ray brings the key into use', async (_, error) => {
      const started = await create(keep(OURS));
      stub.fail(GET, error, 2);
      expect([await isComplete(started), await isComplete(started)]).toEqual([false, true]);
    });
});

describe('after 15 minutes', () => {
  let started: EncryptionStarted;
  beforeEach(async () => { started = await create(keep(OURS)); });

  test('and not a moment before, a key that is not in use is a failure', async () => {
    stub.updates = 1_000;
    stub.encryption.Status = 'UPDATING';
    now = started.StartedAt + 15 * MINUTE;
    expect(await isComplete(started)).toBe(false);
    now++;
    await expect(handlers.isComplete(started)).rejects.toThrow(new Error(
      `X-Ray does not encrypt with the key ${OURS} after 15 minutes: it is still updating. Look whether the key is enabled and lets X-Ray create grants, and deploy again.`));
  });

  test('a key that somebody else has set is told', async () => {
    encryptsWith(THEIRS);
    expect(await isComplete(started)).toBe(false);
    now += 16 * MINUTE;
    await expect(handlers.isComplete(started)).rejects.toThrow(
      `X-Ray does not encrypt with the key ${OURS} after 15 minutes, but with ${THEIRS}: something else changed the setting meanwhile.`);
  });

  test('an X-Ray that cannot be asked is told', async () => {
    stub.fail(GET, THROTTLED, 10);
    now += 16 * MINUTE;
    await expect(handlers.isComplete(started)).rejects.toThrow(
      `X-Ray does not encrypt with the key ${OURS} after 15 minutes, and does not answer. Look at the health of AWS X-Ray in this region, and deploy again.`);
  });

  test('a key that is in use is none', async () => {
    now += 60 * MINUTE;
    expect(await isComplete(started)).toBe(true);
  });
});

test('a permission that is taken away while X-Ray brings the key into use is told at once', async () => {
  const started = await create(keep(OURS));
  stub.fail(GET, DENIED, 10);
  await expect(handlers.isComplete(started)).rejects.toThrow('denies `xray:GetEncryptionConfig`');
});

test.each([[keyArn('any'), true], [undefined, false]])('should X-Ray answer with the alias that it was given, %s in use means %s', async (key, expected) => {
  stub.encryption = key === undefined ? { Type: 'NONE', Status: 'ACTIVE' } : { Type: 'KMS', KeyId: key, Status: 'ACTIVE' };
  expect(await isComplete({ PhysicalResourceId: 'alias/traces', AwaitedKey: 'alias/traces', StartedAt: now })).toBe(expected);
});
