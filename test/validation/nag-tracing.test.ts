import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { EXAMPLE_APPS } from './example-apps';
import { NagFindings, TRACING_RULES } from './nag';
import { OPT_IN, synthesizeWith } from './tracing-choice';
import { XRayPermissions } from '../../src';
import { CONTRACT_APPS } from '../support/contract-stacks';
import { switchValidatorOff } from '../support/validator';

// Here cdk-nag is asked; what the CDK's own validator says is another suite's.
switchValidatorOff();

const OWN_POLICY = iam.ManagedPolicy.fromManagedPolicyArn(new Stack(), 'Policy', 'arn:aws:iam::111122223333:policy/Tracing');

const STRATEGIES: readonly [string, XRayPermissions][] = [
  ['awsManaged()', XRayPermissions.awsManaged()],
  ['inline()', XRayPermissions.inline()],
  ['customerManaged()', XRayPermissions.customerManaged(OWN_POLICY)],
];

/** The findings about tracing that tracing leaves: on what is untraced by choice, cannot be traced, or is decided at deployment. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'L2 constructs': [
    'HIPAA.Security-APIGWXrayEnabled on Orders/ExplicitlyUntraced/DeploymentStage.prod/Resource',
    'Serverless-APIGWXrayEnabled on Orders/ExplicitlyUntraced/DeploymentStage.prod/Resource',
  ],
  'edge and load balancers': ['Serverless-LambdaTracing on Edge/ChooseLanguage/Resource'],
  'L1 constructs': ['Serverless-LambdaTracing on Ledger/ExplicitlyPassingThrough'],
  'included templates': [
    'Serverless-LambdaTracing on Plain/Template/DecidedAtDeployment',
    'Serverless-LambdaTracing on Plain/Template/Hidden',
  ],
  'roles': ['Serverless-LambdaTracing on Roles/Wrapped/Resource'],
  'the order service': [
    'Serverless-LambdaTracing on OrderOperations/LegacyExport/Resource',
    'Serverless-LambdaTracing on Prod/Website/ChooseLanguage/Resource',
  ],
};

const APPS = [...CONTRACT_APPS, ...EXAMPLE_APPS].map((contractApp) => ({
  contractApp,
  untraced: synthesizeWith(contractApp, undefined, NagFindings.of),
  left: LEFT[contractApp.name.replace(' with the recommended feature flags', '')] ?? [],
}));

describe.each(APPS)('$contractApp.name', ({ contractApp, untraced, left }) => {
  test.each(STRATEGIES)('%s removes the findings about tracing and adds none', (_, permissions) => {
    const traced = synthesizeWith(contractApp, { permissions, optInResourceTypes: OPT_IN }, NagFindings.of);
    expect(traced.missingIn(untraced)).toEqual([]);
    expect(traced.aboutTracing).toEqual(left);
  });
});

test.each(TRACING_RULES)('without tracing, %s finds something that tracing removes', (rule) => {
  const removed = APPS.flatMap(({ untraced, left }) => untraced.aboutTracing.filter((finding) => !left.includes(finding)));
  expect(removed).toContainEqual(expect.stringContaining(`${rule} on `));
});
