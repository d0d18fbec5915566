import { aws_ec2 as ec2, aws_iam as iam, CfnResource, Fn } from 'aws-cdk-lib';
import { CoverageReport, FindingSeverity, TracingStatus } from '../../src';
import { templateOf, warningsOf } from '../contract/apps';
import { cfnRole } from '../support/contract-stacks/parts';
import { inspected, inspectedStatus } from '../support/inspect';
import { LINUX_COMMANDS, tracedStack } from '../support/servers';

const { PASS_THROUGH, TRACED, UNKNOWN, UNTRACED } = TracingStatus;
const TYPE = 'AWS::EC2::SpotFleet';
const BARE = '#!/bin/sh\necho\n';
const INSTALLS = `#!/bin/sh\n${LINUX_COMMANDS}`;

const specification = (script: any, rest: object = {}) => ({ ImageId: 'ami-12345678', UserData: { 'Fn::Base64': script }, ...rest });
const fleetOf = (SpotFleetRequestConfigData: any) => ({ Type: TYPE, Properties: { SpotFleetRequestConfigData } });
const fleet = (LaunchSpecifications: any) => fleetOf({ LaunchSpecifications });

test.each<[string, any, TracingStatus | undefined]>([
  ['with user data without a collector', [specification(BARE)], UNTRACED],
  ['without user data', [{ ImageId: 'ami-12345678' }], UNTRACED],
  ['with user data that installs one', [specification(INSTALLS)], TRACED],
  ['with user data of which only the deployment knows', [specification({ Ref: 'Script' })], UNKNOWN],
  ['one of which has no collector', [specification(INSTALLS), specification({ Ref: 'Script' }), specification(BARE)], UNTRACED],
  ['one of which nobody knows', [specification(INSTALLS), specification({ Ref: 'Script' })], UNKNOWN],
  ['for containers of Amazon ECS', [specification('#!/bin/sh\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n')], PASS_THROUGH],
  ['among which a condition decides', { 'Fn::If': ['C', [specification(INSTALLS)], [specification(BARE)]] }, UNTRACED],
  ['one of which a condition decides about', [{ 'Fn::If': ['C', specification(INSTALLS), { Ref: 'AWS::NoValue' }] }], TRACED],
  ['that are none', [], undefined],
  ['that nobody can read', ['x', null, 7], undefined],
  ['that only the deployment knows', { Ref: 'Specifications' }, UNKNOWN],
  ['one of which only the deployment knows', [specification(INSTALLS), { 'Fn::Transform': { Name: 'Own' } }], UNKNOWN],
])('a fleet with launch specifications %s', (_, specifications, status) => {
  expect(inspectedStatus(fleet(specifications))).toBe(status);
});

test('a fleet that launches from launch templates is traced by those', () => {
  const LaunchTemplateConfigs = [{ LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } }];
  expect(inspected(fleetOf({ LaunchTemplateConfigs }))).toBeUndefined();
});

test('nothing is said of a fleet whose whole request only the deployment knows', () => {
  const byTemplate = { LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } }] };
  expect(inspected(fleetOf({ 'Fn::If': ['C', byTemplate, byTemplate] }))).toBeUndefined();
});

test.each([
  ['all of its servers', [{ Key: 'Tier', Value: 'web' }], TRACED],
  ['some of its servers', [], UNKNOWN],
])('an association installs a collector on %s', (_, Tags, status) => {
  const tagged = (tags: object[]) => specification(BARE, { TagSpecifications: [{ ResourceType: 'instance', Tags: tags }] });
  const Properties = { Name: 'AWS-ConfigureAWSPackage', Parameters: { action: ['Install'], name: ['AWSDistroOTel-Collector'] }, Targets: [{ Key: 'tag:Tier', Values: ['web'] }] };
  const Resources = { Association: { Type: 'AWS::SSM::Association', Properties } };
  expect(inspectedStatus(fleet([tagged([{ Key: 'Tier', Value: 'web' }]), tagged(Tags)]), { Resources })).toBe(status);
});

test('enabling changes nothing of it, and says what to do, as the audit does', () => {
  const stack = tracedStack();
  const { Properties } = fleet([specification(BARE)]);
  new CfnResource(stack, 'Fleet', { type: TYPE, properties: Properties });
  const template = templateOf(stack);
  expect(template.Resources.Fleet).toEqual(fleet([specification(BARE)]));
  const reason = 'cdk-xray does not change the user data of launch specifications, any change of which makes CloudFormation replace the fleet';
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Fleet', text: expect.stringMatching(new RegExp(`^Tracing was not turned on for this ${TYPE}: ${reason}\\. Launch the fleet from a launch template.*\\[ack: XRay::Ec2SpotFleetTracing\\]$`)),
  }]);
  expect(CoverageReport.fromTemplate(template).findings).toMatchObject([
    { ruleId: 'XRay::Ec2SpotFleetTracing', severity: FindingSeverity.ERROR, message: `X-Ray does not trace this ${TYPE}: ${reason}`, fix: expect.stringContaining('LaunchTemplateConfigs') },
  ]);
});

test('the roles of all specifications that install a collector may send', () => {
  const stack = tracedStack();
  const launchSpecifications = ['A', 'B'].map((id) => {
    const role = cfnRole(stack, id, 'ec2.amazonaws.com');
    const { attrArn: arn } = new iam.CfnInstanceProfile(stack, `${id}Profile`, { roles: [role.ref] });
    return { imageId: 'ami-12345678', userData: Fn.base64(INSTALLS), iamInstanceProfile: { arn } };
  });
  new ec2.CfnSpotFleet(stack, 'Fleet', { spotFleetRequestConfigData: { iamFleetRole: 'arn:aws:iam::111122223333:role/fleet', targetCapacity: 1, launchSpecifications } });
  const { A, B } = templateOf(stack).Resources;
  expect([A, B].map((role) => JSON.stringify(role).includes('AWSXrayWriteOnlyAccess'))).toEqual([true, true]);
  expect(warningsOf(stack)).toEqual([]);
});
