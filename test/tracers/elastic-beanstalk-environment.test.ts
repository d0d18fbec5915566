import { App, Aws, aws_elasticbeanstalk as beanstalk, aws_iam as iam, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TracingStatus, XRayPermissions, XRayTracing } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';
import { inspected, inspectedStatus } from '../support/inspect';
import { rendered } from '../support/resources';

const TYPE = 'AWS::ElasticBeanstalk::Environment';
const NODE = '64bit Amazon Linux 2023 v6.6.0 running Node.js 22';
const XRAY = 'aws:elasticbeanstalk:xray';
const LAUNCH = 'aws:autoscaling:launchconfiguration';

/** An option as a template has it. */
const option = (Namespace: any, OptionName: string, Value?: any) => ({ Namespace, OptionName, Value });
/** An option as a typed construct has it. */
const typed = (namespace: string, optionName: string, value?: string) => ({ namespace, optionName, value });

const ON = option(XRAY, 'XRayEnabled', 'true');
const OTHER = option('aws:elasticbeanstalk:environment', 'EnvironmentType', 'SingleInstance');
const TYPED_OTHER = typed('aws:elasticbeanstalk:environment', 'EnvironmentType', 'SingleInstance');

tracerContract({
  resourceType: TYPE,
  properties: { ApplicationName: 'desk', SolutionStackName: NODE, OptionSettings: [OTHER] },
  l1: (scope, id, profile) => environment(scope as Stack, { optionSettings: [TYPED_OTHER, typed(LAUNCH, 'IamInstanceProfile', profile)] }, id),
  traced: { OptionSettings: [ON] },
  optedOut: { OptionSettings: [option(XRAY, 'XRayEnabled', 'false')] },
  hidden: { OptionSettings: [option(XRAY, 'XRayEnabled', { Ref: 'AWS::StackName' })] },
  service: 'ec2.amazonaws.com',
  hasInstanceProfile: true,
  setSender: (properties, sender) => properties.OptionSettings.push(option(LAUNCH, 'IamInstanceProfile', sender)),
});

function environment(stack: Stack, props: Partial<beanstalk.CfnEnvironmentProps> = {}, id = 'Environment'): beanstalk.CfnEnvironment {
  return new beanstalk.CfnEnvironment(stack, id, { applicationName: 'desk', solutionStackName: NODE, ...props });
}

function template(stack: Stack, props: Partial<beanstalk.CfnConfigurationTemplateProps>, id = 'Saved'): beanstalk.CfnConfigurationTemplate {
  return new beanstalk.CfnConfigurationTemplate(stack, id, { applicationName: 'desk', solutionStackName: NODE, ...props });
}

function newStack(): Stack {
  return new Stack(testApp(), 'Stack');
}

function enabled(stack: Stack, options = {}): any {
  XRayTracing.of(stack.node.root).enable({ permissions: XRayPermissions.none(), ...options });
  return Template.fromStack(stack).toJSON().Resources;
}

/** The options of the only environment, after tracing was enabled. */
function optionsOf(stack: Stack, options = {}): any[] {
  return Object.values<any>(enabled(stack, options)).find(({ Type }) => Type === TYPE).Properties.OptionSettings;
}

describe('the option is merged into', () => {
  test('no list', () => {
    const stack = newStack();
    environment(stack);
    expect(optionsOf(stack)).toEqual([ON]);
  });

  test('a list with tokens', () => {
    const stack = newStack();
    environment(stack, { optionSettings: [typed(LAUNCH, 'EC2KeyName', Aws.STACK_NAME), Lazy.any({ produce: () => TYPED_OTHER })] });
    expect(optionsOf(stack)).toEqual([option(LAUNCH, 'EC2KeyName', { Ref: 'AWS::StackName' }), OTHER, ON]);
  });

  test('a list that is a token', () => {
    const stack = newStack();
    const late = [TYPED_OTHER];
    environment(stack, { optionSettings: Lazy.any({ produce: () => late }) });
    XRayTracing.of(stack).enable({ permissions: XRayPermissions.none() });
    late.push(typed('aws:autoscaling:asg', 'MaxSize', '2'));
    expect(optionsOf(stack)).toEqual([OTHER, option('aws:autoscaling:asg', 'MaxSize', '2'), ON]);
  });

  test('the options of a raw resource, whose tokens stay', () => {
    const stack = newStack();
    new CfnResource(stack, 'Raw', { type: TYPE, properties: { ApplicationName: 'desk', OptionSettings: [option(LAUNCH, 'EC2KeyName', Aws.STACK_NAME)] } });
    expect(optionsOf(stack)).toEqual([option(LAUNCH, 'EC2KeyName', { Ref: 'AWS::StackName' }), ON]);
  });

  test('options that somebody overrides', () => {
    const stack = newStack();
    environment(stack, { optionSettings: [TYPED_OTHER] }).addPropertyOverride('OptionSettings.0.Value', 'LoadBalanced');
    expect(optionsOf(stack)).toEqual([{ ...OTHER, Value: 'LoadBalanced' }, ON]);
  });

  test('no options, as an included template may say', () => {
    const stack = newStack();
    const Properties = { ApplicationName: 'desk', SolutionStackName: NODE, OptionSettings: { Ref: 'AWS::NoValue' } };
    includeTemplate(stack, { Resources: { Environment: { Type: TYPE, Properties } } });
    expect(optionsOf(stack)).toEqual([ON]);
  });

  test('the options of an included template', () => {
    const stack = newStack();
    includeTemplate(stack, {
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::StackName' }, 'prod'] } },
      Resources: {
        Environment: {
          Type: TYPE,
          Properties: {
            ApplicationName: 'desk',
            SolutionStackName: NODE,
            OptionSettings: [{ 'Fn::If': ['IsProd', OTHER, { Ref: 'AWS::NoValue' }] }],
          },
        },
      },
    });
    expect(optionsOf(stack)).toEqual([{ 'Fn::If': ['IsProd', OTHER, { Ref: 'AWS::NoValue' }] }, ON]);
  });
});

describe('a list that a condition decides on, without the option', () => {
  const NO_OPTIONS = { Ref: 'AWS::NoValue' };
  const conditional = (nested: any = NO_OPTIONS) => ({ 'Fn::If': ['IsProd', [OTHER], nested] });
  const conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::StackName' }, 'prod'] } };

  test.each<[string, (stack: Stack) => void]>([
    ['a raw resource', (stack) => { new CfnResource(stack, 'Raw', { type: TYPE, properties: { ApplicationName: 'desk', OptionSettings: conditional() } }); }],
    ['a typed construct', (stack) => { environment(stack, { optionSettings: Fn.conditionIf('IsProd', [OTHER], Aws.NO_VALUE) }); }],
    ['an included template', (stack) => {
      includeTemplate(stack, { Conditions: conditions, Resources: { Env: { Type: TYPE, Properties: { ApplicationName: 'desk', SolutionStackName: NODE, OptionSettings: conditional() } } } });
    }],
    ['an override', (stack) => { environment(stack, {}).addPropertyOverride('OptionSettings', conditional()); }],
  ])('gets it in each branch, in %s', (_, make) => {
    const stack = newStack();
    make(stack);
    expect(optionsOf(stack)).toEqual({ 'Fn::If': ['IsProd', [OTHER, ON], [ON]] });
  });

  test.each<[string, (a: any, b: any) => any]>([
    ['a list', (a, b) => Fn.conditionIf('IsProd', [a], [b])],
    ['an item', (a, b) => [TYPED_OTHER, Fn.conditionIf('IsProd', a, b)]],
    ['an item within an item', (a, b) => [Fn.conditionIf('IsProd', a, Fn.conditionIf('IsTest', b, a))]],
  ])('lets the roles of the instance profiles send that its branches name: %s', (_, decide) => {
    const stack = newStack();
    const [a, b] = ['A', 'B'].map((id) => {
      const role = new iam.CfnRole(stack, `Role${id}`, { assumeRolePolicyDocument: {} });
      const profile = new iam.CfnInstanceProfile(stack, `Profile${id}`, { roles: [role.ref] });
      return { role, option: option(LAUNCH, 'IamInstanceProfile', profile.ref) };
    });
    environment(stack, { optionSettings: decide(a.option, b.option) });
    XRayTracing.of(stack).enable();
    expect([a, b].map(({ role }) => rendered(role).Properties.ManagedPolicyArns?.length)).toEqual([1, 1]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('gets it in the branches of branches', () => {
    const stack = newStack();
    new CfnResource(stack, 'Raw', { type: TYPE, properties: { ApplicationName: 'desk', OptionSettings: conditional({ 'Fn::If': ['IsTest', [], [OTHER]] }) } });
    expect(optionsOf(stack)).toEqual({ 'Fn::If': ['IsProd', [OTHER, ON], { 'Fn::If': ['IsTest', [ON], [OTHER, ON]] }] });
  });

  test('has it where each branch has it', () => {
    const of = (...lists: any[][]) => inspectedStatus({ Type: TYPE, Properties: { ApplicationName: 'desk', OptionSettings: { 'Fn::If': ['IsProd', ...lists] } } });
    expect([of([OTHER], []), of([OTHER, ON], [ON]), of([ON], [])])
      .toEqual([TracingStatus.UNTRACED, TracingStatus.TRACED, TracingStatus.UNKNOWN]);
  });
});

describe('what somebody has set', () => {
  test('an option that is on already is left as it is, however it is written', () => {
    const stack = newStack();
    new CfnResource(stack, 'Raw', { type: TYPE, properties: { ApplicationName: 'desk', OptionSettings: [option(XRAY, 'XRayEnabled', true)] } });
    expect(optionsOf(stack)).toEqual([option(XRAY, 'XRayEnabled', true)]);
  });

  test('an opt-out is changed in its place where explicit settings are overridden', () => {
    const stack = newStack();
    environment(stack, { optionSettings: [typed(XRAY, 'XRayEnabled', 'false'), TYPED_OTHER] });
    expect(optionsOf(stack, { overrideExplicitSettings: true })).toEqual([ON, OTHER]);
  });

  test('an option without a value gets one', () => {
    const stack = newStack();
    environment(stack, { optionSettings: [typed(XRAY, 'XRayEnabled'), TYPED_OTHER] });
    expect(optionsOf(stack)).toEqual([ON, OTHER]);
  });

  test.each<[string, any, boolean]>([
    ['a list with it', { 'Fn::If': ['IsProd', [ON], []] }, false],
    ['a list that only the deployment knows', { 'Fn::If': ['IsProd', [OTHER], { Ref: 'Options' }] }, true],
    ['an item', [OTHER, { 'Fn::If': ['IsProd', ON, { Ref: 'AWS::NoValue' }] }], true],
  ])('%s that a condition decides on is not touched', (_, optionSettings, overrideExplicitSettings) => {
    const stack = newStack();
    new CfnResource(stack, 'Raw', { type: TYPE, properties: { ApplicationName: 'desk', OptionSettings: optionSettings } });
    expect(optionsOf(stack, { overrideExplicitSettings })).toEqual(optionSettings);
    expect(warningsOf(stack).map(({ text }) => text)).toEqual([expect.stringContaining('[ack: XRay::ElasticBeanstalkEnvironmentTracing]')]);
  });
});

test('an item that a condition decides on stays in a typed list', () => {
  const stack = newStack();
  environment(stack, { optionSettings: [Fn.conditionIf('IsProd', OTHER, Aws.NO_VALUE)] });
  expect(optionsOf(stack)).toEqual([{ 'Fn::If': ['IsProd', OTHER, { Ref: 'AWS::NoValue' }] }, ON]);
});

describe('inspect', () => {
  const of = (properties: any, resources: any = {}) => inspected({ Type: TYPE, Properties: { ApplicationName: 'desk', ...properties } }, { Resources: resources });
  const saved = (properties: any) => ({ Type: 'AWS::ElasticBeanstalk::ConfigurationTemplate', Properties: properties });
  const inherits = { TemplateName: { Ref: 'Saved' } };

  test.each([
    ['no option', undefined, TracingStatus.UNTRACED],
    ['true', 'true', TracingStatus.TRACED],
    ['TRUE', 'TRUE', TracingStatus.TRACED],
    ['a boolean', true, TracingStatus.TRACED],
    ['false', 'false', TracingStatus.EXCLUDED],
    ['a parameter', { Ref: 'Tracing' }, TracingStatus.UNKNOWN],
  ])('%s', (_, value, status) => {
    const OptionSettings = value === undefined ? [OTHER] : [OTHER, option(XRAY, 'XRayEnabled', value)];
    expect(of({ OptionSettings })?.status).toBe(status);
  });

  test.each([
    ['inherits what its template says', {}, [ON], TracingStatus.TRACED],
    ['goes before its template', { OptionSettings: [option(XRAY, 'XRayEnabled', 'false')] }, [ON], TracingStatus.EXCLUDED],
    ['has no option, and neither has its template', {}, [OTHER], TracingStatus.UNTRACED],
    ['inherits the opt-out of its template', {}, [option(XRAY, 'XRayEnabled', 'false')], TracingStatus.EXCLUDED],
  ])('an environment %s', (_, properties, options, status) => {
    expect(of({ ...inherits, ...properties }, { Saved: saved({ OptionSettings: options }) })?.status).toBe(status);
  });

  test('an environment inherits through a template of a template, and names the one that says it', () => {
    const Resources = {
      Saved: saved({ SourceConfiguration: { ApplicationName: 'desk', TemplateName: { Ref: 'Base' } } }),
      Base: saved({ OptionSettings: [option(XRAY, 'XRayEnabled', 'false')] }),
    };
    expect(of(inherits, Resources)).toMatchObject({
      status: TracingStatus.EXCLUDED,
      reason: '`XRayEnabled of aws:elasticbeanstalk:xray in the configuration template Base` is explicitly "false"',
    });
  });

  test('templates that name one another end somewhere', () => {
    const Resources = {
      Saved: saved({ SourceConfiguration: { TemplateName: { Ref: 'Base' } } }),
      Base: saved({ SourceConfiguration: { TemplateName: { Ref: 'Saved' } } }),
    };
    expect(of(inherits, Resources)?.status).toBe(TracingStatus.UNTRACED);
  });

  test('a template outside of the app says nothing', () => {
    expect(of({ TemplateName: 'blessed' })).toMatchObject({
      status: TracingStatus.UNTRACED, reason: 'the template does not turn it on, and its saved configuration "blessed" is elsewhere',
    });
  });
});

describe('the platform', () => {
  const on = (platform: any) => inspected({ Type: TYPE, Properties: { OptionSettings: [ON], ...platform } });

  test.each([
    { SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running ECS' },
    { SolutionStackName: '64bit Amazon Linux 2018.03 v2.26.0 running Multi-container Docker 19.03.13-ce (Generic)' },
    { PlatformArn: 'arn:aws:elasticbeanstalk:us-east-1::platform/ECS running on 64bit Amazon Linux 2023/4.3.0' },
    { PlatformArn: { 'Fn::Sub': 'arn:aws:elasticbeanstalk:${AWS::Region}::platform/Multi-container Docker running on 64bit Amazon Linux/2.26.0' } },
    { PlatformArn: { 'Fn::Join': [':', ['arn:aws:elasticbeanstalk', { Ref: 'AWS::Region' }, ':platform/ECS running on 64bit Amazon Linux 2/3.0.0']] } },
  ])('%j has no daemon', (platform) => {
    expect(on(platform)).toMatchObject({ status: TracingStatus.UNSUPPORTED, advice: expect.stringContaining('Dockerrun.aws.json') });
  });

  test('one that the template names counts too', () => {
    const Saved = { Type: 'AWS::ElasticBeanstalk::ConfigurationTemplate', Properties: { SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running ECS' } };
    const resource = { Type: TYPE, Properties: { TemplateName: { Ref: 'Saved' } } };
    expect(inspectedStatus(resource, { Resources: { Saved } })).toBe(TracingStatus.UNSUPPORTED);
  });

  test('an opt-out goes before the platform', () => {
    const options = { OptionSettings: [option(XRAY, 'XRayEnabled', 'false')], SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running ECS' };
    expect(on(options)?.status).toBe(TracingStatus.EXCLUDED);
  });

  test.each([
    NODE, '64bit Amazon Linux 2023 v4.6.0 running Corretto 21', '64bit Amazon Linux 2023 v5.6.0 running Tomcat 11 Corretto 21',
    '64bit Amazon Linux 2023 v4.5.0 running Python 3.13', '64bit Amazon Linux 2023 v4.3.0 running Go 1', '64bit Windows Server 2022 v2.19.0 running IIS 10.0',
    '64bit Amazon Linux 2018.03 v2.11.0 running Java 8',
  ])('%s is documented', (SolutionStackName) => {
    expect(on({ SolutionStackName })).toMatchObject({ status: TracingStatus.TRACED, reason: undefined });
  });

  test.each([
    [{ SolutionStackName: '64bit Amazon Linux 2023 v4.6.0 running Docker' }, 'Docker running on 64bit Amazon Linux 2023 v4.6.0'],
    [{ SolutionStackName: '64bit Windows Server Core 2022 v2.19.0 running IIS 10.0' }, 'IIS 10.0 running on 64bit Windows Server Core 2022 v2.19.0'],
    [{ PlatformArn: 'arn:aws:elasticbeanstalk:us-east-1::platform/PHP 8.4 running on 64bit Amazon Linux 2023/4.7.0' }, 'PHP 8.4 running on 64bit Amazon Linux 2023'],
    [{ PlatformArn: 'arn:aws:elasticbeanstalk:us-east-1:111122223333:platform/Ours/1.0.0' }, 'Ours'],
  ])('%j is not documented, and traced all the same', (platform, name) => {
    expect(on(platform)).toMatchObject({
      status: TracingStatus.TRACED,
      reason: `AWS does not document that the platform "${name}" has the X-Ray daemon`,
    });
  });

  test.each([{}, { SolutionStackName: { Ref: 'Platform' } }, { PlatformArn: { Ref: 'Platform' } }])('%j says nothing about it', (platform) => {
    expect(on(platform)).toMatchObject({ status: TracingStatus.TRACED, reason: undefined });
  });

  test('without a daemon is a warning, and the environment is left alone', () => {
    const stack = newStack();
    environment(stack, { solutionStackName: '64bit Amazon Linux 2023 v4.3.0 running ECS', optionSettings: [TYPED_OTHER] });
    expect(optionsOf(stack)).toEqual([OTHER]);
    expect(warningsOf(stack)).toEqual([
      { path: '/Stack/Environment', text: expect.stringMatching(/^X-Ray cannot trace this .*"ECS running on .*\[ack: XRay::ElasticBeanstalkEnvironmentTracing\]$/) },
    ]);
  });

  test('that is not documented is information, once', () => {
    const stack = newStack();
    const resource = environment(stack, { solutionStackName: '64bit Amazon Linux 2023 v4.6.0 running Docker' });
    expect(optionsOf(stack)).toEqual([ON]);
    expect(warningsOf(stack)).toEqual([]);
    const infos = resource.node.metadata.filter(({ type }) => type === 'aws:cdk:info');
    expect(infos.map(({ data }) => data)).toEqual([expect.stringMatching(/^AWS does not document that the platform "Docker running on .*\.ebextensions/)]);
  });
});

describe('the role of the instance profile', () => {
  const role = (stack: Stack, ...policies: string[]) => new iam.Role(stack, 'Role', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: policies.map((policy) => iam.ManagedPolicy.fromAwsManagedPolicyName(policy)),
  });
  const policiesOf = (construct: iam.Role) => JSON.stringify(rendered(construct).Properties.ManagedPolicyArns ?? []);
  const enable = (stack: Stack) => XRayTracing.of(stack.node.root).enable();
  const withProfile = (profile: string) => ({ optionSettings: [typed(LAUNCH, 'IamInstanceProfile', profile)] });

  test.each([
    ['name', (profile: iam.InstanceProfile) => profile.instanceProfileName],
    ['ARN', (profile: iam.InstanceProfile) => profile.instanceProfileArn],
  ])('may send: found by the profile\'s %s', (_, reference) => {
    const stack = newStack();
    const own = role(stack);
    environment(stack, withProfile(reference(new iam.InstanceProfile(stack, 'Profile', { role: own }))));
    enable(stack);
    expect(policiesOf(own)).toContain('AWSXrayWriteOnlyAccess');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may send: found by the name that the profile is given', () => {
    const stack = newStack();
    const own = role(stack);
    new iam.InstanceProfile(stack, 'Profile', { role: own, instanceProfileName: 'desk' });
    environment(stack, withProfile('desk'));
    enable(stack);
    expect(policiesOf(own)).toContain('AWSXrayWriteOnlyAccess');
  });

  test('may send: found in another stack', () => {
    const app = new App();
    const [owner, stack] = [new Stack(app, 'Owner'), new Stack(app, 'Stack')];
    const own = role(owner);
    environment(stack, withProfile(new iam.InstanceProfile(owner, 'Profile', { role: own }).instanceProfileName));
    enable(stack);
    expect(policiesOf(own)).toContain('AWSXrayWriteOnlyAccess');
    expect(warningsOf(stack).filter(({ text }) => text.includes('XRay::'))).toEqual([]);
  });

  test('may send: found in the configuration template', () => {
    const stack = newStack();
    const own = role(stack);
    const saved = template(stack, withProfile(new iam.InstanceProfile(stack, 'Profile', { role: own }).instanceProfileName));
    environment(stack, { templateName: saved.ref });
    XRayTracing.of(stack).enable({ resourceTypes: [TYPE] });
    expect(policiesOf(own)).toContain('AWSXrayWriteOnlyAccess');
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each(['AWSElasticBeanstalkWebTier', 'AWSElasticBeanstalkWorkerTier'])('is left alone where it has %s', (policy) => {
    const stack = newStack();
    const own = role(stack, policy);
    environment(stack, withProfile(new iam.InstanceProfile(stack, 'Profile', { role: own }).instanceProfileName));
    enable(stack);
    expect(policiesOf(own)).not.toContain('Xray');
  });

  test('may send where it has AWSElasticBeanstalkMulticontainerDocker, which does not allow it', () => {
    const stack = newStack();
    const own = role(stack, 'AWSElasticBeanstalkMulticontainerDocker');
    environment(stack, withProfile(new iam.InstanceProfile(stack, 'Profile', { role: own }).instanceProfileName));
    enable(stack);
    expect(policiesOf(own)).toContain('AWSXrayWriteOnlyAccess');
  });

  test('is warned of where the profile is not the app\'s', () => {
    const stack = newStack();
    environment(stack, withProfile('aws-elasticbeanstalk-ec2-role'));
    enable(stack);
    expect(warningsOf(stack).map(({ text }) => text)).toEqual([expect.stringMatching(/aws-elasticbeanstalk-ec2-role.*"xray:PutTraceSegments".*\[ack: XRay::RoleNotManaged\]/)]);
  });

  test('is warned of where no profile is named', () => {
    const stack = newStack();
    environment(stack);
    enable(stack);
    expect(warningsOf(stack).map(({ text }) => text)).toEqual([expect.stringMatching(/IamInstanceProfile.* is not set.*"xray:PutTraceSegments".*\[ack: XRay::RoleNotManaged\]/)]);
  });
});

test('an environment gets the option itself also where its template gets it: a changed template does not reach a running environment', () => {
  const stack = newStack();
  const saved = template(stack, { optionSettings: [TYPED_OTHER] });
  environment(stack, { templateName: saved.ref, solutionStackName: undefined });
  const resources = enabled(stack);
  expect(resources.Environment.Properties.OptionSettings).toEqual([ON]);
  expect(resources.Saved.Properties.OptionSettings).toEqual([OTHER, ON]);
});

test('an instance profile that is named like its role is no endless search', () => {
  const stack = newStack();
  new iam.CfnInstanceProfile(stack, 'Profile', { instanceProfileName: 'desk', roles: ['desk'] });
  environment(stack, { optionSettings: [typed(LAUNCH, 'IamInstanceProfile', Fn.ref('Profile'))] });
  XRayTracing.of(stack).enable();
  expect(warningsOf(stack).map(({ text }) => text)).toEqual([expect.stringContaining('the role desk,')]);
});
