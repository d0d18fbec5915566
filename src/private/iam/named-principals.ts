import { CfnResource, Reference, type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { iamName, namePropertyOf } from './names';
import { INSTANCE_PROFILE, ROLE } from './types';
import { CfnView } from '../cdk/cfn-view';
import { resolvedIn } from '../cdk/fresh-resolver';
import { StageExports } from '../cdk/stage-exports';
import { templateText } from '../template/template-text';

/** The types that may be called by a name. */
export type PrincipalType = typeof INSTANCE_PROFILE | typeof ROLE;
const TYPES: readonly string[] = [INSTANCE_PROFILE, ROLE];

/**
 * Finds the roles and instance profiles that others call by a name, by an ARN with a name in it, or by what a stack exports, instead of referring to them.
 *
 * Names are looked for in the stack of those who call them, and in the stacks that are deployed before it.
 */
export class NamedPrincipals {
  /** By type and name, each stack when it is first asked for; undefined where several have a name. */
  private readonly byStack = new Map<Stack, ReadonlyMap<string, CfnResource | undefined>>();
  private readonly exports = new StageExports();

  /** What a value in a resource means; undefined where that is no single resource of a type. */
  public find({ resource: { stack } }: CfnView, type: PrincipalType, value: any): CfnView | undefined {
    const resolved = resolvedIn(stack, value);
    const found = this.exports.find(stack, resolved) ?? this.called(stack, type, resolved);
    return found?.cfnResourceType === type ? new CfnView(found) : undefined;
  }

  private called(stack: Stack, type: PrincipalType, value: any): CfnResource | undefined {
    const called = iamName(type, value);
    if (!called) { return undefined; }
    const { name, isComposed, account = stack.account } = called;
    const stacks = (isComposed ? [stack] : [stack, ...stack.dependencies]).filter((each) => mayBe(each, account));
    return stacks.map((each) => this.named(each).get(nameKey(type, name))).find((each) => each !== undefined);
  }

  private named(stack: Stack): ReadonlyMap<string, CfnResource | undefined> {
    let names = this.byStack.get(stack);
    if (!names) { this.byStack.set(stack, names = namesIn(stack)); }
    return names;
  }
}

/** Whether a stack may be in an account. One that is not told its account may be in any. */
function mayBe(stack: Stack, account: string): boolean {
  return stack.account === account || (Token.isUnresolved(stack.account) && !Token.isUnresolved(account));
}

function nameKey(type: string, name: string): string {
  return `${type} ${name}`;
}

function namesIn(stack: Stack): Map<string, CfnResource | undefined> {
  const names = new Map<string, CfnResource | undefined>();
  for (const resource of stack.node.findAll()) {
    if (!CfnResource.isCfnResource(resource) || resource.stack !== stack || !TYPES.includes(resource.cfnResourceType)) { continue; }
    const type = resource.cfnResourceType;
    const name = iamName(type, new CfnView(resource).value([namePropertyOf(type)]))?.name;
    if (name === undefined) { continue; }
    const key = nameKey(type, name);
    names.set(key, names.has(key) ? undefined : resource);
  }
  return names;
}

/**
 * The roles and the instance profiles to which an ARN refers by the name at its end, as in `arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}`: one for
 * each branch, undefined for one that leads out of the app.
 */
export function referredInArn(resource: CfnView, value: any): (CfnView | undefined)[] {
  const resolved = resolvedIn(resource.resource.stack, value);
  const names = isArn(resolved) ? TYPES.flatMap((type) => iamName(type, resolved)?.name ?? []) : [];
  const [, logicalId] = /^\$\{(\w+)\}$/.exec(names[0] ?? '') ?? [];
  if (logicalId === undefined) { return [undefined]; }
  const reference = typeof value === 'string' ? Tokenization.reverseString(value).tokens.filter(Reference.isReference).pop() : undefined;
  return resource.targetsOf(reference ?? { Ref: logicalId }).map((target) => target && TYPES.includes(target.resourceType) ? target : undefined);
}

function isArn(value: any): boolean {
  return templateText(value)?.startsWith('arn:') ?? false;
}
