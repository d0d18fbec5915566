import { Validations, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnView } from './cfn-view';
import { hasOtherWildcard } from './role-policies';

const INLINE_POLICY_FINDINGS = [
  'HIPAA.Security-IAMNoInlinePolicy',
  'NIST.800.53.R4-IAMNoInlinePolicy',
  'NIST.800.53.R5-IAMNoInlinePolicy',
  'PCI.DSS.321-IAMNoInlinePolicy',
];

/** Acknowledges cdk-nag's finding that a role carries the AWS managed policy which the library attached. */
export function acknowledgeManagedPolicy(role: IConstruct, policyName: string): void {
  acknowledge(
    role,
    `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policyName}]`,
    `${policyName} allows no more than sending trace data to X-Ray; cdk-xray attached it because a traced resource uses this role.`,
  );
}

/**
 * Acknowledges cdk-nag's findings about an inline statement which the library added, if at the end of the synthesis nothing but that
 * statement causes them: what somebody else adds to the same policy, before or after, stays visible.
 */
export function acknowledgeInlineStatement(holder: CfnResource, actions: readonly string[], isNewInlinePolicy: boolean): void {
  holder.node.addValidation({
    validate: () => {
      const documents = inlineDocuments(new CfnView(holder));
      if (!documents.some((document) => hasOtherWildcard(document, actions))) {
        acknowledge(holder, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray actions support no resource-level permissions; cdk-xray added this statement for a traced resource.');
      }
      if (isNewInlinePolicy && documents.length === 1 && statementCount(documents[0]) === 1) {
        INLINE_POLICY_FINDINGS.forEach((id) => acknowledge(holder, id, 'Inline permissions were asked for; the policy holds no more than what cdk-xray added for a traced resource.'));
      }
      return [];
    },
  });
}

function inlineDocuments(holder: CfnView): any[] {
  if (holder.resourceType !== 'AWS::IAM::Role') { return [holder.value(['PolicyDocument'])]; }
  const policies = holder.value(['Policies']);
  return Array.isArray(policies) ? policies.map((policy) => policy.PolicyDocument) : [];
}

function statementCount(document: any): number {
  return Array.isArray(document?.Statement) ? document.Statement.length : 1;
}

/** What `Validations.of(construct).acknowledge()` records, without the stack trace and the search for warnings, which cost 50 times as much. */
function acknowledge(construct: IConstruct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}
