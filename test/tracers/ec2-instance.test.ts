import { Aspects, aws_ec2 as ec2, aws_iam as iam, aws_ssm as ssm, Aws, CfnParameter, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CoverageReport, mixins, TraceCollector, TracingStatus, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';
import { inspected, inspectedStatus } from '../support/inspect';
import { logicalId, rendered } from '../support/resources';
import { COLLECTOR, instance, LINUX_COMMANDS, LINUX_IMAGE, profileName, serverRole, tracedStack, WINDOWS_COMMANDS, WINDOWS_IMAGE } from '../support/servers';

tracerContract({
  resourceType: 'AWS::EC2::Instance',
  properties: { ImageId: 'ami-12345678', UserData: { 'Fn::Base64': '#!/bin/sh\necho\n' } },
  l1: (scope, id, iamInstanceProfile) => new ec2.CfnInstance(scope, id, { imageId: 'ami-12345678', iamInstanceProfile, userData: Fn.base64('#!/bin/sh\necho\n') }),
  traced: { UserData: { 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` } },
  hidden: { UserData: { Ref: 'AWS::StackName' } },
  changes: ['UserData'],
  service: 'ec2.amazonaws.com',
  hasInstanceProfile: true,
  warns: ['UserDataRunsOnce'],
});

const RUNS_ONCE = /\[ack: XRay::UserDataRunsOnce\]$/;

const userDataOf = (server: ec2.Instance | CfnResource) => rendered(server).Properties.UserData;

function texts(stack: Stack): string[] {
  return warningsOf(stack).map(({ text }) => text);
}

function cfnInstance(stack: Stack, userData?: any, props: Partial<ec2.CfnInstanceProps> = {}): ec2.CfnInstance {
  return new ec2.CfnInstance(stack, 'Server', { imageId: 'ami-12345678', iamInstanceProfile: profileName(stack), userData, ...props });
}

describe('an instance without an instance profile of its own', () => {
  const launched = (stack: Stack, iamInstanceProfile?: ec2.CfnLaunchTemplate.IamInstanceProfileProperty) => {
    const template = new ec2.CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { imageId: 'ami-12345678', iamInstanceProfile } });
    return new ec2.CfnInstance(stack, 'Server', {
      imageId: 'ami-12345678', userData: Fn.base64('#!/bin/sh\necho\n'), launchTemplate: { launchTemplateId: template.ref, version: '1' },
    });
  };
  const isNotSet = (stack: Stack) => texts(stack).filter((text) => /^`IamInstanceProfile` is not set.*XRay::RoleNotManaged/.test(text));

  test.each(['name', 'arn'])('sends with the role of that which its launch template names by its %s', (by) => {
    const stack = tracedStack();
    const role = serverRole(stack);
    const profile = new iam.CfnInstanceProfile(stack, 'Profile', { roles: [role.roleName] });
    launched(stack, { [by]: by === 'name' ? profile.ref : profile.attrArn });
    expect(isNotSet(stack)).toEqual([]);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
  });

  test('is told of where its launch template names none', () => {
    const stack = tracedStack();
    launched(stack);
    expect(isNotSet(stack)).toHaveLength(1);
  });
});

describe('the L2', () => {
  test('gets the commands behind its own, and its role the permission', () => {
    const stack = tracedStack();
    const server = instance(stack, 'Server');
    server.addUserData('yum install -y httpd');
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\nyum install -y httpd\n${LINUX_COMMANDS}` });
    const role = rendered(server.role as iam.Role);
    expect(JSON.stringify(role.Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
    expect(texts(stack)).toEqual([expect.stringMatching(RUNS_ONCE)]);
  });

  test('keeps what is added to its user data after it was traced, before the commands', () => {
    const stack = new Stack(testApp(), 'Stack');
    const server = instance(stack, 'Server');
    server.addUserData('echo early');
    server.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
    server.addUserData('echo late');
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\necho early\necho late\n${LINUX_COMMANDS}` });
  });

  test('keeps what an aspect adds that runs later', () => {
    const stack = tracedStack({}, testApp({ [STABILIZATION]: true }));
    const server = instance(stack, 'Server');
    Aspects.of(stack).add({ visit: (node) => { if (node === server) { server.addUserData('echo aspect'); } } });
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\necho aspect\n${LINUX_COMMANDS}` });
  });

  test('keeps it where a part of the resource is overridden', () => {
    const stack = new Stack(testApp(), 'Stack');
    const server = instance(stack, 'Server');
    server.instance.addPropertyOverride('UserData', Lazy.string({ produce: () => Fn.base64(server.userData.render()) }));
    server.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
    server.addUserData('echo late');
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\necho late\n${LINUX_COMMANDS}` });
  });

  test('with a windows image gets them at the end of the block', () => {
    const server = instance(tracedStack(), 'Server', { machineImage: WINDOWS_IMAGE });
    server.addUserData('Install-WindowsFeature Web-Server');
    expect(userDataOf(server)).toEqual({
      'Fn::Base64': `<powershell>Install-WindowsFeature Web-Server\n${WINDOWS_COMMANDS}\n</powershell>`,
    });
  });

  test('that signals gets them before what ends the block', () => {
    const server = instance(tracedStack(), 'Server', { machineImage: WINDOWS_IMAGE });
    server.userData.addSignalOnExitCommand(server);
    expect(userDataOf(server)['Fn::Base64']).toMatch(/^<powershell>\n# cdk-xray: [^]*\ntrap \{[^]*throw "Success"<\/powershell>$/);
  });

  test.each([[true, []], [false, [expect.stringMatching(RUNS_ONCE)]]])('on Windows that runs its user data at each boot (%s)', (persist, expected) => {
    const stack = tracedStack();
    instance(stack, 'Server', { machineImage: WINDOWS_IMAGE, userData: ec2.UserData.forWindows({ persist }) });
    expect(texts(stack)).toEqual(expected);
  });

  test('keeps its logical id', () => {
    const id = (traced: boolean) => logicalId(instance(traced ? tracedStack() : new Stack(testApp(), 'Stack'), 'Server'));
    expect(id(true)).toBe(id(false));
  });

  test('with a multipart archive that has a default part gets a part of its own', () => {
    const userData = new ec2.MultipartUserData();
    userData.addUserDataPart(ec2.UserData.forLinux(), undefined, true);
    const stack = tracedStack();
    const server = instance(stack, 'Server', { userData });
    server.addUserData('echo mine');
    const parts = userDataOf(server)['Fn::Base64']['Fn::Join'][1];
    expect(parts[1]).toEqual({ 'Fn::Base64': '#!/bin/bash\necho mine' });
    expect(parts[2]).toBe('\n--+AWS+CDK+User+Data+Separator==\nContent-Type: text/x-shellscript; charset="utf-8"\n\n#!/bin/sh\n'
      + `${LINUX_COMMANDS}--+AWS+CDK+User+Data+Separator==--\n`);
    expect(texts(stack)).toEqual([expect.stringMatching(RUNS_ONCE)]);
  });

  test('with a multipart archive without a default part gets a part of its own, too', () => {
    const userData = new ec2.MultipartUserData();
    userData.addPart(ec2.MultipartBody.fromRawBody({ contentType: 'text/cloud-config', body: 'packages: [jq]' }));
    const server = instance(tracedStack(), 'Server', { userData });
    expect(userDataOf(server)['Fn::Base64']).toMatch(/packages: \[jq\]\n--\+AWS\+CDK\+User\+Data\+Separator==\nContent-Type: text\/x-shellscript; [^]*Separator==--\n$/);
  });

  test.each([
    ['nobody sees the end', 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'],
    ['only the deployment knows the boundary', `Content-Type: multipart/mixed; boundary="${Aws.STACK_NAME}b"\n\n--${Aws.STACK_NAME}b--\n`],
  ])('with an archive of which %s is left alone, and its role too', (_, archive) => {
    const stack = tracedStack();
    const server = instance(stack, 'Server', { userData: ec2.UserData.custom(archive) });
    expect(JSON.stringify(rendered(server))).not.toContain('cdk-xray');
    expect(rendered(server.role as iam.Role).Properties.ManagedPolicyArns).toBeUndefined();
    expect(texts(stack)).toEqual([expect.stringMatching(/MIME archive without a visible end.*ManagedNodeTracing.*\[ack: XRay::Ec2InstanceTracing\]$/)]);
  });

  test.each(['\n', '\r\n'])('with an archive in a text of its own gets a part in it (%j)', (newline) => {
    const lines = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary===b==', '', '--==b==', 'Content-Type: text/cloud-config', '', 'packages: [jq]', '--==b==--', ''];
    const server = instance(tracedStack(), 'Server', { userData: ec2.UserData.custom(lines.join(newline)) });
    expect(userDataOf(server)['Fn::Base64'].split(`packages: [jq]${newline}`)[1])
      .toBe(`--==b==\nContent-Type: text/x-shellscript; charset="utf-8"\n\n#!/bin/sh\n${LINUX_COMMANDS}--==b==--${newline}`);
  });
});

describe('an instance that is replaced for its user data', () => {
  const replaced = (stack: Stack) => instance(stack, 'Server', { userDataCausesReplacement: true });

  test('is left alone, with a warning', () => {
    const stack = tracedStack();
    const server = replaced(stack);
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': '#!/bin/bash' });
    expect(logicalId(server)).toBe(logicalId(replaced(new Stack(testApp(), 'Stack'))));
    expect(texts(stack)).toEqual([expect.stringMatching(/allowReplacement: true.*ManagedNodeTracing.*\[ack: XRay::InstanceReplaced\]$/)]);
  });

  test('has the reason in the report, too', () => {
    const stack = tracedStack();
    replaced(stack);
    expect(CoverageReport.fromTemplate(templateOf(stack)).findings.find(({ ruleId }) => ruleId === 'XRay::Ec2InstanceTracing')).toMatchObject({
      message: expect.stringContaining('CloudFormation would replace this instance, whose logical id depends on its user data'),
      fix: expect.stringContaining('allowReplacement'),
    });
  });

  test('has none there any more once somebody allows it', () => {
    const server = replaced(new Stack(testApp(), 'Stack'));
    server.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
    expect(server.instance.cfnOptions.metadata).toHaveProperty('cdk-xray');
    server.with(new mixins.ResourceTracing({ collector: COLLECTOR, ec2: { allowReplacement: true } }));
    expect(server.instance.cfnOptions.metadata).not.toHaveProperty('cdk-xray');
  });

  test('is replaced where the option allows it', () => {
    const stack = tracedStack({ ec2: { allowReplacement: true } });
    const server = replaced(stack);
    const before = logicalId(replaced(new Stack(testApp(), 'Stack')));
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\n${LINUX_COMMANDS}` });
    expect(logicalId(server)).not.toBe(before);
    expect(logicalId(server).slice(0, -16)).toBe(before.slice(0, -16));
    expect(texts(stack)).toEqual([]);
  });

  test('gets another logical id for other commands, by itself or of the collector, and the same for the same', () => {
    const id = (linuxInstallScript: string, command: string) => {
      const stack = tracedStack({ ec2: { allowReplacement: true }, collector: new TraceCollector({ name: 'x', linuxInstallScript }) });
      const server = replaced(stack);
      server.addUserData(command);
      server.userData.addSignalOnExitCommand(server);
      rendered(server);
      return logicalId(server);
    };
    expect(id('a', 'b')).toBe(id('a', 'b'));
    expect(new Set([id('a', 'b'), id('b', 'b'), id('a', 'c')]).size).toBe(3);
  });
});

describe('user data of an L1', () => {
  const changed = (userData: any, props?: Partial<ec2.CfnInstanceProps>) => userDataOf(cfnInstance(tracedStack(), userData, props));

  test('an Fn::Base64 of a text', () => {
    expect(changed(Fn.base64('#!/bin/sh\necho\n'))).toEqual({ 'Fn::Base64': `#!/bin/sh\necho\n${LINUX_COMMANDS}` });
  });

  test('an Fn::Sub, outside of which the commands stand', () => {
    expect(changed(Fn.base64(Fn.sub('#!/bin/sh\necho ${AWS::StackName}\n')))).toEqual({
      'Fn::Base64': { 'Fn::Join': ['', [{ 'Fn::Sub': '#!/bin/sh\necho ${AWS::StackName}\n' }, LINUX_COMMANDS]] },
    });
  });

  test('an Fn::Join', () => {
    const stack = tracedStack();
    const server = cfnInstance(stack, { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/sh\necho ', { Ref: 'AWS::StackName' }]] } });
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/sh\necho ', { Ref: 'AWS::StackName' }, `\n${LINUX_COMMANDS}`]] } });
  });

  test('a text that somebody has encoded', () => {
    const encoded = changed(Buffer.from('#!/bin/bash\necho ü\n').toString('base64'));
    expect(Buffer.from(encoded, 'base64').toString()).toBe(`#!/bin/bash\necho ü\n${LINUX_COMMANDS}`);
  });

  test('both branches of an Fn::If', () => {
    const branch = (text: string) => ({ 'Fn::Base64': text });
    expect(changed({ 'Fn::If': ['IsProd', branch('#!/bin/sh\na\n'), branch('#!/bin/sh\nb\n')] })).toEqual({
      'Fn::If': ['IsProd', branch(`#!/bin/sh\na\n${LINUX_COMMANDS}`), branch(`#!/bin/sh\nb\n${LINUX_COMMANDS}`)],
    });
  });

  test('none, where the image is known to run Linux', () => {
    const stack = tracedStack();
    const imageId = new CfnParameter(stack, 'Image', {
      type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    }).valueAsString;
    expect(userDataOf(cfnInstance(stack, undefined, { imageId }))).toEqual({ 'Fn::Base64': `#!/bin/sh\n${LINUX_COMMANDS}` });
  });

  test('none, where nobody knows what the image runs', () => {
    const stack = tracedStack();
    expect(userDataOf(cfnInstance(stack))).toBeUndefined();
    expect(texts(stack)).toEqual([expect.stringMatching(/no user data.*which operating system.*\[ack: XRay::Ec2InstanceTracing\]$/)]);
  });

  test.each([
    ['the instance type', () => 'mac2-m2.metal'],
    ['the default of a parameter', (stack: Stack) => new CfnParameter(stack, 'Type', { default: 'mac-m4.metal' }).valueAsString],
  ])('for macOS, which %s tells of, is left alone', (_, instanceTypeIn) => {
    const stack = tracedStack();
    const userData = Fn.base64('#!/bin/zsh\n');
    expect(userDataOf(cfnInstance(stack, userData, { instanceType: instanceTypeIn(stack) }))).toEqual({ 'Fn::Base64': '#!/bin/zsh\n' });
    expect(texts(stack)).toEqual([expect.stringMatching(/runs macOS.*aws-xray-daemon-macos-3\.x\.zip.*\[ack: XRay::Ec2InstanceTracing\]$/)]);
  });

  test('for macOS, whose image the CDK takes for one of Linux, is left alone', () => {
    const stack = tracedStack();
    const machineImage = ec2.MachineImage.fromSsmParameter('/aws/service/ec2-macos/sequoia/arm64_mac/latest/image_id');
    expect(userDataOf(instance(stack, 'Server', { machineImage }))).toEqual({ 'Fn::Base64': '#!/bin/bash' });
  });

  test('in an override', () => {
    const server = cfnInstance(tracedStack());
    server.addPropertyOverride('UserData', { 'Fn::Base64': '#!/bin/sh\necho\n' });
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/sh\necho\n${LINUX_COMMANDS}` });
  });

  test('of a raw resource', () => {
    const stack = tracedStack();
    const server = new CfnResource(stack, 'Server', {
      type: 'AWS::EC2::Instance', properties: { ImageId: 'ami-1', IamInstanceProfile: profileName(stack), UserData: { 'Fn::Base64': '#!/bin/sh\necho\n' } },
    });
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/sh\necho\n${LINUX_COMMANDS}` });
  });

  test('of an included template', () => {
    const stack = tracedStack();
    includeTemplate(stack, {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
        Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
        Server: {
          Type: 'AWS::EC2::Instance',
          Properties: { ImageId: 'ami-1', IamInstanceProfile: { Ref: 'Profile' }, UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\n${AWS::Region}\n' } } },
        },
      },
    });
    const { Server, Role } = templateOf(stack).Resources;
    expect(Server.Properties.UserData).toEqual({ 'Fn::Base64': { 'Fn::Join': ['', [{ 'Fn::Sub': '#!/bin/bash\n${AWS::Region}\n' }, LINUX_COMMANDS]] } });
    expect(JSON.stringify(Role)).toContain('AWSXrayWriteOnlyAccess');
  });

  test.each([
    ['cloud-config', '#cloud-config\npackages: [httpd]\n', 'cloud-config'],
    ['a Python script', '#!/usr/bin/python3\nprint()\n', 'a script for `python3`'],
    ['commands without a first line that says what runs them', 'yum install -y httpd\n', 'text without a `#!` line'],
  ])('%s is left alone, with a warning', (_, text, name) => {
    const stack = tracedStack();
    const server = cfnInstance(stack, Fn.base64(text));
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': text });
    expect(texts(stack)).toEqual([expect.stringContaining(name)]);
    expect(texts(stack)[0]).toMatch(/ManagedNodeTracing.*\[ack: XRay::Ec2InstanceTracing\]$/);
  });

  test('that would be too long is left alone, with both sizes', () => {
    const stack = tracedStack();
    const text = `#!/bin/sh\n${'#'.repeat(16_370)}\n`;
    const server = cfnInstance(stack, Fn.base64(text));
    expect(userDataOf(server)).toEqual({ 'Fn::Base64': text });
    expect(texts(stack)).toEqual([
      expect.stringMatching(new RegExp(`${text.length} bytes and what installs the collector ${LINUX_COMMANDS.length}, .* 16384 .*\\[ack: XRay::UserDataTooLong\\]$`)),
    ]);
  });

  test('that grows too long afterwards stays without the commands, with a warning', () => {
    const stack = new Stack(testApp(), 'Stack');
    const server = instance(stack, 'Server');
    server.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
    server.addUserData('#'.repeat(16_370));
    expect(JSON.stringify(userDataOf(server))).not.toContain('cdk-xray');
    expect(texts(stack)).toEqual([expect.stringMatching(RUNS_ONCE), expect.stringMatching(/after all.*\[ack: XRay::UserDataTooLong\]$/)]);
  });
});

test.each([
  ['by Systems Manager only', TraceCollector.adotCollector(), /aws-otel-collector is installed by AWS Systems Manager only.*ManagedNodeTracing/],
  ['without commands', new TraceCollector({ name: 'own' }), /own has no commands that install it on Linux.*linuxInstallScript/],
])('a collector that is installed %s', (_, collector, warning) => {
  const stack = tracedStack({ collector });
  const server = instance(stack, 'Server');
  expect(userDataOf(server)).toEqual({ 'Fn::Base64': '#!/bin/bash' });
  expect(texts(stack)).toEqual([expect.stringMatching(warning)]);
});

test.each([['none', undefined], ['AWS::NoValue', Aws.NO_VALUE]])('without an instance profile nobody may send: %s', (_, iamInstanceProfile) => {
  const stack = tracedStack();
  cfnInstance(stack, Fn.base64('#!/bin/sh\n'), { iamInstanceProfile });
  expect(texts(stack)).toEqual([expect.stringMatching(RUNS_ONCE), expect.stringMatching(/^`IamInstanceProfile` is not set.*\[ack: XRay::RoleNotManaged\]$/)]);
});

test('with the metadata service off the collector has no credentials', () => {
  const stack = tracedStack();
  instance(stack, 'Server', { httpEndpoint: false });
  expect(texts(stack)).toEqual(expect.arrayContaining([expect.stringMatching(/HttpEndpoint.*\[ack: XRay::InstanceMetadataOff\]$/)]));
});

test('traced once, the user data stays as it is', () => {
  const app = testApp();
  XRayTracing.of(app).enable({ collector: COLLECTOR });
  const stack = tracedStack({}, app);
  const server = instance(stack, 'Server');
  server.with(new mixins.ResourceTracing({ collector: COLLECTOR }));
  expect(userDataOf(server)).toEqual({ 'Fn::Base64': `#!/bin/bash\n${LINUX_COMMANDS}` });
  expect(texts(stack)).toHaveLength(1);
});

describe('inspect', () => {
  const server = (UserData: any, properties = {}) => ({ Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-1', UserData, ...properties } });
  const base64 = (text: any) => ({ 'Fn::Base64': text });

  test.each([
    ['no user data', undefined, TracingStatus.UNTRACED],
    ['a shell script', base64('#!/bin/sh\necho'), TracingStatus.UNTRACED],
    ['commands of this library', base64(`#!/bin/sh\n${LINUX_COMMANDS}`), TracingStatus.TRACED],
    ['the same, encoded', Buffer.from(`#!/bin/sh\n${LINUX_COMMANDS}`).toString('base64'), TracingStatus.TRACED],
    ['the daemon', base64({ 'Fn::Sub': '#!/bin/sh\ncurl https://s3.${AWS::Region}.amazonaws.com/aws-xray-assets.${AWS::Region}/xray-daemon/aws-xray-daemon-3.x.rpm\n' }), TracingStatus.TRACED],
    ['the daemon for macOS', base64('#!/bin/zsh\ncurl -O https://s3.us-east-2.amazonaws.com/aws-xray-assets.us-east-2/xray-daemon/aws-xray-daemon-macos-3.x.zip\n'), TracingStatus.TRACED],
    ['the daemon in a comment', base64('#!/bin/sh\n# aws-xray-daemon\n'), TracingStatus.UNTRACED],
    ['the agent for traces', base64('#!/bin/sh\nyum install amazon-cloudwatch-agent\necho \'{"traces":{"traces_collected":{"xray":{}}}}\' > c.json'), TracingStatus.TRACED],
    ['the agent for metrics', base64('#!/bin/sh\nyum install amazon-cloudwatch-agent\n'), TracingStatus.UNTRACED],
    ['the agent with a parameter', base64('#!/bin/sh\namazon-cloudwatch-agent-ctl -a fetch-config -c ssm:AmazonCloudWatch-linux'), TracingStatus.UNKNOWN],
    ['the ADOT collector', base64('#!/bin/sh\nrpm -U aws-otel-collector.rpm'), TracingStatus.TRACED],
    ['a parameter', { Ref: 'UserData' }, TracingStatus.UNKNOWN],
    ['an encoded parameter', base64({ Ref: 'UserData' }), TracingStatus.UNKNOWN],
    ['a text that begins with a parameter', base64({ 'Fn::Join': ['', [{ Ref: 'Head' }, '\necho']] }), TracingStatus.UNKNOWN],
    ['a text that is not encoded', '#!/bin/sh\necho', TracingStatus.UNKNOWN],
    ['one traced branch', { 'Fn::If': ['C', base64('#!/bin/sh\naws-xray-daemon'), { Ref: 'AWS::NoValue' }] }, TracingStatus.UNTRACED],
    ['traced branches', base64({ 'Fn::If': ['C', '#!/bin/sh\naws-xray-daemon', '#!/bin/sh\naws-otel-collector'] }), TracingStatus.TRACED],
    ['an ECS instance', base64('#!/bin/sh\necho ECS_CLUSTER=c >> /etc/ecs/ecs.config'), TracingStatus.PASS_THROUGH],
    ['an EKS node', base64({ 'Fn::Sub': '#!/bin/bash\n/etc/eks/bootstrap.sh ${Cluster}' }), TracingStatus.PASS_THROUGH],
    ['a Bottlerocket node', base64('[settings.kubernetes]\ncluster-name = "c"'), TracingStatus.PASS_THROUGH],
  ])('%s', (_, userData, status) => {
    expect(inspectedStatus(server(userData))).toBe(status);
  });

  describe('the agent with a parameter of the template', () => {
    const FETCH = '#!/bin/sh\nyum install -y amazon-cloudwatch-agent\namazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c';
    const TRACES = '{"traces":{"traces_collected":{"xray":{}}}}';
    const METRICS = '{"metrics":{"metrics_collected":{}}}';
    const withParameter = (Value: any) => ({ Resources: { Cfg: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/agent/web', Type: 'String', Value } } } });
    const BY_REF = base64({ 'Fn::Join': ['', [`${FETCH} ssm:`, { Ref: 'Cfg' }, ' -s\n']] });

    test.each<[string, any, any, TracingStatus]>([
      ['for traces, by a variable', base64({ 'Fn::Sub': `${FETCH} "ssm:\${Cfg}"` }), TRACES, TracingStatus.TRACED],
      ['for traces, by a reference', BY_REF, TRACES, TracingStatus.TRACED],
      ['for traces, by its name', base64(`${FETCH} ssm:/agent/web`), TRACES, TracingStatus.TRACED],
      ['for traces, by its name in user data that is encoded already', Buffer.from(`${FETCH} ssm:/agent/web`).toString('base64'), TRACES, TracingStatus.TRACED],
      ['for metrics', BY_REF, METRICS, TracingStatus.UNTRACED],
      ['for metrics, by its name', base64(`${FETCH} 'ssm:/agent/web'`), METRICS, TracingStatus.UNTRACED],
      ['of which only a part is known', BY_REF, { 'Fn::Sub': '{"metrics":{},${More}}' }, TracingStatus.UNKNOWN],
      ['of which the part is known that matters', BY_REF, { 'Fn::Sub': '{"agent":{"region":"${AWS::Region}"},"traces":{"traces_collected":{}}}' }, TracingStatus.TRACED],
      ['of which nothing is known', BY_REF, { Ref: 'Value' }, TracingStatus.UNKNOWN],
      ['of another name', base64(`${FETCH} ssm:/agent/web2`), TRACES, TracingStatus.UNKNOWN],
      ['for metrics, beside another one', base64(`${FETCH} ssm:/agent/web\n${FETCH} ssm:/agent/other`), METRICS, TracingStatus.UNKNOWN],
    ])('%s', (_, userData, value, status) => {
      expect(inspectedStatus(server(userData), withParameter(value))).toBe(status);
    });

    test.each([['traces', TRACES, false], ['metrics', METRICS, true]])('for %s, enabled', (_, stringValue, isAdded) => {
      const stack = tracedStack();
      const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue });
      const subject = instance(stack, 'Server');
      subject.addUserData(`amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c ssm:${parameter.parameterName}`);
      expect(JSON.stringify(userDataOf(subject)).includes('cdk-xray')).toBe(isAdded);
    });
  });

  test.each([
    ['by the name that it resolves', '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}', {}],
    ['by the default of a parameter', { Ref: 'Image' }, { Parameters: { Image: { Default: '/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id' } } }],
    ['by the parameter that the CDK makes', { Ref: 'SsmParameterValueawsservicebottlerocketawsecs2x8664latestimageidC96584B6F00A464EAD1953AFF4B05118Parameter' }, {}],
  ])('a container host is told %s', (_, ImageId, template) => {
    expect(inspectedStatus(server(base64('#!/bin/sh\n'), { ImageId }), template)).toBe(TracingStatus.PASS_THROUGH);
  });

  test.each([
    ['masquerades', base64('#!/bin/bash\niptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\n'), TracingStatus.PASS_THROUGH],
    ['has no commands', base64('#!/bin/bash'), TracingStatus.PASS_THROUGH],
    ['has commands', base64('#!/bin/bash\nyum install -y strongswan\n'), TracingStatus.UNTRACED],
  ])('an instance that routes packets and %s', (_, userData, status) => {
    expect(inspectedStatus(server(userData, { SourceDestCheck: false }))).toBe(status);
  });

  const CLOUD_CONFIG = base64('#cloud-config\npackages: [nginx]\n');

  test.each<[string, any, string | undefined]>([
    ['cloud-config', server(CLOUD_CONFIG), 'its user data is cloud-config, to which no commands can be added'],
    ['one of two branches', server({ 'Fn::If': ['IsProd', base64('#!/bin/sh\n'), CLOUD_CONFIG] }), 'its user data is cloud-config, to which no commands can be added'],
    ['a script of another language', server(base64('#!/usr/bin/env python3\n')), 'its user data is a script for `python3`, to which no commands can be added'],
    ['a MIME archive with a boundary of the deployment', server(base64({ 'Fn::Sub': 'Content-Type: multipart/mixed; boundary="${AWS::StackName}b"\n\n--${AWS::StackName}b--\n' })),
      'its user data is a MIME archive without a visible end, to which no commands can be added'],
    ['a batch script that restarts the machine', server(base64('<script>\nshutdown -r -t 1\n</script>')),
      'its user data is a batch script that takes the machine down before PowerShell runs, to which no commands can be added'],
    ['no user data', server(undefined), 'it has no user data, and nothing says which operating system would run it'],
    ['a shell script', server(base64('#!/bin/sh\n')), undefined],
    ['a MIME archive, which may have a part for commands', server(base64('Content-Type: multipart/mixed; boundary="a"\nMIME-Version: 1.0\n\n--a--\n')), undefined],
    ['no user data on an image that is known', server(undefined, { ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}' }), undefined],
  ])('says why it takes more than turning tracing on: %s', (_, subject, reason) => {
    const advice = reason && expect.stringContaining('ManagedNodeTracing');
    expect(inspected(subject)).toMatchObject({ status: TracingStatus.UNTRACED, reason, advice });
  });

  describe('with a launch template', () => {
    const template = (data: any) => ({ Resources: { Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: data } } } });
    const fromTemplate = server(undefined, { LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } });

    test.each([
      ['that is traced', { ImageId: 'ami-1', UserData: base64('#!/bin/sh\naws-xray-daemon') }, TracingStatus.TRACED],
      ['that is not', { ImageId: 'ami-1', UserData: base64('#!/bin/sh\n') }, TracingStatus.UNTRACED],
      ['that has user data for an image that it does not name', { UserData: base64('#!/bin/sh\n') }, TracingStatus.UNKNOWN],
      ['that is about something else', { MetadataOptions: { HttpTokens: 'required' } }, TracingStatus.UNTRACED],
    ])('%s', (_, data, status) => {
      expect(inspectedStatus(fromTemplate, template(data))).toBe(status);
    });

    test('that stands elsewhere', () => {
      expect(inspected(server(undefined, { LaunchTemplate: { LaunchTemplateName: 'shared', Version: '1' } }))).toMatchObject({
        status: TracingStatus.UNKNOWN, advice: 'trace the launch template where it is defined',
      });
    });
  });
});

test('an instance of a traced launch template has no user data of its own', () => {
  const stack = tracedStack();
  const template = new ec2.LaunchTemplate(stack, 'Template', { machineImage: LINUX_IMAGE, userData: ec2.UserData.forLinux(), role: serverRole(stack) });
  const launchTemplate = { launchTemplateId: template.launchTemplateId, version: template.latestVersionNumber };
  const server = cfnInstance(stack, undefined, { imageId: undefined, launchTemplate });
  expect(userDataOf(server)).toBeUndefined();
  expect(JSON.stringify(rendered(template))).toContain('cdk-xray');
});

describe('metadata that the user data has cfn-init carry out', () => {
  const initialized = (config: any, script = '/opt/aws/bin/cfn-init -v \\\n  --stack ${AWS::StackName} \\\n  --resource Resource --region ${AWS::Region}', template: any = {}) => inspectedStatus({
    Type: 'AWS::EC2::Instance',
    Metadata: { 'AWS::CloudFormation::Init': { configSets: { default: ['install'] }, install: config } },
    Properties: { ImageId: 'ami-1', UserData: { 'Fn::Base64': { 'Fn::Sub': `#!/bin/bash -xe\n${script}\n` } } },
  }, template);
  const DAEMON = { packages: { rpm: { xray: 'https://s3.eu-west-1.amazonaws.com/aws-xray-assets.eu-west-1/xray-daemon/aws-xray-daemon-3.x.rpm' } } };
  const agent = (rest: any) => ({ packages: { yum: { 'amazon-cloudwatch-agent': [] } }, ...rest });
  const files = (content: any) => ({ files: { '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json': { content } } });
  const command = (text: any) => ({ commands: { '01_agent': { command: text } } });

  test.each<[string, any, TracingStatus]>([
    ['the package of the daemon', DAEMON, TracingStatus.TRACED],
    ['a command that installs the daemon', command({ 'Fn::Sub': 'yum install -y https://s3.${AWS::Region}.amazonaws.com/aws-xray-assets.${AWS::Region}/x.rpm' }), TracingStatus.TRACED],
    ['the service of the daemon', { services: { systemd: { xray: { enabled: 'true', ensureRunning: 'true' } } } }, TracingStatus.TRACED],
    ['the agent with traces in an object', agent(files({ traces: { traces_collected: { xray: {} } } })), TracingStatus.TRACED],
    ['the agent with traces in a text', agent(files({ 'Fn::Sub': '{"traces": {"traces_collected": {"xray": {}}}}' })), TracingStatus.TRACED],
    ['the agent with a parameter of the template for traces', agent(command({ 'Fn::Sub': 'amazon-cloudwatch-agent-ctl -a fetch-config -c ssm:${Cfg}' })), TracingStatus.TRACED],
    ['the agent with a configuration of elsewhere', agent(command('amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c ssm:AmazonCloudWatch-web')), TracingStatus.UNKNOWN],
    ['the agent for metrics', agent(files({ metrics: {} })), TracingStatus.UNTRACED],
    ['other packages', { packages: { yum: { httpd: [] } }, services: null }, TracingStatus.UNTRACED],
    ['what no metadata is', 5, TracingStatus.UNTRACED],
  ])('with %s', (_, config, status) => {
    expect(initialized(config, undefined, { Resources: { Cfg: { Type: 'AWS::SSM::Parameter', Properties: { Value: '{"traces":{"traces_collected":{}}}' } } } })).toBe(status);
  });

  test('is that of the resource which the command names, and counts only where there is such a command', () => {
    const Group = { Type: 'AWS::AutoScaling::AutoScalingGroup', Metadata: { 'AWS::CloudFormation::Init': { config: DAEMON } } };
    expect(initialized({}, 'cfn-init.exe -v -s ${AWS::StackId} -r Group', { Resources: { Group } })).toBe(TracingStatus.TRACED);
    expect(initialized(DAEMON, 'cfn-init --stack x --resource=Nowhere')).toBe(TracingStatus.UNTRACED);
    expect(initialized(DAEMON, 'cfn-init --stack x --resource ${Which}')).toBe(TracingStatus.UNTRACED);
    expect(initialized(DAEMON, 'yum install -y httpd')).toBe(TracingStatus.UNTRACED);
  });

  test('of the L2 keeps a second collector from being installed', () => {
    const init = ec2.CloudFormationInit.fromElements(ec2.InitPackage.rpm('https://s3.amazonaws.com/aws-xray-assets.us-east-1/xray-daemon/aws-xray-daemon-3.x.rpm'), ec2.InitService.enable('xray'));
    const stack = tracedStack();
    const server = instance(stack, 'Server', { init });
    expect(JSON.stringify(userDataOf(server))).not.toContain('cdk-xray');
    expect(JSON.stringify(rendered(server.role as iam.Role).Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
    expect(texts(stack)).toEqual([]);
  });
});
