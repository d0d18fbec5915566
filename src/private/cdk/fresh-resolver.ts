import { DefaultTokenResolver, type IFragmentConcatenator, type IPostProcessor, type IResolvable, type IResolveContext, Reference, type Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { plainParts } from '../template/template-text';

/** The members of a lazy value that are not public. See cfn-internals.ts for the rule. */
interface LazyInternals {
  /** What the lazy value has produced, once it has. */
  _cached?: unknown;
  /** The lazy value that a box holds. */
  readonly inner?: LazyInternals;
}

/**
 * Resolves a value as its stack does, and leaves no trace of it.
 *
 * Most lazy values of the CDK, such as the user data of an L2 instance, keep what they say first. Whoever reads them before the synthesis is over
 * would freeze them: commands that are added later would be lost.
 */
export function freshlyResolved(stack: Stack, value: any): any {
  return Tokenization.resolve(value, { scope: stack, resolver: RESOLVER });
}

/** The same for what may be a literal, which is left as it is at no cost. */
export function resolvedIn(stack: Stack, value: any): any {
  return typeof value === 'object' || Token.isUnresolved(value) ? freshlyResolved(stack, value) : value;
}

/**
 * What a token stands for, which may hold tokens again.
 *
 * @returns undefined where the token changes what these resolve to, so that it can only be resolved as a whole
 */
export function freshlyResolvedOnce(scope: Stack, token: IResolvable): any {
  let isPostProcessed = false;
  const resolved = leavingNoTrace(token, () => token.resolve({
    scope,
    preparing: false,
    documentPath: [],
    registerPostProcessor: () => { isPostProcessed = true; },
    resolve: (value) => freshlyResolved(scope, value),
  }));
  return isPostProcessed ? undefined : resolved;
}

class FreshResolver extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    return leavingNoTrace(token, () => super.resolveToken(token, context, postProcessor));
  }
}

/** The constructs that a value refers to, of whatever stack, however deep its tokens lie. What they are called there is not asked: it may have to be computed. */
export function referredBy(stack: Stack, value: any): IConstruct[] {
  return takenApart(stack, value).targets;
}

/**
 * The constructs that a value refers to, as `referredBy` finds them, and the rest of it, resolved.
 *
 * @param isMeant whether references at a path within the value count
 */
export function takenApart(stack: Stack, value: any, isMeant: IsMeant = () => true): { readonly targets: IConstruct[]; readonly rest: any } {
  const resolver = new ReferenceCollector(isMeant);
  const rest = Tokenization.resolve(value, { scope: stack, resolver });
  return { targets: resolver.targets, rest };
}

type IsMeant = (path: readonly string[]) => boolean;

class ReferenceCollector extends FreshResolver {
  public readonly targets: IConstruct[] = [];

  constructor(private readonly isMeant: IsMeant) {
    super(CONCATENATION);
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (!Reference.isReference(token)) { return super.resolveToken(token, context, postProcessor); }
    if (this.isMeant(context.documentPath)) { this.targets.push(token.target); }
    return '';
  }
}

function leavingNoTrace<T>(token: IResolvable, resolve: () => T): T {
  const lazy = (token as LazyInternals).inner ?? token as LazyInternals;
  const hadValue = lazy._cached !== undefined;
  try {
    return resolve();
  } finally {
    if (!hadValue && lazy._cached !== undefined) { lazy._cached = undefined; }
  }
}

/** As CloudFormation concatenates strings. */
const CONCATENATION: IFragmentConcatenator = {
  join: (left, right) => {
    if (left === undefined || right === undefined) { return left ?? right ?? ''; }
    const parts = [...plainParts(left), ...plainParts(right)].reduce<any[]>(withPart, []);
    return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
  },
};

const RESOLVER = new FreshResolver(CONCATENATION);

function withPart(parts: any[], part: any): any[] {
  const last = parts[parts.length - 1];
  return typeof last === 'string' && typeof part === 'string' ? [...parts.slice(0, -1), last + part] : [...parts, part];
}
