import { isObject } from '../private/intrinsics';

/** A reference that stands somewhere in a template value. */
export interface TemplateReference {
  /** Where it stands within the value. */
  readonly path: readonly string[];
  /** The logical id that `Ref`, `Fn::GetAtt` or a variable of `Fn::Sub` names. */
  readonly logicalId?: string;
  /** The attribute that `Fn::GetAtt` asks for, such as `Arn` or `Outputs.Topic`. */
  readonly attribute?: string;
  /** The export that `Fn::ImportValue` names, which may be an intrinsic function itself. */
  readonly exportName?: any;
  /** The stack and its output that `Fn::GetStackOutput` names. */
  readonly stackOutput?: { readonly StackName?: any; readonly OutputName?: any };
}

/** All references within a template value, in the order in which they stand there. Pseudo parameters such as `AWS::Region` are none. */
export function referencesIn(value: any): TemplateReference[] {
  const found: TemplateReference[] = [];
  collect(value, [], found);
  return found;
}

function collect(value: any, path: string[], found: TemplateReference[]): void {
  if (typeof value !== 'object' || value === null) { return; }
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  if (!isList && keys.length === 1 && addReference(keys[0], value[keys[0]], path, found)) { return; }
  for (const key of keys) {
    path.push(key);
    collect(value[key], path, found);
    path.pop();
  }
}

/** Adds the reference of an intrinsic function call; false where more may stand within it. */
function addReference(name: string, argument: any, path: readonly string[], found: TemplateReference[]): boolean {
  switch (name) {
    case 'Ref':
      add(String(argument), undefined, path, found);
      return true;
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = attributeReference(argument);
      add(logicalId, attribute, path, found);
      return true;
    }
    case 'Fn::ImportValue':
      found.push({ path: [...path], exportName: argument });
      return false;
    case 'Fn::GetStackOutput':
      found.push({ path: [...path], stackOutput: Object(argument) });
      return true;
    case 'Fn::Sub':
      addVariables(argument, path, found);
      return !Array.isArray(argument);
    default:
      return false;
  }
}

function add(logicalId: string, attribute: string | undefined, path: readonly string[], found: TemplateReference[]): void {
  if (!logicalId.startsWith('AWS::')) { found.push({ path: [...path], logicalId, attribute }); }
}

/** `[logical id, attribute]`, whichever way `Fn::GetAtt` is written. */
function attributeReference(argument: any): [string, string | undefined] {
  const [logicalId, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
  const isKnown = attribute.length > 0 && attribute.every((part: any) => typeof part === 'string');
  return [String(logicalId), isKnown ? attribute.join('.') : undefined];
}

const VARIABLE = /\$\{([^!}][^}]*)\}/g;

function addVariables(argument: any, path: readonly string[], found: TemplateReference[]): void {
  const [text, own] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') { return; }
  for (const [, variable] of text.matchAll(VARIABLE)) {
    const name = variable.trim();
    if (isObject(own) && Object.hasOwn(own, name)) { continue; }
    const [logicalId, ...attribute] = name.split('.');
    add(logicalId, attribute.length > 0 ? attribute.join('.') : undefined, path, found);
  }
}
