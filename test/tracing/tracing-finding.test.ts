import { InspectedResource, TracerRegistry, TracingFinding, TracingStatus } from '../../src';

const REFERENCE = { Ref: 'Mode' };

function withValue(value: any): InspectedResource {
  return InspectedResource.fromTemplate({ Resources: { R: { Type: 'Test::A::B', Properties: { Config: { Mode: value } } } } }, 'R');
}

test.each<[string, TracingFinding, Partial<TracingFinding>]>([
  ['traced', TracingFinding.traced(), { status: TracingStatus.TRACED }],
  ['untraced', TracingFinding.untraced(), { status: TracingStatus.UNTRACED }],
  ['untraced with a reason', TracingFinding.untraced('because'), { status: TracingStatus.UNTRACED, reason: 'because' }],
  ['excluded', TracingFinding.excluded('because'), { status: TracingStatus.EXCLUDED, reason: 'because', isOverridable: true }],
  ['optIn', TracingFinding.optIn('because'), { status: TracingStatus.EXCLUDED, reason: 'because', isOptIn: true }],
  ['passThrough', TracingFinding.passThrough('because'), { status: TracingStatus.PASS_THROUGH, reason: 'because' }],
  ['unsupported', TracingFinding.unsupported('because', 'do'), { status: TracingStatus.UNSUPPORTED, reason: 'because', advice: 'do' }],
  ['unsupported by a rule of its own', TracingFinding.unsupported('because', 'do', 'Rule'),
    { status: TracingStatus.UNSUPPORTED, reason: 'because', advice: 'do', ruleId: 'Rule' }],
  ['unknown', TracingFinding.unknown('because'), { status: TracingStatus.UNKNOWN, reason: 'because' }],
  ['unknown with advice', TracingFinding.unknown('because', 'do'), { status: TracingStatus.UNKNOWN, reason: 'because', advice: 'do' }],
])('%s', (_, finding, expected) => {
  const nothing = { reason: undefined, advice: undefined, ruleId: undefined, isOptIn: false, isOverridable: false, _isRemoval: false };
  const { status, reason, advice, ruleId, isOptIn, isOverridable, _isRemoval } = finding;
  expect({ status, reason, advice, ruleId, isOptIn, isOverridable, _isRemoval }).toEqual({ ...nothing, ...expected });
});

test('what is in the way of tracing is found out when somebody asks, and once', () => {
  const obstacle = jest.fn(() => ({ reason: 'because', advice: 'do' }));
  const finding = TracingFinding._untracedBy(obstacle);
  expect([finding.status, obstacle.mock.calls.length]).toEqual([TracingStatus.UNTRACED, 0]);
  expect([finding.reason, finding.advice, obstacle.mock.calls.length]).toEqual(['because', 'do', 1]);
});

describe('ofProperty', () => {
  test.each<[any, any, TracingStatus, string | undefined]>([
    ['Active', undefined, TracingStatus.UNTRACED, undefined],
    ['Active', { Ref: 'AWS::NoValue' }, TracingStatus.UNTRACED, undefined],
    ['Active', 'Active', TracingStatus.TRACED, undefined],
    ['Active', 'PassThrough', TracingStatus.EXCLUDED, '`Config.Mode` is explicitly "PassThrough"'],
    ['Active', 'active', TracingStatus.EXCLUDED, '`Config.Mode` is explicitly "active"'],
    ['Active', '', TracingStatus.EXCLUDED, '`Config.Mode` is explicitly ""'],
    ['Active', null, TracingStatus.EXCLUDED, 'an override removes `Config.Mode`'],
    ['Active', REFERENCE, TracingStatus.UNKNOWN, '`Config.Mode` is decided at deployment by {"Ref":"Mode"}'],
    [true, true, TracingStatus.TRACED, undefined],
    [true, 'true', TracingStatus.TRACED, undefined],
    [true, 'True', TracingStatus.TRACED, undefined],
    [true, false, TracingStatus.EXCLUDED, '`Config.Mode` is explicitly false'],
    [true, 'false', TracingStatus.EXCLUDED, '`Config.Mode` is explicitly "false"'],
    [true, 1, TracingStatus.EXCLUDED, '`Config.Mode` is explicitly 1'],
  ])('on is %j, the value %j: %s', (on, value, status, reason) => {
    expect(TracingFinding.ofProperty(withValue(value), 'Config.Mode', on)).toMatchObject({ status, reason });
  });

  test.each<[any, boolean]>([[undefined, false], ['Active', false], ['PassThrough', true], [null, true], [REFERENCE, true]])(
    'the value %j, which somebody set to something else, can be overridden: %s', (value, expected) => {
      expect(TracingFinding.ofProperty(withValue(value), 'Config.Mode', 'Active').isOverridable).toBe(expected);
    });

  test('a hidden value comes with advice', () => {
    expect(TracingFinding.ofProperty(withValue(REFERENCE), 'Config.Mode', 'Active').advice).toBe('set `Config.Mode` to "Active", or remove what decides it and let tracing be turned on');
    expect(TracingFinding.ofValue({ 'Fn::If': ['IsProd', 'Active', { Ref: 'AWS::NoValue' }] }, 'Config.Mode', 'Active').advice)
      .toBe('set `Config.Mode` to "Active" in each branch, or remove what decides it and let tracing be turned on');
  });
});

test('ofValue calls the value as it is told', () => {
  expect(TracingFinding.ofValue('off', 'Globals.Function.Tracing', 'Active').reason).toBe('`Globals.Function.Tracing` is explicitly "off"');
});

test('the statuses are those that a report knows', () => {
  expect(Object.values(TracingStatus).sort()).toEqual(['EXCLUDED', 'PASS_THROUGH', 'TRACED', 'UNKNOWN', 'UNSUPPORTED', 'UNTRACED']);
});

test('the built-in table has nothing to say about types that it does not know', () => {
  expect(TracerRegistry.builtIn().inspect(withValue('Active'))).toBeUndefined();
});
