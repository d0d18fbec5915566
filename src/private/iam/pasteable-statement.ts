import type { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { jsonText } from '../template/template-text';

/** The statement of a policy that allows some actions, to be pasted into one. X-Ray's actions know no resources. */
export function pasteableStatement(actions: readonly string[]): string {
  return JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
}

/** A statement of the CDK, to be pasted into a policy. */
export function pasteableStatementOf(statement: iam.PolicyStatement, stack: Stack): string {
  return pasteable(stack.resolve(statement.toStatementJson()));
}

/** A statement as a template has it, to be pasted into a policy. What only the deployment knows stands in it as in an `Fn::Sub`: `${AWS::AccountId}`. */
export function pasteable(statement: any): string {
  return jsonText(statement);
}
