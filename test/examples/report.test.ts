const { parseWarning } = jest.requireActual('../../examples/demo/assembly');
const { readable } = jest.requireActual('../../examples/demo/command');
const { reportText } = jest.requireActual('../../examples/demo/report');
const { styleFor } = jest.requireActual('../../examples/demo/style');

const PLAIN = styleFor({ isTTY: false }, {});
const NOTHING = {
  title: 'An app',
  counts: [],
  coverage: { before: { traced: 0, of: 0 }, after: { traced: 0, of: 0 } },
  excluded: [],
  unsupported: [],
  open: [],
  passThrough: [],
  roles: [],
  added: [],
  warnings: [],
  otherExamples: [],
  outputs: [],
  audit: [],
};

describe('styleFor', () => {
  test.each([
    ['a terminal', { isTTY: true }, {}, '\u001b[1mtext\u001b[22m'],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, 'text'],
    ['a file', { isTTY: false }, {}, 'text'],
  ])('for %s', (_, stream, env, expected) => {
    expect(styleFor(stream, env).bold('text')).toBe(expected);
  });
});

describe('parseWarning', () => {
  const message = (data: string) => ({ id: '/Stack/Report/Resource', entry: { data } });

  test('tells the id, the construct and the text', () => {
    expect(parseWarning(message('cannot change\nthe role [ack: XRay::RoleNotManaged]'))).toEqual({
      id: 'XRay::RoleNotManaged', path: 'Stack/Report', text: 'cannot change\nthe role',
    });
  });

  test.each(['no id', 'of another library [ack: Other::Id]'])('leaves out %j', (data) => {
    expect(parseWarning(message(data))).toBeUndefined();
  });
});

test('readable leaves out minified code and blank lines, and keeps the end', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  expect(readable(['x'.repeat(5_000), ...lines, '', ' '].join('\n'))).toBe(lines.slice(-40).join('\n'));
});

describe('reportText', () => {
  test('leaves out sections that have nothing to say', () => {
    expect(reportText(NOTHING, PLAIN).match(/^\S.*$/gm)).toEqual(['An app', 'Traced']);
  });

  test('rounds the coverage down', () => {
    const coverage = { before: { traced: 0, of: 3 }, after: { traced: 2, of: 3 } };
    expect(reportText({ ...NOTHING, coverage }, PLAIN)).toContain('0 of 3 (0 %) before, 2 of 3 (66 %) after.');
  });

  test('says why a resource is not traced, and what to do', () => {
    const unsupported = [{ type: 'AWS::ApiGatewayV2::Api', paths: ['Shop/A', 'Shop/B'], reason: 'has no tracing', advice: 'trace what is behind it' }];
    expect(reportText({ ...NOTHING, unsupported }, PLAIN)).toContain([
      'Cannot be traced',
      '  AWS::ApiGatewayV2::Api: Shop/A, Shop/B',
      '    has no tracing',
      '    What to do: trace what is behind it',
    ].join('\n'));
  });

  test('puts roles together by the policy that they got', () => {
    const roles = [{ role: 'A', policy: 'P' }, { role: 'B', policy: 'P' }, { role: 'C', policy: 'Q' }];
    expect(reportText({ ...NOTHING, roles }, PLAIN)).toContain('  P for 2 roles: A, B\n  Q for 1 role: C');
  });
});
