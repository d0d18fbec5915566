import { App, aws_kms as kms, Stack, Validations } from 'aws-cdk-lib';
import { NagFindings } from './nag';
import { DefaultSamplingRule, SamplingRate, XRayEncryption, XRayPermissions, XRayTracing } from '../../src';
import { ENV } from '../support/contract-stacks/parts';
import { switchValidatorOff } from '../support/validator';

// Here cdk-nag is asked; what the CDK's own validator says is another suite's.
switchValidatorOff();

interface Options {
  readonly acknowledgeFindings?: boolean;
  readonly isAliasKnown?: boolean;
}

let app: App;
beforeEach(() => { app = new App({ analyticsReporting: false, context: { '@aws-cdk/aws-iam:minimizePolicies': true } }); });

function define({ acknowledgeFindings, isAliasKnown = false }: Options = {}): void {
  const stack = new Stack(app, 'Stack', { env: ENV });
  const encryptionKey = isAliasKnown ? new kms.Key(stack, 'Key', { enableKeyRotation: true }) : kms.Alias.fromAliasName(stack, 'Key', 'alias/traces');
  new XRayEncryption(stack, 'Encryption', { encryptionKey, acknowledgeFindings });
  new DefaultSamplingRule(stack, 'Rule', { rate: SamplingRate.percent(10), acknowledgeFindings });
}

function findings(): string[] {
  app.synth();
  return NagFindings.of(app).below('Stack');
}

/** What is acknowledged on each construct, as cdk-nag would write the finding. */
function acknowledged(): string[] {
  return app.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data).map((id) => `${id.replace('Annotation::', '')} on ${node.path}`)));
}

describe('account settings', () => {
  test.each([true, false])('have no finding, with a key that is known: %s', (isAliasKnown) => {
    define({ isAliasKnown });
    expect(findings()).toEqual([]);
  });

  test.each([
    ['the AWS managed policy', XRayPermissions.awsManaged()],
    ['inline statements', XRayPermissions.inline()],
  ])('have no finding when they are traced, with %s', (_, permissions) => {
    define();
    XRayTracing.of(app).enable({ permissions });
    expect(findings()).toEqual([]);
  });

  test('have all those that are acknowledged otherwise, and no others, with acknowledgeFindings: false', () => {
    define();
    expect(findings()).toEqual([]);
    const expected = acknowledged();

    app = new App({ analyticsReporting: false, context: { '@aws-cdk/aws-iam:minimizePolicies': true } });
    define({ acknowledgeFindings: false });
    expect(findings()).toEqual(expected.sort());
    expect(acknowledged()).toEqual([]);
  });
});
