import { renderRules } from '../../scripts/rule-docs';
import { RULES } from '../../src/survey/findings';

test('every rule is told: those of rows by their id, the others with cause, fix and a page of AWS', () => {
  const page = renderRules(RULES, new Set(['LambdaFunctionTracing']));
  expect(page).toContain('`XRay::LambdaFunctionTracing`');
  RULES.filter(({ id }) => id !== 'LambdaFunctionTracing').forEach(({ id, cause, fix, url }) => {
    expect(page).toContain(`### XRay::${id}\n`);
    expect(page).toContain(`(#xray${id.toLowerCase()})`);
    [cause, fix, url].forEach((text) => expect(page).toContain(text));
  });
});
