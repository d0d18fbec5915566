import { aws_iam as iam, type Stack } from 'aws-cdk-lib';
import { isPolicyDocument, statementsOf } from './policy-documents';

const PASS_ROLE = 'iam:PassRole';

/**
 * Lets everybody in a stack who may pass a role to a service, by a policy with an L2, pass another role as well, under the same conditions.
 *
 * @param passed the role that they may pass
 * @param added the role that they are to pass
 */
export function letPassToo(stack: Stack, passed: iam.IRole, added: iam.IRole): void {
  for (const construct of stack.node.findAll()) {
    const { document } = construct as Partial<iam.Policy>;
    if (!isPolicyDocument(document)) { continue; }
    const passes = statementsOf(document).find((statement) => mayPass(statement, passed));
    if (passes) {
      document.addStatements(new iam.PolicyStatement({ actions: [PASS_ROLE], resources: [added.roleArn], conditions: passes.Condition }));
    }
  }
}

function mayPass({ Effect, Action, Resource }: any, role: iam.IRole): boolean {
  return Effect === 'Allow' && Action?.includes(PASS_ROLE) === true && Resource?.includes(role.roleArn) === true;
}
