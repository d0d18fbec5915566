const { foreignChanges } = jest.requireActual('../../scripts/corpus/foreign-changes');

const XRAY_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSXrayWriteOnlyAccess']] };

function allow(...actions: string[]) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function resource(type: string, properties?: object, attributes: object = {}) {
  return { Type: type, ...properties && { Properties: properties }, ...attributes };
}

function foreignPaths(before: object | undefined, after: object | undefined, added: object = {}) {
  const untraced = { Resources: { ...before && { R: before } } };
  const traced = { Resources: { ...after && { R: after }, ...added } };
  return foreignChanges(untraced, traced).map((change: { path: string[] }) => change.path.join('.'));
}

describe('tracing properties', () => {
  test.each([
    ['AWS::Lambda::Function', { Timeout: 3 }, { Timeout: 3, TracingConfig: { Mode: 'Active' } }],
    ['AWS::SNS::Topic', undefined, { TracingConfig: 'Active' }],
    ['AWS::Synthetics::Canary', { Name: 'a' }, { Name: 'a', RunConfig: { ActiveTracing: true } }],
    ['AWS::Synthetics::Canary', { RunConfig: { TimeoutInSeconds: 9 } }, { RunConfig: { TimeoutInSeconds: 9, ActiveTracing: true } }],
    ['AWS::AppRunner::ObservabilityConfiguration', undefined, { TraceConfiguration: { Vendor: 'AWSXRAY' } }],
    ['AWS::Synthetics::Canary', { RunConfig: { Ref: 'AWS::NoValue' } }, { RunConfig: { ActiveTracing: true } }],
    ['AWS::Serverless::Function', { Tracing: { Ref: 'AWS::NoValue' } }, { Tracing: 'Active' }],
  ])('%s: tracing is no foreign change', (type, before, after) => {
    expect(foreignPaths(resource(type, before), resource(type, after))).toEqual([]);
  });

  test.each([
    ['a neighbour of the tracing property', { RunConfig: {} }, { RunConfig: { TimeoutInSeconds: 9 } }, ['Resources.R.Properties.RunConfig.TimeoutInSeconds']],
    ['another property', { Name: 'a' }, { Name: 'b' }, ['Resources.R.Properties.Name']],
    ['a property that is gone', { Name: 'a' }, {}, ['Resources.R.Properties.Name']],
    ['tracing that is gone', { RunConfig: { ActiveTracing: true } }, { RunConfig: {} }, ['Resources.R.Properties.RunConfig.ActiveTracing']],
  ])('%s is a foreign change', (_, before, after, paths) => {
    expect(foreignPaths(resource('AWS::Synthetics::Canary', before), resource('AWS::Synthetics::Canary', after))).toEqual(paths);
  });

  test('a property that is absent by AWS::NoValue stays so', () => {
    const topic = resource('AWS::SNS::Topic', { TopicName: { Ref: 'AWS::NoValue' } });
    expect(foreignPaths(topic, { ...topic })).toEqual([]);
  });

  test('the tracing property of one type is foreign to another', () => {
    expect(foreignPaths(resource('AWS::SQS::Queue'), resource('AWS::SQS::Queue', { TracingConfig: 'Active' })))
      .toEqual(['Resources.R.Properties.TracingConfig']);
  });
});

describe('permissions', () => {
  test.each([
    ['a first managed policy', {}, { ManagedPolicyArns: [XRAY_ARN] }],
    ['one more managed policy', { ManagedPolicyArns: ['a'] }, { ManagedPolicyArns: ['a', XRAY_ARN] }],
    ['an inline policy', { Policies: [] }, { Policies: [{ PolicyName: 'XRay', PolicyDocument: allow('xray:PutTraceSegments') }] }],
  ])('%s on a role is no foreign change', (_, before, after) => {
    expect(foreignPaths(resource('AWS::IAM::Role', before), resource('AWS::IAM::Role', after))).toEqual([]);
  });

  test.each([
    ['a policy that is replaced', { ManagedPolicyArns: ['a'] }, { ManagedPolicyArns: [XRAY_ARN] }],
    ['a policy of another service', {}, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
    ['an intrinsic function that is replaced', { ManagedPolicyArns: { Ref: 'List' } }, { ManagedPolicyArns: [XRAY_ARN] }],
    ['an inline policy of more than X-Ray', {}, { Policies: [{ PolicyName: 'a', PolicyDocument: allow('xray:PutTraceSegments', 's3:GetObject') }] }],
    ['an inline policy of all X-Ray actions', {}, { Policies: [{ PolicyName: 'a', PolicyDocument: allow('xray:*') }] }],
    ['a trust policy', {}, { AssumeRolePolicyDocument: allow('sts:AssumeRole') }],
  ])('%s on a role is a foreign change', (_, before, after) => {
    expect(foreignPaths(resource('AWS::IAM::Role', before), resource('AWS::IAM::Role', after))).not.toEqual([]);
  });

  const OURS = { Ours: resource('AWS::IAM::Policy', { PolicyDocument: allow('xray:PutTraceSegments') }) };
  const queue = (dependsOn?: string | string[]) => resource('AWS::SQS::Queue', undefined, dependsOn ? { DependsOn: dependsOn } : {});

  test.each([
    [undefined, ['Ours']],
    ['A', ['A', 'Ours']],
    [['B', 'A'], ['A', 'B', 'Ours']],
  ])('a dependency on our policy after %p is no foreign change', (before, after) => {
    expect(foreignPaths(queue(before), queue(after), OURS)).toEqual([]);
  });

  test.each([
    [['A'], ['Ours']],
    [['A'], ['A', 'B']],
    [['A', 'B'], ['B', 'Ours']],
  ])('dependencies that go from %p to %p are a foreign change', (before, after) => {
    expect(foreignPaths(queue(before), queue(after), OURS)).toEqual(['Resources.R.DependsOn']);
  });
});

describe('collectors', () => {
  const task = (...containers: object[]) => resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: containers });
  const APP = { Name: 'app', Image: 'app', Environment: [{ Name: 'A', Value: '1' }] };
  const TOLD = { ...APP, Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '127.0.0.1:2000' }, ...APP.Environment] };
  const SIDECAR = { Name: 'xray-daemon', Image: 'public.ecr.aws/xray/aws-xray-daemon:3', Essential: false };
  const commands = (text: string) => resource('AWS::EC2::Instance', { UserData: { 'Fn::Base64': { 'Fn::Join': ['', [text, { Ref: 'AWS::StackName' }]] } } });
  const encoded = (text: string) => resource('AWS::EC2::Instance', { UserData: Buffer.from(text).toString('base64') });
  const options = (...settings: object[]) => resource('AWS::ElasticBeanstalk::Environment', { OptionSettings: settings });
  const SIZE = { Namespace: 'aws:autoscaling:asg', OptionName: 'MinSize', Value: '1' };
  const XRAY = { Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled', Value: 'true' };

  test.each([
    ['a sidecar', task(APP), task(TOLD, SIDECAR)],
    ['commands of user data', commands('#!/bin/bash\necho a\n'), commands('#!/bin/bash\necho a\n# cdk-xray: trace collector\n')],
    ['user data that becomes another function', resource('AWS::EC2::Instance', { UserData: { 'Fn::Base64': { 'Fn::Sub': 'echo a' } } }), commands('echo a\n# cdk-xray: trace collector\n')],
    ['user data that is encoded', encoded('#!/bin/sh\n'), encoded('#!/bin/sh\n# cdk-xray: trace collector\n')],
    ['an option of Elastic Beanstalk', options(SIZE), options(SIZE, XRAY)],
  ])('%s is no foreign change', (_, before, after) => {
    expect(foreignPaths(before, after)).toEqual([]);
  });

  test.each([
    ['an essential sidecar', task(APP), task(TOLD, { ...SIDECAR, Essential: true })],
    ['another container', task(APP), task(APP, { ...SIDECAR, Image: 'other' })],
    ['a container that is gone', task(APP, APP), task(APP)],
    ['another variable', task(APP), task({ ...APP, Environment: [...APP.Environment, { Name: 'B', Value: '2' }] })],
    ['a variable that is gone', task(APP), task({ ...APP, Environment: [] })],
    ['another image', task(APP), task({ ...APP, Image: 'b' }, SIDECAR)],
    ['a command that is gone', commands('#!/bin/bash\necho a\n'), commands('#!/bin/bash\n# cdk-xray: trace collector\n')],
    ['other commands', commands('#!/bin/bash\n'), commands('#!/bin/bash\necho a\n')],
    ['another option', options(SIZE), options(SIZE, SIZE)],
  ])('%s is a foreign change', (_, before, after) => {
    expect(foreignPaths(before, after)).not.toEqual([]);
  });

  test('the log of a sidecar is no foreign change', () => {
    const log = allow('logs:CreateLogStream', 'logs:PutLogEvents');
    const execution = { ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } };
    expect(foreignPaths(resource('AWS::ECS::TaskDefinition'), resource('AWS::ECS::TaskDefinition', execution), {
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: log }] }),
      Policy: resource('AWS::IAM::Policy', { PolicyDocument: log }),
      TaskXRayLogGroup0123ABCD: resource('AWS::Logs::LogGroup'),
    })).toEqual([]);
    expect(foreignPaths(undefined, undefined, { Role: resource('AWS::IAM::Role'), Log: resource('AWS::Logs::LogGroup') }))
      .toEqual(['Resources.Role', 'Resources.Log']);
  });

  test('a role for the task is no foreign change', () => {
    const bare = (properties?: object) => resource('AWS::ECS::TaskDefinition', properties);
    expect(foreignPaths(bare(), bare({ TaskRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }), {
      Role: resource('AWS::IAM::Role', { ManagedPolicyArns: [XRAY_ARN] }),
    })).toEqual([]);
  });
});

describe('resources', () => {
  test.each([
    resource('AWS::IAM::Policy', { PolicyDocument: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords') }),
    resource('AWS::XRay::ResourcePolicy', { PolicyName: 'a' }),
    resource('AWS::AppRunner::ObservabilityConfiguration', { TraceConfiguration: { Vendor: 'AWSXRAY' } }),
  ])('a new $Type is no foreign change', (added) => {
    expect(foreignPaths(undefined, undefined, { Added: added })).toEqual([]);
  });

  test.each([
    resource('AWS::IAM::Policy', { PolicyDocument: allow('s3:GetObject') }),
    resource('AWS::IAM::Policy', { PolicyDocument: { Statement: [] } }),
    resource('AWS::SQS::Queue'),
  ])('another new resource is one foreign change: %j', (added) => {
    expect(foreignPaths(undefined, undefined, { Added: added })).toEqual(['Resources.Added']);
  });

  test('a resource that is gone is a foreign change', () => {
    expect(foreignPaths(resource('AWS::SQS::Queue', { QueueName: 'a' }), undefined)).toEqual(['Resources.R']);
  });

  test('of the metadata only our own is no foreign change', () => {
    const before = resource('AWS::SNS::Topic', undefined, { Metadata: { mine: 1 } });
    expect(foreignPaths(before, { ...before, Metadata: { 'mine': 1, 'cdk-xray': {} } })).toEqual([]);
    expect(foreignPaths(before, { ...before, Metadata: { mine: 2 } })).toEqual(['Resources.R.Metadata.mine']);
  });

  test('other attributes and sections are foreign changes', () => {
    const before = resource('AWS::SNS::Topic');
    expect(foreignPaths(before, { ...before, DeletionPolicy: 'Retain' })).toEqual(['Resources.R.DeletionPolicy']);
    expect(foreignChanges({ Globals: {} }, { Globals: { Function: { Tracing: 'Active' } } })).toHaveLength(1);
  });
});
