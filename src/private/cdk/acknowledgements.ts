import { type aws_iam as iam, type CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnView } from './cfn-view';
import { complianceFindings } from './nag-packs';
import { statementsOf } from '../iam/policy-documents';
import { listed } from '../listed';
import { templateText } from '../template/template-text';

const INLINE_POLICY_FINDINGS = complianceFindings('IAMNoInlinePolicy');

/**
 * Acknowledges cdk-nag's finding that a role carries the AWS managed policy which the library attached.
 *
 * @param reason why it carries the policy
 */
export function acknowledgeManagedPolicy(
  role: IConstruct,
  policyName: string,
  reason = `${policyName} allows no more than sending trace data to X-Ray; cdk-xray attached it because a traced resource uses this role.`,
): void {
  acknowledge(role, `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policyName}]`, reason);
}

/**
 * Acknowledges cdk-nag's findings about inline statements which the library added, if at the end of the synthesis nothing but those
 * statements causes them: what somebody else adds to the same policy, before or after, stays visible.
 *
 * @param holder the policy, or the role, in which the statements stand
 * @param actions the actions that the library allowed; more may be added until the end
 * @param isNewInlinePolicy whether there was no inline policy before
 */
export function acknowledgeInlineStatements(holder: CfnResource, actions: ReadonlySet<string>, isNewInlinePolicy: boolean): void {
  acknowledgeWithout(holder, (statement) => isOurs(statement, actions), isNewInlinePolicy, REASON);
}

/**
 * Acknowledges cdk-nag's findings about very statements, by the same rule.
 *
 * @param statements all statements that the library added to the policy
 * @param reason what they are for
 */
export function acknowledgeStatements(
  holder: CfnResource, statements: readonly iam.PolicyStatement[], isNewInlinePolicy: boolean, reason: string,
): void {
  const document = () => ({ Statement: holder.stack.resolve(statements.map((statement) => statement.toStatementJson())) });
  const isOwn = (statement: any) => statementsOf(document()).some((own) => JSON.stringify(own) === JSON.stringify(statement));
  acknowledgeWithout(holder, isOwn, isNewInlinePolicy, reason);
}

function acknowledgeWithout(holder: CfnResource, isOwn: (statement: any) => boolean, isNewInlinePolicy: boolean, reason: string): void {
  holder.node.addValidation({
    validate: () => {
      const statements = inlineDocuments(new CfnView(holder)).flatMap(statementsOf);
      const own = statements.filter(isOwn);
      const others = statements.filter((statement) => !own.includes(statement));
      for (const id of findingsWithout(holder, own, others, isNewInlinePolicy)) { acknowledge(holder, id, reason); }
      return [];
    },
  });
}

const REASON = 'X-Ray actions support no resource-level permissions, so the resource is *; cdk-xray allows no more than what a traced resource needs.';

/** The findings that are there only because of our own statements, given those of others. */
function findingsWithout(holder: CfnResource, own: any[], others: any[], isNewInlinePolicy: boolean): string[] {
  const ofOthers = wildcardsIn(others);
  const hasStarAction = allowed(others).some(({ Action }) => listed(Action).some((action) => /^(\w+:)?\*$/.test(action)));
  return [
    ...[...wildcardsIn(own)].filter((wildcard) => !ofOthers.has(wildcard)).map((wildcard) => `AwsSolutions-IAM5[Resource::${wildcard}]`),
    ...(ofOthers.has('*') || hasStarAction || holder.cfnResourceType !== 'AWS::IAM::Role' ? [] : ['Serverless-LambdaStarPermissions']),
    ...(isNewInlinePolicy && others.length === 0 ? INLINE_POLICY_FINDINGS : []),
  ];
}

/** The resources with a wildcard that statements allow something on, with references as cdk-nag writes them: `<AWS::Region>`. */
export function wildcardsIn(statements: readonly any[]): Set<string> {
  const resources = allowed(statements).flatMap(({ Resource }) => listed(Resource)).map((resource) => templateText(resource)?.replace(/\$\{(.*?)\}/g, '<$1>') ?? '');
  return new Set(resources.filter((resource) => resource.includes('*')));
}

function allowed(statements: readonly any[]): any[] {
  return statements.filter(({ Effect }) => Effect === 'Allow');
}

function isOurs(statement: any, actions: ReadonlySet<string>): boolean {
  return statement.Action !== undefined && listed(statement.Action).every((action) => actions.has(action));
}

function inlineDocuments(holder: CfnView): any[] {
  if (holder.resourceType !== 'AWS::IAM::Role') { return [holder.value(['PolicyDocument'])]; }
  const policies = holder.value(['Policies']);
  return Array.isArray(policies) ? policies.map((policy) => policy.PolicyDocument) : [];
}

/** What cdk-nag says of a security group whose CIDR ranges it cannot read. */
const UNREAD_CIDR_FINDINGS = [
  'AwsSolutions-EC23',
  ...['EC2RestrictedCommonPorts', 'EC2RestrictedSSH'].flatMap(complianceFindings),
];

/**
 * Acknowledges what cdk-nag finds in the security group that the CDK made for an endpoint, if at the end of the synthesis nobody has let in more than
 * the VPC: the range of a VPC is a reference, which cdk-nag cannot read.
 */
export function acknowledgeVpcIngress(securityGroup: CfnResource): void {
  securityGroup.node.addValidation({
    validate: () => {
      if (listed(new CfnView(securityGroup).value(['SecurityGroupIngress'])).length > 1) { return []; }
      for (const id of UNREAD_CIDR_FINDINGS) { acknowledge(securityGroup, id, 'Only port 443 is open, and only to the range of the VPC, which is a reference.'); }
      return [];
    },
  });
}

/** Acknowledges that the CDK's own validator does not know a property, where it has an older schema of the resource. */
export function acknowledgeNewProperty(resource: CfnResource, property: string): void {
  const reason = `${property} is newer than the schema that some versions of the CDK validate with.`;
  Validations.of(resource).acknowledge({ id: 'CloudFormation-Validate::F3002', reason });
}

/** What `Validations.of(construct).acknowledge()` records, without the stack trace and the search for warnings, which cost 50 times as much. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}
