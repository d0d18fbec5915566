import { partOf, variableText } from './definition-text';
import { isPlainObject } from './intrinsics';
import { quotedPlaceholders } from './placeholders';

/** The types of state machines. */
export const STATE_MACHINE_TYPES: readonly string[] = ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'];

/** The properties of a state machine that its definition is made of. */
export const DEFINITION_PROPERTIES: readonly string[] = ['Definition', 'DefinitionString', 'DefinitionSubstitutions'];

/** The definition of a state machine that the template, or a file beside it, holds. */
export interface StateMachineDefinition {
  /** The property that has it, or names its file. */
  readonly property: string;
  readonly content: any;
  /** What the deployment puts into its texts. */
  readonly variables: Readonly<Record<string, any>>;
}

/** The definition among the properties of a state machine; undefined where it stands elsewhere, or cannot be read. */
export function definitionIn({ Definition, DefinitionString, DefinitionSubstitutions }: Record<string, any>): StateMachineDefinition | undefined {
  if (isPlainObject(Definition)) { return { property: 'Definition', content: Definition, variables: Object(DefinitionSubstitutions) }; }
  const written = variableText(DefinitionString);
  if (!written) { return undefined; }
  try {
    const variables = { ...Object(DefinitionSubstitutions), ...written.variables };
    return { property: 'DefinitionString', content: JSON.parse(quotedPlaceholders(written.text)), variables };
  } catch {
    return undefined; // a variable stands for more than a value
  }
}

/** A part of a definition, in the texts of which variables stand, as a template value. */
export function withVariables(value: any, variables: Readonly<Record<string, any>>): any {
  if (typeof value === 'string') { return value.includes('${') ? partOf(value, variables) : value; }
  if (Array.isArray(value)) { return value.map((item) => withVariables(item, variables)); }
  if (!isPlainObject(value)) { return value; }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withVariables(item, variables)]));
}
