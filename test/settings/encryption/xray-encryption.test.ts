import {
  App, aws_kms as kms, aws_logs as logs, CfnParameter, CfnResource, NestedStack, RemovalPolicy, Stack, Stage,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EncryptionKeyType, SettingOnDelete, XRayEncryption, type XRayEncryptionProps, XRayTracing } from '../../../src';
import { templateOf, testApp } from '../../contract/apps';
import { ENV } from '../../support/contract-stacks/parts';
import { resourcesOfType } from '../../support/resources';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CONDITIONS = { Bool: { 'kms:GrantIsForAWSResource': true }, StringLike: { 'kms:ViaService': 'xray.eu-west-1.*' } };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Orders', { env: ENV });
});

function define(props?: XRayEncryptionProps): XRayEncryption {
  return new XRayEncryption(stack, 'Encryption', props);
}

/** The properties of the custom resource. */
function settingOf(props?: XRayEncryptionProps): any {
  define(props);
  return resourcesOfType(stack, 'Custom::XRayEncryption')[0].Properties;
}

/** What the policy of a handler allows. */
function statementsOf(handler: string): any[] {
  const id = stack.getLogicalId(stack.node.findChild('Encryption').node.findChild(handler).node.findChild('ServiceRole')
    .node.findChild('DefaultPolicy').node.defaultChild as CfnResource);
  return templateOf(stack).Resources[id].Properties.PolicyDocument.Statement;
}

const synthesis = () => app.synth();

describe('the key', () => {
  test('of the app is named by its ARN', () => {
    const key = new kms.Key(stack, 'Key');
    expect(settingOf({ encryptionKey: key })).toMatchObject({ KeyId: stack.resolve(key.keyArn), OnDelete: 'KEEP' });
  });

  test.each<[string, () => kms.IKey, any]>([
    ['by its ARN', () => kms.Key.fromKeyArn(stack, 'Key', ARN), ARN],
    ['by a token', () => kms.Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'KeyArn').valueAsString), { Ref: 'KeyArn' }],
    ['by an alias', () => kms.Alias.fromAliasName(stack, 'Key', 'alias/traces'),
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:111122223333:alias/traces']] }],
    ['by an alias whose key is known', () => kms.Alias.fromAliasAttributes(stack, 'Alias', {
      aliasName: 'alias/traces', aliasTargetKey: kms.Key.fromKeyArn(stack, 'Key', ARN),
    }), ARN],
  ])('may be imported %s', (_, encryptionKey, expected) => {
    expect(settingOf({ encryptionKey: encryptionKey() }).KeyId).toEqual(expected);
  });

  test('behind an alias of the app is the one that counts', () => {
    const key = new kms.Key(stack, 'Key');
    expect(settingOf({ encryptionKey: key.addAlias('traces') }).KeyId).toEqual(stack.resolve(key.keyArn));
  });

  test.each([
    [{}, EncryptionKeyType.AWS_MANAGED, 'alias/aws/xray'],
    [{ keyType: EncryptionKeyType.AWS_MANAGED }, EncryptionKeyType.AWS_MANAGED, 'alias/aws/xray'],
    [{ keyType: EncryptionKeyType.AWS_OWNED }, EncryptionKeyType.AWS_OWNED, undefined],
  ])('of %j is that of %s: %s', (props, keyType, expected) => {
    expect(settingOf(props).KeyId).toBe(expected);
    const encryption = stack.node.findChild('Encryption') as XRayEncryption;
    expect(encryption.keyType).toBe(keyType);
    expect(encryption.encryptionKey).toBeUndefined();
    expect(statementsOf('OnEvent')).toHaveLength(1);
  });

  test('that is given is a customer\'s', () => {
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', ARN);
    const encryption = new XRayEncryption(stack, 'Encryption', { encryptionKey, keyType: EncryptionKeyType.CUSTOMER_MANAGED });
    expect(encryption.keyType).toBe(EncryptionKeyType.CUSTOMER_MANAGED);
    expect(encryption.encryptionKey).toBe(encryptionKey);
  });

  test.each([EncryptionKeyType.AWS_MANAGED, EncryptionKeyType.AWS_OWNED])('and %s exclude each other', (keyType) => {
    expect(() => settingOf({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', ARN), keyType })).toThrow(new Error(
      `[Orders/Encryption] \`keyType\` must be CUSTOMER_MANAGED with an \`encryptionKey\`, got: "${keyType}"; leave out one of the two`));
  });

  test('must be given where a customer is to manage it', () => {
    expect(() => settingOf({ keyType: EncryptionKeyType.CUSTOMER_MANAGED })).toThrow(new Error(
      '[Orders/Encryption] `encryptionKey` must be given with `keyType: CUSTOMER_MANAGED`, got none; give a key, or use `AWS_MANAGED`'));
  });
});

test('onDelete is told to the handler', () => {
  expect(settingOf({ onDelete: SettingOnDelete.RESET }).OnDelete).toBe('RESET');
});

describe('permission', () => {
  test('to change the setting, and to let X-Ray create its grants on the key, through X-Ray only', () => {
    settingOf({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', ARN) });
    expect(statementsOf('OnEvent')).toEqual([
      { Effect: 'Allow', Action: ['xray:GetEncryptionConfig', 'xray:PutEncryptionConfig'], Resource: '*' },
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: ARN },
      { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: ARN, Condition: CONDITIONS },
    ]);
  });

  test('to wait is to read', () => {
    settingOf();
    expect(statementsOf('IsComplete')).toEqual([{ Effect: 'Allow', Action: 'xray:GetEncryptionConfig', Resource: '*' }]);
  });

  test.each<[string, () => kms.IKey]>([
    ['by its name', () => kms.Alias.fromAliasName(stack, 'Key', 'alias/traces')],
    ['as if its ARN were a key\'s', () => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:alias/traces')],
  ])('for an alias that is imported %s is for whichever key has it', (_, encryptionKey) => {
    settingOf({ encryptionKey: encryptionKey() });
    const ofAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/traces' } };
    const Resource = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:111122223333:key/*']] };
    expect(statementsOf('OnEvent').slice(1)).toEqual([
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource, Condition: ofAlias },
      { Effect: 'Allow', Action: 'kms:CreateGrant', Resource, Condition: { ...CONDITIONS, ...ofAlias } },
    ]);
  });

  test('of a key in the same account follows from IAM policies: the key policy stays as it is', () => {
    const key = new kms.Key(stack, 'Key');
    settingOf({ encryptionKey: key });
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0].Properties.KeyPolicy.Statement).toHaveLength(1);
  });

  test('of a key of the app in another account stands in its policy too', () => {
    const keyStack = new Stack(app, 'Keys', { env: { ...ENV, account: '444455556666' } });
    define({ encryptionKey: new kms.Key(keyStack, 'Key') });
    const Principal = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } };
    expect(resourcesOfType(keyStack, 'AWS::KMS::Key')[0].Properties.KeyPolicy.Statement.slice(1)).toEqual([
      { Effect: 'Allow', Principal, Action: 'kms:DescribeKey', Resource: '*' },
      { Effect: 'Allow', Principal, Action: 'kms:CreateGrant', Resource: '*', Condition: CONDITIONS },
    ]);
  });

  test('of an imported key in another account is left to that account', () => {
    expect(settingOf({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', ARN.replace('111122223333', '444455556666')) }).KeyId).toContain('444455556666');
  });
});

describe('the functions', () => {
  test('run on a current Node.js, keep their logs for a month, and have what the bundle exports', () => {
    settingOf();
    const template = Template.fromStack(stack);
    const handlers = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: Match.stringLikeRegexp('^index\\.') } }));
    expect(handlers.map(({ Properties }) => Properties.Handler).sort()).toEqual(['index.isComplete', 'index.onEvent']);
    handlers.forEach(({ Properties }) => expect(Number(/^nodejs(\d+)\.x$/.exec(Properties.Runtime)![1])).toBeGreaterThanOrEqual(22));
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  test('log where they are told to', () => {
    settingOf({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Ours', 'deployments') });
    const functions = resourcesOfType(stack, 'AWS::Lambda::Function');
    expect(new Set(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup))).toEqual(new Set(['deployments']));
    expect(resourcesOfType(stack, 'AWS::Logs::LogGroup')).toEqual([]);
  });

  test('are given up by CloudFormation after they have given up themselves', () => {
    expect(Number(settingOf().ServiceTimeout)).toBe((14 + 20) * 60);
  });

  test.each([[true, 'Active', true], [false, undefined, undefined]])('are traced with frameworkFunctions %s: %s', (frameworkFunctions, mode, isEnabled) => {
    define();
    XRayTracing.of(app).enable({ frameworkFunctions });
    const functions = resourcesOfType(stack, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(5);
    functions.forEach(({ Properties }) => expect(Properties.TracingConfig?.Mode).toBe(mode));
    expect(resourcesOfType(stack, 'AWS::StepFunctions::StateMachine')[0].Properties.TracingConfiguration?.Enabled).toBe(isEnabled);
  });
});

describe('a second one', () => {
  test('in the account and region is an error with both paths, across Stages', () => {
    define();
    const other = new Stack(new Stage(app, 'Prod', { env: ENV }), 'Platform');
    expect(() => new XRayEncryption(other, 'Encryption')).toThrow(new Error(
      '[Prod/Platform/Encryption] `XRayEncryption` must be defined once in an account and region, got a second one for account 111122223333 and region '
      + 'eu-west-1: [Orders/Encryption] sets the same setting; remove one of the two'));
  });

  test('in another region is none', () => {
    define();
    new XRayEncryption(new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } }), 'Encryption');
    expect(synthesis).not.toThrow();
  });
});

describe('a key that X-Ray cannot encrypt with is an error', () => {
  const because = 'must be a symmetric encryption key, because X-Ray takes no others';

  test.each([
    [kms.KeySpec.RSA_2048, kms.KeyUsage.ENCRYPT_DECRYPT, 'RSA_2048'],
    [kms.KeySpec.ECC_NIST_P256, kms.KeyUsage.SIGN_VERIFY, 'ECC_NIST_P256'],
    [kms.KeySpec.HMAC_256, kms.KeyUsage.GENERATE_VERIFY_MAC, 'HMAC_256'],
  ])('%s for %s', (keySpec, keyUsage, shown) => {
    expect(() => define({ encryptionKey: new kms.Key(stack, 'Key', { keySpec, keyUsage }) })).toThrow(new Error(
      `[Orders/Encryption] \`encryptionKey\` ${because}, got: "${shown}"; leave \`keySpec\` and \`keyUsage\` of Orders/Key/Resource at their defaults, `
      + 'or give another key'));
  });

  test('behind an alias', () => {
    const key = new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_2048 });
    expect(() => define({ encryptionKey: new kms.Alias(stack, 'Alias', { aliasName: 'alias/traces', targetKey: key }) })).toThrow(because);
  });

  test('imported by the ARN of a raw resource', () => {
    const raw = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyUsage: 'GENERATE_VERIFY_MAC' } });
    expect(() => define({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', raw.getAtt('Arn').toString()) })).toThrow('got: "GENERATE_VERIFY_MAC"');
  });

  test('changed afterwards', () => {
    const key = new kms.Key(stack, 'Key');
    define({ encryptionKey: key });
    (key.node.defaultChild as kms.CfnKey).addPropertyOverride('KeySpec', 'RSA_4096');
    expect(synthesis).toThrow(`\`encryptionKey\` ${because}, got: "RSA_4096"`);
  });

  test('disabled', () => {
    expect(() => define({ encryptionKey: new kms.Key(stack, 'Key', { enabled: false }) })).toThrow(new Error(
      '[Orders/Encryption] `encryptionKey` must be enabled, because X-Ray cannot encrypt with a disabled key, got: the disabled key '
      + 'Orders/Key/Resource; enable it'));
  });

  test.each(['SYMMETRIC_DEFAULT', undefined])('but not with the key spec %s', (KeySpec) => {
    const raw = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeySpec, KeyUsage: 'ENCRYPT_DECRYPT', Enabled: true } });
    raw.applyRemovalPolicy(RemovalPolicy.RETAIN);
    define({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', raw.getAtt('Arn').toString()) });
    expect(synthesis).not.toThrow();
  });

  test('in another region', () => {
    expect(() => define({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', ARN.replace('eu-west-1', 'us-east-1')) })).toThrow(new Error(
      '[Orders/Encryption] `encryptionKey` must be in the region of the stack, eu-west-1, got a key in us-east-1; give a key, or the replica of one, in eu-west-1'));
  });

  test('of the app in another region', () => {
    const elsewhere = new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
    expect(() => define({ encryptionKey: new kms.Key(elsewhere, 'Key') })).toThrow('got a key in us-east-1');
  });
});

describe('a key that the app destroys is an error', () => {
  const text = (policy: string, path = 'Orders/Key/Resource') =>
    '`encryptionKey` must outlive its stack, because X-Ray stops storing traces when it cannot use its key, and older ones cannot be read any more, '
    + `got: ${path}, which has the DeletionPolicy ${policy}; set its removal policy to \`RemovalPolicy.RETAIN\``;

  test.each([[RemovalPolicy.DESTROY, 'Delete'], [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate']])('by %s', (removalPolicy, policy) => {
    define({ encryptionKey: new kms.Key(stack, 'Key', { removalPolicy }) });
    expect(synthesis).toThrow(text(policy));
  });

  test('by a removal policy that is applied later', () => {
    const key = new kms.Key(stack, 'Key');
    define({ encryptionKey: key });
    key.applyRemovalPolicy(RemovalPolicy.DESTROY);
    expect(synthesis).toThrow(text('Delete'));
  });

  test('unless it is kept by one that is applied later', () => {
    const key = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
    define({ encryptionKey: key });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(synthesis).not.toThrow();
  });

  test('as CloudFormation does with an L1 by default', () => {
    const l1 = new kms.CfnKey(stack, 'Key');
    define({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', l1.attrArn) });
    expect(synthesis).toThrow(text('Delete', 'Orders/Key'));
    l1.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(synthesis).not.toThrow();
  });

  test('in another stack, or behind an alias, or nested', () => {
    const keys = new NestedStack(new Stack(app, 'Keys', { env: ENV }), 'Nested');
    define({ encryptionKey: new kms.Key(keys, 'Key', { removalPolicy: RemovalPolicy.DESTROY }).addAlias('traces') });
    expect(synthesis).toThrow(text('Delete', 'Keys/Nested/Key/Resource'));
  });
});
