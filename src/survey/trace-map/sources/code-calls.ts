import { isForTelemetry } from '../../../private/ecs/environment';
import type { ModelResource } from '../../template-model';
import { type CodeVariable, environmentsOf } from '../code-environment';
import { CODE_ROLES } from '../code-roles';
import { hasDynamicReference, withoutSecrets } from '../dynamic-references';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { GrantedCall } from '../granted-calls';
import { isAddress, isModelResource, keyOf, type MapEnd } from '../map-end';

const SERVICE = 'AWS::ECS::Service';
const FLINK = 'AWS::KinesisAnalyticsV2::Application';

/** What code is told by an environment variable. */
interface Told {
  readonly to: MapEnd;
  readonly path: string;
}

/** What the code of functions, containers, jobs, agents, canaries, servers and applications of Apache Flink calls: by its environment variables, and by what its role may do. */
export const CODE_CALLS: EdgeSource = {
  types: Object.keys(CODE_ROLES),
  edges: (resource, context) => {
    const code = context.ends.nodesOf(resource);
    const readBefore = keysOf(readWithRoleOf(resource, context));
    const granted = grantedTo(resource, context).filter(({ to }) => to !== resource && !readBefore.has(keyOf(to)));
    const calls = granted.filter(({ relation }) => relation === 'calls');
    const called = keysOf(calls.map(({ to }) => to));
    const others = granted.filter(({ to, relation }) => relation !== 'calls' && !called.has(keyOf(to)));
    const notCalled = keysOf(others.map(({ to }) => to));
    const told = toldTo(resource, context).filter(({ to }) => !notCalled.has(keyOf(to)) && !mayBeRead(resource, to));
    return [
      ...told.flatMap(({ to, path }) => edgesBetween(code, [to], 'calls', evidenceAt(resource, path))),
      ...[...calls, ...others].flatMap((call) => grantedEdges(code, call)),
    ];
  },
};

/** The edges that a permission shows. What Lambda polls for a function is none of its code's. */
function grantedEdges(code: readonly MapEnd[], { to, relation, evidence, isByLambda }: GrantedCall): FoundEdge[] {
  switch (relation) {
    case 'calls': return edgesBetween(code, [to], relation, evidence).map((edge) => ({ ...edge, isByGrant: true }));
    case 'polls': return isByLambda ? [] : edgesBetween([to], code, relation, evidence);
    case 'callback': return edgesBetween(code, [to], relation, evidence);
  }
}

function keysOf(ends: readonly MapEnd[]): ReadonlySet<ModelResource | string> {
  return new Set(ends.map(keyOf));
}

/** What the role may do, by its policies and by those that SAM makes for it. */
function grantedTo(resource: ModelResource, { grants }: SourceContext): GrantedCall[] {
  const { type, stack, properties } = resource;
  const granted = CODE_ROLES[type](properties).flatMap((role) => grants.ofRolesIn(stack, role));
  return type === 'AWS::Serverless::Function' ? [...granted, ...grants.ofSamPolicies(resource)] : granted;
}

/**
 * What environment variables tell of, by references, ARNs and the addresses of queues and buckets. Of any other web address nobody can tell whether it is called.
 * What a service of AWS reads before the code starts is not called by the code: that knows what stands in there. Code that is told where the secret of a
 * database is calls both. The ARN or name of a service of Amazon ECS is for its API: requests reach it by the name of a host. What spans are sent to is no
 * part of the trace.
 */
function toldTo(resource: ModelResource, { model, ends, kept, hosts }: SourceContext): Told[] {
  return variablesOf(resource).filter(({ name }) => !isForTelemetry(name)).flatMap(({ value, path, isSecret }) => {
    const isResolved = hasDynamicReference(value);
    const told = isResolved ? ends.nodesIn(resource.stack, value) : ends.in(resource.stack, value).filter(mayBeSentTo);
    const read = isSecret || isResolved ? told.flatMap((end) => kept.within(end)) : told;
    const known = isResolved ? [...read, ...ends.nodesIn(resource.stack, withoutSecrets(value))] : read;
    const named = known.some(({ type }) => type === SERVICE) ? model.targetsIn(resource.stack, value) : [];
    const called = known.filter((end) => end.type !== SERVICE || !named.some((service) => service === end));
    return [...called.flatMap((end) => [end, ...kept.databasesOf(end)]), ...hosts.in(resource, value)].map((to) => ({ to, path }));
  });
}

function variablesOf(resource: ModelResource): CodeVariable[] {
  return environmentsOf(resource).flatMap(({ variables }) => variables);
}

/** Whether an application of Apache Flink may as well read from a stream that it is told of. Its role tells what it does. */
function mayBeRead({ type }: ModelResource, to: MapEnd): boolean {
  return type === FLINK && STREAMS.includes(to.type);
}

const STREAMS = ['AWS::Kinesis::Stream', 'AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'];

/** Where the code itself is of an application of Apache Flink. */
const FLINK_CODE = 'ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.S3ContentLocation.BucketARN';

/** Whether code may send something to what it is told of. Of an address outside nobody can tell, and the ARNs of some things outside are for others to use. */
function mayBeSentTo(end: MapEnd): boolean {
  return isModelResource(end) || !(isAddress(end) || NOT_SENT_TO.includes(end.type));
}

/** Jobs are sent to a queue, requests of API destinations by a rule, and tasks of activities by a state machine. */
const NOT_SENT_TO = ['AWS::Batch::JobDefinition', 'AWS::Events::ApiDestination', 'AWS::StepFunctions::Activity'];

/** What AWS reads with the role of the code, which the code itself need not call, therefore, though the role is allowed to: secrets, parameters and the code. */
function readWithRoleOf(resource: ModelResource, context: SourceContext): MapEnd[] {
  if (resource.type === FLINK) { return endsAt(resource, FLINK_CODE, context); }
  const { ends } = context;
  const isOfCode = !resource.type.startsWith('AWS::ECS::') || isStartedWithOwnRole(resource, context);
  return isOfCode ? variablesOf(resource).filter(({ isSecret }) => isSecret).flatMap(({ value }) => ends.in(resource.stack, value)) : [];
}

/** Whether a task has one role for what Amazon ECS does for it and for its code. */
function isStartedWithOwnRole({ stack, properties: { ExecutionRoleArn, TaskRoleArn } }: ModelResource, { grants }: SourceContext): boolean {
  const [starting] = grants.rolesIn(stack, ExecutionRoleArn);
  const [own] = grants.rolesIn(stack, TaskRoleArn);
  return starting === own;
}
