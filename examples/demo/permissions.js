'use strict';

const { displayPath, groupByType } = require('./coverage');

/**
 * The roles that may do more at X-Ray in one set of templates than in another, and by which policy.
 *
 * Both are lists of `{ stack, template }`: a logical id is unique in its stack only.
 */
function grantedRoles(before, after) {
  const had = new Set(before.flatMap(grantsOf).map(({ key }) => key));
  const gained = after.flatMap(grantsOf).filter(({ key }) => !had.has(key));
  return gained.map(({ role, policy }) => ({ role, policy })).sort((a, b) => (a.role < b.role ? -1 : Number(a.role > b.role)));
}

function grantsOf({ stack, template }) {
  const resources = template.Resources ?? {};
  return Object.entries(resources).flatMap(([logicalId, resource]) => [...ofRole(logicalId, resource), ...ofPolicy(resource)]).map((grant) => ({
    role: displayPath(grant.roleId, resources[grant.roleId] ?? {}),
    policy: grant.policy,
    key: `${stack} ${grant.roleId} ${grant.policy}`,
  }));
}

function ofRole(roleId, { Type: type, Properties: properties = {} }) {
  if (type !== 'AWS::IAM::Role') { return []; }
  const managed = (properties.ManagedPolicyArns ?? []).map((arn) => JSON.stringify(arn).match(/\w*xray\w*/i)?.[0]).filter(Boolean);
  const inline = (properties.Policies ?? []).filter(({ PolicyDocument }) => mentionsXRay(PolicyDocument)).map(() => 'inline policy');
  return [...managed, ...inline].map((policy) => ({ roleId, policy }));
}

function ofPolicy({ Type: type, Properties: properties = {} }) {
  const isPolicy = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy';
  if (!isPolicy || !mentionsXRay(properties.PolicyDocument)) { return []; }
  return (properties.Roles ?? []).filter((role) => role.Ref).map((role) => ({ roleId: role.Ref, policy: 'statement in its policy' }));
}

const mentionsXRay = (document) => JSON.stringify(document ?? {}).includes('"xray:');

/** The resources, by type, that one set of templates has and another has not. */
function addedResources(before, after) {
  const idsOf = ({ stack, template }) => Object.entries(template.Resources ?? {}).map(([id, resource]) => ({ key: `${stack} ${id}`, id, resource }));
  const had = new Set(before.flatMap(idsOf).map(({ key }) => key));
  const added = after.flatMap(idsOf).filter(({ key }) => !had.has(key));
  return groupByType(added.map(({ id, resource }) => ({ type: resource.Type, path: displayPath(id, resource) })));
}

module.exports = { addedResources, grantedRoles };
