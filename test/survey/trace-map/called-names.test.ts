import { arn, inner, queue, ref, resource, traced } from './maps';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap } from '../../../src/survey/trace-map/build';
import { source } from '../templates';

describe('names that a template composes', () => {
  const names = { name: ref('Name'), composed: { 'Fn::Sub': '${AWS::StackName}-orders' }, joined: { 'Fn::Join': ['-', [ref('AWS::StackName'), 'orders']] } };
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
    ['by a text that is written in another way', names.joined, queue({ QueueName: names.composed })],
  ])('are known again: %s', (_, variable, It) => {
    expect(told(variable, It)).toEqual(['Fn > It: calls, continues']);
  });

  test('are known again in ARNs', () => {
    expect(told('', bucket(names.name), {}, { 'Fn::Sub': 'arn:aws:s3:::${Name}/*' })).toEqual(['Fn > It: calls, continues']);
  });

  test.each<[string, any, any, Record<string, any>]>([
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
