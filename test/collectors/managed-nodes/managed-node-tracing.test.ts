import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { App, aws_iam as iam, aws_s3 as s3, aws_ssm as ssm, Duration, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Language, Parser } from 'web-tree-sitter';
import {
  ComplianceSeverity, ManagedNodePlatform, ManagedNodeTargets, ManagedNodeTracing, type ManagedNodeTracingProps, TraceCollector,
} from '../../../src';
import { testApp, warningsOf } from '../../contract/apps';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const TARGETS = ManagedNodeTargets.tag('Tier', 'pricing');

function newStack(env: { account: string; region: string } | undefined = ENV): Stack {
  return new Stack(testApp(), 'Stack', { env });
}

function tracing(props: Partial<ManagedNodeTracingProps> = {}, stack = newStack()): ManagedNodeTracing {
  return new ManagedNodeTracing(stack, 'Nodes', { targets: TARGETS, ...props });
}

const templateOf = (construct: ManagedNodeTracing) => Template.fromStack(Stack.of(construct));
const resource = (construct: ManagedNodeTracing, type: string) => Object.values(templateOf(construct).findResources(type))[0].Properties;
const association = (props: Partial<ManagedNodeTracingProps>) => resource(tracing(props), 'AWS::SSM::Association');
const steps = (construct: ManagedNodeTracing): any[] => resource(construct, 'AWS::SSM::Document').Content.mainSteps;

/** A collector of somebody's own. */
const own = (scripts: { linuxInstallScript?: string; windowsInstallScript?: string; distributorPackage?: string }) =>
  new TraceCollector({ name: 'vector', ...scripts });

describe('the association', () => {
  test('looks at the nodes every day, at ten percent of them at a time, unless it is told otherwise', () => {
    const construct = tracing();
    templateOf(construct).hasResourceProperties('AWS::SSM::Association', {
      Name: Stack.of(construct).resolve(construct.documentName),
      Targets: [{ Key: 'tag:Tier', Values: ['pricing'] }],
      ScheduleExpression: 'rate(1 day)',
      MaxConcurrency: '10%',
      MaxErrors: '10%',
      ComplianceSeverity: 'UNSPECIFIED',
      AssociationName: Match.absent(),
      OutputLocation: Match.absent(),
    });
  });

  test('is as it is told', () => {
    const stack = newStack();
    const outputBucket = new s3.Bucket(stack, 'Output');
    const construct = tracing({
      interval: Duration.hours(6),
      maxConcurrency: '5',
      maxErrors: '0',
      complianceSeverity: ComplianceSeverity.HIGH,
      associationName: 'xray-daemon',
      outputBucket,
      outputKeyPrefix: 'xray/',
    }, stack);
    templateOf(construct).hasResourceProperties('AWS::SSM::Association', {
      ScheduleExpression: 'rate(6 hours)',
      MaxConcurrency: '5',
      MaxErrors: '0',
      ComplianceSeverity: 'HIGH',
      AssociationName: 'xray-daemon',
      OutputLocation: {
        S3Location: { OutputS3BucketName: stack.resolve(outputBucket.bucketName), OutputS3KeyPrefix: 'xray/', OutputS3Region: 'eu-west-1' },
      },
    });
  });

  test.each([
    [Duration.minutes(30), 'rate(30 minutes)'], [Duration.minutes(60), 'rate(1 hour)'], [Duration.minutes(90), 'rate(90 minutes)'],
    [Duration.hours(24), 'rate(1 day)'], [Duration.days(2), 'rate(2 days)'],
  ])('runs every %s', (interval, expression) => {
    expect(association({ interval }).ScheduleExpression).toBe(expression);
  });

  test('may have an interval that only the deployment knows', () => {
    const stack = newStack();
    // The number that stands for a token can be divided by anything, so several are tried.
    const intervals = Array.from({ length: 45 }, (_, index) => Duration.minutes(Token.asNumber({ Ref: `Interval${index + 1}` })));
    const collector = own({ linuxInstallScript: 'x' });
    intervals.forEach((interval, index) => new ManagedNodeTracing(stack, `Nodes${index}`, { targets: TARGETS, collector, interval }));
    const rates = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Association')).map(({ Properties }) => Properties.ScheduleExpression);
    expect(rates).toEqual(rates.map((_, index) => ({ 'Fn::Join': ['', ['rate(', { Ref: `Interval${index + 1}` }, ' minutes)']] })));
  });

  test('tells its id', () => {
    const construct = tracing();
    expect(Stack.of(construct).resolve(construct.associationId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^NodesAssociation/), 'AssociationId'] });
  });
});

describe('the targets', () => {
  test.each<[string, ManagedNodeTargets, object[]]>([
    ['all nodes', ManagedNodeTargets.allNodes(), [{ Key: 'InstanceIds', Values: ['*'] }]],
    ['a tag', ManagedNodeTargets.tag('Tier', 'web', 'app'), [{ Key: 'tag:Tier', Values: ['web', 'app'] }]],
    ['a tag with a plus sign in its value', ManagedNodeTargets.tag('Tier', 'web+app'), [{ Key: 'tag:Tier', Values: ['web+app'] }]],
    ['several tags', ManagedNodeTargets.tags({ Tier: ['web'], Stage: ['prod'] }), [{ Key: 'tag:Tier', Values: ['web'] }, { Key: 'tag:Stage', Values: ['prod'] }]],
    ['single nodes', ManagedNodeTargets.instanceIds('i-0123456789abcdef0', 'mi-0123456789abcdef0'), [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0', 'mi-0123456789abcdef0'] }]],
    ['a resource group', ManagedNodeTargets.resourceGroup('pricing'), [{ Key: 'resource-groups:Name', Values: ['pricing'] }]],
  ])('%s', (_, targets, expected) => {
    expect(association({ targets }).Targets).toEqual(expected);
  });

  const many = (count: number) => Array.from({ length: count }, (_, i) => `i-${String(i).padStart(17, '0')}`);

  test.each<[string, () => ManagedNodeTargets, string]>([
    ['no values', () => ManagedNodeTargets.tag('Tier'), 'the tag Tier must have 1 to 50 `values`, got: 0'],
    ['51 values', () => ManagedNodeTargets.tag('Tier', ...many(51)), 'the tag Tier must have 1 to 50 `values`, got: 51'],
    ['an empty key', () => ManagedNodeTargets.tag('', 'x'), '`key` must be a tag\'s key as Systems Manager takes it for a target: 1 to 128 letters, digits, spaces and _.:/=-@, got: ""'],
    ['a key with other characters', () => ManagedNodeTargets.tag('a*', 'x'), '`key` must be a tag\'s key as Systems Manager takes it for a target: 1 to 128 letters, digits, spaces and _.:/=-@, got: "a*"'],
    ['a key with a plus sign', () => ManagedNodeTargets.tag('a+b', 'x'), '`key` must be a tag\'s key as Systems Manager takes it for a target: 1 to 128 letters, digits, spaces and _.:/=-@, got: "a+b"'],
    ['no tags', () => ManagedNodeTargets.tags({}), '`tags` must have 1 to 5 keys, got: 0'],
    ['six tags', () => ManagedNodeTargets.tags({ a: ['x'], b: ['x'], c: ['x'], d: ['x'], e: ['x'], f: ['x'] }), '`tags` must have 1 to 5 keys, got: 6'],
    ['no ids', () => ManagedNodeTargets.instanceIds(), '`ids` must be 1 to 50 ids, got: 0. Choose more nodes by a tag.'],
    ['51 ids', () => ManagedNodeTargets.instanceIds(...many(51)), '`ids` must be 1 to 50 ids, got: 51. Choose more nodes by a tag.'],
    ['another id', () => ManagedNodeTargets.instanceIds('vol-1'), '`ids` must be ids of managed nodes, such as i-0123456789abcdef0 or mi-0123456789abcdef0, got: "vol-1"'],
    ['an id that is not there', () => ManagedNodeTargets.instanceIds(undefined!), '`ids` must be ids of managed nodes, such as i-0123456789abcdef0 or mi-0123456789abcdef0, got: undefined'],
    ['a list as an id', () => ManagedNodeTargets.instanceIds(['i-0123456789abcdef0'] as any), '`ids` must be ids of managed nodes, such as i-0123456789abcdef0 or mi-0123456789abcdef0, got: ["i-0123456789abcdef0"]'],
    ['a text as tags', () => ManagedNodeTargets.tags('Tier' as any), '`tags` must be an object, for example { Tier: ["web"] }, got: "Tier"'],
    ['a text as values', () => ManagedNodeTargets.tags({ Tier: 'web' as any }), '`values` must be a list, for example ["web"], got: "web"'],
    ['a key that is not there', () => ManagedNodeTargets.tag(undefined!, 'x'), '`key` must be a tag\'s key as Systems Manager takes it for a target: 1 to 128 letters, digits, spaces and _.:/=-@, got: undefined'],
    ['a value that is not there', () => ManagedNodeTargets.tag('a', undefined!), '`value` must be a tag\'s value: up to 256 letters, digits, spaces and _.:/=+-@, got: undefined'],
    ['a group that is not there', () => ManagedNodeTargets.resourceGroup(undefined!), '`name` must be the name of a resource group: 1 to 300 letters, digits and ._-, got: undefined'],
    ['a group with other characters', () => ManagedNodeTargets.resourceGroup('a b'), '`name` must be the name of a resource group: 1 to 300 letters, digits and ._-, got: "a b"'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test.each([
    ['InstanceIds', (list: string[]) => ManagedNodeTargets.instanceIds(...list)],
    ['tag:Tier', (list: string[]) => ManagedNodeTargets.tag('Tier', ...list)],
  ])('%s may be a list that only the deployment knows', (Key, targets) => {
    const values = Token.asList({ Ref: 'List' });
    expect(association({ targets: targets(values) }).Targets).toEqual([{ Key, Values: { Ref: 'List' } }]);
  });

  test('50 ids are not too many, and tokens are left to the deployment', () => {
    const stack = newStack();
    expect(association({ targets: ManagedNodeTargets.instanceIds(...many(50)) }).Targets[0].Values).toHaveLength(50);
    const id = new ssm.CfnParameter(stack, 'P', { type: 'String', value: 'x' }).ref;
    expect(resource(tracing({ targets: ManagedNodeTargets.instanceIds(id) }, stack), 'AWS::SSM::Association').Targets[0].Values).toEqual([stack.resolve(id)]);
  });
});

describe('the document', () => {
  test('is a command with a step for each platform, which the others pass over', () => {
    const construct = tracing({ collector: own({ linuxInstallScript: 'first\nsecond', windowsInstallScript: 'third' }) });
    templateOf(construct).hasResourceProperties('AWS::SSM::Document', {
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      Name: Match.absent(),
      Content: {
        schemaVersion: '2.2',
        description: 'Installs vector and keeps it running',
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: 'installOnLinux',
            precondition: { StringEquals: ['platformType', 'Linux'] },
            inputs: { timeoutSeconds: '1200', runCommand: ['first', 'second'] },
          },
          {
            action: 'aws:runPowerShellScript',
            name: 'installOnWindows',
            precondition: { StringEquals: ['platformType', 'Windows'] },
            inputs: { timeoutSeconds: '1200', runCommand: ['third'] },
          },
        ],
      },
    });
  });

  test('has the step of the named platforms only', () => {
    const collector = own({ linuxInstallScript: 'x', windowsInstallScript: 'y' });
    expect(steps(tracing({ collector, platforms: [ManagedNodePlatform.WINDOWS] })).map(({ name }) => name)).toEqual(['installOnWindows']);
  });

  test('installs the X-Ray daemon with the credentials of the kind of node, and reports failure', () => {
    const script: string = steps(tracing({ platforms: [ManagedNodePlatform.LINUX] }))[0].inputs.runCommand.join('\n');
    const [hybrid, ec2] = script.split('\n*)\n');
    expect(hybrid).toMatch(/^case \$AWS_SSM_INSTANCE_ID in\nmi-\*\)\n/);
    expect(hybrid).toContain('AWS_SHARED_CREDENTIALS_FILE');
    expect(hybrid).toContain("region='eu-west-1'");
    expect(ec2).not.toContain('AWS_SHARED_CREDENTIALS_FILE');
    expect(ec2).toContain("region=''");
    expect(script).toMatch(/\n\)\n;;\nesac$/);
  });

  test('tells servers outside of EC2 a region that only the deployment knows', () => {
    const construct = new ManagedNodeTracing(new Stack(testApp(), 'Stack'), 'Nodes', { targets: TARGETS, platforms: [ManagedNodePlatform.LINUX] });
    expect(JSON.stringify(steps(construct))).toContain('{"Fn::Join":["",["region=\'",{"Ref":"AWS::Region"},"\'"]]}');
  });

  test('installs the ADOT collector by Distributor, then configures it', () => {
    const [linuxPackage, linux, windowsPackage, windows] = steps(tracing({ collector: TraceCollector.adotCollector() }));
    expect(linuxPackage).toEqual({
      action: 'aws:configurePackage',
      name: 'installPackageOnLinux',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: { action: 'Install', name: 'AWSDistroOTel-Collector' },
    });
    expect(windowsPackage).toMatchObject({ action: 'aws:configurePackage', precondition: { StringEquals: ['platformType', 'Windows'] } });
    expect(linux.inputs.runCommand.join('\n')).toContain('"$home/bin/aws-otel-collector-ctl" -c "$file" -a start');
    expect(windows.inputs.runCommand.join('\n')).toContain('& $Control -ConfigLocation $File -Action start');
    for (const { inputs } of [linux, windows]) { expect(inputs.runCommand.join('\n')).toContain(TraceCollector.adotCollector().serverConfiguration); }
  });

  test.each([
    ['the X-Ray daemon', TraceCollector.xrayDaemon()],
    ['the CloudWatch agent', TraceCollector.cloudWatchAgent()],
    ['the ADOT collector', TraceCollector.adotCollector()],
  ])('has scripts for %s that a shell and PowerShell can read', async (_, collector) => {
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'))));
    const scriptOn = (platform: string) =>
      steps(tracing({ collector })).find(({ name }) => name === `installOn${platform}`).inputs.runCommand.join('\n');
    expect(() => execFileSync('sh', ['-n'], { input: scriptOn('Linux') })).not.toThrow();
    expect(parser.parse(scriptOn('Windows'))!.rootNode.hasError).toBe(false);
  });

  test('a Distributor package without a script is installed, and nothing besides', () => {
    expect(steps(tracing({ collector: own({ distributorPackage: 'Vector' }), platforms: [ManagedNodePlatform.LINUX] })).map(({ action }) => action))
      .toEqual(['aws:configurePackage']);
  });
});

describe('servers outside of EC2', () => {
  const hybrid = (props: Partial<ManagedNodeTracingProps> = {}, env: typeof ENV | undefined = ENV) =>
    tracing({ hybridActivation: {}, ...props }, newStack(env));

  test('get a service role that Systems Manager may assume for this account and region', () => {
    templateOf(hybrid()).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnEquals: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:*']] } },
          },
        }],
      },
      ManagedPolicyArns: ['AmazonSSMManagedInstanceCore', 'AWSXrayWriteOnlyAccess'].map((policy) => (
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${policy}`]] })),
    });
  });

  test('in China get the policy that is there', () => {
    const role = resource(hybrid({}, { account: '111122223333', region: 'cn-north-1' }), 'AWS::IAM::Role');
    expect(JSON.stringify(role.ManagedPolicyArns)).toContain('policy/AWSXRayDaemonWriteAccess');
  });

  test('register by a command that is an output, so that they are among the nodes', () => {
    const construct = hybrid({
      targets: ManagedNodeTargets.tags({ Tier: ['pricing', 'web'], Owner: ['pricing team'] }),
      hybridActivation: { registrationLimit: 20, defaultInstanceName: 'pricing', expiration: Duration.days(7) },
    });
    const stack = Stack.of(construct);
    const value = stack.resolve(construct.activationCommand);
    templateOf(construct).hasOutput('*', { Value: value });
    expect(value).toEqual({
      'Fn::Join': ['', [
        'aws ssm create-activation --region eu-west-1 --iam-role ',
        { Ref: expect.stringMatching(/^NodesHybridRole/) },
        " --registration-limit 20 --default-instance-name 'pricing' --expiration-date "
        + "\"$(date -u -d '+7 days' +%FT%TZ 2>/dev/null || date -u -v+7d +%FT%TZ)\""
        + " --tags 'Key=Tier,Value=pricing' 'Key=Owner,Value=pricing team'",
      ]],
    });
  });

  test('may have a name in any language', () => {
    expect(() => hybrid({ hybridActivation: { defaultInstanceName: 'Lager Köln' } })).not.toThrow();
  });

  test('register one at a time, without a name, unless it is told otherwise', () => {
    expect(JSON.stringify(Stack.of(hybrid()).resolve(hybrid({ targets: ManagedNodeTargets.allNodes() }).activationCommand)))
      .toMatch(/ --registration-limit 1"\]\]\}$/);
  });

  test('may write to the bucket', () => {
    const stack = newStack();
    const construct = tracing({ hybridActivation: {}, outputBucket: new s3.Bucket(stack, 'Output'), outputKeyPrefix: 'xray/' }, stack);
    expect(JSON.stringify(templateOf(construct).findResources('AWS::IAM::Policy'))).toContain('s3:PutObject');
  });

  test('are not spoken of where nobody asks', () => {
    const construct = tracing();
    expect([construct.hybridRole, construct.activationCommand]).toEqual([undefined, undefined]);
    templateOf(construct).resourceCountIs('AWS::IAM::Role', 0);
    expect(templateOf(construct).findOutputs('*')).toEqual({});
  });

  test.each([
    [{ registrationLimit: 0 }, '`registrationLimit` must be a whole number from 1 to 1000, got: 0'],
    [{ registrationLimit: 1001 }, '`registrationLimit` must be a whole number from 1 to 1000, got: 1001'],
    [{ registrationLimit: 1.5 }, '`registrationLimit` must be a whole number from 1 to 1000, got: 1.5'],
    [{ defaultInstanceName: 'a;b' }, '`defaultInstanceName` must be 1 to 256 letters, digits, spaces and _.:/=+-@, got: "a;b"'],
    [{ expiration: Duration.hours(12) }, '`expiration` must be 1 to 30 whole days, and no token, got: 12 hours'],
    [{ expiration: Duration.days(31) }, '`expiration` must be 1 to 30 whole days, and no token, got: 31 days'],
    [{ expiration: Duration.hours(Token.asNumber({ Ref: 'Hours' })) }, '`expiration` must be 1 to 30 whole days, and no token, got: <token> hours'],
    [{ expiration: 5 as any }, '`expiration` must be a `Duration`, for example `Duration.minutes(5)`, got: 5'],
  ])('%j', (hybridActivation, message) => {
    expect(() => tracing({ hybridActivation })).toThrow(new Error(`[Stack/Nodes/Hybrid] ${message}`));
  });

  test('cannot run the ADOT collector', () => {
    expect(() => hybrid({ collector: TraceCollector.adotCollector() })).toThrow(/`collector` must take the credentials of servers outside of EC2, and .*AWSDistroOTel-Collector/);
  });
});

describe('addNodeRole()', () => {
  const role = (stack: Stack) => new iam.Role(stack, 'NodeRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });

  test('lets the nodes send, and write to the bucket, once', () => {
    const stack = newStack();
    const construct = tracing({ outputBucket: new s3.Bucket(stack, 'Output') }, stack);
    const nodeRole = role(stack);
    construct.addNodeRole(nodeRole);
    construct.addNodeRole(nodeRole);
    const statements = resource(construct, 'AWS::IAM::Policy').PolicyDocument.Statement;
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Resource: '*',
      Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries'],
    });
    expect(statements).toHaveLength(2);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['whose default policy somebody has removed', (stack) => {
      const changed = role(stack);
      changed.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
      changed.node.tryRemoveChild('DefaultPolicy');
      return changed;
    }],
    ['of another account', (stack) => iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::444455556666:role/nodes')],
    ['without policy updates', (stack) => role(stack).withoutPolicyUpdates()],
  ])('warns of a role %s', (_, make) => {
    const stack = newStack();
    const nodeRole = make(stack);
    tracing({}, stack).addNodeRole(nodeRole);
    expect(warningsOf(stack)).toEqual([
      { path: `/${nodeRole.node.path}`, text: expect.stringMatching(/"xray:PutTraceSegments".*\[ack: XRay::RoleNotManaged\]$/) },
    ]);
  });

  test('warns of each such role', () => {
    const stack = newStack();
    const construct = tracing({}, stack);
    ['One', 'Two'].forEach((id) => construct.addNodeRole(iam.Role.fromRoleArn(stack, id, `arn:aws:iam::111122223333:role/${id}`, { mutable: false })));
    expect(warningsOf(stack).map(({ path }) => path)).toEqual(['/Stack/One', '/Stack/Two']);
  });
});

describe('is refused:', () => {
  test.each<[string, Partial<ManagedNodeTracingProps>, string]>([
    ['a short interval', { interval: Duration.minutes(29) }, '`interval` must be at least 30 minutes and less than 31 days, in whole minutes, got: 29 minutes'],
    ['a long interval', { interval: Duration.days(31) }, '`interval` must be at least 30 minutes and less than 31 days, in whole minutes, got: 31 days'],
    ['half a minute', { interval: Duration.seconds(1830) }, '`interval` must be at least 30 minutes and less than 31 days, in whole minutes, got: 30 minutes 30 seconds'],
    ['no concurrency', { maxConcurrency: '0' }, '`maxConcurrency` must be a number from 1 on, or a percentage from 1% to 100%, got: "0"'],
    ['too large a percentage', { maxConcurrency: '101%' }, '`maxConcurrency` must be a number from 1 on, or a percentage from 1% to 100%, got: "101%"'],
    ['errors that are no number', { maxErrors: 'many' }, '`maxErrors` must be a number from 0 on, or a percentage from 0% to 100%, got: "many"'],
    ['a short name', { associationName: 'xr' }, '`associationName` must be 3 to 128 letters, digits and _.-, got: "xr"'],
    ['no targets', { targets: undefined }, '`targets` must be `ManagedNodeTargets`, for example `ManagedNodeTargets.tag(\'Tracing\', \'on\')`, got: undefined'],
    ['half a second', { interval: Duration.seconds(1800.5) }, '`interval` must be at least 30 minutes and less than 31 days, in whole minutes, got: 30 minutes 500 millis'],
    ['a token in hours', { interval: Duration.hours(Token.asNumber({ Ref: 'Hours' })) }, '`interval` must be made by `Duration.minutes()` where it is a token, because CloudFormation cannot convert it, got one in hours'],
    ['another platform', { platforms: ['linux' as any] }, '`platforms` must be one of Linux, Windows, got: "linux"'],
    ['a text as platforms', { platforms: 'Linux' as any }, '`platforms` must be a list, for example [ManagedNodePlatform.LINUX], got: "Linux"'],
    ['a text as bucket', { outputBucket: 'x' as any }, '`outputBucket` must be a bucket of Amazon S3, for example `new s3.Bucket(stack, \'Output\')`, got: "x"'],
    ['a truth as activation', { hybridActivation: true as any }, '`hybridActivation` must be an object, for example { registrationLimit: 20 }, got: true'],
    ['a number as text', { maxConcurrency: 5 as any }, '`maxConcurrency` must be a number from 1 on, or a percentage from 1% to 100%, got: 5'],
    ['no platform', { platforms: [] }, '`platforms` must name at least one, got: []; leave it out for all on which the collector can be installed'],
    ['another collector', { collector: 7 as any }, '`collector` must be a `TraceCollector`, for example `TraceCollector.cloudWatchAgent()`, got: 7'],
    ['a prefix without a bucket', { outputKeyPrefix: 'xray/' }, '`outputKeyPrefix` needs an `outputBucket`, got: "xray/"'],
  ])('%s', (_, props, message) => {
    expect(() => tracing(props)).toThrow(new Error(`[Stack/Nodes] ${message}`));
  });

  test('a collector that nothing installs', () => {
    expect(() => tracing({ collector: own({}) })).toThrow(/^`collector` must have a way to be installed on Linux or Windows, and vector has none\./);
  });

  test('a collector that a named platform has no script for', () => {
    const props = { collector: own({ linuxInstallScript: 'x' }), platforms: [ManagedNodePlatform.LINUX, ManagedNodePlatform.WINDOWS] };
    expect(() => tracing(props)).toThrow(/^`collector` must have a way to be installed on Windows, and vector has none\./);
  });

  test('a script that Systems Manager would read parameters in', () => {
    expect(() => tracing({ collector: own({ linuxInstallScript: 'echo {{ x }}' }) })).toThrow(/must have no "\{\{", which Systems Manager takes for a parameter/);
  });

  test('a document that is too large', () => {
    const script = (size: number) => ({ collector: own({ linuxInstallScript: 'x'.repeat(size) }) });
    expect(() => tracing(script(65000))).not.toThrow();
    expect(() => tracing(script(65536))).toThrow(/^`collector` must need no more than 65536 bytes in a Systems Manager document, and vector needs 65\d\d\d\./);
  });
});

test('lives in Stages and nested stacks, and is the same every time', () => {
  const synthesized = () => {
    const app = new App({ analyticsReporting: false });
    const staged = new Stack(new Stage(app, 'Prod', { env: ENV }), 'Stack');
    const nested = new NestedStack(new Stack(app, 'Parent', { env: ENV }), 'Nested');
    const constructs = [staged, nested].map((stack) => tracing({ hybridActivation: {} }, stack));
    return constructs.map((construct) => templateOf(construct).toJSON());
  };
  expect(synthesized()).toEqual(synthesized());
});
