const VALUE_LENGTH = 120;

/**
 * What one template came to: a line, and a line for each thing that a reader should know.
 */
function formatResult(name, result) {
  if (!result.loaded) {
    return `skip  ${name}: does not load without tracing: ${result.reason}`;
  }
  const verdict = failuresOf(result) === 0 ? 'ok    ' : 'FAIL  ';
  const lines = [
    ...result.crashes.map((crash) => `crash: ${crash}`),
    ...result.newFindings.map(formatFinding),
    ...result.foreignChanges.map(formatChange),
    ...result.gaps.map(formatGap),
  ];
  return [`${verdict}${name}: ${result.traced} traced`, ...lines.map((line) => `        ${line}`)].join('\n');
}

function formatFinding({ rule, severity, resource, path, description }) {
  const place = path ? `${resource} ${path}` : resource;
  return `new finding: ${rule} (${severity}) on ${place}${description ? `: ${description}` : ''}`;
}

function formatChange({ path, before, after }) {
  return `foreign change: ${path.join('.')}: ${shorten(before)} -> ${shorten(after)}`;
}

function shorten(value) {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > VALUE_LENGTH ? `${json.slice(0, VALUE_LENGTH)}...` : json;
}

function formatGap({ logicalId, resourceType, status, reason, explainedBy }) {
  const explanation = explainedBy.length > 0 ? `explained by ${explainedBy.join(', ')}` : 'no XRay:: warning explains it';
  return `untraced: ${logicalId} (${resourceType}) is ${status}${reason ? `, ${reason}` : ''}: ${explanation}`;
}

function unexplained(result) {
  return result.gaps.filter((gap) => gap.explainedBy.length === 0);
}

function failuresOf(result) {
  return result.crashes.length + result.newFindings.length + result.foreignChanges.length + unexplained(result).length;
}

function summarize(results) {
  const loaded = results.filter((result) => result.loaded);
  const total = (count) => loaded.reduce((sum, result) => sum + count(result), 0);
  return {
    templates: results.length,
    loaded: loaded.length,
    crashes: total((result) => result.crashes.length),
    newFindings: total((result) => result.newFindings.length),
    foreignChanges: total((result) => result.foreignChanges.length),
    unexplainedGaps: total((result) => unexplained(result).length),
    failures: total(failuresOf),
  };
}

function formatSummary(summary) {
  return [
    `templates:        ${summary.templates}`,
    `loaded:           ${summary.loaded}`,
    `crashes:          ${summary.crashes}`,
    `new findings:     ${summary.newFindings}`,
    `foreign changes:  ${summary.foreignChanges}`,
    `unexplained gaps: ${summary.unexplainedGaps}`,
  ].join('\n');
}

module.exports = { formatResult, formatSummary, summarize };
