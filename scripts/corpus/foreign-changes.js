const { addsCollector, isCollectorCompanion } = require('./collectors');
const { grantsOnlyXRay, isXRayManagedPolicy } = require('./xray-permissions');

/**
 * Where each type's tracing stands, below `Properties`. Written down here a second time on purpose: the library's own
 * table cannot be the judge of what the library changes.
 */
const TRACING_PROPERTIES = {
  'AWS::ApiGateway::Deployment': ['StageDescription.TracingEnabled'],
  'AWS::ApiGateway::Stage': ['TracingEnabled'],
  'AWS::AppRunner::ObservabilityConfiguration': ['TraceConfiguration'],
  'AWS::AppRunner::Service': ['ObservabilityConfiguration'],
  'AWS::AppSync::GraphQLApi': ['XrayEnabled'],
  'AWS::Lambda::Function': ['TracingConfig'],
  'AWS::RUM::AppMonitor': ['AppMonitorConfiguration.EnableXRay'],
  'AWS::SNS::Topic': ['TracingConfig'],
  'AWS::Serverless::Api': ['TracingEnabled'],
  'AWS::Serverless::Function': ['Tracing'],
  'AWS::Serverless::GraphQLApi': ['XrayEnabled'],
  'AWS::Serverless::StateMachine': ['Tracing'],
  'AWS::StepFunctions::StateMachine': ['TracingConfiguration'],
  'AWS::Synthetics::Canary': ['RunConfig.ActiveTracing'],
};

const COMPANION_TYPES = ['AWS::AppRunner::ObservabilityConfiguration', 'AWS::XRay::ResourcePolicy'];

const OWN_METADATA = /^cdk-xray\b/;

/**
 * The changes between the template without and with tracing that tracing does not explain.
 */
function foreignChanges(untraced, traced) {
  const { Resources: before = {}, ...restBefore } = untraced;
  const { Resources: after = {}, ...restAfter } = traced;
  const companions = Object.keys(after).filter((id) => !(id in before) && isCompanion(id, after[id]));
  return [
    ...changes(restBefore, restAfter, []),
    ...keysOf(before, after)
      .filter((id) => !companions.includes(id))
      .flatMap((id) => foreignResourceChanges(id, before[id], after[id], companions)),
  ];
}

/**
 * A resource that may stand beside the traced ones: the permission, what the traced property refers to, or what a
 * collector needs.
 */
function isCompanion(id, resource) {
  if (isCollectorCompanion(id, resource)) {
    return true;
  }
  if (resource.Type === 'AWS::IAM::Policy') {
    return grantsOnlyXRay(resource.Properties?.PolicyDocument);
  }
  return COMPANION_TYPES.includes(resource.Type);
}

function foreignResourceChanges(id, before, after, companions) {
  const path = ['Resources', id];
  if (before === undefined) {
    return [{ path, before, after }];
  }
  return changes(before, after, path).filter((change) => !isExplained(change, before.Type, companions));
}

function isExplained(change, type, companions) {
  const [, , attribute, name] = change.path;
  switch (attribute) {
    case 'DependsOn': return addsOnly(change, companions);
    case 'Metadata': return OWN_METADATA.test(name);
    case 'Properties': return isTracing(change, type) || isRolePermission(change, type) || addsCollector(change, type, companions);
    default: return false;
  }
}

/**
 * Tracing is added or changed, never taken away.
 */
function isTracing(change, type) {
  const place = `${change.path.slice(3).join('.')}.`;
  return change.after !== undefined && (TRACING_PROPERTIES[type] ?? []).some((property) => place.startsWith(`${property}.`));
}

function isRolePermission(change, type) {
  if (type !== 'AWS::IAM::Role' || change.path.length !== 4) {
    return false;
  }
  switch (change.path[3]) {
    case 'ManagedPolicyArns': return isExtended(change, isXRayManagedPolicy);
    case 'Policies': return isExtended(change, (policy) => grantsOnlyXRay(policy.PolicyDocument));
    default: return false;
  }
}

/**
 * Whether the list still starts with what stood there, and each addition is one of ours.
 */
function isExtended({ before, after }, isOurs) {
  const [old, now] = [asList(before), asList(after)];
  return old.every((element, index) => sameJson(element, now[index])) && now.slice(old.length).every(isOurs);
}

/**
 * Whether all dependencies are still there, in whatever order, and each new one is on a companion.
 */
function addsOnly({ before, after }, companions) {
  const [old, now] = [asList(before), asList(after)];
  return old.every((id) => now.includes(id)) && now.every((id) => old.includes(id) || companions.includes(id));
}

function asList(value) {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/**
 * The deepest places where two JSON values differ. An added object is as many changes as it has leaves; lists are
 * compared as a whole, so one addition is one change, and so is user data, which may become another intrinsic function.
 */
function changes(untraced, traced, path) {
  const [before, after] = [present(untraced), present(traced)];
  const isWhole = path[path.length - 1] === 'UserData';
  const isAdded = before === undefined && isObject(after) && Object.keys(after).length > 0;
  if (!isWhole && (isAdded || (isObject(before) && isObject(after)))) {
    return keysOf(before ?? {}, after).flatMap((key) => changes(before?.[key], after[key], [...path, key]));
  }
  return sameJson(before, after) ? [] : [{ path, before, after }];
}

/**
 * The value, unless it is CloudFormation's own word for none.
 */
function present(value) {
  return value?.Ref === 'AWS::NoValue' ? undefined : value;
}

function keysOf(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameJson(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

module.exports = { foreignChanges };
