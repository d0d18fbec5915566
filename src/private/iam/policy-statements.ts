import type { aws_iam as iam } from 'aws-cdk-lib';
import type { CfnView } from '../cdk/cfn-view';
import { listed } from '../listed';
import { isPolicyDocument } from './policy-documents';

/**
 * Adds a statement to the policy document of a resource, whoever made that: an L2, or a template.
 *
 * @returns false where an intrinsic function hides the document
 */
export function addStatement(policy: CfnView, statement: iam.PolicyStatement): boolean {
  const document = policy.document(['PolicyDocument']);
  if (!isPolicyDocument(document)) {
    return policy.derive(['PolicyDocument', 'Statement'], (statements) => [...listed(statements), statement.toStatementJson()]);
  }
  document.addStatements(statement);
  return true;
}
