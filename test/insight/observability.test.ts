import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ObservabilityLink, ObservabilitySink, SharedTelemetry } from '../../src';

const SINK = 'arn:aws:oam:eu-west-1:111122223333:sink/0a1b2c3d-0000-1111-2222-333344445555';

function newStack(id = 'Stack', app = new App()): Stack {
  return new Stack(app, id, { env: { account: '111122223333', region: 'eu-west-1' } });
}

describe('the sink of a monitoring account', () => {
  test('lets accounts share traces, metrics and log groups', () => {
    const stack = newStack();
    new ObservabilitySink(stack, 'Sink', { sourceAccounts: ['222233334444', '333344445555'] });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Sink', {
      Name: 'Stack-Sink',
      Policy: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow',
          Principal: { AWS: ['222233334444', '333344445555'] },
          Action: ['oam:CreateLink', 'oam:UpdateLink'],
          Resource: '*',
          Condition: { 'ForAllValues:StringEquals': { 'oam:ResourceTypes': ['AWS::XRay::Trace', 'AWS::CloudWatch::Metric', 'AWS::Logs::LogGroup'] } },
        }],
      },
    });
  });

  test('takes a list of accounts that only the deployment knows', () => {
    const stack = newStack();
    const sourceAccounts = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
    new ObservabilitySink(stack, 'Sink', { sourceAccounts });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Sink', { Policy: { Statement: [{ Principal: { AWS: { Ref: 'Accounts' } } }] } });
  });

  test('lets an organization share what is named', () => {
    const stack = newStack();
    new ObservabilitySink(stack, 'Sink', {
      organizationId: 'o-abcde12345',
      sinkName: 'monitoring',
      telemetry: [SharedTelemetry.TRACES, SharedTelemetry.APPLICATION_SIGNALS_SERVICES, SharedTelemetry.of('AWS::InternetMonitor::Monitor')],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Sink', {
      Name: 'monitoring',
      Policy: {
        Statement: [{
          Principal: '*',
          Condition: {
            'StringEquals': { 'aws:PrincipalOrgID': 'o-abcde12345' },
            'ForAllValues:StringEquals': {
              'oam:ResourceTypes': ['AWS::XRay::Trace', 'AWS::ApplicationSignals::Service', 'AWS::InternetMonitor::Monitor'],
            },
          },
        }],
      },
    });
  });

  test.each([
    [{}, /`sourceAccounts` must name an account, or `organizationId` an organization/],
    [{ organizationId: 'acme' }, /`organizationId` must be the id of an organization, for example "o-abcde12345", got: "acme"/],
    [{ sourceAccounts: ['222233334444'], sinkName: '' }, /`sinkName` must be 1 to 255 letters, digits and `_.-`, .* got: ""/],
    [{ sourceAccounts: ['222233334444'], sinkName: 'our sink' }, /`sinkName` must be .* got: "our sink"/],
    [{ sourceAccounts: ['222233334444', '22223333444'] }, /`sourceAccounts` must be the ids of accounts, 12 digits each, got: "22223333444"/],
    [{ sourceAccounts: [222233334444 as any] }, /`sourceAccounts` must be the ids of accounts, 12 digits each, got: 222233334444/],
    [{ sourceAccounts: '222233334444' as any }, /`sourceAccounts` must be a list, for example \["111122223333"\], got: "222233334444"/],
    [{ sourceAccounts: ['222233334444'], telemetry: SharedTelemetry.TRACES as any }, /`telemetry` must be a list of at least one kind of telemetry, .* got: \{/],
    [undefined as any, /`props` must be an object, for example \{ organizationId: 'o-abcde12345' \}, got: undefined/],
    [{ sourceAccounts: [undefined!] }, /`sourceAccounts` must be the ids of accounts, 12 digits each, got: undefined/],
    [{ sourceAccounts: ['222233334444'], telemetry: [] }, /`telemetry` must be a list of at least one kind of telemetry/],
  ])('%j is refused', (props, message) => {
    expect(() => new ObservabilitySink(newStack(), 'Sink', props)).toThrow(message);
  });

  test('is the only one of its account and region', () => {
    const app = new App();
    new ObservabilitySink(newStack('One', app), 'Sink', { sourceAccounts: ['222233334444'] });
    expect(() => new ObservabilitySink(newStack('Two', app), 'Sink', { sourceAccounts: ['222233334444'] })).toThrow(/\[Two\/Sink\].*\[One\/Sink\]/);
  });
});

describe('the link of a source account', () => {
  test('shares traces, metrics and log groups', () => {
    const stack = newStack();
    const link = new ObservabilityLink(stack, 'Link', { sinkArn: SINK });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Link', {
      SinkIdentifier: SINK,
      ResourceTypes: ['AWS::XRay::Trace', 'AWS::CloudWatch::Metric', 'AWS::Logs::LogGroup'],
      LabelTemplate: '$AccountName',
    });
    expect(stack.resolve(link.linkArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Link/), 'Arn'] });
  });

  test('shares each type once', () => {
    const stack = newStack();
    new ObservabilityLink(stack, 'Link', { sinkArn: SINK, telemetry: [SharedTelemetry.TRACES, SharedTelemetry.of('AWS::XRay::Trace'), SharedTelemetry.METRICS] });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Link', { ResourceTypes: ['AWS::XRay::Trace', 'AWS::CloudWatch::Metric'] });
  });

  test.each(['', 'traces'])('shares no type %p', (type) => {
    expect(() => SharedTelemetry.of(type)).toThrow(new Error(
      `\`resourceType\` must be a type of Observability Access Manager, for example "AWS::XRay::Trace", got: "${type}"`));
  });

  test('takes a token for the sink', () => {
    const stack = newStack();
    new ObservabilityLink(stack, 'Link', { sinkArn: `arn:${Aws.PARTITION}:oam:x`, telemetry: [SharedTelemetry.TRACES], labelTemplate: 'orders' });
    Template.fromStack(stack).hasResourceProperties('AWS::Oam::Link', { ResourceTypes: ['AWS::XRay::Trace'], LabelTemplate: 'orders' });
  });

  test.each([
    [{ sinkArn: 'sink' }, /`sinkArn` must be the ARN of a sink, .* got: "sink"/],
    [{ sinkArn: SINK.replace('eu-west-1', 'us-east-1') }, /`sinkArn` must be that of a sink in the region of the stack, eu-west-1, got one in us-east-1/],
    [{ sinkArn: SINK, labelTemplate: '' }, /`labelTemplate` must have 1 to 64 characters/],
    [{ sinkArn: SINK, telemetry: [] }, /`telemetry` must be a list of at least one kind of telemetry, .* got: \[\]/],
    [{ sinkArn: SINK, telemetry: ['AWS::XRay::Trace' as any] }, /`telemetry` must be a list of at least one kind of telemetry, .* got: \["AWS::XRay::Trace"\]/],
    [undefined as any, /`props` must be an object, for example \{ sinkArn: .*, got: undefined/],
  ])('%j is refused', (props, message) => {
    expect(() => new ObservabilityLink(newStack(), 'Link', props)).toThrow(message);
  });
});
