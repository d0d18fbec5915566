import { type App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ssm as ssm, type Stack, Tags } from 'aws-cdk-lib';
import { CoverageReport, ManagedNodeTargets, ManagedNodeTracing, TraceCollector, TracingStatus } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { inspected } from '../support/inspect';
import { rendered } from '../support/resources';
import { INSTANCE_TYPE, instance, LINUX_IMAGE, serverRole, tracedStack } from '../support/servers';

const { TRACED, UNKNOWN, UNTRACED } = TracingStatus;
const ref = (Ref: string) => ({ Ref });
const tag = (Key: any, Value: any, rest = {}) => ({ Key, Value, ...rest });
const target = (Key: any, ...Values: any[]) => ({ Key, Values });
const BY_TAG = target('tag:Tier', 'web');
const USER_DATA = { 'Fn::Base64': '#!/bin/sh\necho\n' };
const SERVER = { Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-1', UserData: USER_DATA, Tags: [tag('Tier', 'web')] } };
const INSTALLS = { Name: 'AWS-ConfigureAWSPackage', Parameters: { action: ['Install'], name: ['AWSDistroOTel-Collector'] } };
const associated = (Properties: any, others: any = {}) => ({ Resources: { Association: { Type: 'AWS::SSM::Association', Properties }, ...others } });

describe('an instance is among the targets', () => {
  const Other = { Type: 'AWS::EC2::Instance', Properties: {} };

  test.each<[string, any, TracingStatus, any?]>([
    ['by its id', [target('InstanceIds', ref('Resource'))], TRACED],
    ['by its id, by the older property', undefined, TRACED, { InstanceId: ref('Resource') }],
    ['as all are', [target('InstanceIds', '*')], TRACED],
    ['by its tag', [BY_TAG], TRACED],
    ['by one of some values of its tag', [target('tag:Tier', 'api', 'web')], TRACED],
    ['by all of some tags', [BY_TAG, target('tag-key', 'Tier')], TRACED],
    ['by the key of its tag', [target('tag-key', 'Tier')], TRACED],
    ['not: by the id of another', [target('InstanceIds', ref('Other'))], UNTRACED],
    ['not: by the id of one that is there already', [target('InstanceIds', 'i-0123456789abcdef0')], UNTRACED],
    ['not: by another value of its tag', [target('tag:Tier', 'api')], UNTRACED],
    ['not: by another tag', [target('tag:Stage', 'web')], UNTRACED],
    ['not: by two tags of which it has one', [BY_TAG, target('tag:Stage', 'prod')], UNTRACED],
    ['not: as one of an Auto Scaling group', [target('tag:aws:autoscaling:groupName', ref('Group'))], UNTRACED],
    ['not: there are none', [], UNTRACED],
    ['perhaps: by a value that only the deployment knows', [target('tag:Tier', ref('Value'))], UNKNOWN],
    ['perhaps: by ids that only the deployment knows', [{ Key: 'InstanceIds', Values: ref('Ids') }], UNKNOWN],
    ['perhaps: by a key that only the deployment knows', [target({ 'Fn::Sub': 'tag:${Key}' }, 'web')], UNKNOWN],
    ['perhaps: by a resource group', [target('resource-groups:Name', 'web')], UNKNOWN],
    ['perhaps: by targets that only the deployment knows', ref('Targets'), UNKNOWN],
  ])('%s', (_, Targets, status, rest = {}) => {
    expect(inspected(SERVER, associated({ ...INSTALLS, Targets, ...rest }, { Other }))?.status).toBe(status);
  });

  test.each<[string, any, TracingStatus]>([
    ['the same expression', [tag('Tier', ref('Tier'))], TRACED],
    ['another expression', [tag('Tier', ref('Stage'))], UNKNOWN],
    ['another expression, with a part that is no text', [tag('Tier', { 'Fn::Join': ['', ['web', { 'Fn::ImportValue': 'tier' }]] })], UNKNOWN],
    ['a list that only the deployment knows', ref('Tags'), UNKNOWN],
    ['an item that only the deployment knows', [{ 'Fn::If': ['C', tag('Tier', 'web'), tag('Tier', 'api')] }], UNKNOWN],
    ['none', undefined, UNTRACED],
  ])('or not, where its tags are %s', (_, tags, status) => {
    const server = { ...SERVER, Properties: { ...SERVER.Properties, Tags: tags } };
    expect(inspected(server, associated({ ...INSTALLS, Targets: [target('tag:Tier', ref('Tier'))] }))?.status).toBe(status);
  });

  test('by the tags that its launch template gives, and by its own id where it has its user data from there', () => {
    const Template = { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: 'ami-1', UserData: USER_DATA, TagSpecifications: [{ ResourceType: 'instance', Tags: [tag('Tier', 'web')] }] } } };
    const launched = { Type: 'AWS::EC2::Instance', Properties: { LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' } } };
    expect(inspected(launched, associated({ ...INSTALLS, Targets: [BY_TAG] }, { Template }))?.status).toBe(TRACED);
    expect(inspected(launched, associated({ ...INSTALLS, Targets: [target('InstanceIds', ref('Resource'))] }, { Template }))?.status).toBe(TRACED);
  });

  test('and the reason names the association, which is no finding', () => {
    const template = associated({ ...INSTALLS, Targets: [BY_TAG] }, { Resource: SERVER });
    expect(inspected(SERVER, template)?.reason).toBe('the association Association installs a collector on it');
    expect(inspected(SERVER, associated({ ...INSTALLS, Targets: ref('Targets') }))).toMatchObject({
      reason: 'the association Association installs a collector, and only the deployment knows whether that is for it', advice: expect.stringContaining('which servers the association targets'),
    });
    expect(CoverageReport.fromTemplate(template).findings.filter(({ ruleId }) => ruleId === 'XRay::Ec2InstanceTracing')).toEqual([]);
  });
});

test.each<[string, string | undefined, TracingStatus]>([
  ['of its own', undefined, UNKNOWN],
  ['of the server', 'C', TRACED],
])('an association with a condition %s may be left out', (_, Condition, status) => {
  const template = associated({ ...INSTALLS, Targets: [BY_TAG] });
  const { Association } = template.Resources;
  expect(inspected({ ...SERVER, Condition }, { Resources: { Association: { ...Association, Condition: 'C' } } })?.status).toBe(status);
});

describe('what is launched from a launch template or configuration is among the targets', () => {
  const specification = (ResourceType: any) => [{ ResourceType, Tags: [tag('Tier', 'web')] }];
  const launchTemplate = (TagSpecifications?: any) => ({ Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: 'ami-1', UserData: USER_DATA, TagSpecifications } } });
  const group = (Properties: any) => ({ Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { LaunchTemplate: { LaunchTemplateId: ref('Resource'), Version: '1' }, ...Properties } });
  const propagated = (PropagateAtLaunch: any) => ({ Tags: [tag('Tier', 'web', { PropagateAtLaunch })] });
  const MIXED = { LaunchTemplate: undefined, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: ref('Resource') } } } };
  const BY_GROUP = target('tag:aws:autoscaling:groupName', ref('Group'));

  test.each<[string, any, Record<string, any>, any, TracingStatus]>([
    ['by the tags that the template gives to instances', launchTemplate(specification('instance')), {}, BY_TAG, TRACED],
    ['not: by those that it gives to volumes', launchTemplate(specification('volume')), {}, BY_TAG, UNTRACED],
    ['perhaps: by those that it gives to what only the deployment knows', launchTemplate(specification(ref('What'))), {}, BY_TAG, UNKNOWN],
    ['by a tag that a group propagates', launchTemplate(), { Group: group(propagated(true)) }, BY_TAG, TRACED],
    ['by a tag that a group with several types propagates', launchTemplate(), { Group: group({ ...MIXED, ...propagated('true') }) }, BY_TAG, TRACED],
    ['not: by a tag that the group keeps for itself', launchTemplate(), { Group: group(propagated(false)) }, BY_TAG, UNTRACED],
    ['not: by a tag that a group of others propagates', launchTemplate(), { Group: { ...group(propagated(true)), Properties: { LaunchTemplate: { LaunchTemplateId: ref('X') } } } }, BY_TAG, UNTRACED],
    ['perhaps: by a tag that one of two groups propagates', launchTemplate(), { Group: group(propagated(true)), Second: group({}) }, BY_TAG, UNKNOWN],
    ['by the name of the group', launchTemplate(), { Group: group({}) }, BY_GROUP, TRACED],
    ['by the name that the group is given', launchTemplate(), { Group: group({ AutoScalingGroupName: 'web' }) }, target('tag:aws:autoscaling:groupName', 'web'), TRACED],
    ['not: by the name of another group', launchTemplate(), { Second: group({}), Group: group({ LaunchTemplate: undefined }) }, BY_GROUP, UNTRACED],
    ['by a tag of an instance', launchTemplate(), { Server: { Type: 'AWS::EC2::Instance', Properties: { ...group({}).Properties, Tags: [tag('Tier', 'web')] } } }, BY_TAG, TRACED],
    ['as all are', launchTemplate(), {}, target('InstanceIds', '*'), TRACED],
    ['a configuration, by a tag that a group propagates', { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { UserData: USER_DATA } }, { Group: group({ LaunchTemplate: undefined, LaunchConfigurationName: ref('Resource'), ...propagated(true) }) }, BY_TAG, TRACED],
  ])('%s', (_, server, others, one, status) => {
    expect(inspected(server, associated({ ...INSTALLS, Targets: [one] }, others))?.status).toBe(status);
  });
});

describe('what an association does', () => {
  const AGENT = 'AmazonCloudWatch-ManageAgent';
  const TRACES = '{"traces":{"traces_collected":{"xray":{}}}}';
  const Cfg = (Value: any) => ({ Cfg: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'AmazonCloudWatch-cfg', Value } } });
  const configured = (place: any, rest = {}) => ({ Name: AGENT, Parameters: { action: ['configure'], optionalConfigurationSource: ['ssm'], optionalConfigurationLocation: [place], ...rest } });
  const DOCUMENT = { Type: 'AWS::SSM::Document', Properties: { Name: 'InstallDaemon', Content: { mainSteps: [{ action: 'aws:runShellScript', inputs: { runCommand: ['# aws-xray', 'yum install -y aws-xray-daemon.rpm'] } }] } } };

  test.each<[string, any, TracingStatus, any?]>([
    ['installs ADOT', INSTALLS, TRACED],
    ['removes ADOT', { ...INSTALLS, Parameters: { ...INSTALLS.Parameters, action: ['Uninstall'] } }, UNTRACED],
    ['installs the agent alone', { ...INSTALLS, Parameters: { action: 'Install', name: 'AmazonCloudWatchAgent' } }, UNTRACED],
    ['configures the agent for traces', configured(ref('Cfg')), TRACED, Cfg(TRACES)],
    ['configures the agent for traces, by the name of the parameter', configured('AmazonCloudWatch-cfg', { action: undefined }), TRACED, Cfg(TRACES)],
    ['adds traces to the configuration of the agent', configured(ref('Cfg'), { action: ['configure (append)'] }), TRACED, Cfg(TRACES)],
    ['takes traces out of the configuration of the agent', configured(ref('Cfg'), { action: ['configure (remove)'] }), UNTRACED, Cfg(TRACES)],
    ['configures the agent for metrics', configured(ref('Cfg')), UNTRACED, Cfg('{"metrics":{}}')],
    ['configures the agent by a parameter of elsewhere', configured('AmazonCloudWatch-shared'), UNKNOWN, Cfg(TRACES)],
    ['configures the agent by default', { Name: AGENT }, UNTRACED],
    ['runs commands that install the daemon', { Name: 'AWS-RunShellScript', Parameters: { commands: ['cd /tmp', 'rpm -U aws-xray-daemon-3.x.rpm'] } }, TRACED],
    ['runs other commands', { Name: 'AWS-RunPowerShellScript', Parameters: { commands: ['dir'] } }, UNTRACED],
    ['runs a document of the template that installs the daemon', { Name: ref('Doc') }, TRACED, { Doc: DOCUMENT }],
    ['runs a document of the template that installs the daemon, by its name', { Name: 'InstallDaemon' }, TRACED, { Doc: DOCUMENT }],
    ['runs a document whose content is a text', { Name: ref('Doc') }, TRACED, { Doc: { Type: 'AWS::SSM::Document', Properties: { Content: 'mainSteps:\n- runCommand:\n  - rpm -U aws-xray-daemon-3.x.rpm\n' } } }],
    ['runs a document of the template that only speaks of the daemon', { Name: ref('Doc') }, UNTRACED, {
      Doc: { Type: 'AWS::SSM::Document', Properties: { Content: { description: 'Leaves the aws-xray-daemon alone.', mainSteps: [{ inputs: { runCommand: ['yum update -y'] } }, 7] } } },
    }],
    ['runs a document of the template that installs the daemon by default', { Name: ref('Doc') }, TRACED, {
      Doc: { Type: 'AWS::SSM::Document', Properties: { Content: { parameters: { Package: { default: 'aws-xray-daemon-3.x.rpm' }, Odd: null }, mainSteps: [] } } },
    }],
    ['configures the agent by default, whatever place is named', configured(ref('Cfg'), { optionalConfigurationSource: ['default'] }), UNTRACED, Cfg(TRACES)],
    ['runs another document of the template', { Name: ref('Doc') }, UNTRACED, { Doc: { Type: 'AWS::SSM::Document', Properties: { Content: { mainSteps: [] } } } }],
    ['runs a document of elsewhere', { Name: ref('Doc'), Parameters: { commands: 'aws-xray-daemon' } }, UNTRACED],
    ['runs a document of AWS', { Name: 'AWS-RunPatchBaseline' }, UNTRACED],
  ])('%s', (_, association, status, others = {}) => {
    expect(inspected(SERVER, associated({ ...association, Targets: [BY_TAG] }, others))?.status).toBe(status);
  });
});

describe('enabled', () => {
  const nodes = (stack: Stack, collector?: TraceCollector) => new ManagedNodeTracing(stack, 'Nodes', { targets: ManagedNodeTargets.tag('Tier', 'web'), collector });
  const texts = (stack: Stack) => warningsOf(stack).map(({ text }) => text);
  const isInstalledTwice = (stack: Stack) => /trace collector test-collector/.test(JSON.stringify(templateOf(stack)));
  const stackOf = (app: App = testApp()) => tracedStack({}, app);

  test.each([
    ['the daemon', undefined],
    ['ADOT', TraceCollector.adotCollector()],
    ['a collector of somebody\'s own', new TraceCollector({ name: 'vector', linuxInstallScript: 'install-vector', windowsInstallScript: 'install-vector' })],
  ])('a server on which `ManagedNodeTracing` installs %s is left alone, and its role may send', (_, collector) => {
    const stack = stackOf();
    const server = instance(stack, 'Server', { role: serverRole(stack) });
    Tags.of(server).add('Tier', 'web');
    nodes(stack, collector);
    expect(isInstalledTwice(stack)).toBe(false);
    expect(JSON.stringify(rendered(server.role as any).Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
    expect(texts(stack)).toEqual([]);
    expect(CoverageReport.fromTemplate(templateOf(stack)).resources.find(({ resourceType }) => resourceType === 'AWS::EC2::Instance')).toMatchObject({
      status: TRACED, reason: expect.stringMatching(/^the association NodesAssociation\w+ installs a collector on it$/),
    });
  });

  test.each([true, false])('so are those with tags of the stack, of a group and of a launch template, with aspect stabilization %s', (isStable) => {
    const stack = stackOf(testApp({ [STABILIZATION]: isStable }));
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, instanceType: INSTANCE_TYPE, role: serverRole(stack), userData: ec2.UserData.forLinux() });
    const servers = new autoscaling.AutoScalingGroup(stack, 'Servers', { vpc, machineImage: LINUX_IMAGE, instanceType: INSTANCE_TYPE });
    const shared = new autoscaling.AutoScalingGroup(stack, 'Shared', { vpc, launchTemplate });
    nodes(stack);
    [launchTemplate, servers].forEach((each) => Tags.of(each).add('Tier', 'web'));
    Tags.of(stack).add('Stage', 'prod');
    expect(isInstalledTwice(stack)).toBe(false);
    expect(texts(stack)).toEqual([]);
    expect(rendered(shared).Properties.Tags).toContainEqual({ Key: 'Stage', Value: 'prod', PropagateAtLaunch: true });
  });

  test('a server that has no such tag in the end gets its collector', () => {
    const stack = stackOf();
    const server = instance(stack, 'Server');
    Tags.of(stack).add('Tier', 'web');
    Tags.of(server).remove('Tier');
    nodes(stack);
    expect(isInstalledTwice(stack)).toBe(true);
  });

  test('a server of which only the deployment tells whether it is a target is left alone, with a warning', () => {
    const stack = stackOf();
    Tags.of(instance(stack, 'Server')).add('Tier', 'web');
    new ssm.CfnAssociation(stack, 'Association', { name: 'AWS-ConfigureAWSPackage', parameters: INSTALLS.Parameters, targets: [{ key: 'resource-groups:Name', values: ['web'] }] });
    expect(isInstalledTwice(stack)).toBe(false);
    expect(texts(stack)).toEqual([expect.stringMatching(/not turned on.*the association Association installs a collector, and only the deployment knows.*\[ack: XRay::Ec2InstanceTracing\]$/)]);
  });
});
