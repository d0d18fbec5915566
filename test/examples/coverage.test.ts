const { countByType, coverage, displayPath, groupFindings, inspectTemplates } = jest.requireActual('../../examples/demo/coverage');

const FUNCTION = 'AWS::Lambda::Function';

function resource(path: string, status?: string, type = FUNCTION, reason?: string) {
  return { type, path, finding: status && { status, reason } };
}

describe('displayPath', () => {
  test.each([
    ['Stack/Orders/Resource', 'Stack/Orders'],
    ['Stack/Api/Default', 'Stack/Api'],
    ['Stack/Resource/Orders', 'Stack/Resource/Orders'],
  ])('%s is shown as %s', (path, expected) => {
    expect(displayPath('Id', { Metadata: { 'aws:cdk:path': path } })).toBe(expected);
  });

  test('is the logical id where the template has no paths', () => {
    expect(displayPath('Id', {})).toBe('Id');
  });
});

test('inspectTemplates sorts the resources of all templates by type and path', () => {
  const templates = [
    { Resources: { B: { Type: FUNCTION }, T: { Type: 'AWS::SNS::Topic' } } },
    { Resources: { A: { Type: FUNCTION } } },
    {},
  ];
  const inspect = (template: any, id: string) => ({ status: template.Resources[id].Type === FUNCTION ? 'TRACED' : 'UNTRACED' });
  expect(inspectTemplates(templates, inspect)).toEqual([
    resource('A', 'TRACED'),
    resource('B', 'TRACED'),
    resource('T', 'UNTRACED', 'AWS::SNS::Topic'),
  ]);
});

describe('countByType', () => {
  test('counts what is traced before and after, and why the rest is not', () => {
    const before = [resource('A', 'UNTRACED'), resource('B', 'TRACED'), resource('C', 'EXCLUDED'), resource('D', 'UNSUPPORTED'), resource('E', 'UNKNOWN')];
    const after = [resource('A', 'TRACED'), ...before.slice(1)];
    expect(countByType(before, after)).toEqual([
      { type: FUNCTION, resources: 5, before: 1, after: 2, excluded: 1, unsupported: 1, open: 1 },
    ]);
  });

  test('leaves out types of which nothing can be traced', () => {
    const resources = [resource('Queue', 'PASS_THROUGH', 'AWS::SQS::Queue'), resource('Api', 'UNSUPPORTED', 'AWS::ApiGatewayV2::Api'), resource('Role', undefined, 'AWS::IAM::Role')];
    expect(countByType(resources, resources)).toEqual([]);
  });
});

test('coverage counts what is traced, untraced and unknown', () => {
  const statuses = ['TRACED', 'UNTRACED', 'UNKNOWN', 'EXCLUDED', 'PASS_THROUGH', 'UNSUPPORTED', undefined];
  expect(coverage(statuses.map((status) => resource('A', status)))).toEqual({ traced: 1, of: 3 });
});

test('groupFindings puts resources of one type and reason together', () => {
  const resources = [
    resource('A', 'EXCLUDED', FUNCTION, 'old'), resource('B', 'EXCLUDED', FUNCTION, 'old'), resource('C', 'EXCLUDED', FUNCTION, 'new'), resource('D', 'TRACED'),
  ];
  expect(groupFindings(resources, 'EXCLUDED')).toEqual([
    { type: FUNCTION, reason: 'old', paths: ['A', 'B'] },
    { type: FUNCTION, reason: 'new', paths: ['C'] },
  ]);
});
