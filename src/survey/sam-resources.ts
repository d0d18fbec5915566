import { samReceivers } from './sam-receivers';
import type { ModelResource, ModelStack } from './template-model';
import { listed } from '../private/listed';
import { lookupTable } from '../private/lookup-table';
import { branchesOf, isIntrinsic, isObject } from '../private/template/intrinsics';
import { logicalIdsByType } from '../private/template/resource-types';

/** An entry of a template that SAM makes when it is deployed, so that others refer to it though the template does not have it. */
type Entry = Record<string, any>;

const FUNCTION = 'AWS::Serverless::Function';
const STATE_MACHINE = 'AWS::Serverless::StateMachine';

/** Whether SAM traces a resource, and so lets the role that it makes send segments. */
const IS_TRACED = lookupTable<(properties: Record<string, any>) => boolean>({
  [FUNCTION]: ({ Tracing }) => Boolean(Tracing),
  [STATE_MACHINE]: ({ Tracing }) => Tracing?.Enabled === true,
});

/** What SAM makes for a resource of the template, by the end of its logical id. */
const MAKERS: readonly [RegExp, (stack: ModelStack, id: string) => Entry | undefined][] = [
  [/^(\w+)Role$/, roleEntry],
  [/^(\w+)Url$/, urlEntry],
  [/^(\w+Alias\w+)$/, aliasEntry],
  [/^(\w+)\.(?:Alias|Version)$/, versionEntry],
  [/^(\w+)Stage$/, stageEntry],
];

/** The entry of a resource that SAM makes; undefined where it makes none with this logical id. */
export function samEntry(stack: ModelStack, logicalId: string): Entry | undefined {
  for (const [pattern, make] of MAKERS) {
    const id = pattern.exec(logicalId)?.[1];
    const entry = id === undefined ? undefined : make(stack, id);
    if (entry) { return entry; }
  }
  return receiverEntry(stack, logicalId);
}

/** What SAM makes for events and destinations, by logical id. A template may ask for many ids that are none of these. */
const RECEIVERS = new WeakMap<ModelStack, ReadonlyMap<string, Entry>>();

function receiverEntry(stack: ModelStack, id: string): Entry | undefined {
  let receivers = RECEIVERS.get(stack);
  if (!receivers) { RECEIVERS.set(stack, receivers = receiversIn(stack)); }
  return receivers.get(id);
}

function receiversIn(stack: ModelStack): Map<string, Entry> {
  const holders = [FUNCTION, STATE_MACHINE].flatMap((type) => stack.resources.ofType(type));
  return new Map(holders.flatMap((holder) => samReceivers(holder).map(({ logicalId, type }) => [logicalId, made(holder, type, {})])));
}

/** The role of a function or of a state machine that names none. */
export function samRole({ stack, logicalId }: ModelResource): ModelResource | undefined {
  const id = `${logicalId}Role`;
  return roleEntry(stack, logicalId) ? stack.resources.get(id) : undefined;
}

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
function roleEntry(stack: ModelStack, id: string): Entry | undefined {
  const holder = stack.resources.get(id);
  const isTraced = holder && IS_TRACED[holder.type];
  if (!isTraced || holder.properties.Role !== undefined) { return undefined; }
  const { properties } = holder;
  const policies = listed(properties.Policies);
  return made(holder, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: properties.AssumeRolePolicyDocument,
    PermissionsBoundary: properties.PermissionsBoundary,
    ManagedPolicyArns: [...isTraced(properties) ? [awsManaged('AWSXrayWriteOnlyAccess')] : [], ...policies.flatMap(managedPolicyArn)],
    Policies: policies.filter(isObject).map(inlinePolicy),
  });
}

/** Policies that a function lists by their name or ARN. */
function managedPolicyArn(policy: any): any[] {
  if (typeof policy === 'string') { return [policy.startsWith('arn:') ? policy : awsManaged(policy)]; }
  return isIntrinsic(policy) && !branchesOf(policy) ? [policy] : [];
}

function awsManaged(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

/** Policies that a function lists as documents, or by what SAM calls policy templates, none of which is about X-Ray. */
function inlinePolicy(policy: any): any {
  const branches = branchesOf(policy);
  if (branches) { return { 'Fn::If': ['', ...branches.map(inlinePolicy)] }; }
  return policy?.Statement === undefined ? {} : { PolicyDocument: policy };
}

function urlEntry(stack: ModelStack, id: string): Entry | undefined {
  const fn = stack.resources.get(id);
  return fn?.type === FUNCTION && fn.properties.FunctionUrlConfig ? made(fn, 'AWS::Lambda::Url', { TargetFunctionArn: { Ref: id } }) : undefined;
}

/** The alias of a function, whose name stands after the logical id of the function and `Alias`. */
function aliasEntry(stack: ModelStack, functionAndAlias: string): Entry | undefined {
  for (const id of logicalIdsByType(stack.source.template).get(FUNCTION) ?? []) {
    const fn = stack.resources.get(id)!;
    const name = fn.properties.AutoPublishAlias;
    if (name !== undefined && `${id}Alias${name}` === functionAndAlias) { return made(fn, 'AWS::Lambda::Alias', { FunctionName: { Ref: id }, Name: name }); }
  }
  return undefined;
}

function versionEntry(stack: ModelStack, id: string): Entry | undefined {
  const fn = stack.resources.get(id);
  return fn?.type === FUNCTION && fn.properties.AutoPublishAlias !== undefined ? made(fn, 'AWS::Lambda::Version', { FunctionName: { Ref: id } }) : undefined;
}

/** The stage of an API, whose name stands between the logical id of the API and `Stage`. */
function stageEntry(stack: ModelStack, apiAndStage: string): Entry | undefined {
  for (const id of logicalIdsByType(stack.source.template).get('AWS::Serverless::Api') ?? []) {
    const api = stack.resources.get(id)!;
    if (`${id}${api.properties.StageName}` === apiAndStage) { return made(api, 'AWS::ApiGateway::Stage', { RestApiId: { Ref: id } }); }
  }
  return undefined;
}

/** What SAM makes is there under the condition of what it is made for. */
function made({ entry: { Condition } }: ModelResource, Type: string, Properties: Record<string, any>): Entry {
  return { Type, Condition, Properties };
}
