import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const { newFindings, readFindings } = jest.requireActual('../../scripts/corpus/findings');

interface Place { readonly logicalId: string; readonly path: string }

function violation(ruleName: string, severity: string, ...places: Place[]) {
  return {
    ruleName,
    severity,
    description: `${ruleName} is broken`,
    violatingConstructs: places.map((place) => ({
      constructPath: `Corpus/${place.logicalId}`,
      cloudFormationResource: { logicalId: place.logicalId, propertyPaths: [place.path] },
    })),
  };
}

function read(...pluginReports: object[]) {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'findings-'));
  try {
    fs.writeFileSync(path.join(outdir, 'validation-report.json'), JSON.stringify({ pluginReports }));
    return readFindings(outdir);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

const VALIDATOR = { pluginName: 'CloudFormation Validate' };

describe('readFindings', () => {
  test('has one finding for each resource of a violation, acknowledged or not', () => {
    const violations = [violation('E1', 'error', { logicalId: 'A', path: 'Properties.X' }, { logicalId: 'B', path: 'Properties.Y' })];
    const suppressedViolations = [violation('E2', 'error', { logicalId: 'C', path: 'Properties.Z' })];
    expect(read({ ...VALIDATOR, violations, suppressedViolations })).toEqual([
      { rule: 'E1', severity: 'error', description: undefined, resource: 'A', path: 'Properties.X', isAcknowledged: false },
      { rule: 'E1', severity: 'error', description: undefined, resource: 'B', path: 'Properties.Y', isAcknowledged: false },
      { rule: 'E2', severity: 'error', description: 'E2 is broken', resource: 'C', path: 'Properties.Z', isAcknowledged: true },
    ]);
  });

  test('a bad enum value is an error', () => {
    const violations = [violation('W3030', 'warning', { logicalId: 'A', path: 'Properties.TracingConfig.Mode' })];
    expect(read({ ...VALIDATOR, violations })).toEqual([expect.objectContaining({ rule: 'W3030', severity: 'error' })]);
  });

  test('leaves other plugins alone', () => {
    expect(read({ pluginName: 'Construct Annotations', violations: [violation('X', 'warning', { logicalId: 'A', path: '' })] })).toEqual([]);
  });

  test('a failure of the validator is a finding', () => {
    expect(read({ ...VALIDATOR, violations: [], metadata: { error: 'it broke' } })).toEqual([
      { rule: 'failure', severity: 'error', description: 'it broke', resource: 'the validator', path: '', isAcknowledged: false },
    ]);
  });

  test('knows nothing when the validator did not run', () => {
    expect(readFindings(os.tmpdir())).toBeUndefined();
  });
});

describe('newFindings', () => {
  const finding = { rule: 'E1', severity: 'error', resource: 'A', path: 'Properties.X' };

  test('a finding that was there before is not new', () => {
    expect(newFindings([finding], [{ ...finding, description: 'other words' }])).toEqual([]);
  });

  test.each([{ rule: 'E2' }, { resource: 'B' }, { path: 'Properties.Y' }])('a finding with another %p is new', (difference) => {
    const other = { ...finding, ...difference };
    expect(newFindings([finding], [finding, other])).toEqual([other]);
  });

  test('the same finding once more is new', () => {
    expect(newFindings([finding], [finding, finding])).toEqual([finding]);
  });

  test.each([[undefined, []], [[], undefined]])('fails when the validator did not run: %p, %p', (untraced, traced) => {
    expect(() => newFindings(untraced, traced)).toThrow('did not run');
  });
});
