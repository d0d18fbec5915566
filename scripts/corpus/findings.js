const fs = require('fs');
const path = require('path');

const REPORT = 'validation-report.json';
const VALIDATOR = 'CloudFormation Validate';

// The validator calls a bad enum value a warning; CloudFormation refuses it.
const ERRORS_IN_DISGUISE = ['W3030'];

/**
 * What the CDK's own validator says about a cloud assembly, acknowledged findings included: who acknowledges does not
 * repair. Undefined when the validator did not run.
 */
function readFindings(outdir) {
  const reportFile = path.join(outdir, REPORT);
  if (!fs.existsSync(reportFile)) {
    return undefined;
  }
  const reports = JSON.parse(fs.readFileSync(reportFile, 'utf-8')).pluginReports;
  return reports.filter((report) => report.pluginName === VALIDATOR).flatMap(findingsOf);
}

function findingsOf(report) {
  const failure = report.metadata?.error;
  return [
    ...failure ? [{ rule: 'failure', severity: 'error', description: failure, resource: 'the validator', path: '', isAcknowledged: false }] : [],
    ...report.violations.flatMap((violation) => findingsOfViolation(violation, false)),
    ...(report.suppressedViolations ?? []).flatMap((violation) => findingsOfViolation(violation, true)),
  ];
}

function findingsOfViolation(violation, isAcknowledged) {
  const rule = violation.ruleName;
  const severity = ERRORS_IN_DISGUISE.includes(rule) ? 'error' : violation.severity;
  // Older versions of the CDK keep one description per rule: whose it is can only be told when there is one resource.
  const description = violation.violatingConstructs.length === 1 ? violation.description : undefined;
  return violation.violatingConstructs.map((construct) => ({
    rule,
    severity,
    description,
    resource: construct.cloudFormationResource?.logicalId ?? construct.constructPath,
    path: (construct.cloudFormationResource?.propertyPaths ?? []).join(', '),
    isAcknowledged,
  }));
}

/**
 * The findings with tracing that have no counterpart (same rule, resource and path) without it.
 */
function newFindings(untraced, traced) {
  if (!untraced || !traced) {
    throw new Error(`The CDK's validator did not run: it wrote no ${REPORT} into the cloud assembly.`);
  }
  const known = new Map();
  for (const finding of untraced) {
    known.set(identity(finding), (known.get(identity(finding)) ?? 0) + 1);
  }
  return traced.filter((finding) => {
    const left = known.get(identity(finding)) ?? 0;
    known.set(identity(finding), left - 1);
    return left <= 0;
  });
}

function identity({ rule, resource, path: propertyPath }) {
  return JSON.stringify([rule, resource, propertyPath]);
}

module.exports = { readFindings, newFindings };
