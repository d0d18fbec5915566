import { arn, edgesOf, inner, mapOfSources, queue, ref, resource, traced } from './maps';
import type { SourceTemplate } from '../../../src/survey/source-template';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap } from '../../../src/survey/trace-map/build';
import { source } from '../templates';

const DEV = { account: '111111111111', region: 'eu-west-1' };
const PROD = { account: '222222222222', region: 'eu-west-1' };

describe('names that a template composes', () => {
  const names = { name: ref('Name'), composed: { 'Fn::Sub': '${AWS::StackName}-orders' }, joined: { 'Fn::Join': ['-', [ref('AWS::StackName'), 'orders']] } };
  const imported = (text: string) => ({ 'Fn::Sub': [text, { Name: { 'Fn::ImportValue': 'name' } }] });
  const told = (variable: any, It: any, others: Record<string, any> = {}, grant?: any) => inner({
    Fn: traced({ Environment: { Variables: { IT: variable } }, Role: arn('Role') }),
    Role: resource('AWS::IAM::Role', { Policies: grant ? [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: grant } } }] : [] }),
    It,
    ...others,
  }, { Parameters: { Name: { Type: 'String' } } });
  const bucket = (BucketName: any) => resource('AWS::S3::Bucket', { BucketName });

  test.each<[string, any, any]>([
    ['by a parameter', names.name, bucket(names.name)],
    ['by a text', names.composed, resource('AWS::DynamoDB::Table', { TableName: names.composed })],
    ['by a text with a variable for what is none', imported('${Name}-orders'), queue({ QueueName: imported('${Name}-orders') })],
    ['by a text that is written in another way', names.joined, queue({ QueueName: names.composed })],
  ])('are known again: %s', (_, variable, It) => {
    expect(told(variable, It)).toEqual(['Fn > It: calls, continues']);
  });

  test('are known again in ARNs', () => {
    expect(told('', bucket(names.name), {}, { 'Fn::Sub': 'arn:aws:s3:::${Name}/*' })).toEqual(['Fn > It: calls, continues']);
  });

  const here = (service: string, resourcePart: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resourcePart}` });
  test.each<[string, any, any]>([
    ['a bucket', { 'Fn::Sub': 'arn:aws:s3:::${AWS::StackName}-orders/*' }, bucket(names.composed)],
    ['a bucket that is called as the stack', { 'Fn::Sub': 'arn:aws:s3:::${AWS::StackName}' }, bucket(ref('AWS::StackName'))],
    ['a bucket, with the account in the end', { 'Fn::Join': ['', ['arn:aws:s3:::orders-', ref('AWS::AccountId'), '/in/*']] }, bucket({ 'Fn::Sub': 'orders-${AWS::AccountId}' })],
    ['a table', here('dynamodb', 'table/${AWS::StackName}-orders/index/*'), resource('AWS::DynamoDB::Table', { TableName: names.composed })],
    ['a function', here('lambda', 'function:${AWS::StackName}-orders:live'), traced({ FunctionName: names.composed })],
    ['a queue', here('sqs', '${AWS::StackName}-orders'), queue({ QueueName: names.joined })],
    ['a queue whose name begins with what is no text', imported('arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Name}-orders'), queue({ QueueName: imported('${Name}-orders') })],
    ['a queue, by its address', { 'Fn::Sub': 'https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${AWS::StackName}-orders' }, queue({ QueueName: names.joined })],
    ['a state machine', here('states', 'stateMachine:${AWS::StackName}-orders'), resource('AWS::StepFunctions::StateMachine', { StateMachineName: names.composed })],
    ['a topic', here('sns', '${AWS::StackName}-orders'), resource('AWS::SNS::Topic', { TopicName: names.composed })],
    ['a bus', here('events', 'event-bus/${AWS::StackName}-orders'), resource('AWS::Events::EventBus', { Name: names.composed })],
  ])('are known again in ARNs with pseudo parameters: %s', (_, Target, It) => {
    expect(inner({ Pipe: resource('AWS::Pipes::Pipe', { Target }), It })).toEqual(['Pipe > It: target, breaks']);
  });

  test.each<[string, any, any, Record<string, any>]>([
    ['begin with what is no text', { 'Fn::Join': ['-', [{ 'Fn::ImportValue': 'ours' }, 'orders']] }, bucket({ 'Fn::Join': ['-', [{ 'Fn::ImportValue': 'theirs' }, 'orders']] }), {}],
    ['two resources have', names.name, bucket(names.name), { Other: queue({ QueueName: names.name }) }],
    ['only what nobody calls by name has', names.name, resource('AWS::ECS::Service', { ServiceName: names.name }), {}],
    ['is part of another text', { 'Fn::Sub': 'https://${Name}/' }, bucket(names.name), {}],
    ['is the stack\'s', ref('AWS::StackName'), bucket(ref('AWS::StackName')), {}],
  ])('show nothing where a name %s', (_, variable, It, others) => {
    expect(told(variable, It, others)).toEqual([]);
  });

  test('are not those of another stack', () => {
    const templates = [source({ It: bucket(names.name) }, { name: 'A' }), source({ Fn: traced({ Environment: { Variables: { IT: names.name } } }) }, { name: 'B' })];
    expect(buildTraceMap(survey({ templates, acknowledgements: [] }), { folder: '.', inspectCode: false }).edges).toEqual([]);
  });
});

describe('names of an account and a region', () => {
  const jobsIn = (account: string, region = 'eu-west-1') => `arn:aws:sqs:${region}:${account}:jobs`;
  const caller = (Resource: any) => ({
    Fn: traced({ Role: arn('Role') }),
    Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: ['s3:GetObject', 'sqs:SendMessage'], Resource } } }] }),
  });
  const jobs = (name: string, env: object) => source({ Jobs: queue({ QueueName: 'jobs' }) }, { name, ...env });
  const calls = (...templates: Parameters<typeof mapOfSources>[0]) => edgesOf(mapOfSources(templates)).filter((edge) => / > .*: calls/.test(edge));

  test('mean the resource that is there', () => {
    expect(calls(
      jobs('DevData', DEV), jobs('ProdData', PROD),
      source(caller(jobsIn(DEV.account)), { name: 'Dev', ...DEV }), source(caller(jobsIn(PROD.account)), { name: 'Prod', ...PROD }),
      source(caller({ 'Fn::Sub': jobsIn('${AWS::AccountId}', '${AWS::Region}') }), { name: 'Own', ...PROD }),
    )).toEqual(['Dev/Fn > DevData/Jobs: calls, continues', 'Own/Fn > ProdData/Jobs: calls, continues', 'Prod/Fn > ProdData/Jobs: calls, continues']);
  });

  test.each([['account', jobsIn('333333333333')], ['region', jobsIn(DEV.account, 'us-east-1')]])('mean none in another %s', (_, named) => {
    expect(calls(jobs('Data', DEV), source(caller(named), { name: 'Dev', ...DEV }))).toEqual([expect.stringMatching(/^Dev\/Fn > arn:aws:sqs:/)]);
  });

  test.each([['a pattern', 'arn:aws:sqs:*:*:jobs'], ['a parameter', { 'Fn::Sub': 'arn:aws:sqs:${Region}:${Account}:jobs' }]])('tell no place where they are %s', (_, named) => {
    expect(calls(jobs('Data', DEV), source(caller(named), { name: 'Prod', ...PROD }))).toEqual(['Prod/Fn > Data/Jobs: calls, continues']);
  });

  test('mean the one of the same Stage, where no environment is known', () => {
    const stage = (id: string) => [
      { ...jobs(`${id}Data`, {}), file: `assembly-${id}/data.json` },
      source(caller({ 'Fn::Sub': jobsIn('${AWS::AccountId}') }), { name: id, file: `assembly-${id}/service.json` }),
    ];
    expect(calls(...stage('Dev'), ...stage('Prod'))).toEqual(['Dev/Fn > DevData/Jobs: calls, continues', 'Prod/Fn > ProdData/Jobs: calls, continues']);
  });

  test('mean a bucket wherever it is', () => {
    const bucket = source({ It: resource('AWS::S3::Bucket', { BucketName: 'orders' }) }, { name: 'Data', ...PROD });
    expect(calls(bucket, source(caller('arn:aws:s3:::orders'), { name: 'Dev', ...DEV }))).toEqual(['Dev/Fn > Data/It: calls, continues']);
  });

  test('mean the one of the same stack, where several may be', () => {
    const both = (name: string) => source({ Jobs: queue({ QueueName: 'jobs' }), ...caller(jobsIn(DEV.account)) }, { name });
    expect(calls(both('A'), both('B'))).toEqual(['A/Fn > A/Jobs: calls, continues', 'B/Fn > B/Jobs: calls, continues']);
  });

  test('mean the SSM parameter that is there', () => {
    const data = (name: string, env: object) => source({
      Table: resource('AWS::DynamoDB::Table'), Parameter: resource('AWS::SSM::Parameter', { Name: '/app/table', Value: ref('Table') }),
    }, { name, ...env });
    const service = (name: string, env: object) => source({ Fn: traced({ Environment: { Variables: { TABLE: '{{resolve:ssm:/app/table}}' } } }) }, { name, ...env });
    expect(calls(data('DevData', DEV), data('ProdData', PROD), service('Dev', DEV), service('Prod', PROD)))
      .toEqual(['Dev/Fn > DevData/Table: calls, continues', 'Prod/Fn > ProdData/Table: calls, continues']);
  });

  test.each<[string, string, string]>([
    ['the own account', DEV.account, 'event-bus/default'],
    ['another account', PROD.account, `arn:aws:events:eu-west-1:${PROD.account}:event-bus/default`],
  ])('mean the default bus of %s', (_, account, bus) => {
    const Rule = resource('AWS::Events::Rule', { EventBusName: `arn:aws:events:eu-west-1:${account}:event-bus/default`, EventPattern: {}, Targets: [{ Arn: arn('Fn') }] });
    expect(edgesOf(mapOfSources([source({ Rule, Fn: traced() }, { name: 'Dev', ...DEV })])))
      .toContain(`${bus} > Dev/Rule: rule, continues`);
  });
});

describe('the default bus', () => {
  const EVENTS = { Type: 'Task', Resource: 'arn:aws:states:::events:putEvents', Parameters: { Entries: [{ Detail: {} }] }, End: true };
  const sender = (name: string, env: object) => source({
    Machine: resource('AWS::StepFunctions::StateMachine', {
      TracingConfiguration: { Enabled: true }, DefinitionString: JSON.stringify({ StartAt: 'Do', States: { Do: EVENTS } }),
    }),
  }, { name: `${name}Sender`, ...env });
  const receiver = (name: string, env: object) => source({
    Rule: resource('AWS::Events::Rule', { EventPattern: { source: ['shop'] }, Targets: [{ Arn: arn('Fn') }] }), Fn: traced(),
  }, { name: `${name}Receiver`, ...env });
  const busesOf = (...sources: SourceTemplate[]) => edgesOf(mapOfSources(sources)).filter((edge) => edge.includes('event-bus/'));
  const way = (from: string, bus: string, to: string) => [`${from}Sender/Machine > ${bus}: task, continues`, `${bus} > ${to}Receiver/Rule: rule, continues`];

  test('is one of its own in each account and region', () => {
    expect(busesOf(sender('Dev', DEV), receiver('Dev', DEV), sender('Prod', PROD), receiver('Prod', PROD))).toEqual([
      ...way('Dev', `event-bus/default (${DEV.account}/${DEV.region})`, 'Dev'), ...way('Prod', `event-bus/default (${PROD.account}/${PROD.region})`, 'Prod'),
    ].sort());
  });

  test.each<[string, object, object]>([
    ['nothing', {}, {}],
    ['the same', DEV, DEV],
    ['of one stack nothing', DEV, {}],
    ['of one stack the region alone', DEV, { region: DEV.region }],
  ])('is the same for stacks of whose environment %s is known', (_, one, other) => {
    expect(busesOf(sender('A', one), receiver('B', other))).toEqual(way('A', 'event-bus/default', 'B'));
  });

  test('is not guessed where the environment of a stack is not known and others are in several', () => {
    expect(busesOf(sender('Dev', DEV), sender('Prod', PROD), receiver('Any', {}))).toEqual([
      `DevSender/Machine > event-bus/default (${DEV.account}/${DEV.region}): task, continues`,
      `ProdSender/Machine > event-bus/default (${PROD.account}/${PROD.region}): task, continues`,
      'event-bus/default > AnyReceiver/Rule: rule, continues',
    ]);
  });

  test.each<[string, any]>([
    ['its ARN', `arn:aws:events:${PROD.region}:${PROD.account}:event-bus/default`],
    ['an ARN with the region of the stack', { 'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:${PROD.account}:event-bus/default` }],
  ])('of another account is found by %s', (_, Arn) => {
    const Forward = resource('AWS::Events::Rule', { EventBusName: 'default', EventPattern: { source: ['shop'] }, Targets: [{ Arn }] });
    const hub = `event-bus/default (${PROD.account}/${PROD.region})`;
    expect(busesOf(source({ Forward }, { name: 'Spoke', ...DEV }), receiver('Hub', PROD)))
      .toEqual(expect.arrayContaining([expect.stringContaining(`Spoke/Forward > ${hub}: target`), `${hub} > HubReceiver/Rule: rule, continues`]));
  });
});
