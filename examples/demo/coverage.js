'use strict';

const byText = (text) => (a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b)));

/**
 * All resources of some templates, each with what the table knows of it.
 *
 * @param templates CloudFormation templates
 * @param inspect `(template, logicalId) => finding | undefined`
 */
function inspectTemplates(templates, inspect) {
  const resources = templates.flatMap((template) => Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => ({
    type: resource.Type,
    path: displayPath(logicalId, resource),
    finding: inspect(template, logicalId),
  })));
  return resources.sort(byText(({ type, path }) => `${type} ${path}`));
}

/** The construct path as the user wrote it: without the id of the L1 inside an L2. */
function displayPath(logicalId, resource) {
  return (resource.Metadata?.['aws:cdk:path'] ?? logicalId).replace(/\/(Resource|Default)$/, '');
}

const withStatus = (resources, ...statuses) => resources.filter(({ finding }) => finding && statuses.includes(finding.status));

/** One row per resource type that can be traced: how many there are, were traced before, and are traced after. */
function countByType(before, after) {
  const traceable = withStatus(after, 'TRACED', 'UNTRACED', 'EXCLUDED', 'UNKNOWN').map(({ type }) => type);
  return [...new Set(traceable)].sort().map((type) => {
    const ofType = after.filter((resource) => resource.type === type && resource.finding);
    return {
      type,
      resources: ofType.length,
      before: withStatus(before, 'TRACED').filter((resource) => resource.type === type).length,
      after: withStatus(ofType, 'TRACED').length,
      excluded: withStatus(ofType, 'EXCLUDED').length,
      unsupported: withStatus(ofType, 'UNSUPPORTED').length,
      open: withStatus(ofType, 'UNTRACED', 'UNKNOWN').length,
    };
  });
}

/** How many of the resources that could be traced are: what is left out on purpose and what cannot be traced does not count. */
function coverage(resources) {
  const traced = withStatus(resources, 'TRACED').length;
  return { traced, of: traced + withStatus(resources, 'UNTRACED', 'UNKNOWN').length };
}

/** Resources of one status, grouped where type, reason and advice are the same. */
function groupFindings(resources, ...statuses) {
  const groups = new Map();
  for (const { type, path, finding } of withStatus(resources, ...statuses)) {
    const key = JSON.stringify([type, finding.reason, finding.advice]);
    const group = groups.get(key) ?? { type, reason: finding.reason, advice: finding.advice, paths: [] };
    group.paths.push(path);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupByType(resources) {
  const groups = new Map();
  resources.forEach(({ type, path }) => groups.set(type, [...(groups.get(type) ?? []), path]));
  return [...groups].map(([type, paths]) => ({ type, paths }));
}

module.exports = { countByType, coverage, displayPath, groupByType, groupFindings, inspectTemplates };
