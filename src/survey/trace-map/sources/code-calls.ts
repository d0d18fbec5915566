import type { ModelResource } from '../../template-model';
import { variablesOf } from '../code-environment';
import { CODE_ROLES } from '../code-roles';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { GrantedCall } from '../granted-call';
import { keyOf, type MapEnd } from '../map-end';
import { toldTo } from '../told-ends';

const FLINK = 'AWS::KinesisAnalyticsV2::Application';

/** What the code of functions, containers, jobs, agents, canaries, servers and applications of Apache Flink calls: by its environment variables, and by what its role may do. */
export const CODE_CALLS: EdgeSource = {
  types: Object.keys(CODE_ROLES),
  edges: (resource, context) => {
    const code = context.ends.nodesOf(resource);
    const granted = grantedTo(resource, context);
    const notCalled = keysOf(granted.filter((grant) => !isCall(grant)));
    const told = toldTo(resource, context).filter(({ to }) => !notCalled.has(keyOf(to)) && !mayBeRead(resource, to));
    return [
      ...told.flatMap(({ to, path }) => edgesBetween(code, [to], 'calls', evidenceAt(resource, path))),
      ...granted.flatMap((grant) => grantedEdges(code, grant)),
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

/** What the code's role lets it do with other things: of what it may call, that alone, and of what AWS reads for it nothing. */
function grantedTo(resource: ModelResource, context: SourceContext): GrantedCall[] {
  const readBefore = new Set(readWithRoleOf(resource, context).map(keyOf));
  const granted = grantsOf(resource, context).filter(({ to }) => to !== resource && !readBefore.has(keyOf(to)));
  const called = keysOf(granted.filter(isCall));
  return granted.filter((grant) => isCall(grant) || !called.has(keyOf(grant.to)));
}

/** What the role may do, by its policies and by those that SAM makes for it. */
function grantsOf(resource: ModelResource, { grants }: SourceContext): GrantedCall[] {
  const { type, stack, properties } = resource;
  const granted = CODE_ROLES[type](properties).flatMap((role) => grants.ofRolesIn(stack, role));
  return type === 'AWS::Serverless::Function' ? [...granted, ...grants.ofSamPolicies(resource)] : granted;
}

function isCall({ relation }: GrantedCall): boolean {
  return relation === 'calls';
}

function keysOf(granted: readonly GrantedCall[]): ReadonlySet<ModelResource | string> {
  return new Set(granted.map(({ to }) => keyOf(to)));
}

/** Whether an application of Apache Flink may as well read from a stream that it is told of. Its role tells what it does. */
function mayBeRead({ type }: ModelResource, to: MapEnd): boolean {
  return type === FLINK && STREAMS.includes(to.type);
}

const STREAMS = ['AWS::Kinesis::Stream', 'AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'];

/** Where the code itself is of an application of Apache Flink. */
const FLINK_CODE = 'ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.S3ContentLocation.BucketARN';

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
