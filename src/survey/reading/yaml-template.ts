import { type CollectionTag, type Document, LineCounter, Pair, parseDocument, Scalar, type ScalarTag, YAMLMap } from 'yaml';
import { InputProblem, type Position, positionAt } from './input-problem';
import { FUNCTIONS, isUnknownFunction, unknownFunction } from './intrinsic-functions';

/** How often aliases of a template may be expanded. A few dozen are many; a bomb of aliases has billions. */
const MAX_ALIASES = 1000;

/** A YAML text of this many bytes is parsed within a few seconds. CloudFormation accepts one million. */
export const MAX_YAML_BYTES = 2 * 1024 * 1024;

/** What V8 says where something recurs too deep. */
const STACK_OVERFLOW = 'Maximum call stack size exceeded';

/** Parses a YAML template, with the short forms of CloudFormation's functions. Throws an InputProblem where it is none. */
export function parseYamlTemplate(text: string, file: string): any {
  const lines = new LineCounter();
  const document = parsed(() => parseDocument(text, { lineCounter: lines, merge: true, customTags: SHORT_FORMS, logLevel: 'silent' }), file);
  refuseErrors(document, lines, file);
  refuseUnknownFunctions(text, file);
  return parsed(() => document.toJS({ maxAliasCount: MAX_ALIASES }), file);
}

function refuseErrors(document: Document, lines: LineCounter, file: string): void {
  const problem = document.errors[0] ?? document.warnings.find((warning) => warning.code === 'TAG_RESOLVE_FAILED');
  if (!problem) { return; }
  const [reason] = problem.message.split(/ at line \d+|\n/);
  throw new InputProblem(friendlier(reason), file, position(lines, problem.pos[0]));
}

function friendlier(reason: string): string {
  if (reason === STACK_OVERFLOW) { return 'the template is nested too deep'; }
  const tag = /^Unresolved tag: (\S+)/.exec(reason)?.[1];
  if (tag !== undefined) { return unknownFunction(tag); }
  return reason === 'Map keys must be unique' ? 'a key stands twice in the same mapping' : reason;
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Runs a part of the parser, whose own complaints (of too many aliases, of nesting without end) say nothing of a place. */
function parsed<T>(parse: () => T, file: string): T {
  try {
    return parse();
  } catch (error) {
    const { message } = error as Error;
    const isAliases = /alias/i.test(message);
    throw new InputProblem(isAliases ? `aliases are expanded more than ${MAX_ALIASES} times, or name one another in a circle` : friendlier(message), file);
  }
}

function refuseUnknownFunctions(text: string, file: string): void {
  for (const match of text.matchAll(/^([ \t-]*["']?)(Fn::[\w:]*\w)["']?\s*:(?=\s)/gm)) {
    if (isUnknownFunction(match[2])) { throw new InputProblem(unknownFunction(match[2]), file, positionAt(text, match.index + match[1].length)); }
  }
}

/** `!Sub x` is `Fn::Sub: x`, whether x is a scalar, a list or a mapping; only `!Ref` and `!Condition` have no prefix. */
const SHORT_FORMS: (ScalarTag | CollectionTag)[] = ['Ref', 'Condition', ...FUNCTIONS].flatMap((name) => {
  const tag = `!${name}`;
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return [
    { tag, resolve: (text: string) => ({ [key]: name === 'GetAtt' ? attribute(text) : text }) },
    { tag, collection: 'seq' as const, resolve: (list: any) => call(key, list) },
    { tag, collection: 'map' as const, resolve: (map: any) => call(key, map) },
  ];
});

/** The logical id and the attribute, which may have dots itself. */
function attribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** A mapping of one key with the collection as its value. The collection stays a node, so that what it holds is resolved and anchored as ever. */
function call(key: string, value: any): any {
  const map = new YAMLMap();
  delete value.tag;
  map.items.push(new Pair(new Scalar(key), value));
  return map;
}
