import { App, aws_kms as kms, CfnParameter, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import { TransactionSearch, type TransactionSearchProps } from '../../src';
import { templateOf, testApp, warningsOf } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { logicalId, rendered, resourcesOfType } from '../support/resources';

function newStack(app: App = testApp(), id = 'Search'): Stack {
  return new Stack(app, id, { env: ENV });
}

function search(props?: TransactionSearchProps, stack = newStack()): TransactionSearch {
  return new TransactionSearch(stack, 'Search', props);
}

/** A text of the template with its references in angle brackets. */
function text(value: any): string {
  if (typeof value === 'string') { return value; }
  return value['Fn::Join'] ? value['Fn::Join'][1].map(text).join('') : `<${value.Ref ?? value['Fn::GetAtt'].join('.')}>`;
}

test('one percent of the spans is indexed', () => {
  expect(rendered(search()).Properties).toEqual({ IndexingPercentage: 1 });
});

test.each([0, 12.5, 100])('%s percent may be indexed', (indexingPercentage) => {
  expect(rendered(search({ indexingPercentage })).Properties).toEqual({ IndexingPercentage: indexingPercentage });
});

test.each([-1, 100.1, NaN])('%s percent cannot be indexed', (indexingPercentage) => {
  expect(() => search({ indexingPercentage })).toThrow(new Error(
    `[Search/Search] \`indexingPercentage\` must be a number from 0 to 100, got: ${indexingPercentage}`));
});

test('the percentage may be a token', () => {
  const stack = newStack();
  const indexingPercentage = new CfnParameter(stack, 'Percentage', { type: 'Number' }).valueAsNumber;
  expect(rendered(search({ indexingPercentage }, stack)).Properties.IndexingPercentage).toEqual({ Ref: 'Percentage' });
});

describe('what X-Ray needs to write into the logs', () => {
  test('is allowed first, for the account and region alone', () => {
    const { stack } = search();
    const [[id, policy]] = Object.entries<any>(templateOf(stack).Resources).filter(([, { Type }]) => Type === 'AWS::Logs::ResourcePolicy');
    expect(JSON.parse(text(policy.Properties.PolicyDocument)).Statement).toEqual([{
      Sid: 'TransactionSearchXRayAccess',
      Effect: 'Allow',
      Principal: { Service: 'xray.amazonaws.com' },
      Action: 'logs:PutLogEvents',
      Resource: [
        'arn:<AWS::Partition>:logs:eu-west-1:111122223333:log-group:aws/spans:*',
        'arn:<AWS::Partition>:logs:eu-west-1:111122223333:log-group:/aws/application-signals/data:*',
      ],
      Condition: {
        ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:xray:eu-west-1:111122223333:*' },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    }]);
    expect(resourcesOfType(stack, 'AWS::XRay::TransactionSearchConfig')[0].DependsOn).toEqual([id]);
  });

  test('stays where Transaction Search does', () => {
    const config = search();
    config.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(['AWS::XRay::TransactionSearchConfig', 'AWS::Logs::ResourcePolicy'].map((type) => resourcesOfType(config.stack, type)[0].DeletionPolicy))
      .toEqual(['Retain', 'Retain']);
  });

  test('is left alone where it exists', () => {
    const { stack } = search({ createLogsResourcePolicy: false });
    expect(Object.values<any>(templateOf(stack).Resources)).toEqual([{ Type: 'AWS::XRay::TransactionSearchConfig', Properties: { IndexingPercentage: 1 } }]);
  });
});

describe('the key of the spans', () => {
  test('is used by CloudWatch Logs, for their log group alone', () => {
    const stack = newStack();
    const spansEncryptionKey = new kms.Key(stack, 'Key');
    const config = search({ spansEncryptionKey }, stack);
    expect(rendered(config).Properties.CloudWatchLogsConfiguration).toEqual({ SpansLogGroupKmsKeyId: { 'Fn::GetAtt': [logicalId(spansEncryptionKey), 'Arn'] } });
    const { Principal, Action, Condition } = rendered(spansEncryptionKey).Properties.KeyPolicy.Statement[1];
    expect(text(Principal.Service)).toBe('logs.eu-west-1.<AWS::URLSuffix>');
    expect(Action).toEqual(['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*']);
    expect(text(Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn'])).toBe('arn:<AWS::Partition>:logs:eu-west-1:111122223333:log-group:aws/spans');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is imported is warned of, with the statement that its policy needs', () => {
    const stack = newStack();
    const spansEncryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/a');
    search({ spansEncryptionKey }, stack);
    expect(warningsOf(stack)).toEqual([{
      path: '/Search/Search/Resource',
      text: expect.stringMatching(/^The key Search\/Key is imported, .* add the statement (\{"Action":\["kms:Encrypt\*",.*) to its policy\. \[ack: XRay::KeyNotManaged\]$/),
    }]);
  });

  test('that is imported is warned of with a statement without intrinsic functions', () => {
    const stack = newStack();
    search({ spansEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/a') }, stack);
    const [warning] = warningsOf(stack);
    const { Principal, Condition } = JSON.parse(/statement (.*) to its policy/.exec(warning.text)![1]);
    expect(Principal).toEqual({ Service: 'logs.eu-west-1.${AWS::URLSuffix}' });
    expect(Condition).toEqual({ ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': 'arn:${AWS::Partition}:logs:eu-west-1:111122223333:log-group:aws/spans' } });
  });

  test('that is imported may be acknowledged', () => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id: 'XRay::KeyNotManaged', reason: 'the security team has added it' });
    search({ spansEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/a') }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may be given by an alias that knows it', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const config = search({ spansEncryptionKey: key.addAlias('alias/spans') }, stack);
    expect(rendered(config).Properties.CloudWatchLogsConfiguration).toEqual({ SpansLogGroupKmsKeyId: { 'Fn::GetAtt': [logicalId(key), 'Arn'] } });
  });

  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['an alias by its name', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/spans'),
      'must be a key, because CloudWatch Logs takes no aliases, got: "alias/spans"; give the key by its ARN'],
    ['an alias by its ARN', (stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:alias/spans'),
      'must be a key, because CloudWatch Logs takes no aliases, got: "alias/spans"; give the key by its ARN'],
    ['an asymmetric key', (stack) => new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_2048 }),
      'must be a symmetric encryption key, because CloudWatch Logs takes no others, got: "RSA_2048"; '
      + 'leave `keySpec` and `keyUsage` of Search/Key/Resource at their defaults, or give another key'],
    ['a disabled key', (stack) => new kms.Key(stack, 'Key', { enabled: false }),
      'must be enabled, because CloudWatch Logs cannot encrypt with a disabled key, got: the disabled key Search/Key/Resource; enable it'],
    ['the name of an alias', () => 'alias/spans' as any, 'must be a key, for example `new kms.Key(stack, \'Key\')`, got: "alias/spans"'],
    ['a key of another region', (stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/a'),
      'must be in the region of the stack, eu-west-1, got a key in us-east-1; give a key, or the replica of one, in eu-west-1'],
  ])('cannot be %s', (_, make, message) => {
    const stack = newStack();
    expect(() => search({ spansEncryptionKey: make(stack) }, stack)).toThrow(new Error(`[Search/Search] \`spansEncryptionKey\` ${message}`));
  });

  test('cannot become an asymmetric one later', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    search({ spansEncryptionKey: key }, stack);
    (key.node.defaultChild as kms.CfnKey).keySpec = 'RSA_2048';
    expect(() => templateOf(stack)).toThrow(/`spansEncryptionKey` must be a symmetric encryption key/);
  });
});

describe('in an account and region', () => {
  test('there is one', () => {
    const app = testApp();
    search({}, newStack(app));
    expect(() => search({}, new Stack(new Stage(app, 'Prod', { env: ENV }), 'Search'))).toThrow(
      /^\[Prod\/Search\/Search\] `TransactionSearch` must be defined once in an account and region, .*\[Search\/Search\] sets the same setting/);
  });

  test('others have their own', () => {
    const app = testApp();
    expect(() => ['eu-west-1', 'us-east-1'].forEach((region) => search({}, new Stack(app, region, { env: { ...ENV, region } })))).not.toThrow();
  });
});
