import { App, aws_sns as sns, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { XRayTracing } from '../../src';
import { propertyContract } from '../contract/tracer-contract';

propertyContract({
  resourceType: 'AWS::SNS::Topic',
  property: 'TracingConfig',
  on: 'Active',
  off: 'PassThrough',
  properties: { TopicName: 'orders' },
  l1: (scope, id) => new sns.CfnTopic(scope, id, { topicName: 'orders' }),
  companions: ['AWS::XRay::ResourcePolicy'],
});

test('the resource policy lets the topics of the account and region send, and nobody else', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  new sns.Topic(stack, 'Orders');
  XRayTracing.of(stack).enable();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::XRay::ResourcePolicy'));
  const text = policy.Properties.PolicyDocument['Fn::Join'][1]
    .map((part: any) => typeof part === 'string' ? part : part['Fn::Sub'] ?? `<${part.Ref}>`).join('');
  expect(JSON.parse(text)).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'SNSAccess',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
        StringLike: { 'aws:SourceArn': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*' },
      },
    }],
  });
});

test('a topic that somebody traced and left without a policy gets one', () => {
  const stack = new Stack(new App(), 'Stack');
  new sns.Topic(stack, 'Orders', { tracingConfig: sns.TracingConfig.ACTIVE });
  XRayTracing.of(stack).enable();
  Template.fromStack(stack).resourceCountIs('AWS::XRay::ResourcePolicy', 1);
});

test('a policy that exists already is relied on where the option says so', () => {
  const stack = new Stack(new App(), 'Stack');
  new sns.Topic(stack, 'Orders');
  XRayTracing.of(stack).enable({ createResourcePolicy: false });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Topic', { TracingConfig: 'Active' });
  template.resourceCountIs('AWS::XRay::ResourcePolicy', 0);
});
