import { identifyingText } from './template-text';

/**
 * The name of an export as a text by which imports find it: one that is composed with parameters is found by an import that is composed with the same ones.
 * One with parts that are no text is found by whoever imports it in the same words.
 *
 * @param stackName what the exporting stack is called, where it is known: it alone says its own name by a variable; others write it out
 */
export function exportNameText(name: any, stackName?: string): string {
  const text = identifyingText(name);
  return stackName === undefined ? text : text.replace(/\$\{AWS::StackName\}/g, stackName);
}
