const OUR_WARNING = /^XRay::/;

/**
 * The resources that could be traced and are not, or of which nobody can tell, with the warnings that explain each.
 */
function untracedResources({ template, warnings }, library) {
  const { UNTRACED, UNKNOWN } = library.TracingStatus;
  return inspected(template, library)
    .filter(({ finding }) => [UNTRACED, UNKNOWN].includes(finding.status))
    .map(({ logicalId, finding }) => ({
      logicalId,
      resourceType: template.Resources[logicalId].Type,
      status: finding.status,
      reason: finding.reason,
      explainedBy: (warnings[logicalId] ?? []).filter((id) => OUR_WARNING.test(id)),
    }));
}

function countTraced(template, library) {
  return inspected(template, library).filter(({ finding }) => finding.status === library.TracingStatus.TRACED).length;
}

function inspected(template, library) {
  const registry = library.TracerRegistry.builtIn();
  return Object.keys(template.Resources)
    .map((logicalId) => ({ logicalId, finding: registry.inspect(library.InspectedResource.fromTemplate(template, logicalId)) }))
    .filter(({ finding }) => finding !== undefined);
}

module.exports = { untracedResources, countTraced };
