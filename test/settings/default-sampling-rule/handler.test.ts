import { DefaultRule } from '../../../src/settings/default-sampling-rule/handler/default-rule';
import { DefaultRuleHandlers } from '../../../src/settings/default-sampling-rule/handler/handlers';
import type { OnDelete } from '../../../src/settings/private/handler/event';
import { clientOf } from '../../support/xray-client';
import { DENIED, THROTTLED, XRayStub } from '../../support/xray-stub';

const GET = '/GetSamplingRules';
const UPDATE = '/UpdateSamplingRule';

let stub: XRayStub;
let handlers: DefaultRuleHandlers;

beforeEach(async () => {
  stub = await XRayStub.start();
  handlers = new DefaultRuleHandlers(new DefaultRule(clientOf(stub)));
});
afterEach(async () => stub.stop());

const rateIs = (ReservoirSize: number, FixedRate: number) => { stub.rulePages = [[{ RuleName: 'Default', FixedRate, ReservoirSize }]]; };
/** CloudFormation sends numbers as texts. */
const properties = (ReservoirSize: string, FixedRate: string, onDelete: OnDelete = 'RESET') => ({ ReservoirSize, FixedRate, OnDelete: onDelete });
const create = async (...rate: Parameters<typeof properties>) => handlers.onEvent({ RequestType: 'Create', ResourceProperties: properties(...rate) });
const remove = async (...rate: Parameters<typeof properties>) =>
  handlers.onEvent({ RequestType: 'Delete', PhysicalResourceId: 'Default', ResourceProperties: properties(...rate) });

test('create changes the two numbers that X-Ray lets change, and nothing else', async () => {
  expect(await create('10', '0.2')).toEqual({ PhysicalResourceId: 'Default' });
  expect(stub.bodies(UPDATE)).toEqual([{ SamplingRuleUpdate: { RuleName: 'Default', ReservoirSize: 10, FixedRate: 0.2 } }]);
});

test('update changes them too, and is the same resource', async () => {
  rateIs(10, 0.2);
  const event = { RequestType: 'Update' as const, PhysicalResourceId: 'Default', OldResourceProperties: properties('10', '0.2'), ResourceProperties: properties('0', '1') };
  expect(await handlers.onEvent(event)).toEqual({ PhysicalResourceId: 'Default' });
  expect(stub.bodies(UPDATE)).toEqual([{ SamplingRuleUpdate: { RuleName: 'Default', ReservoirSize: 0, FixedRate: 1 } }]);
});

test('the rate that the rule has already is not set again', async () => {
  rateIs(10, 0.30000000000000004);
  await create('10', '0.3');
  expect(stub.bodies(UPDATE)).toEqual([]);
});

test.each([['10', '0.3'], ['9', '0.2']])('a rate that differs in one number, %s and %s, is set', async (...rate) => {
  rateIs(10, 0.2);
  await create(...rate);
  expect(stub.bodies(UPDATE)).toHaveLength(1);
});

test('the rule is found on a later page', async () => {
  stub.rulePages = [[{ RuleName: 'Checkout', FixedRate: 1, ReservoirSize: 1 }], [], [{ RuleName: 'Default', FixedRate: 0.2, ReservoirSize: 10 }]];
  await create('10', '0.2');
  expect(stub.bodies(UPDATE)).toEqual([]);
});

test('a rule that X-Ray does not list is set all the same', async () => {
  stub.rulePages = [[{ RuleName: 'Checkout', FixedRate: 1, ReservoirSize: 1 }], [{ RuleName: 'Default' }]];
  stub.onRequest = (path) => { if (path === GET) { stub.rulePages = [stub.rulePages[0]]; } else { stub.rulePages = [[{ RuleName: 'Default' }]]; } };
  await create('10', '0.2');
  expect(stub.bodies(UPDATE)).toHaveLength(1);
});

describe('delete', () => {
  test('resets to what AWS ships', async () => {
    rateIs(10, 0.2);
    expect(await remove('10', '0.2')).toEqual({ PhysicalResourceId: 'Default' });
    expect(stub.bodies(UPDATE)).toEqual([{ SamplingRuleUpdate: { RuleName: 'Default', ReservoirSize: 1, FixedRate: 0.05 } }]);
  });

  test('keeps the rate, and asks nothing', async () => {
    rateIs(10, 0.2);
    await remove('10', '0.2', 'KEEP');
    expect(stub.requests).toEqual([]);
  });

  test('leaves what somebody else has set meanwhile', async () => {
    rateIs(7, 0.7);
    await remove('10', '0.2');
    expect(stub.bodies(UPDATE)).toEqual([]);
  });

  test('of what AWS ships changes nothing', async () => {
    await remove('1', '0.05');
    expect(stub.bodies(UPDATE)).toEqual([]);
  });
});

test('throttling is waited for', async () => {
  stub.fail(GET, THROTTLED);
  stub.fail(UPDATE, THROTTLED);
  await create('10', '0.2');
  expect(stub.rulePages[0][0].ReservoirSize).toBe(10);
});

describe('a failure names its cause and the next step', () => {
  test.each([
    [GET, DENIED, 'The Default sampling rule of X-Ray cannot be read. The role of this function is not allowed to. Look for a permissions boundary or a service control policy that denies `xray:GetSamplingRules`'],
    [UPDATE, DENIED, 'X-Ray refuses 10 per second and a share of 0.2 for the Default sampling rule. The role of this function is not allowed to. Look for a permissions boundary or a service control policy that denies `xray:UpdateSamplingRule`'],
    [UPDATE, THROTTLED, 'X-Ray refuses 10 per second and a share of 0.2 for the Default sampling rule. X-Ray throttles the requests of this account. Deploy again later.'],
    [UPDATE, { status: 400, type: 'InvalidRequestException', message: 'Nope' }, 'Mend the rate, and deploy again. AWS says: InvalidRequestException: Nope'],
    [GET, 'silence' as const, 'The Default sampling rule of X-Ray cannot be read. Deploy again. AWS says: TimeoutError: '],
  ])('%s %j', async (path, error, text) => {
    stub.fail(path, error, 20);
    await expect(create('10', '0.2')).rejects.toThrow(text);
  });
});
