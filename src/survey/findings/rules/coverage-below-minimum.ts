import { coverageOf } from '../../coverage';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

export const COVERAGE_BELOW_MINIMUM: FindingRule = {
  id: 'CoverageBelowMinimum',
  severity: FindingSeverity.ERROR,
  title: 'The coverage is not below the minimum that was asked for',
  cause: 'The coverage, traced / (traced + untraced + unknown), is below `minimumCoverage` or `--min-coverage`.',
  fix: 'trace what the report lists first, or leave it out with a reason by `XRayTracing.of(scope).exclude()`',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html',
  find: ({ entries, minimumCoverage }) => {
    if (minimumCoverage === undefined) { return []; }
    const { percent } = coverageOf([...entries.values()].map(({ finding }) => finding));
    return percent === undefined || percent >= minimumCoverage
      ? []
      : [{ message: `the coverage is ${percent} %, and ${minimumCoverage} % is the minimum` }];
  },
};
