const { grantsOnlyXRay, isXRayManagedPolicy } = require('./xray-permissions');

/**
 * What the collector that receives segments adds, written down here a second time on purpose: the library cannot be the
 * judge of what it changes.
 */
const IMAGES = /\/(aws-xray-daemon|cloudwatch-agent|aws-otel-collector)[:@]/;

const ENVIRONMENT = /^(AWS_XRAY_|OTEL_)/;

const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What each execution role has that pulls images and writes logs. */
const EXECUTION_POLICY = ':iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

const USER_DATA = ['UserData', 'LaunchTemplateData.UserData'];

/**
 * Whether a new resource stands beside a task definition for its collector: the log, or a role that may do nothing else.
 */
function isCollectorCompanion(id, { Type, Properties = {} }) {
  switch (Type) {
    case 'AWS::IAM::Policy': return allowsOnlyLog(Properties.PolicyDocument);
    case 'AWS::IAM::Role': return isRoleOfCollector(Properties);
    case 'AWS::Logs::LogGroup': return /XRayLogGroup[0-9A-F]{8}$/.test(id);
    default: return false;
  }
}

function isRoleOfCollector({ Policies = [], ManagedPolicyArns = [] }) {
  const isOurs = ({ PolicyDocument }) => allowsOnlyLog(PolicyDocument) || grantsOnlyXRay(PolicyDocument);
  const isKnown = (arn) => isXRayManagedPolicy(arn) || JSON.stringify(arn).includes(EXECUTION_POLICY);
  return Policies.length + ManagedPolicyArns.length > 0 && Policies.every(isOurs) && ManagedPolicyArns.every(isKnown);
}

function allowsOnlyLog(document) {
  const statements = [document?.Statement ?? []].flat();
  return statements.length > 0 && statements.every(({ Action }) => [Action].flat().every((action) => LOG_ACTIONS.includes(action)));
}

/**
 * Whether a change to the properties of a resource adds a collector, and takes nothing away.
 */
function addsCollector({ path, before, after }, type, companions) {
  const place = path.slice(3).join('.');
  switch (type) {
    case 'AWS::ECS::TaskDefinition': return addsSidecar(place, before, after, companions);
    case 'AWS::ElasticBeanstalk::ConfigurationTemplate':
    case 'AWS::ElasticBeanstalk::Environment': return place === 'OptionSettings' && isExtended(before, after, isXRayOption);
    default: return USER_DATA.includes(place) && addsCommands(before, after);
  }
}

function addsSidecar(place, before, after, companions) {
  if (/^(ExecutionRoleArn|TaskRoleArn)\b/.test(place)) {
    return before === undefined && companions.includes([after].flat()[0]);
  }
  const isSidecar = (container) => container.Essential === false && IMAGES.test(JSON.stringify(container.Image));
  return place === 'ContainerDefinitions' && isExtended(before, after, isSidecar, isSameContainer);
}

/**
 * Whether a container is told of the collector, and linked to it, and nothing else of it has changed.
 */
function isSameContainer(before, after) {
  const { Environment: told, Links: links, ...rest } = after ?? {};
  const { Environment: known, Links: linked, ...same } = before;
  return sameJson(rest, same)
    && addsOnly(known, told, (variable) => ENVIRONMENT.test(variable.Name))
    && addsOnly(linked, links, (link) => link === 'xray-daemon');
}

function addsOnly(before = [], after = [], isOurs = () => false) {
  const isIn = (list, item) => list.some((other) => sameJson(other, item));
  return before.every((item) => isIn(after, item)) && after.every((item) => isIn(before, item) || isOurs(item));
}

function isXRayOption({ Namespace }) {
  return Namespace === 'aws:elasticbeanstalk:xray';
}

function isExtended(before = [], after, isOurs, isSame = sameJson) {
  return Array.isArray(before) && Array.isArray(after)
    && before.every((item, index) => isSame(item, after[index])) && after.slice(before.length).every(isOurs);
}

/**
 * Whether the commands of the collector stand among those that were there, which are all there still, in their order.
 */
function addsCommands(before, after) {
  const now = textsOf(after).join('');
  let end = 0;
  const isKept = textsOf(before).every((text) => {
    const start = now.indexOf(text, end);
    end = start + text.length;
    return start >= 0;
  });
  return isKept && now.includes('# cdk-xray: trace collector');
}

function textsOf(value) {
  if (typeof value === 'string') {
    return decoded(value).split('\n').filter((line) => line !== '');
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/**
 * The script in user data that is encoded already; any other text as it is.
 */
function decoded(text) {
  const script = /^[A-Za-z0-9+/=]+$/.test(text) ? Buffer.from(text, 'base64').toString() : '';
  return script.startsWith('#!') ? script : text;
}

/**
 * Whether two values are the same, in whichever order their keys stand.
 */
function sameJson(left, right) {
  return JSON.stringify(left, sortedKeys) === JSON.stringify(right, sortedKeys);
}

function sortedKeys(_, value) {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

module.exports = { addsCollector, isCollectorCompanion };
