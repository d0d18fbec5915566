const { formatResult, formatSummary, summarize } = jest.requireActual('../../scripts/corpus/report');

const CLEAN = { loaded: true, traced: 2, crashes: [], newFindings: [], foreignChanges: [], gaps: [] };
const GAP = { logicalId: 'Fn', resourceType: 'AWS::Lambda::Function', status: 'UNKNOWN', reason: 'a parameter decides' };
const EXPLAINED = { ...GAP, explainedBy: ['XRay::LambdaFunctionTracing'] };
const UNEXPLAINED = { ...GAP, explainedBy: [] };
const BROKEN = {
  ...CLEAN,
  crashes: ['it broke'],
  newFindings: [{ rule: 'E1', severity: 'error', resource: 'A', path: 'Properties.X', description: 'is wrong' }],
  foreignChanges: [{ path: ['Resources', 'A'], before: { Type: 'AWS::SQS::Queue' }, after: undefined }],
  gaps: [EXPLAINED, UNEXPLAINED],
};
const UNLOADED = { loaded: false, reason: 'it is no YAML' };

describe('formatResult', () => {
  test('says how many resources are traced', () => {
    expect(formatResult('a.yaml', CLEAN)).toBe('ok    a.yaml: 2 traced');
  });

  test('says why a template does not load', () => {
    expect(formatResult('a.yaml', UNLOADED)).toBe('skip  a.yaml: does not load without tracing: it is no YAML');
  });

  test('a gap that a warning explains is no failure', () => {
    expect(formatResult('a.yaml', { ...CLEAN, gaps: [EXPLAINED] })).toMatch(/^ok .*\n.*explained by XRay::LambdaFunctionTracing$/);
  });

  test('has one line for each thing that broke', () => {
    expect(formatResult('a.yaml', BROKEN).split('\n').map((line: string) => line.trim())).toEqual([
      'FAIL  a.yaml: 2 traced',
      'crash: it broke',
      'new finding: E1 (error) on A Properties.X: is wrong',
      'foreign change: Resources.A: {"Type":"AWS::SQS::Queue"} -> nothing',
      'untraced: Fn (AWS::Lambda::Function) is UNKNOWN, a parameter decides: explained by XRay::LambdaFunctionTracing',
      'untraced: Fn (AWS::Lambda::Function) is UNKNOWN, a parameter decides: no XRay:: warning explains it',
    ]);
  });
});

describe('summary', () => {
  test('counts what broke in the templates that load', () => {
    expect(summarize([CLEAN, UNLOADED, BROKEN])).toEqual({
      templates: 3, loaded: 2, crashes: 1, newFindings: 1, foreignChanges: 1, unexplainedGaps: 1, failures: 4,
    });
  });

  test('has one line for each figure', () => {
    expect(formatSummary(summarize([CLEAN]))).toMatch(/^templates: +1\nloaded: +1\ncrashes: +0\nnew findings: +0\nforeign changes: +0\nunexplained gaps: 0$/);
  });
});
