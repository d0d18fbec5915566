import {
  type CollectionTag, Composer, type Document, type DocumentOptions, LineCounter, Pair, type ParseOptions, Parser, Scalar, type ScalarTag,
  type SchemaOptions, visit, YAMLMap,
} from 'yaml';
import { InputProblem, NoTemplate, type Position, positionAt } from './input-problem';
import { FUNCTIONS, isUnknownFunction, unknownFunction } from './intrinsic-functions';
import { MAX_ALIASES, TOO_DEEP } from './limits';
import { offsetOfTooDeep } from './yaml-depth';
import { YAML_1_1_SCALARS } from './yaml-scalars';

/** What a YAML text holds. */
interface YamlTemplate {
  readonly template: any;
  /** The first call of a function that does not exist, which is wrong where no macro knows it. */
  readonly unknownFunction?: InputProblem;
}

/** Parses a YAML template, with the short forms of CloudFormation's functions. Throws an InputProblem where it is none. */
export function parseYamlTemplate(text: string, file: string): YamlTemplate {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = offsetOfTooDeep(tokens);
  if (tooDeep !== undefined) { throw new InputProblem(TOO_DEEP, file, position(lines, tooDeep)); }
  const [document, another] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (another) {
    const Problem = document.has('Resources') || another.has('Resources') ? InputProblem : NoTemplate;
    throw new Problem('holds more than one YAML document', file, position(lines, another.range[0]));
  }
  refuseErrors(document, lines, file);
  return { template: expanded(document, file), unknownFunction: unknownFunctionIn(document, text, file) };
}

function refuseErrors(document: Document, lines: LineCounter, file: string): void {
  const problem = document.errors[0] ?? document.warnings.find((warning) => warning.code === 'TAG_RESOLVE_FAILED');
  if (!problem) { return; }
  throw new InputProblem(friendlier(problem.message), file, position(lines, problem.pos[0]));
}

function friendlier(reason: string): string {
  const tag = /^Unresolved tag: (\S+)/.exec(reason)?.[1];
  if (tag !== undefined) { return unknownFunction(tag); }
  return PLAINER.get(reason) ?? reason;
}

/** What the parser says of mappings, in words of templates. */
const PLAINER: ReadonlyMap<string, string> = new Map([
  ['Map keys must be unique', 'a key stands twice in the same mapping'],
  ['With stringKeys, all keys must be strings', 'a key must be a text'],
]);

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** The value of a document, with its aliases expanded. */
function expanded(document: Document, file: string): any {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) { throw error; }
    throw new InputProblem(`aliases are expanded more than ${MAX_ALIASES} times, or name one another in a circle`, file);
  }
}

/** The first key that calls a function that does not exist. Most texts have nothing that looks like one, and are not visited. */
function unknownFunctionIn(document: Document, text: string, file: string): InputProblem | undefined {
  if (![...text.matchAll(/Fn::[\w:]*\w/g)].some(([name]) => isUnknownFunction(name))) { return undefined; }
  let problem: InputProblem | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!(key instanceof Scalar) || !isUnknownFunction(String(key.value)) || !key.range) { return undefined; }
      problem = new InputProblem(unknownFunction(String(key.value)), file, positionAt(text, key.range[0]));
      return visit.BREAK;
    },
  });
  return problem;
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

/** A directive such as `%YAML 1.1` changes nothing. Keys stay as they are written: `On` names a variable of a function no less than `Off` does. */
const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'core',
  merge: true,
  stringKeys: true,
  customTags: (tags) => [...YAML_1_1_SCALARS, ...tags, ...SHORT_FORMS],
};

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
