import type { InputProblem } from './input-problem';
import { listed } from '../../private/listed';
import { isObject, plainText } from '../../private/template/intrinsics';

/**
 * The intrinsic functions of CloudFormation, without their prefix `Fn::`, and those that rules of a template have besides.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'ForEach', 'GetAZs', 'GetAtt', 'GetStackOutput',
  'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll',
] as const;

const KNOWN: ReadonlySet<string> = new Set(FUNCTIONS);

/** Whether a key of a template is the call of a function that CloudFormation does not have. */
export function isUnknownFunction(key: string): boolean {
  return key.startsWith('Fn::') && !KNOWN.has(key.slice(4).split('::')[0]);
}

/** What is said of such a function. */
export function unknownFunction(name: string): string {
  return `${name} is not an intrinsic function of CloudFormation`;
}

/** Throws what is wrong with a call of an unknown function, but where a macro may know the function: CloudFormation sees only what macros make of a template. */
export function refuseUnknownFunction(problem: InputProblem | undefined, template: unknown): void {
  if (problem && !hasMacros(template)) { throw problem; }
}

function hasMacros(template: unknown): boolean {
  return isObject(template) && (listed(template.Transform).some(isMacro) || JSON.stringify(template).includes('"Fn::Transform"'));
}

/** The transforms of AWS are macros, too, but they know no functions of their own. */
function isMacro(transform: unknown): boolean {
  return !plainText(isObject(transform) ? transform.Name : transform).startsWith('AWS::');
}
