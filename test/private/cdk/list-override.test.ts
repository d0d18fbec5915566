import { aws_elasticbeanstalk as beanstalk, aws_iam as iam, aws_sqs as sqs, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { templateOf, testApp } from '../../contract/apps';
import { cfnRole } from '../../support/contract-stacks/parts';
import { propertiesOf } from '../../support/views';

const ARNS = 'ManagedPolicyArns';

let stack: Stack;
let role: iam.CfnRole;
let view: CfnView;

beforeEach(() => {
  stack = new Stack(testApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' }), 'Stack');
  role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { managedPolicyArns: ['arn:a', 'arn:b'] });
  view = new CfnView(role);
});

const arns = () => propertiesOf(view)[ARNS];

describe('a list of which somebody overrides an item', () => {
  beforeEach(() => role.addPropertyOverride(`${ARNS}.0`, 'arn:overridden'));

  test('is appended to', () => {
    expect(view.append(ARNS, 'arn:ours')).toBe(true);
    expect(arns()).toEqual(['arn:overridden', 'arn:b', 'arn:ours']);
  });

  test('is appended to behind what is added to the construct later', () => {
    view.append(ARNS, 'arn:ours');
    role.managedPolicyArns = [...role.managedPolicyArns!, 'arn:later'];
    expect(arns()).toEqual(['arn:overridden', 'arn:b', 'arn:later', 'arn:ours']);
  });

  test('is appended to, and somebody overrides more items later', () => {
    view.append(ARNS, 'arn:ours');
    role.addPropertyOverride(`${ARNS}.1`, 'arn:overridden-later');
    expect(arns()).toEqual(['arn:overridden', 'arn:overridden-later', 'arn:ours']);
  });

  test('is appended to more than once', () => {
    view.append(ARNS, 'arn:ours');
    view.append(ARNS, 'arn:ours-too');
    role.addPropertyOverride(`${ARNS}.2`, 'arn:later');
    expect(arns()).toEqual(['arn:overridden', 'arn:b', 'arn:later', 'arn:ours', 'arn:ours-too']);
  });

  test('gives way to an override of the whole list later', () => {
    view.append(ARNS, 'arn:ours');
    role.addPropertyOverride(ARNS, ['arn:last']);
    expect(arns()).toEqual(['arn:last']);
  });

  test('keeps a reference to another stack', () => {
    const other = new Stack(stack.node.root, 'Other');
    const policy = new iam.ManagedPolicy(other, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    role.addPropertyOverride(`${ARNS}.1`, policy.managedPolicyArn);
    view.append(ARNS, 'arn:ours');
    expect(templateOf(stack).Resources.Role.Properties[ARNS]).toEqual([
      'arn:overridden', { 'Fn::ImportValue': expect.stringMatching(/^Other:ExportsOutputRefPolicy/) }, 'arn:ours',
    ]);
  });

  test('is rendered the same however often', () => {
    view.append(ARNS, 'arn:ours');
    expect(arns()).toEqual(arns());
  });
});

test('a list that somebody overrides as a whole keeps its tokens until the end', () => {
  let name = 'early';
  role.addPropertyOverride(ARNS, ['arn:a', Lazy.string({ produce: () => name }, {})]);
  view.append(ARNS, 'arn:ours');
  name = 'late';
  expect(arns()).toEqual(['arn:a', 'late', 'arn:ours']);
});

test('a list that somebody deletes becomes a new one', () => {
  role.addPropertyDeletionOverride(ARNS);
  view.append(ARNS, 'arn:ours');
  expect(arns()).toEqual(['arn:ours']);
});

test('a list becomes another value later, which stands as it is', () => {
  let list: unknown = ['arn:a'];
  role.addPropertyOverride(ARNS, Lazy.any({ produce: () => list }));
  expect(view.append(ARNS, 'arn:ours')).toBe(true);
  list = { 'Fn::Split': [',', { Ref: 'Arns' }] };
  expect(arns()).toEqual(list);
});

test('the item that a path picks is set in a list of which somebody overrides another', () => {
  const queue = new sqs.Queue(new Stack(stack.node.root, 'Other'), 'Queue');
  const environment = new beanstalk.CfnEnvironment(stack, 'Environment', {
    applicationName: 'app',
    optionSettings: [
      { namespace: 'app', optionName: 'QUEUE', value: queue.queueUrl },
      { namespace: 'app', optionName: 'B', value: '1' },
    ],
  });
  environment.addPropertyOverride('OptionSettings.1.Value', '2');
  new CfnView(environment).set(['OptionSettings', '[Namespace=xray,OptionName=XRayEnabled]', 'Value'], 'true');
  expect(templateOf(stack).Resources.Environment.Properties.OptionSettings).toEqual([
    { Namespace: 'app', OptionName: 'QUEUE', Value: { 'Fn::ImportValue': expect.stringMatching(/^Other:ExportsOutputRefQueue/) } },
    { Namespace: 'app', OptionName: 'B', Value: '2' },
    { Namespace: 'xray', OptionName: 'XRayEnabled', Value: 'true' },
  ]);
});

test('a list within a property of which somebody overrides another part', () => {
  const template = new CfnResource(stack, 'Template', { type: 'AWS::EC2::LaunchTemplate', properties: { LaunchTemplateData: { Tags: [{ Key: 'a', Value: '1' }] } } });
  template.addPropertyOverride('LaunchTemplateData.InstanceType', 't3.micro');
  new CfnView(template).set(['LaunchTemplateData', 'Tags', '[Key=b]', 'Value'], '2');
  expect(propertiesOf(new CfnView(template)).LaunchTemplateData).toEqual({ InstanceType: 't3.micro', Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] });
});
