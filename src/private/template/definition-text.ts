import { isIntrinsic, isObject, plainText } from './intrinsics';
import { variablesIn } from './template-text';

/** A text whose variables are template values, as `Fn::Sub` has it. */
export interface VariableText {
  readonly text: string;
  readonly variables: Readonly<Record<string, any>>;
}

/** A definition that is written as a text, with what the deployment puts into it as variables; undefined where it is none. */
export function variableText(value: any): VariableText | undefined {
  if (typeof value === 'string') { return { text: value, variables: {} }; }
  if (!isIntrinsic(value)) { return undefined; }
  return joined(value['Fn::Join']) ?? substituted(value['Fn::Sub']);
}

/** The part of a text that holds some of its variables, as a template value. */
export function partOf(text: string, variables: Readonly<Record<string, any>>): any {
  const names = variablesIn(text).filter((name) => Object.hasOwn(variables, name));
  if (names.length === 1 && text === `\${${names[0]}}`) { return variables[names[0]]; }
  return names.length === 0 ? { 'Fn::Sub': text } : { 'Fn::Sub': [text, Object.fromEntries(names.map((name) => [name, variables[name]]))] };
}

function joined(argument: any): VariableText | undefined {
  if (!Array.isArray(argument) || !Array.isArray(argument[1])) { return undefined; }
  const variables: Record<string, any> = {};
  const parts = argument[1].map((part, index) => {
    if (typeof part === 'string') { return part; }
    variables[`part${index}`] = part;
    return `\${part${index}}`;
  });
  return { text: parts.join(plainText(argument[0])), variables };
}

function substituted(argument: any): VariableText | undefined {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  return typeof text === 'string' ? { text, variables: isObject(variables) ? variables : {} } : undefined;
}
