/**
 * Whether a policy document allows X-Ray actions and nothing else.
 */
function grantsOnlyXRay(document) {
  const statements = [document?.Statement ?? []].flat();
  return statements.length > 0 && statements.every((statement) => {
    const actions = [statement.Action ?? []].flat();
    return statement.Effect === 'Allow' && actions.length > 0 && actions.every((action) => /^xray:\w+$/.test(action));
  });
}

function isXRayManagedPolicy(arn) {
  return /policy\/AWSX-?Ray\w+/i.test(JSON.stringify(arn));
}

module.exports = { grantsOnlyXRay, isXRayManagedPolicy };
