import { renderRules, warningTexts } from '../../scripts/rule-docs';
import { WarningId } from '../../src/private/ids';
import { RULES } from '../../src/survey/findings';

test('every rule is told: those of rows by their id, the others with cause, fix and a page of AWS', () => {
  const page = renderRules(RULES, new Set(['LambdaFunctionTracing']), new Map());
  expect(page).toContain('`XRay::LambdaFunctionTracing`');
  RULES.filter(({ id }) => id !== 'LambdaFunctionTracing').forEach(({ id, cause, fix, url }) => {
    expect(page).toContain(`### XRay::${id}\n`);
    expect(page).toContain(`(#xray${id.toLowerCase()})`);
    [cause, fix, url].forEach((text) => expect(page).toContain(text));
  });
});

test('every id is that of a rule, or is told among the warnings of the synthesis', () => {
  const warnings = warningTexts();
  const rules = new Set(RULES.map(({ id }) => id));
  expect([...warnings.keys()].sort()).toEqual(Object.values(WarningId).filter((id) => !rules.has(id)).sort());
  const page = renderRules(RULES, new Set(), warnings);
  warnings.forEach((text, id) => expect(page).toContain(`| \`XRay::${id}\` | ${text} |`));
});
