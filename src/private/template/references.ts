import { isIntrinsic, isObject } from './intrinsics';
import { listed } from '../listed';
import { variablesIn } from './template-text';

/** A reference that stands somewhere in a template value. */
export interface TemplateReference {
  /** The logical id that `Ref`, `Fn::GetAtt` or a variable of `Fn::Sub` names. A reference that has none here, nor leads to another stack, computes it. */
  readonly logicalId?: string;
  /** The attribute that `Fn::GetAtt` asks for, such as `Arn` or `Outputs.Topic`. */
  readonly attribute?: string;
  /** The export that `Fn::ImportValue` names, which may be an intrinsic function itself. */
  readonly exportName?: any;
  /** The stack and its output that `Fn::GetStackOutput` names. */
  readonly stackOutput?: { readonly StackName?: any; readonly OutputName?: any };
}

/** All references within a template value, in the order in which they stand there. Pseudo parameters such as `AWS::Region` are none, nor is what names an export. */
export function referencesIn(value: any): TemplateReference[] {
  const found: TemplateReference[] = [];
  collect(value, found);
  return found;
}

function collect(value: any, found: TemplateReference[]): void {
  if (Array.isArray(value)) { return value.forEach((item) => collect(item, found)); }
  if (typeof value !== 'object' || value === null) { return; }
  const keys = Object.keys(value);
  if (keys.length === 1 && addReference(keys[0], value[keys[0]], found)) { return; }
  for (const key of keys) { collect(value[key], found); }
}

/** Adds the reference of an intrinsic function call; false where more may stand within it. */
function addReference(name: string, argument: any, found: TemplateReference[]): boolean {
  switch (name) {
    case 'Ref':
      add(argument, undefined, found);
      return true;
    case 'Fn::GetAtt':
      addAttribute(argument, found);
      return true;
    case 'Fn::ImportValue':
      found.push({ exportName: argument });
      return true; // What a name is composed with is not what is imported.
    case 'Fn::GetStackOutput':
      found.push({ stackOutput: Object(argument) });
      return true;
    case 'Fn::Sub':
      addVariables(argument, found);
      return !Array.isArray(argument);
    default:
      return false;
  }
}

function add(logicalId: unknown, attribute: string | undefined, found: TemplateReference[]): void {
  if (typeof logicalId !== 'string') {
    if (isIntrinsic(logicalId)) { found.push({ attribute }); } // as loops of CloudFormation do
  } else if (!logicalId.startsWith('AWS::')) {
    found.push({ logicalId, attribute });
  }
}

/** `Fn::GetAtt`, whichever way it is written. */
function addAttribute(argument: any, found: TemplateReference[]): void {
  const [logicalId, attribute, ...rest]: any[] = typeof argument === 'string' ? argument.split('.') : listed(argument);
  const isKnown = typeof attribute === 'string' && rest.every((part) => typeof part === 'string');
  add(logicalId, isKnown ? [attribute, ...rest].join('.') : undefined, found);
}

function addVariables(argument: any, found: TemplateReference[]): void {
  const [text, own] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') { return; }
  for (const name of variablesIn(text)) {
    if (isObject(own) && Object.hasOwn(own, name)) { continue; }
    const [logicalId, ...attribute] = name.split('.');
    add(logicalId, attribute.length > 0 ? attribute.join('.') : undefined, found);
  }
}
