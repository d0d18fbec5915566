import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, wildcardsIn } from '../../private/cdk/acknowledgements';
import { CfnView } from '../../private/cdk/cfn-view';
import { COMPLIANCE_PACKS } from '../../private/cdk/nag-packs';

/** Findings of cdk-nag, by the packs that have the rule, and why they are as they should be. */
interface Acknowledged {
  readonly packs: readonly string[];
  readonly rule: string;
  readonly reason: string;
  /** @default - what the rule finds is so in every resource of the type */
  readonly where?: (resource: CfnView) => boolean;
}

const [AWS, SERVERLESS] = ['AwsSolutions', 'Serverless'];
const [HIPAA, , NIST5] = COMPLIANCE_PACKS;

/** What is said of every function, state machine, role and log group that stands behind a custom resource, whoever wrote it. */
const FINDINGS: Readonly<Record<string, readonly Acknowledged[]>> = {
  'AWS::IAM::Policy': [
    { packs: COMPLIANCE_PACKS, rule: 'IAMNoInlinePolicy', reason: 'The policy belongs to this one role of a custom resource and is deleted with it.' },
  ],
  'AWS::IAM::Role': [
    {
      packs: [AWS],
      rule: 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'AWSLambdaBasicExecutionRole allows no more than writing logs, which every function does.',
      where: (role) => role.value(['ManagedPolicyArns']) !== undefined,
    },
  ],
  'AWS::Lambda::Function': [
    { packs: [HIPAA, NIST5], rule: 'LambdaConcurrency', reason: 'CloudFormation calls the function once for each deployment.' },
    { packs: [HIPAA, NIST5, SERVERLESS], rule: 'LambdaDLQ', reason: 'A failure is told to CloudFormation, which rolls the deployment back.' },
    { packs: COMPLIANCE_PACKS, rule: 'LambdaInsideVPC', reason: 'The function calls AWS APIs only, and nothing calls it but CloudFormation.' },
    {
      packs: [SERVERLESS],
      rule: 'LambdaDefaultMemorySize',
      reason: 'The function of the CDK\'s provider framework does no more than call other functions.',
      where: (fn) => fn.value(['MemorySize']) === undefined,
    },
    { packs: [SERVERLESS], rule: 'LambdaTracing', reason: 'The function runs in deployments only; `XRayTracing.of(app).enable()` traces it too.' },
  ],
  'AWS::Logs::LogGroup': [
    { packs: COMPLIANCE_PACKS, rule: 'CloudWatchLogGroupEncrypted', reason: 'The logs tell of deployments and hold no data; CloudWatch Logs encrypts them with a key of its own.' },
  ],
  'AWS::StepFunctions::StateMachine': [
    { packs: [AWS], rule: 'SF1', reason: 'The state machine does nothing but call a function of the CDK until it says that it is done, and that function logs.' },
    { packs: [AWS], rule: 'SF2', reason: 'The state machine runs in deployments only; `XRayTracing.of(app).enable()` traces it too.' },
    { packs: [SERVERLESS], rule: 'StepFunctionStateMachineXray', reason: 'The state machine runs in deployments only; `XRayTracing.of(app).enable()` traces it too.' },
  ],
};

const WILDCARD_REASON = 'The function needs the action on no narrower resource: X-Ray has none for its settings, KMS none for a key that is known by an alias only, '
  + 'and the CDK lets its provider framework call every version of a handler.';

/** Acknowledges what cdk-nag finds in what is below a construct, all of which the library has added. */
export function acknowledgeFindingsBelow(construct: IConstruct): void {
  construct.node.addValidation({
    validate: () => {
      construct.node.findAll().filter(CfnResource.isCfnResource).forEach(acknowledgeFindingsOf);
      return [];
    },
  });
}

function acknowledgeFindingsOf(resource: CfnResource): void {
  const view = new CfnView(resource);
  for (const { packs, rule, reason, where } of FINDINGS[view.resourceType] ?? []) {
    if (where?.(view) ?? true) { packs.forEach((pack) => acknowledge(resource, `${pack}-${rule}`, reason)); }
  }
  if (view.resourceType === 'AWS::IAM::Policy') {
    wildcardsIn(view.resource.stack.resolve(view.statements(['PolicyDocument']))).forEach((wildcard) => acknowledge(resource, `AwsSolutions-IAM5[Resource::${wildcard}]`, WILDCARD_REASON));
  }
}
