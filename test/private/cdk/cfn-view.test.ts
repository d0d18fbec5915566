import * as path from 'path';
import {
  Aws, aws_ecs as ecs, aws_elasticbeanstalk as elasticbeanstalk, aws_iam as iam, aws_lambda as lambda,
  aws_sqs as sqs, cloudformation_include as cfninc, CfnParameter, CfnResource, Fn, Lazy, Stack, Token,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { cfnFunction, cfnRole, lambdaFunction, lambdaRole } from '../../support/contract-stacks/parts';
import { includeTemplate } from '../../support/include';
import { lazy, newStack, propertiesOf, rawFunction, typedFunction } from '../../support/views';

const MODE = ['TracingConfig', 'Mode'];

test('the resources of an older aws-cdk-lib, which a construct library brings, are read and set', () => {
  const view = typedFunction({ mode: 'PassThrough' });
  Object.assign(view.resource, { cfnPropertyNames: undefined });
  expect([view.value(MODE), view.value(['KmsKeyArn'])]).toEqual(['PassThrough', undefined]);
  expect(view.set(MODE, 'Active') && view.set(['MemorySize'], 256)).toBe(true);
  expect(propertiesOf(view)).toMatchObject({ TracingConfig: { Mode: 'Active' }, MemorySize: 256 });
});

describe('the CDK internals that the view reads have the shape it expects:', () => {
  const fn = () => typedFunction({ mode: 'Active' }).resource as any;

  test('cfnPropertyNames maps each typed property to its CloudFormation name', () => {
    expect(fn().cfnPropertyNames).toMatchObject({ tracingConfig: 'TracingConfig', role: 'Role' });
  });

  test('cfnPropertyNames of a raw resource is empty', () => {
    expect((rawFunction({ Role: 'r' }).resource as any).cfnPropertyNames).toEqual({});
  });

  test('cfnProperties of a raw resource has its properties by their CloudFormation names', () => {
    expect((rawFunction({ Role: 'r' }).resource as any).cfnProperties).toEqual({ Role: 'r' });
  });

  test('rawOverrides holds property overrides under Properties, deletions as undefined', () => {
    const resource = fn();
    expect(resource.rawOverrides).toEqual({});
    resource.addPropertyOverride('TracingConfig.Mode', 'PassThrough');
    resource.addPropertyDeletionOverride('Role');
    expect(resource.rawOverrides).toEqual({ Properties: { TracingConfig: { Mode: 'PassThrough' } } });
    expect(Object.keys(resource.rawOverrides.Properties)).toEqual(['TracingConfig', 'Role']);
  });

  test('_toCloudFormation resolves to a template with this one resource', () => {
    const resource = fn();
    expect(resource.stack.resolve(resource._toCloudFormation())).toMatchObject({
      Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' } } } },
    });
  });

  test('renderProperties gives a single resolved property its CloudFormation names, and refuses one where others are required', () => {
    const { renderProperties } = fn();
    expect(renderProperties({ code: { s3Bucket: 'bucket' }, role: 'arn' })).toMatchObject({ Code: { S3Bucket: 'bucket' }, Role: 'arn' });
    expect(() => renderProperties({ tracingConfig: { mode: 'Active' } })).toThrow('code: required but missing');
  });

  test('a typed property is settable on the construct', () => {
    const resource = fn() as lambda.CfnFunction;
    resource.tracingConfig = { mode: 'PassThrough' };
    expect(propertiesOf(new CfnView(resource)).TracingConfig).toEqual({ Mode: 'PassThrough' });
  });

  test('Role.managedPolicies lists the attached policies as they are attached', () => {
    const role = lambdaRole(newStack(), 'Role', { managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(newStack(), 'A', 'arn:a')] });
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(newStack(), 'B', 'arn:b'));
    expect((role as any).managedPolicies.map((policy: iam.IManagedPolicy) => policy.managedPolicyArn)).toEqual(['arn:a', 'arn:b']);
  });

  test('an L2 PolicyDocument has toJSON and addStatements', () => {
    const document = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] })] });
    expect(document.addStatements).toBeInstanceOf(Function);
    expect(document.toJSON()).toMatchObject({ Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: '*' }] });
  });

  test('an L2 PolicyDocument keeps its statements, and a service principal its service', () => {
    const statement = new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('lambda.amazonaws.com')], actions: ['sts:AssumeRole'] });
    expect((new iam.PolicyDocument({ statements: [statement] }) as any).statements).toEqual([statement]);
    expect((statement.principals[0] as any).service).toBe('lambda.amazonaws.com');
  });

  test('Role.attachedPolicies lists the L2 policies that are attached, the default policy among them', () => {
    const stack = newStack();
    const role = lambdaRole(stack, 'Role');
    expect((role as any).attachedPolicies.policies).toEqual([]);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] }));
    const policy = new iam.Policy(stack, 'Policy', { roles: [role] });
    expect((role as any).attachedPolicies.policies.map(({ node }: Construct) => node.path)).toEqual(['Stack/Role/DefaultPolicy', policy.node.path]);
  });

  test('an imported role keeps the L2 policies that are attached to it as an own one does', () => {
    const role = iam.Role.fromRoleArn(newStack(), 'Role', 'arn:aws:iam::111122223333:role/imported');
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] }));
    expect((role as any).attachedPolicies.policies.map(({ node }: Construct) => node.path)).toEqual(['Stack/Role/Policy']);
  });

  test('Role.defaultPolicy is the policy that the role adds statements to', () => {
    const role = lambdaRole(newStack(), 'Role');
    expect((role as any).defaultPolicy).toBeUndefined();
    role.addToPolicy(new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] }));
    expect((role as any).defaultPolicy).toBe(role.node.findChild('DefaultPolicy'));
  });

  test('Role.customizeRoles() gives own roles a _precreatedRole, and imported ones a class whose name begins with PrecreatedRole', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack);
    expect((lambdaRole(stack, 'Role') as any)._precreatedRole).toBeDefined();
    expect(iam.Role.fromRoleName(stack, 'Imported', 'imported').constructor.name).toMatch(/^PrecreatedRole/);
  });

  test('withoutPolicyUpdates() gives a construct beside the role, with an id that begins with ImmutableRole', () => {
    const role = lambdaRole(newStack(), 'Role');
    const held = role.withoutPolicyUpdates() as any;
    expect([held.node.path, held.role === role, iam.Role.isRole(held)]).toEqual(['Stack/ImmutableRoleRole', true, false]);
    expect(held.constructor.name).toMatch(/^ImmutableRole/);
  });

  test('CfnInclude keeps the template that it read', () => {
    const template = path.join(__dirname, '..', '..', 'support', 'templates', 'sam-globals.json');
    const included = new cfninc.CfnInclude(newStack(), 'Included', { templateFile: template });
    expect((included as any).template.Globals).toEqual({ Function: { Tracing: 'Active' } });
  });
});

test('names, metadata and globals', () => {
  const stack = newStack();
  const view = typedFunction(undefined, stack);
  expect([view.resourceType, view.logicalId, view.metadata, view.globals]).toEqual(['AWS::Lambda::Function', 'Fn', {}, {}]);
  view.resource.addMetadata('key', 'value');
  expect(view.metadata).toEqual({ key: 'value' });
});

test('the globals are those of the nearest included template', () => {
  const included = new cfninc.CfnInclude(newStack(), 'Included', { templateFile: path.join(__dirname, '..', '..', 'support', 'templates', 'sam-globals.json') });
  expect(new CfnView(included.getResource('Function')).globals).toEqual({ Function: { Tracing: 'Active' } });
});

describe('value', () => {
  const conditional = { 'Fn::If': ['IsProd', { Mode: 'Active' }, { Mode: 'PassThrough' }] };

  test.each<[string, () => CfnView, any]>([
    ['absent', () => typedFunction(), undefined],
    ['typed', () => typedFunction({ mode: 'Active' }), 'Active'],
    ['an empty typed parent', () => typedFunction({}), undefined],
    ['a typed parent that is a token', () => typedFunction(lazy({ mode: 'Active' })), 'Active'],
    ['a typed value that is a token', () => typedFunction({ mode: Lazy.string({ produce: () => 'Active' }) }), 'Active'],
    ['a typed parent that is AWS::NoValue', () => typedFunction(Token.asAny({ Ref: 'AWS::NoValue' })), undefined],
    ['a typed value that is AWS::NoValue', () => typedFunction({ mode: Aws.NO_VALUE }), undefined],
    ['a typed parent that is Fn::If', () => typedFunction(Token.asAny(conditional)), conditional],
    ['a typed value that is a parameter', () => typedFunction({ mode: Token.asString({ Ref: 'Mode' }) }), { Ref: 'Mode' }],
    ['raw', () => rawFunction({ TracingConfig: { Mode: 'Active' } }), 'Active'],
    ['raw without properties', () => rawFunction(), undefined],
    ['a raw parent that is a token', () => rawFunction({ TracingConfig: lazy({ Mode: 'Active' }) }), 'Active'],
    ['a raw parent that is Fn::If', () => rawFunction({ TracingConfig: conditional }), conditional],
    ['a raw parent of another kind', () => rawFunction({ TracingConfig: 'Active' }), undefined],
  ])('%s', (_, make, expected) => {
    expect(make().value(MODE)).toEqual(expected);
  });

  test.each<[string, (resource: CfnResource) => void, any]>([
    ['of the value', (resource) => resource.addPropertyOverride('TracingConfig.Mode', 'PassThrough'), 'PassThrough'],
    ['of the parent', (resource) => resource.addPropertyOverride('TracingConfig', { Mode: 'PassThrough' }), 'PassThrough'],
    ['of the parent by Fn::If', (resource) => resource.addPropertyOverride('TracingConfig', conditional), conditional],
    ['by a token', (resource) => resource.addPropertyOverride('TracingConfig.Mode', Lazy.string({ produce: () => 'PassThrough' })), 'PassThrough'],
    ['of a neighbour', (resource) => resource.addPropertyOverride('TracingConfig.Other', 1), 'Active'],
    ['of another property', (resource) => resource.addPropertyOverride('MemorySize', 128), 'Active'],
    ['that deletes the value', (resource) => resource.addPropertyDeletionOverride('TracingConfig.Mode'), null],
    ['that deletes the parent', (resource) => resource.addPropertyDeletionOverride('TracingConfig'), null],
    ['of the parent by undefined', (resource) => resource.addPropertyOverride('TracingConfig', undefined), null],
    ['that deletes a neighbour', (resource) => resource.addPropertyDeletionOverride('TracingConfig.Other'), 'Active'],
  ])('an override %s', (_, override, expected) => {
    for (const view of [typedFunction({ mode: 'Active' }), rawFunction({ TracingConfig: { Mode: 'Active' } })]) {
      override(view.resource);
      expect(view.value(MODE)).toEqual(expected);
    }
  });

  test('of an object or a list has CloudFormation\'s names', () => {
    const stack = newStack();
    const fn = cfnFunction(stack, 'Fn', 'r', { tracingConfig: { mode: 'Active' }, tags: [{ key: 'a', value: Lazy.string({ produce: () => 'b' }) }] });
    expect(new CfnView(fn).value(['TracingConfig'])).toEqual({ Mode: 'Active' });
    expect(new CfnView(fn).value(['Tags'])).toEqual([{ Key: 'a', Value: 'b' }]);
  });

  test('of an object or a list is what the template has, where the property can be rendered alone', () => {
    const queue = new sqs.CfnQueue(newStack(), 'Queue', {
      redrivePolicy: lazy({ maxReceiveCount: 3 }), tags: [{ key: 'a', value: Lazy.string({ produce: () => 'b' }) }],
    });
    const view = new CfnView(queue);
    expect(view.value(['Tags'])).toEqual([{ Key: 'a', Value: 'b' }]);
    expect(view.value(['RedrivePolicy'])).toEqual({ maxReceiveCount: 3 });
    expect(propertiesOf(view)).toEqual({ RedrivePolicy: { maxReceiveCount: 3 }, Tags: [{ Key: 'a', Value: 'b' }] });
  });

  test('of an object or a list has no tokens, wherever they stood in it', () => {
    const containerDefinitions = [{ name: 'app', image: `${Aws.ACCOUNT_ID}.dkr`, cpu: Token.asNumber(lazy(64)) }];
    const [container] = new CfnView(new ecs.CfnTaskDefinition(newStack(), 'Task', { containerDefinitions })).value(['ContainerDefinitions']);
    expect(container).toMatchObject({ Name: 'app', Image: { 'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, '.dkr']] }, Cpu: 64 });
  });

  test('of a list of texts is the list', () => {
    const task = new ecs.CfnTaskDefinition(newStack(), 'Task', { requiresCompatibilities: Lazy.list({ produce: () => ['FARGATE'] }), placementConstraints: [] });
    expect(new CfnView(task).value(['RequiresCompatibilities'])).toEqual(['FARGATE']);
    expect(new CfnView(task).value(['PlacementConstraints'])).toEqual([]);
  });

  test('of a policy document is its JSON, tokens resolved', () => {
    const stack = newStack();
    const document = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: [`arn:${Aws.PARTITION}:s3:::x`] })] });
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { assumeRolePolicyDocument: document });
    expect(new CfnView(role).value(['AssumeRolePolicyDocument'])).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::x']] } }],
    });
  });
});

describe('set', () => {
  test('sets the typed property, so that the construct shows it', () => {
    const view = typedFunction();
    expect(view.set(MODE, 'Active')).toBe(true);
    expect((view.resource as lambda.CfnFunction).tracingConfig).toEqual({ mode: 'Active' });
    expect(propertiesOf(view).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('sets an override on a raw resource', () => {
    const view = rawFunction({ Role: 'r' });
    expect(view.set(MODE, 'Active')).toBe(true);
    expect(propertiesOf(view)).toEqual({ Role: 'r', TracingConfig: { Mode: 'Active' } });
  });

  test.each<[string, () => CfnView]>([
    ['a typed parent', () => canary({ timeoutInSeconds: 60 })],
    ['a typed parent with another value', () => canary({ timeoutInSeconds: 60, activeTracing: false })],
    ['a typed parent that is a token', () => canary(lazy({ timeoutInSeconds: 60 }))],
    ['a raw parent', () => rawCanary({ TimeoutInSeconds: 60 })],
    ['a raw parent that is a token', () => rawCanary(lazy({ TimeoutInSeconds: 60 }))],
  ])('keeps what stands in %s', (_, make) => {
    const view = make();
    expect(view.set(['RunConfig', 'ActiveTracing'], true)).toBe(true);
    expect(propertiesOf(view).RunConfig).toEqual({ TimeoutInSeconds: 60, ActiveTracing: true });
  });

  test.each<[string, () => CfnView]>([
    ['typed', () => typedFunction(Token.asAny({ Ref: 'AWS::NoValue' }))],
    ['raw', () => rawFunction({ TracingConfig: { Ref: 'AWS::NoValue' } })],
  ])('replaces a %s parent that is AWS::NoValue', (_, make) => {
    const view = make();
    expect(view.set(MODE, 'Active')).toBe(true);
    expect(propertiesOf(view).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test.each<[string, () => CfnResource]>([
    ['typed', () => new elasticbeanstalk.CfnEnvironment(newStack(), 'Env', { applicationName: 'shop', optionSettings: Token.asAny(Aws.NO_VALUE) })],
    ['raw', () => new CfnResource(newStack(), 'Env', { type: 'AWS::ElasticBeanstalk::Environment', properties: { OptionSettings: { Ref: 'AWS::NoValue' } } })],
    ['overridden', () => {
      const resource = new elasticbeanstalk.CfnEnvironment(newStack(), 'Env', { applicationName: 'shop' });
      resource.addPropertyOverride('OptionSettings', { Ref: 'AWS::NoValue' });
      return resource;
    }],
  ])('replaces a list that is AWS::NoValue, %s', (_, make) => {
    const view = new CfnView(make());
    expect(view.set(['OptionSettings', '[Namespace=a,OptionName=b]', 'Value'], 'true')).toBe(true);
    expect(propertiesOf(view).OptionSettings).toEqual([{ Namespace: 'a', OptionName: 'b', Value: 'true' }]);
  });

  test.each<[string, () => CfnView]>([
    ['typed', () => typedFunction(Fn.conditionIf('IsProd', { Mode: 'Active' }, Aws.NO_VALUE))],
    ['raw', () => rawFunction({ TracingConfig: Fn.conditionIf('IsProd', { Mode: 'Active' }, Aws.NO_VALUE) })],
  ])('leaves a %s parent alone that an intrinsic function hides, and says so', (_, make) => {
    const view = make();
    const before = JSON.stringify(propertiesOf(make()));
    expect(view.set(MODE, 'Active')).toBe(false);
    expect(JSON.stringify(propertiesOf(view))).toBe(before);
  });

  test.each<[string, any]>([
    ['a string', 'Active'],
    ['a list', [{ Mode: 'PassThrough' }]],
  ])('leaves a parent alone that is %s, and says so', (_, parent) => {
    const overridden = rawFunction();
    overridden.resource.addPropertyOverride('TracingConfig', parent);
    for (const view of [rawFunction({ TracingConfig: parent }), overridden]) {
      expect(view.set(MODE, 'Active')).toBe(false);
      expect(propertiesOf(view).TracingConfig).toEqual(parent);
    }
  });

  test.each([true, false])('wins over an override that stands there, typed %s', (typed) => {
    const view = typed ? typedFunction({ mode: 'Active' }) : rawFunction();
    view.resource.addPropertyDeletionOverride('TracingConfig');
    expect(view.set(MODE, 'Active')).toBe(true);
    expect(propertiesOf(view).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('changes nothing where the value stands already', () => {
    const view = rawFunction({ TracingConfig: { Mode: 'Active' } });
    expect(view.set(MODE, 'Active')).toBe(true);
    expect((view.resource as any).rawOverrides).toEqual({});
  });
});

describe('append', () => {
  test('appends to a typed list in the construct\'s spelling', () => {
    const role = cfnRole(newStack(), 'Role', 'lambda.amazonaws.com');
    expect(new CfnView(role).append('Policies', { PolicyName: 'A', PolicyDocument: {} })).toBe(true);
    expect(role.policies).toEqual([{ policyName: 'A', policyDocument: {} }]);
  });

  test('refuses a list that a token hides', () => {
    const role = cfnRole(newStack(), 'Role', 'lambda.amazonaws.com', { managedPolicyArns: Token.asList({ Ref: 'Arns' }) });
    expect(new CfnView(role).append('ManagedPolicyArns', 'arn:x')).toBe(false);
    expect(propertiesOf(new CfnView(role)).ManagedPolicyArns).toEqual({ Ref: 'Arns' });
  });

  test('appends to an overridden list', () => {
    const role = cfnRole(newStack(), 'Role', 'lambda.amazonaws.com');
    role.addPropertyOverride('ManagedPolicyArns', ['arn:a']);
    expect(new CfnView(role).append('ManagedPolicyArns', 'arn:b')).toBe(true);
    expect(propertiesOf(new CfnView(role)).ManagedPolicyArns).toEqual(['arn:a', 'arn:b']);
  });
});

describe('list', () => {
  test.each<[string, (stack: Stack) => CfnResource, any]>([
    ['a typed list', (stack) => cfnRole(stack, 'Role', 'x', { managedPolicyArns: ['arn:a'] }), ['arn:a']],
    ['a raw list', (stack) => new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { ManagedPolicyArns: ['arn:a'] } }), ['arn:a']],
    ['an absent list', (stack) => cfnRole(stack, 'Role', 'x'), []],
    ['AWS::NoValue', (stack) => cfnRole(stack, 'Role', 'x', { managedPolicyArns: Token.asList({ Ref: 'AWS::NoValue' }) }), []],
    ['a token', (stack) => cfnRole(stack, 'Role', 'x', { managedPolicyArns: Token.asList({ Ref: 'Arns' }) }), undefined],
    ['a text', (stack) => new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { ManagedPolicyArns: 'arn:a' } }), undefined],
  ])('%s', (_, make, expected) => {
    expect(new CfnView(make(newStack())).list('ManagedPolicyArns')).toEqual(expected);
  });

  test.each<[string, any, any]>([['a list', ['arn:b'], ['arn:b']], ['a deletion', undefined, []], ['a reference', { Ref: 'Arns' }, undefined]])(
    'overridden by %s', (_, override, expected) => {
      const role = cfnRole(newStack(), 'Role', 'x', { managedPolicyArns: ['arn:a'] });
      role.addPropertyOverride('ManagedPolicyArns', override);
      expect(new CfnView(role).list('ManagedPolicyArns')).toEqual(expected);
    });

  test('has its items as they stand in the construct', () => {
    const policies = [{ policyName: 'P', policyDocument: new iam.PolicyDocument() }];
    expect(new CfnView(cfnRole(newStack(), 'Role', 'x', { policies })).list('Policies')).toBe(policies);
  });
});

describe('what somebody wrote', () => {
  test('is what stands in the construct, tokens and all', () => {
    const token = Lazy.string({ produce: () => 'Active' });
    for (const view of [typedFunction({ mode: token }), rawFunction({ TracingConfig: { Mode: token } })]) {
      expect([view.effective(MODE), view.isOverridden('TracingConfig')]).toEqual([token, false]);
    }
  });

  test('is what the override has, with a token that knows what it refers to', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'x');
    const fn = cfnFunction(stack, 'Fn', 'replaced');
    fn.addPropertyOverride('Role', role.attrArn);
    const view = new CfnView(fn);
    expect([view.effective(['Role']), view.isOverridden('Role'), view.isOverridden('TracingConfig')]).toEqual([role.attrArn, true, false]);
  });

  test('is what stands beside where the override is of a neighbour', () => {
    const view = typedFunction({ mode: 'Active' });
    view.resource.addPropertyOverride('TracingConfig.Other', 1);
    expect([view.effective(MODE), view.isOverridden('TracingConfig')]).toEqual(['Active', true]);
  });

  test('is nothing where an override deletes it', () => {
    const view = typedFunction({ mode: 'Active' });
    view.resource.addPropertyDeletionOverride('TracingConfig');
    expect([view.effective(MODE), view.isOverridden('TracingConfig')]).toEqual([null, true]);
  });

  test.each<[string, any]>([['a reference', { Ref: 'AWS::NoValue' }], ['a text', Aws.NO_VALUE], ['a token', Token.asAny(Aws.NO_VALUE)]])(
    'is nothing where it is AWS::NoValue, as %s', (_, noValue) => {
      const overridden = typedFunction();
      overridden.resource.addPropertyOverride('TracingConfig.Mode', noValue);
      const raw = [{ Mode: noValue }, noValue].map((TracingConfig) => rawFunction({ TracingConfig }));
      const views = [...raw, typedFunction({ mode: noValue }), overridden];
      expect(views.map((view) => view.effective(MODE))).toEqual(Array(views.length).fill(undefined));
    });
});

describe('the targets of a reference', () => {
  const targets = (make: (stack: Stack, role: iam.CfnRole) => any, override = false) => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    cfnRole(stack, 'Other', 'lambda.amazonaws.com');
    const fn = cfnFunction(stack, 'Fn', override ? 'replaced' : make(stack, role));
    if (override) { fn.addPropertyOverride('Role', make(stack, role)); }
    return new CfnView(fn).referenceAt(['Role']).targets.map((view) => view?.logicalId);
  };

  test.each<[string, (stack: Stack, role: iam.CfnRole) => any, (string | undefined)[]]>([
    ['an attribute', (_, role) => role.attrArn, ['Role']],
    ['a Ref', (_, role) => role.ref, ['Role']],
    ['Fn::GetAtt by hand', () => Fn.getAtt('Role', 'Arn').toString(), ['Role']],
    ['Fn::Sub of one variable', () => Fn.sub('${Role.Arn}'), ['Role']],
    ['Fn::Sub of more', () => Fn.sub('arn:${Role}'), [undefined]],
    ['Fn::If', () => Fn.conditionIf('C', Fn.getAtt('Role', 'Arn'), Fn.getAtt('Other', 'Arn')).toString(), ['Role', 'Other']],
    ['Fn::If with a literal branch', () => Fn.conditionIf('C', Fn.getAtt('Role', 'Arn'), 'arn:x').toString(), ['Role', undefined]],
    ['Fn::If with an absent branch', () => Fn.conditionIf('C', Fn.getAtt('Role', 'Arn'), Aws.NO_VALUE).toString(), ['Role']],
    ['a parameter', (stack) => new CfnParameter(stack, 'Param').valueAsString, [undefined]],
    ['an import', () => Fn.importValue('RoleArn'), [undefined]],
    ['a literal', () => 'arn:aws:iam::111122223333:role/x', [undefined]],
    ['an unknown logical id', () => Fn.getAtt('Nobody', 'Arn').toString(), [undefined]],
  ])('%s', (_, make, expected) => {
    expect(targets(make)).toEqual(expected);
    expect(targets(make, true)).toEqual(expected);
  });

  test('Fn::If by hand around references', () => {
    const stack = newStack();
    const [role, other] = ['Role', 'Other'].map((id) => cfnRole(stack, id, 'lambda.amazonaws.com'));
    const view = rawFunction({ Role: { 'Fn::If': ['C', role.attrArn, other.attrArn] } }, stack);
    expect(view.referenceAt(['Role']).targets.map((target) => target?.resource)).toEqual([role, other]);
  });

  test('follow answers only where there is exactly one', () => {
    const stack = newStack();
    const role = lambdaRole(stack, 'Role');
    const fn = lambdaFunction(stack, 'Fn', { role });
    expect(new CfnView(fn.node.defaultChild as CfnResource).follow(['Role'])?.resource).toBe(role.node.defaultChild);
    const either = cfnFunction(stack, 'Either', Fn.conditionIf('C', role.roleArn, role.roleArn).toString());
    expect(new CfnView(either).follow(['Role'])).toBeUndefined();
  });

  test('a resource is followed by an attribute that a parameter names', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
    const fn = { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: { 'Fn::GetAtt': ['Role', { Ref: 'Attribute' }] } } };
    const included = includeTemplate(newStack(), { Parameters: { Attribute: { Type: 'String' } }, Resources: { Role: role, Fn: fn } });
    expect(new CfnView(included.getResource('Fn')).follow(['Role'])?.resource).toBe(included.getResource('Role'));
  });

  test('a construct of another stack is followed', () => {
    const owner = newStack();
    const queue = new sqs.CfnQueue(owner, 'Queue');
    const fn = cfnFunction(new Stack(owner.node.root as any, 'User'), 'Fn', queue.attrArn);
    expect(new CfnView(fn).follow(['Role'])?.resource).toBe(queue);
  });
});

function canary(runConfig: any): CfnView {
  const { CfnCanary } = jest.requireActual('aws-cdk-lib/aws-synthetics');
  return new CfnView(new CfnCanary(newStack(), 'Canary', {
    artifactS3Location: 's3://x', code: { handler: 'h' }, executionRoleArn: 'r', name: 'c', runtimeVersion: 'syn-nodejs-puppeteer-9.0', schedule: { expression: 'rate(1 hour)' }, runConfig,
  }));
}

function rawCanary(runConfig: any): CfnView {
  return new CfnView(new CfnResource(newStack(), 'Canary', { type: 'AWS::Synthetics::Canary', properties: { RunConfig: runConfig } }));
}
