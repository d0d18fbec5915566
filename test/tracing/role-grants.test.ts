import { readFileSync } from 'fs';
import { join } from 'path';
import { type App, AspectPriority, Aspects, Aws, aws_iam as iam, aws_lambda as lambda, aws_stepfunctions as sfn, CfnCondition, CfnParameter, CfnResource, Fn, Lazy, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CoverageReport, mixins, XRayPermissions, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { allow, cfnFunction, cfnRole, ENV, lambdaFunction, lambdaRole, STATE_MACHINE_DEFINITION, trustOf } from '../support/contract-stacks/parts';
import { includeTemplate } from '../support/include';
import { logicalId, rendered, resourcesOfType, xrayActions } from '../support/resources';

const ALL = ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const IMPORTED = `arn:aws:iam::${ENV.account}:role/imported`;

function stackWith(permissions?: XRayPermissions, context = {}): Stack {
  const app = testApp(context);
  XRayTracing.of(app).enable({ permissions });
  return new Stack(app, 'Stack', { env: ENV });
}

function machine(scope: Construct, id: string, roleArn: string): sfn.CfnStateMachine {
  return new sfn.CfnStateMachine(scope, id, { roleArn, definition: STATE_MACHINE_DEFINITION });
}

function roleFor(scope: Construct, id = 'Role'): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('states.amazonaws.com')) });
}

describe.each([true, false])('a role that resources share, with aspect stabilization %s', (stabilization) => {
  const context = { [STABILIZATION]: stabilization };

  test('gets one managed policy, whatever the resources need', () => {
    const stack = stackWith(undefined, context);
    const role = roleFor(stack);
    lambdaFunction(stack, 'A', { role });
    lambdaFunction(stack, 'B', { role });
    machine(stack, 'Machine', role.roleArn);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
  });

  test('gets each action once in its inline policy', () => {
    const stack = stackWith(XRayPermissions.inline(), context);
    const role = roleFor(stack);
    lambdaFunction(stack, 'A', { role });
    lambdaFunction(stack, 'B', { role });
    machine(stack, 'Machine', role.roleArn);
    expect(xrayActions(stack)).toEqual(ALL);
  });

  test('gets each action once in one inline policy where it has no L2', () => {
    const stack = stackWith(XRayPermissions.inline(), context);
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    cfnFunction(stack, 'A', role.attrArn);
    cfnFunction(stack, 'B', role.attrArn);
    machine(stack, 'Machine', role.attrArn);
    expect(xrayActions(stack)).toEqual(ALL);
    const names = rendered(role).Properties.Policies.map((policy: any) => policy.PolicyName);
    expect(names).toEqual([...new Set(names)]);
  });

  test('gets each action once where a token hides its inline policies', () => {
    const stack = stackWith(XRayPermissions.inline(), context);
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies: Lazy.any({ produce: () => [] }) });
    cfnFunction(stack, 'Fn', role.attrArn);
    machine(stack, 'Machine', role.attrArn);
    expect(xrayActions(stack)).toEqual(ALL);
  });

  test.each([
    ['an AWS managed policy of another name', () => XRayPermissions.awsManaged('OurXRay')],
    ['a customer managed policy', (stack: Stack) => XRayPermissions.customerManaged(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Policy', 'tracing'))],
  ])('gets %s once where it has no L2', (_, permissions) => {
    const app = testApp(context);
    const stack = new Stack(app, 'Stack', { env: ENV });
    XRayTracing.of(app).enable({ permissions: permissions(stack) });
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    cfnFunction(stack, 'Fn', role.attrArn);
    machine(stack, 'Machine', role.attrArn);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
  });
});

test('an L1 role that has an inline policy with the name of ours keeps it', () => {
  const stack = stackWith(XRayPermissions.inline());
  const policyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com', { policies: [{ policyName: 'XRayTracing', policyDocument }] });
  cfnFunction(stack, 'Fn', role.attrArn);
  const names = rendered(role).Properties.Policies.map((policy: any) => policy.PolicyName);
  expect(new Set(names).size).toBe(2);
});

test('enabling twice, and by mixin too, grants once', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack', { env: ENV });
  XRayTracing.of(app).enable();
  XRayTracing.of(stack).enable({ permissions: XRayPermissions.inline() });
  const fn = lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
  fn.with(new mixins.ResourceTracing());
  expect(rendered(fn.role!).Properties.ManagedPolicyArns).toHaveLength(1);
  expect(xrayActions(stack)).toEqual([]);
});

describe('DependsOn', () => {
  test('an L1 function needs none where the permission is a part of its L1 role', () => {
    const stack = stackWith(XRayPermissions.inline());
    expect(rendered(cfnFunction(stack, 'Fn', cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn)).DependsOn).toBeUndefined();
  });

  test('every L1 function that shares an L2 role waits for a policy of the role\'s own, which is not the default one', () => {
    const stack = stackWith(XRayPermissions.inline());
    const role = lambdaRole(stack, 'Role');
    const functions = ['A', 'B'].map((id) => cfnFunction(stack, id, role.roleArn));
    const dependencies = functions.map((fn) => rendered(fn).DependsOn);
    const policy = role.node.findChild('XRayTracing');
    expect(dependencies).toEqual([[logicalId(policy)], [logicalId(policy)]]);
    expect(role.node.tryFindChild('DefaultPolicy')).toBeUndefined();
    expect(rendered(policy).Properties).toMatchObject({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }] },
      Roles: [{ Ref: logicalId(role) }],
    });
  });

  test('a construct of one\'s own that holds the role does not wait for it as an L2 does, so its L1 function is told to', () => {
    const stack = stackWith(XRayPermissions.inline());
    const own = new Construct(stack, 'Own');
    const role = lambdaRole(own, 'Role');
    const fn = cfnFunction(Object.assign(own, { role }), 'Resource', role.roleArn);
    expect(rendered(fn).DependsOn).toEqual([logicalId(role.node.findChild('XRayTracing'))]);
  });

  test('an L1 function and an L2 function after it that share an L2 role each wait for a policy that lets it send', () => {
    const stack = stackWith(XRayPermissions.inline());
    const role = lambdaRole(stack, 'Role');
    const l1 = cfnFunction(stack, 'L1', role.roleArn);
    const l2 = lambdaFunction(stack, 'L2', { role });
    const template = Template.fromStack(stack).toJSON().Resources;
    for (const fn of [l1, l2]) {
      const waitsFor = rendered(fn).DependsOn.map((id: string) => JSON.stringify(template[id]));
      expect(waitsFor.some((text: string) => text.includes('xray:PutTraceSegments'))).toBe(true);
    }
  });

  test('resources with different needs add to one policy of the role\'s own', () => {
    const stack = stackWith(XRayPermissions.inline());
    const role = roleFor(stack);
    const resources = [cfnFunction(stack, 'Fn', role.roleArn), machine(stack, 'Machine', role.roleArn)];
    const dependencies = resources.map((resource) => rendered(resource).DependsOn);
    const policy = logicalId(role.node.findChild('XRayTracing'));
    expect(dependencies).toEqual([[policy], [policy]]);
    expect(xrayActions(stack)).toEqual(ALL);
    expect(resourcesOfType(stack, 'AWS::IAM::Policy')).toHaveLength(1);
  });

  test('an L1 function waits for the policy of the app that already lets its role send', () => {
    const stack = stackWith();
    const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    const fn = cfnFunction(stack, 'Fn', role.attrArn);
    new iam.CfnPolicy(stack, 'Policy', {
      policyName: 'own', roles: [role.ref], policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'xray:*', Resource: '*' }] },
    });
    expect(rendered(role).Properties.ManagedPolicyArns).toBeUndefined();
    expect(rendered(fn).DependsOn).toEqual(['Policy']);
  });

  describe('a policy of the user\'s that lets the role of a function send', () => {
    const ALLOWED = { Effect: 'Allow', Action: 'xray:*', Resource: '*' };

    /** What a function waits for whose role may send by a policy with this statement beside, or else that its role has a grant of its own. */
    function dependenciesBeside(
      statement: any,
      change: (policy: iam.CfnPolicy, fn: CfnResource, stack: Stack) => void = () => undefined,
    ): string[] | 'granted' | undefined {
      const stack = stackWith();
      const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
      const fn = cfnFunction(stack, 'Fn', role.attrArn);
      const policyDocument = { Version: '2012-10-17', Statement: statement ? [ALLOWED, statement] : ALLOWED };
      change(new iam.CfnPolicy(stack, 'Policy', { policyName: 'own', roles: [role.ref], policyDocument }), fn, stack);
      const { DependsOn } = rendered(fn);
      if (rendered(role).Properties.ManagedPolicyArns === undefined) { return DependsOn; }
      expect(DependsOn).toBeUndefined();
      return 'granted';
    }

    test.each<[string, any]>([
      ['no reference', undefined],
      ['a pseudo parameter', { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::b']] } }],
      ['a pseudo parameter in Fn::Sub', { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::b' } }],
      ['a variable of IAM', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/${aws:username}' }],
      ['a variable of IAM in Fn::Sub', { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::b/${!aws:username}' } }],
      ['a variable of Fn::Sub itself', { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': ['arn:aws:s3:::${Bucket}', { Bucket: 'b' }] } }],
      ['what another stack exports', { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::ImportValue': 'bucket' } }],
    ])('is waited for with %s', (_, statement) => {
      expect(dependenciesBeside(statement)).toEqual(['Policy']);
    });

    test.each<[string, any]>([
      ['a Ref', { Effect: 'Allow', Action: 'lambda:*', Resource: { Ref: 'Fn' } }],
      ['Fn::GetAtt', { Effect: 'Allow', Action: 'lambda:*', Resource: { 'Fn::GetAtt': ['Fn', 'Arn'] } }],
      ['Fn::GetAtt as a text', { Effect: 'Allow', Action: 'lambda:*', Resource: { 'Fn::GetAtt': 'Fn.Arn' } }],
      ['Fn::GetAtt of a computed name', { Effect: 'Allow', Action: 'lambda:*', Resource: { 'Fn::GetAtt': [{ 'Fn::Join': ['', ['F', 'n']] }, 'Arn'] } }],
      ['Fn::Sub', { Effect: 'Allow', Action: 'lambda:*', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:x:${Fn}' } }],
      ['a token', { Effect: 'Allow', Action: 'lambda:*', Resource: Lazy.any({ produce: () => ({ 'Fn::GetAtt': ['Fn', 'Arn'] }) }) }],
    ])('does not do where it refers to a resource by %s: it may come after the function', (_, statement) => {
      expect(dependenciesBeside(statement)).toBe('granted');
    });

    test.each<[number, number | undefined]>([
      [0, undefined],
      [2, 1],
    ])('that may come late does for a state machine, which is created whatever its role may do, but not for %p functions that share its role', (functions, grants) => {
      const stack = stackWith();
      const role = cfnRole(stack, 'Role', 'states.amazonaws.com');
      const statement = { Effect: 'Allow', Action: 'lambda:*', Resource: { Ref: 'Machine' } };
      new iam.CfnPolicy(stack, 'Policy', { policyName: 'own', roles: [role.ref], policyDocument: { Statement: [{ ...ALLOWED }, statement] } });
      new sfn.CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn, definitionString: '{}' });
      for (let i = 0; i < functions; i++) { cfnFunction(stack, `Fn${i}`, role.attrArn); }
      expect(rendered(role).Properties.ManagedPolicyArns?.length).toBe(grants);
    });

    test.each<[string, boolean, boolean, string[] | undefined]>([
      ['which the function lacks', true, false, undefined],
      ['which the function has too', true, true, ['Policy']],
      ['which only the function has', false, true, ['Policy']],
    ])('of a role with the same condition, %s', (_, onPolicy, onFunction, expected) => {
      expect(dependenciesBeside(undefined, (policy, fn, stack) => {
        const condition = conditionIn(stack);
        if (onPolicy) { [policy, stack.node.findChild('Role') as CfnResource].forEach(({ cfnOptions }) => { cfnOptions.condition = condition; }); }
        if (onFunction) { fn.cfnOptions.condition = condition; }
      })).toEqual(expected);
    });

    test('does not do where a condition may leave it out: the role gets a grant of its own', () => {
      const stack = stackWith(XRayPermissions.inline());
      const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
      const policyDocument = { Version: '2012-10-17', Statement: ALLOWED };
      new iam.CfnPolicy(stack, 'Policy', { policyName: 'own', roles: [role.ref], policyDocument }).cfnOptions.condition = conditionIn(stack);
      const fn = cfnFunction(stack, 'Fn', role.attrArn);
      expect(rendered(role).Properties.Policies).toEqual([expect.objectContaining({ PolicyName: 'XRayTracing' })]);
      expect(rendered(fn).DependsOn).toBeUndefined();
    });

    test('does not do for an imported role where a condition may leave it out', () => {
      const stack = stackWith();
      const role = iam.Role.fromRoleArn(stack, 'Role', IMPORTED);
      role.addToPrincipalPolicy(iam.PolicyStatement.fromJson(ALLOWED));
      lambdaFunction(stack, 'Fn', { role });
      (role.node.findChild('Policy').node.defaultChild as CfnResource).cfnOptions.condition = conditionIn(stack);
      expect(warningsOf(stack).map(({ path }) => path)).toEqual(['/Stack/Fn/Resource']);
    });

    function conditionIn(stack: Stack): CfnCondition {
      return new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    }

    test.each<[string, (policy: iam.CfnPolicy, fn: CfnResource, stack: Stack) => void, string[] | 'granted']>([
      ['another role that refers to the function', (policy, _, stack) => {
        policy.roles = [...policy.roles!, invokerOf(stack, { 'Fn::GetAtt': ['Fn', 'Arn'] }).ref];
      }, 'granted'],
      ['another role that refers to a version of the function', (policy, _, stack) => {
        const version = new CfnResource(stack, 'Version', { type: 'AWS::Lambda::Version', properties: { FunctionName: { 'Fn::Sub': '${Fn}' } } });
        policy.roles = [...policy.roles!, invokerOf(stack, version.ref).ref];
      }, 'granted'],
      ['another role that refers to something else', (policy, _, stack) => {
        policy.roles = [...policy.roles!, invokerOf(stack, new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' }).ref).ref];
      }, ['Policy']],
      ['another role that refers to the function by Fn::GetAtt as a text', (policy, _, stack) => {
        policy.roles = [...policy.roles!, invokerOf(stack, { 'Fn::GetAtt': 'Fn.Arn' }).ref];
      }, 'granted'],
      ['another role with a variable of IAM that is called as the function is', (policy, _, stack) => {
        policy.roles = [...policy.roles!, invokerOf(stack, ['arn:aws:s3:::b/${Fn}', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::b/${!Fn}' }]).ref];
      }, ['Policy']],
      ['a dependency on what refers to the function', (policy, fn, stack) => {
        policy.addResourceDependency(new CfnResource(stack, 'Version', { type: 'AWS::Lambda::Version', properties: { FunctionName: fn.ref } }));
      }, 'granted'],
      ['a dependency on what refers to the function within a text', (policy, _, stack) => {
        const properties = { Type: 'String', Value: `function ${Fn.getAtt('Fn', 'Arn')}` };
        policy.addResourceDependency(new CfnResource(stack, 'Parameter', { type: 'AWS::SSM::Parameter', properties }));
      }, 'granted'],
      ['a dependency between constructs on the function', (policy, fn) => policy.node.addDependency(fn), 'granted'],
      ['a dependency on something else', (policy, _, stack) => policy.node.addDependency(new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' })), ['Policy']],
    ])('with %s: nothing waits for itself', (_, change, expected) => {
      expect(dependenciesBeside(undefined, change)).toEqual(expected);
    });

    /** A role that may invoke a function. */
    function invokerOf(stack: Stack, resource: any): iam.CfnRole {
      const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: resource } };
      return cfnRole(stack, 'Invoker', 'states.amazonaws.com', { policies: [{ policyName: 'invoke', policyDocument: document }] });
    }

    test('is left as it is where the user turned tracing on', () => {
      expect(dependenciesBeside(undefined, (_, fn) => fn.addPropertyOverride('TracingConfig.Mode', 'Active'))).toBeUndefined();
    });

    test.each<[string, (stack: Stack, role: iam.Role) => unknown, number | undefined]>([
      ['an L1 function, which does not wait for it', (stack, role) => cfnFunction(stack, 'Fn', role.roleArn), 1],
      ['an L2 function, which waits for it', (stack, role) => lambdaFunction(stack, 'Fn', { role }), undefined],
    ])('is the default policy of the role of %s', (_, addFunction, grants) => {
      const stack = stackWith();
      const role = lambdaRole(stack, 'Role');
      role.addToPolicy(iam.PolicyStatement.fromJson(ALLOWED));
      addFunction(stack, role);
      expect(rendered(role).Properties.ManagedPolicyArns?.length).toBe(grants);
    });
  });

  test.each(['aspect', 'mixin'])('no circle arises where the role\'s policy refers to the function, by %s', (way) => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    const permissions = XRayPermissions.inline();
    const role = lambdaRole(stack, 'Role');
    const fn = cfnFunction(stack, 'Fn', role.roleArn);
    if (way === 'mixin') { fn.with(new mixins.ResourceTracing({ permissions })); } else { XRayTracing.of(stack).enable({ permissions }); }
    role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.attrArn] }));
    const { DependsOn: dependencies = [] } = rendered(fn);
    const { Resources } = Template.fromStack(stack).toJSON();
    expect(dependencies.filter((id: string) => JSON.stringify(Resources[id]).includes('"Fn"'))).toEqual([]);
  });

  test('a role of another stack is granted there, with no circle between the stacks', () => {
    const app = testApp();
    XRayTracing.of(app).enable({ permissions: XRayPermissions.inline() });
    const owner = new Stack(app, 'Owner', { env: ENV });
    const user = new Stack(app, 'User', { env: ENV });
    const role = lambdaRole(owner, 'Role');
    const fn = cfnFunction(user, 'Fn', role.roleArn);
    expect(xrayActions(owner)).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
    expect(rendered(fn).DependsOn).toBeUndefined();
    expect(xrayActions(user)).toEqual([]);
    expect(owner.dependencies).toEqual([]);
  });
});

describe('a role that cannot be changed', () => {
  const text = (description: string, actions: string) =>
    `cdk-xray cannot change ${description}, which sends the segments of this resource and perhaps of others. `
    + `Unless it allows this already, leave the resource out by \`XRayTracing.of(construct).exclude(reason)\`, or add to its policies: {"Effect":"Allow","Action":[${actions}],"Resource":"*"} [ack: XRay::RoleNotManaged]`;
  const SEND = '"xray:PutTraceSegments","xray:PutTelemetryRecords"';

  test.each([
    ['imported', (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', IMPORTED), `the role ${IMPORTED}`],
    ['imported and immutable', (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', IMPORTED, { mutable: false }), `the role ${IMPORTED}`],
    ['of another account', (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/other'), 'the role arn:aws:iam::444455556666:role/other'],
  ])('%s: a warning with the statement to paste, tracing all the same', (_, role, description) => {
    const stack = stackWith();
    const fn = lambdaFunction(stack, 'Fn', { role: role(stack) });
    expect(rendered(fn).Properties.TracingConfig).toEqual({ Mode: 'Active' });
    expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn/Resource', text: text(description, SEND) }]);
    expect(xrayActions(stack)).toEqual([]);
  });

  const wrapped = (stack: Stack) => roleFor(stack).withoutPolicyUpdates();
  const REFUSED = {
    reason: 'cdk-xray cannot change the role Stack/Role, because it is used without policy updates, and AWS refuses to deploy this where its role may not send segments',
    advice: `add to the policies of the role {"Effect":"Allow","Action":[${SEND}],"Resource":"*"}, or leave the resource out by \`XRayTracing.of(construct).exclude(reason)\``,
  };

  test.each(['once', 'twice'])('of the app: a function is left alone, because it could not be deployed, where tracing is enabled %s', (times) => {
    const stack = stackWith();
    if (times === 'twice') { XRayTracing.of(stack).enable(); }
    const fn = lambdaFunction(stack, 'Fn', { role: wrapped(stack) });
    expect(rendered(fn)).toMatchObject({ Metadata: { 'cdk-xray': { refused: REFUSED } } });
    expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toEqual([{
      path: '/Stack/Fn/Resource',
      text: `Tracing was not turned on for this AWS::Lambda::Function: ${REFUSED.reason}. A${REFUSED.advice.slice(1)}. [ack: XRay::RoleNotManaged]`,
    }]);
    expect(xrayActions(stack)).toEqual([]);
    const [finding, ...others] = CoverageReport.fromTemplate(templateOf(stack)).findings;
    expect([finding, others]).toMatchObject([{ ruleId: 'XRay::LambdaFunctionTracing', message: expect.stringContaining(REFUSED.reason), fix: REFUSED.advice }, []]);
  });

  test('of the app: what is not refused without permission is traced, with a warning', () => {
    const stack = stackWith();
    const flow = new sfn.StateMachine(stack, 'Flow', { role: wrapped(stack), definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(STATE_MACHINE_DEFINITION)) });
    expect(rendered(flow).Properties.TracingConfiguration).toEqual({ Enabled: true });
    expect(warningsOf(stack)).toEqual([{
      path: '/Stack/Flow/Resource',
      text: text('the role Stack/Role, because it is used without policy updates', `${SEND},"xray:GetSamplingRules","xray:GetSamplingTargets"`),
    }]);
  });

  test('of the app: a function that somebody else traces stays traced, with a warning', () => {
    const stack = stackWith();
    const fn = lambdaFunction(stack, 'Fn', { role: wrapped(stack), tracing: lambda.Tracing.ACTIVE });
    expect(rendered(fn).Properties.TracingConfig).toEqual({ Mode: 'Active' });
    expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn/Resource', text: text('the role Stack/Role, because it is used without policy updates', SEND) }]);
  });

  test('of the app: a function is traced where permission is looked after elsewhere', () => {
    const stack = stackWith(XRayPermissions.none());
    const fn = lambdaFunction(stack, 'Fn', { role: wrapped(stack) });
    expect([rendered(fn).Properties.TracingConfig, warningsOf(stack)]).toEqual([{ Mode: 'Active' }, []]);
  });

  test.each<[string, (role: iam.Role) => void]>([
    ['a managed policy', (role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess'))],
    ['its own policy', (role) => role.addToPolicy(new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] }))],
    ['an attached policy', (role) => new iam.Policy(role.stack, 'Policy', { roles: [role], statements: [new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] })] })],
  ])('of the app: all is traced, and nothing warned of, where %s allows it, even if that comes later', (_, allowTo) => {
    const stack = stackWith();
    const role = roleFor(stack);
    const fn = lambdaFunction(stack, 'Fn', { role: role.withoutPolicyUpdates() });
    allowTo(role);
    expect([rendered(fn).Properties.TracingConfig, warningsOf(stack)]).toEqual([{ Mode: 'Active' }, []]);
  });

  describe('by its permissions boundary', () => {
    const limit = (stack: Stack, statements: any[]) => new iam.CfnManagedPolicy(stack, 'Boundary', { policyDocument: { Version: '2012-10-17', Statement: statements } });
    const [ALLOWS_LOGS, ALLOWS_ALL] = ['logs:*', '*'].map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
    const reason = /the permissions boundary Stack\/Boundary of its role does not allow it to send segments, and AWS refuses.*Add to the boundary \{"Effect":"Allow".*\[ack: XRay::RoleNotManaged\]$/;

    test.each<[string, (stack: Stack, boundary: string) => CfnResource]>([
      ['an L2', (stack, boundary) => {
        const role = roleFor(stack);
        iam.PermissionsBoundary.of(role).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Limit', boundary));
        return lambdaFunction(stack, 'Fn', { role }).node.defaultChild as CfnResource;
      }],
      ['an L1', (stack, permissionsBoundary) => cfnFunction(stack, 'Fn', new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, permissionsBoundary }).attrArn)],
      ['SAM, which makes the role', (stack, PermissionsBoundary) => new CfnResource(stack, 'Fn', { type: 'AWS::Serverless::Function', properties: { PermissionsBoundary } })],
    ])('the function of %s is left untraced, with a warning', (_, make) => {
      const stack = stackWith();
      const fn = make(stack, limit(stack, [ALLOWS_LOGS]).ref);
      const { TracingConfig, Tracing } = rendered(fn).Properties;
      expect([TracingConfig, Tracing]).toEqual([undefined, undefined]);
      expect(warningsOf(stack)).toEqual([{ path: `/${fn.node.path}`, text: expect.stringMatching(reason) }]);
    });

    test.each<[string, any[]]>([
      ['allows everything', [ALLOWS_ALL]],
      ['allows it on a condition', [ALLOWS_LOGS, { ...ALLOWS_ALL, Condition: { Bool: {} } }]],
      ['allows what only the deployment knows', [ALLOWS_LOGS, { ...ALLOWS_ALL, Action: { Ref: 'Action' } }]],
      ['has a statement that a condition decides', [ALLOWS_LOGS, { 'Fn::If': ['C', ALLOWS_ALL, { Ref: 'AWS::NoValue' }] }]],
      ['forbids something else', [ALLOWS_ALL, { ...ALLOWS_LOGS, Effect: 'Deny' }]],
      ['has no statements that can be seen', []],
      ['is about resources that come late', [new iam.PolicyStatement({ actions: ['*'], resources: Lazy.list({ produce: () => ['*'] }) })]],
    ])('the function is traced where the boundary %s', (_, statements) => {
      const stack = stackWith();
      const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, permissionsBoundary: limit(stack, statements).ref });
      expect(rendered(cfnFunction(stack, 'Fn', role.attrArn)).Properties.TracingConfig).toEqual({ Mode: 'Active' });
      expect(warningsOf(stack)).toEqual([]);
    });

    test.each<[string, (stack: Stack, boundary: string) => string]>([
      ['either role of a condition', (stack, permissionsBoundary) => {
        const [a, b] = ['A', 'B'].map((id) => new iam.CfnRole(stack, id, { assumeRolePolicyDocument: {}, permissionsBoundary }));
        return Fn.conditionIf('C', a.attrArn, b.attrArn).toString();
      }],
      ['a role without policy updates', (stack, boundary) => {
        const role = roleFor(stack);
        role.addToPolicy(new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
        iam.PermissionsBoundary.of(role).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Limit', boundary));
        return role.withoutPolicyUpdates().roleArn;
      }],
    ])('the function is left untraced where it limits %s', (_, roleArnOf) => {
      const stack = stackWith();
      const fn = cfnFunction(stack, 'Fn', roleArnOf(stack, limit(stack, [ALLOWS_LOGS]).ref));
      expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
    });

    test.each<[string, any[]]>([
      ['allows everything but X-Ray', [ALLOWS_ALL, { Effect: 'Deny', Action: 'xray:*', Resource: '*' }]],
      ['is about particular resources, which sending knows none of', [{ ...ALLOWS_ALL, Resource: 'arn:aws:xray:eu-west-1:111122223333:group/*' }]],
    ])('the function is left untraced where the boundary %s', (_, statements) => {
      const stack = stackWith();
      const permissionsBoundary = limit(stack, statements).ref;
      const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, permissionsBoundary });
      expect(rendered(cfnFunction(stack, 'Fn', role.attrArn)).Properties.TracingConfig).toBeUndefined();
    });

    test('the function of SAM is left untraced where the template\'s `Globals` name it', () => {
      const stack = stackWith();
      const included = includeTemplate(stack, {
        Transform: 'AWS::Serverless-2016-10-31',
        Globals: { Function: { PermissionsBoundary: { Ref: 'Boundary' } } },
        Resources: {
          Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [ALLOWS_LOGS] } } },
          Fn: { Type: 'AWS::Serverless::Function', Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', InlineCode: 'x' } },
        },
      });
      expect(rendered(included.getResource('Fn')).Properties.Tracing).toBeUndefined();
      expect(warningsOf(stack)).toEqual([{ path: '/Stack/Include/Fn', text: expect.stringContaining('the permissions boundary Stack/Include/Boundary of its role does not allow it') }]);
    });

    test('the function of SAM is traced where it has none, whatever the template\'s `Globals` name', () => {
      const stack = stackWith();
      const PermissionsBoundary = { Ref: 'AWS::NoValue' };
      const included = includeTemplate(stack, {
        Transform: 'AWS::Serverless-2016-10-31',
        Globals: { Function: { PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' } },
        Resources: { Fn: { Type: 'AWS::Serverless::Function', Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', InlineCode: 'x', PermissionsBoundary } } },
      });
      expect(rendered(included.getResource('Fn')).Properties.Tracing).toBe('Active');
    });

    test('a function of SAM with a role of its own is traced, whatever boundary it names', () => {
      const stack = stackWith();
      const PermissionsBoundary = limit(stack, [ALLOWS_LOGS]).ref;
      expect(rendered(new CfnResource(stack, 'Fn', { type: 'AWS::Serverless::Function', properties: { PermissionsBoundary, Role: IMPORTED } })).Properties.Tracing).toBe('Active');
    });

    describe('of somewhere else', () => {
      const ELSEWHERE = 'arn:aws:iam::111122223333:policy/limit';
      const roleWith = (scope: Construct, permissionsBoundary: any, id = 'Role') => new iam.CfnRole(scope, id, { assumeRolePolicyDocument: {}, permissionsBoundary });
      const unseen = (name: string) => expect.stringContaining(`cdk-xray cannot see whether the permissions boundary ${name} lets its role`);

      test('the function is traced, and the boundary is told of once', () => {
        const stack = stackWith();
        const second = new Stack(stack.node.root as App, 'Second');
        cfnFunction(second, 'Fn', roleWith(second, ELSEWHERE).attrArn);
        const fn = cfnFunction(stack, 'Fn', roleWith(stack, ELSEWHERE).attrArn);
        cfnFunction(stack, 'Other', roleWith(stack, ELSEWHERE, 'OtherRole').attrArn);
        expect(rendered(fn).Properties.TracingConfig).toEqual({ Mode: 'Active' });
        expect([...warningsOf(stack), ...warningsOf(second)]).toEqual([{ path: '/Stack/Fn', text: unseen(ELSEWHERE) }]);
      });

      test('it is named as a text as far as that can be', () => {
        const stack = stackWith();
        cfnFunction(stack, 'Fn', roleWith(stack, `arn:${Aws.PARTITION}:iam::111122223333:policy/limit`).attrArn);
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: unseen('arn:${AWS::Partition}:iam::111122223333:policy/limit') }]);
      });

      test('an aspect may give it to the role later', () => {
        const stack = stackWith();
        const role = roleFor(stack);
        lambdaFunction(stack, 'Fn', { role });
        Aspects.of(stack).add({
          visit: (node) => {
            if (node instanceof iam.CfnRole) { node.permissionsBoundary = ELSEWHERE; }
          },
        }, { priority: AspectPriority.DEFAULT });
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn/Resource', text: unseen(ELSEWHERE) }]);
      });

      test('a condition may decide on it', () => {
        const stack = stackWith();
        const boundary = Fn.conditionIf('C', ELSEWHERE, Aws.NO_VALUE).toString();
        cfnFunction(stack, 'Fn', roleWith(stack, boundary).attrArn);
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: unseen(`{"Fn::If":["C","${ELSEWHERE}",{"Ref":"AWS::NoValue"}]}`) }]);
      });

      test('SAM gives it to the role that it makes', () => {
        const stack = stackWith();
        new CfnResource(stack, 'Fn', { type: 'AWS::Serverless::Function', properties: { PermissionsBoundary: ELSEWHERE } });
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: unseen(ELSEWHERE) }]);
      });

      test.each<[string, any, any[]]>([
        ['an AWS managed policy that allows it', 'arn:aws:iam::aws:policy/PowerUserAccess', []],
        ['no boundary after all', Aws.NO_VALUE, []],
      ])('nothing is said of %s', (_, boundary, expected) => {
        const stack = stackWith();
        cfnFunction(stack, 'Fn', roleWith(stack, boundary).attrArn);
        expect(warningsOf(stack)).toEqual(expected);
      });

      test('the function is left untraced where an AWS managed policy does not allow it', () => {
        const stack = stackWith();
        const fn = cfnFunction(stack, 'Fn', roleWith(stack, 'arn:aws:iam::aws:policy/AmazonS3FullAccess').attrArn);
        expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: expect.stringContaining('the permissions boundary AmazonS3FullAccess of its role does not allow it') }]);
      });
    });

    test('a state machine is traced all the same, with a warning', () => {
      const stack = stackWith();
      const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, permissionsBoundary: limit(stack, [ALLOWS_LOGS]).ref });
      expect(rendered(machine(stack, 'Machine', role.attrArn)).Properties.TracingConfiguration).toEqual({ Enabled: true });
      expect(warningsOf(stack)).toEqual([{
        path: '/Stack/Machine', text: expect.stringMatching(/^the permissions boundary Stack\/Boundary of its role does not allow it to send segments, so nobody may send.*To have them, add to the boundary/),
      }]);
    });
  });

  describe('by a policy that denies it', () => {
    const DENIAL = { Effect: 'Deny', NotAction: ['logs:*', 's3:*'], Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [DENIAL] };
    const denied = (path: string) => expect.stringContaining(
      `a policy of its role ${path} denies xray:PutTraceSegments, xray:PutTelemetryRecords, and AWS refuses to deploy this where its role may not send segments. `
      + 'Except these actions from the statement that denies them',
    );

    test.each<[string, (stack: Stack) => CfnResource, string]>([
      ['in an L1 role', (stack) => cfnFunction(stack, 'Fn', new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, policies: [{ policyName: 'p', policyDocument: document }] }).attrArn), 'Stack/Role'],
      ['beside an L1 role', (stack) => {
        const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
        new iam.CfnPolicy(stack, 'Policy', { policyName: 'p', policyDocument: document, roles: [role.ref] });
        return cfnFunction(stack, 'Fn', role.attrArn);
      }, 'Stack/Role'],
      ['in a managed policy of the app', (stack) => {
        const policy = new iam.CfnManagedPolicy(stack, 'Policy', { policyDocument: document });
        return cfnFunction(stack, 'Fn', new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, managedPolicyArns: [policy.ref] }).attrArn);
      }, 'Stack/Role'],
      ['in the default policy of an L2 role', (stack) => {
        const role = roleFor(stack);
        role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, notActions: ['logs:*'], resources: ['*'] }));
        return lambdaFunction(stack, 'Fn', { role }).node.defaultChild as CfnResource;
      }, 'Stack/Role/Resource'],
    ])('%s, the function is left untraced, with a warning', (_, make, path) => {
      const stack = stackWith();
      const fn = make(stack);
      expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
      expect(warningsOf(stack)).toEqual([{ path: `/${fn.node.path}`, text: denied(path) }]);
    });

    test('a managed policy that a condition attaches denies nothing for sure', () => {
      const stack = stackWith();
      const policy = new iam.CfnManagedPolicy(stack, 'Policy', { policyDocument: document });
      const managedPolicyArns = [Fn.conditionIf('C', policy.ref, Aws.NO_VALUE).toString()];
      const fn = cfnFunction(stack, 'Fn', new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, managedPolicyArns }).attrArn);
      expect(rendered(fn).Properties.TracingConfig).toEqual({ Mode: 'Active' });
    });

    test('one that an aspect attaches later is told of', () => {
      const stack = stackWith();
      const role = roleFor(stack);
      lambdaFunction(stack, 'Fn', { role });
      Aspects.of(stack).add({
        visit: (node) => {
          if (node !== role) { return; }
          new iam.ManagedPolicy(stack, 'Late', { roles: [role], statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['xray:*'], resources: ['*'] })] });
        },
      }, { priority: AspectPriority.DEFAULT });
      expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn/Resource', text: expect.stringContaining('a policy of its role Stack/Role/Resource denies') }]);
    });

    test.each<[string, any]>([
      ['something else', { ...DENIAL, NotAction: undefined, Action: 's3:*' }],
      ['it on a condition', { ...DENIAL, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      ['it for some resources', { ...DENIAL, Resource: 'arn:aws:s3:::b' }],
    ])('the function is traced where it denies %s', (_, statement) => {
      const stack = stackWith();
      const policies = [{ policyName: 'p', policyDocument: { ...document, Statement: [statement] } }];
      const fn = cfnFunction(stack, 'Fn', new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, policies }).attrArn);
      expect(rendered(fn).Properties.TracingConfig).toEqual({ Mode: 'Active' });
      expect(warningsOf(stack)).toEqual([]);
    });
  });

  test('named by a parameter', () => {
    const stack = stackWith();
    cfnFunction(stack, 'Fn', new CfnParameter(stack, 'RoleArn').valueAsString);
    expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: text('the role ${RoleArn}', SEND) }]);
  });

  test('among which a condition decides: a warning names all of them', () => {
    const stack = stackWith();
    const [one, other] = ['One', 'Other'].map((id) => new CfnParameter(stack, id).valueAsString);
    const condition = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    cfnFunction(stack, 'Fn', Fn.conditionIf(condition.logicalId, one, other).toString());
    cfnFunction(stack, 'Later', other);
    const [{ path, text: told }, ...others] = warningsOf(stack);
    expect([path, others]).toEqual(['/Stack/Fn', []]);
    expect(told).toMatch(/^cdk-xray cannot change the role \$\{One\}, and the role \$\{Other\}, which send the segments of this resource and perhaps of others\. Unless they allow /);
  });

  test('is warned of once, however many resources and stacks share it', () => {
    const stack = stackWith();
    const other = new Stack(stack.node.root as Construct, 'Other', { env: ENV });
    cfnFunction(stack, 'A', IMPORTED);
    cfnFunction(stack, 'B', IMPORTED);
    cfnFunction(other, 'C', IMPORTED);
    expect([...warningsOf(stack), ...warningsOf(other)].map(({ path }) => path)).toEqual(['/Stack/A']);
  });

  test('is warned of once, with all that it needs, where resources need different things', () => {
    const stack = stackWith();
    cfnFunction(stack, 'Fn', IMPORTED);
    machine(stack, 'Machine', IMPORTED);
    expect(warningsOf(stack)).toEqual([{ path: '/Stack/Fn', text: text(`the role ${IMPORTED}`, `${SEND},"xray:GetSamplingRules","xray:GetSamplingTargets"`) }]);
  });

  test('is warned of in each Stage, with what that Stage needs', () => {
    const app = testApp();
    const [functions, machines] = ['Functions', 'Machines'].map((id) => new Stack(new Stage(app, id, { env: ENV }), 'Stack'));
    XRayTracing.of(app).enable();
    cfnFunction(functions, 'Fn', IMPORTED);
    machine(machines, 'Machine', IMPORTED);
    expect(warningsOf(functions)).toEqual([{ path: '/Functions/Stack/Fn', text: text(`the role ${IMPORTED}`, SEND) }]);
    expect(warningsOf(machines)).toEqual([{
      path: '/Machines/Stack/Machine', text: text(`the role ${IMPORTED}`, `${SEND},"xray:GetSamplingRules","xray:GetSamplingTargets"`),
    }]);
  });

  test('is not warned of where the CDK itself adds a policy to it', () => {
    const stack = stackWith();
    lambdaFunction(stack, 'Fn', { role: iam.Role.fromRoleArn(stack, 'Role', IMPORTED), tracing: lambda.Tracing.ACTIVE });
    expect(warningsOf(stack)).toEqual([]);
    expect(xrayActions(stack)).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
  });

  test('is warned of with the actions in the order of AWS, whichever resource comes first', () => {
    const stack = stackWith();
    const service = (id: string, type: string, properties: any) => new CfnResource(stack, id, { type, properties });
    service('Canary', 'AWS::Synthetics::Canary', { ExecutionRoleArn: IMPORTED, RuntimeVersion: 'syn-nodejs-puppeteer-9.0' });
    machine(stack, 'Machine', IMPORTED);
    cfnFunction(stack, 'Fn', IMPORTED);
    expect(warningsOf(stack)).toEqual([{ path: '/Stack/Canary', text: text(`the role ${IMPORTED}`, `${SEND},"xray:GetSamplingRules","xray:GetSamplingTargets"`) }]);
  });

  test('can be acknowledged on the stack', () => {
    const stack = stackWith();
    Validations.of(stack).acknowledge({ id: 'XRay::RoleNotManaged', reason: 'looked after by the platform team' });
    cfnFunction(stack, 'Fn', IMPORTED);
    expect(warningsOf(stack)).toEqual([]);
  });

  const ifProd = (role: any) => ({ 'Fn::If': ['IsProd', role, { Ref: 'AWS::NoValue' }] });
  const TASK = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }], ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } };
  const NO_ROLE = 'A condition may leave `TaskRoleArn` without a role, and then nobody may send the segments of this resource. Name one for that case, too. Its policies';
  const MUST_HAVE = `must have: {"Effect":"Allow","Action":[${SEND},"xray:GetSamplingRules","xray:GetSamplingTargets"],"Resource":"*"} [ack: XRay::RoleNotManaged]`;

  test.each<[string, any, string[]]>([
    ['names none', ifProd({ 'Fn::GetAtt': ['Role', 'Arn'] }), [`${NO_ROLE} ${MUST_HAVE}`]],
    ['names none within another', { 'Fn::If': ['IsTest', { 'Fn::GetAtt': ['Role', 'Arn'] }, ifProd({ 'Fn::GetAtt': ['Role', 'Arn'] })] }, [`${NO_ROLE} ${MUST_HAVE}`]],
    ['names none, or one that cannot be changed', ifProd(IMPORTED), [expect.stringContaining(`${NO_ROLE}, and those of the role arn:aws:iam::111122223333:role/imported, which`)]],
    ['names another', { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['Role', 'Arn'] }, { 'Fn::GetAtt': ['Other', 'Arn'] }] }, []],
  ])('a task definition is told of where a condition %s', (_, TaskRoleArn, texts) => {
    const stack = stackWith();
    for (const id of ['Role', 'Other']) { cfnRole(stack, id, 'ecs-tasks.amazonaws.com'); }
    new CfnResource(stack, 'Task', { type: 'AWS::ECS::TaskDefinition', properties: { ...TASK, TaskRoleArn } });
    expect(warningsOf(stack).map((warning) => warning.text)).toEqual(texts);
  });

  test('a function of SAM is not, because SAM makes a role there', () => {
    const stack = stackWith();
    cfnRole(stack, 'Role', 'lambda.amazonaws.com');
    new CfnResource(stack, 'Fn', { type: 'AWS::Serverless::Function', properties: { Role: ifProd({ 'Fn::GetAtt': ['Role', 'Arn'] }) } });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a function without a role is told so', () => {
    const stack = stackWith();
    new CfnResource(stack, 'Fn', { type: 'AWS::Lambda::Function', properties: { Code: {} } });
    expect(warningsOf(stack)).toEqual([{
      path: '/Stack/Fn',
      text: '`Role` is not set, so nobody may send the segments of this resource. Give it a role whose policies have: '
        + `{"Effect":"Allow","Action":[${SEND}],"Resource":"*"} [ack: XRay::RoleNotManaged]`,
    }]);
  });
});

test.each([['first', 'A', 'B'], ['last', 'B', 'A']])('a role that one function holds without policy updates is granted for the other, whichever comes %s', (_, wrapped, open) => {
  const stack = stackWith();
  const role = lambdaRole(stack, 'Role');
  const roles: Record<string, iam.IRole> = { [wrapped]: role.withoutPolicyUpdates(), [open]: role };
  const functions = ['A', 'B'].map((id) => lambdaFunction(stack, id, { role: roles[id] }));
  const version = functions[0].currentVersion;
  expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
  expect(functions.map((fn) => rendered(fn).Properties.TracingConfig)).toEqual([{ Mode: 'Active' }, { Mode: 'Active' }]);
  expect(functions.map((fn) => rendered(fn).Metadata)).toEqual([undefined, undefined]);
  expect(warningsOf(stack)).toEqual([]);
  expect(resourcesOfType(stack, 'AWS::Lambda::Version').map(({ Properties }) => Properties)).toEqual([{ FunctionName: { Ref: logicalId(functions[0]) } }]);
  expect(version.node.path).toBe('Stack/A/CurrentVersion');
});

test('a lazy role is granted', () => {
  const stack = stackWith();
  const role = new iam.LazyRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  lambdaFunction(stack, 'Fn', { role });
  expect(warningsOf(stack)).toEqual([]);
  expect(resourcesOfType(stack, 'AWS::IAM::Role').map((each) => each.Properties.ManagedPolicyArns)).toEqual([[expect.anything()]]);
});

test('a role whose scope happens to have `managedPolicies` is an L1 role all the same', () => {
  const stack = stackWith();
  (stack as any).managedPolicies = Array.from({ length: 10 }, (_, index) => ({ name: `P${index}` }));
  const role = cfnRole(stack, 'Role', 'lambda.amazonaws.com');
  cfnFunction(stack, 'Fn', role.attrArn);
  expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
});

test('each branch of Fn::If is granted', () => {
  const stack = stackWith();
  const roles = ['A', 'B'].map((id) => cfnRole(stack, id, 'lambda.amazonaws.com'));
  const role = { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['A', 'Arn'] }, { 'Fn::GetAtt': ['B', 'Arn'] }] };
  const fn = cfnFunction(stack, 'Fn', 'replaced');
  fn.addPropertyOverride('Role', role);
  expect(roles.map((each: CfnResource) => rendered(each).Properties.ManagedPolicyArns)).toEqual([[expect.anything()], [expect.anything()]]);
  expect(warningsOf(stack)).toEqual([]);
});

describe('a role that resources call by its ARN', () => {
  const ARN = `arn:aws:iam::${ENV.account}:role/writer`;
  const writer = (stack: Stack, props = {}) => cfnRole(stack, 'Role', 'lambda.amazonaws.com', { roleName: 'writer', ...props });

  test.each<[string, XRayPermissions | undefined, string]>([
    ['a managed policy', undefined, 'ManagedPolicyArns'],
    ['an inline policy', XRayPermissions.inline(), 'Policies'],
  ])('gets %s once, whoever refers to it as well', (_, permissions, property) => {
    const stack = stackWith(permissions);
    const role = writer(stack);
    [ARN, role.attrArn, Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/writer'), iam.Role.fromRoleArn(stack, 'Imported', ARN).roleArn]
      .forEach((reference, index) => cfnFunction(stack, `Fn${index}`, reference));
    machine(stack, 'Machine', ARN);
    expect(rendered(role).Properties[property]).toHaveLength(1);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is waited for by those who do not refer to it', () => {
    const stack = stackWith();
    const role = writer(stack);
    const [byName, byReference] = [cfnFunction(stack, 'ByName', ARN), cfnFunction(stack, 'ByReference', role.attrArn)];
    expect([rendered(byName).DependsOn, rendered(byReference).DependsOn]).toEqual([['Role'], undefined]);
  });

  test.each<[string, (role: iam.CfnRole, fn: CfnResource, stack: Stack) => void]>([
    ['refers to the function', (role, fn) => { role.policies = [{ policyName: 'p', policyDocument: allow('lambda:InvokeFunction', fn.getAtt('Arn').toString()) }]; }],
    ['may be left out', (role, _, stack) => {
      role.cfnOptions.condition = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    }],
  ])('is not waited for where it %s', (_, change) => {
    const stack = stackWith();
    const role = writer(stack);
    const fn = cfnFunction(stack, 'Fn', ARN);
    change(role, fn, stack);
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
    expect(rendered(fn).DependsOn).toBeUndefined();
  });

  test('has a policy that is not waited for where the role refers to the function, and gets a grant of its own', () => {
    const stack = stackWith();
    const fn = cfnFunction(stack, 'Fn', ARN);
    const role = writer(stack, { policies: [{ policyName: 'p', policyDocument: allow('lambda:InvokeFunction', fn.getAtt('Arn').toString()) }] });
    new iam.CfnPolicy(stack, 'Policy', { policyName: 'own', roles: [role.ref], policyDocument: allow('xray:*', '*') });
    expect(rendered(role).Properties.ManagedPolicyArns).toHaveLength(1);
    expect(rendered(fn).DependsOn).toBeUndefined();
  });

  test('is not waited for where it refers to what waits for another role by now', () => {
    const stack = stackWith();
    const arnOf = (name: string) => `arn:aws:iam::${ENV.account}:role/${name}`;
    const [early, first, second] = [['Early', 'two'], ['First', 'one'], ['Second', 'two']].map(([id, name]) => cfnFunction(stack, id, arnOf(name)));
    const invokes = (fn: CfnResource) => [{ policyName: 'p', policyDocument: allow('lambda:InvokeFunction', fn.getAtt('Arn').toString()) }];
    cfnRole(stack, 'one', 'lambda.amazonaws.com', { roleName: 'one', policies: invokes(second) });
    cfnRole(stack, 'two', 'lambda.amazonaws.com', { roleName: 'two', policies: invokes(first) });
    expect([early, first, second].map((fn) => rendered(fn).DependsOn)).toEqual([['two'], ['one'], undefined]);
  });

  test('is not waited for where the user turned tracing on', () => {
    const stack = stackWith();
    writer(stack);
    expect(rendered(cfnFunction(stack, 'Fn', ARN, { tracingConfig: { mode: 'Active' } })).DependsOn).toBeUndefined();
  });
});

test('a role of another stack that an override names is found there, not its namesake here', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  const owner = new Stack(app, 'Owner', { env: ENV });
  const user = new Stack(app, 'User', { env: ENV });
  const [theirs, namesake] = [owner, user].map((stack) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: trustOf('lambda.amazonaws.com') }));
  cfnFunction(user, 'Fn', 'replaced').addPropertyOverride('Role', theirs.attrArn);
  expect(rendered(namesake).Properties.ManagedPolicyArns).toBeUndefined();
  expect(rendered(theirs).Properties.ManagedPolicyArns).toHaveLength(1);
});

describe('a role that Role.customizeRoles() lets somebody else create', () => {
  function customizedStack(permissions?: XRayPermissions): Stack {
    const app = testApp();
    iam.Role.customizeRoles(app, { usePrecreatedRoles: { 'Stack/Fn/ServiceRole': 'created-before' } });
    XRayTracing.of(app).enable({ permissions });
    return new Stack(app, 'Stack', { env: ENV });
  }

  /** The policy report of the CDK, for an app whose function has the role that `roleOf` makes. */
  function reportOf(permissions?: XRayPermissions, roleOf: (stack: Stack) => iam.IRole | undefined = () => undefined): string {
    const stack = customizedStack(permissions);
    const role = roleOf(stack);
    lambdaFunction(stack, 'Fn', { role });
    lambdaFunction(stack, 'Other', { role: role ?? iam.Role.fromRoleName(stack, 'OtherRole', 'other') });
    const assembly = (stack.node.root as App).synth();
    expect(warningsOf(stack).filter(({ text }) => text.includes('XRay::RoleNotManaged'))).not.toEqual([]);
    return readFileSync(join(assembly.directory, 'iam-policy-report.txt'), 'utf8');
  }

  test('is reported to need what tracing needs', () => {
    expect(reportOf().match(/xray:PutTraceSegments/g)).toHaveLength(2);
  });

  test('is reported so once, however many resources share it', () => {
    expect(reportOf(undefined, (stack) => iam.Role.fromRoleName(stack, 'Shared', 'shared')).match(/xray:PutTraceSegments/g)).toHaveLength(1);
  });

  test('is reported so for each role, where none of them exists yet', () => {
    const app = testApp();
    iam.Role.customizeRoles(app);
    XRayTracing.of(app).enable();
    const stack = new Stack(app, 'Stack', { env: ENV });
    ['A', 'B'].forEach((id) => lambdaFunction(stack, id));
    const report = readFileSync(join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');
    expect(report.match(/xray:PutTraceSegments/g)).toHaveLength(2);
  });

  test('is not reported where permission is looked after elsewhere', () => {
    const stack = customizedStack(XRayPermissions.none());
    lambdaFunction(stack, 'Fn');
    const { directory } = (stack.node.root as App).synth();
    expect(readFileSync(join(directory, 'iam-policy-report.txt'), 'utf8')).not.toContain('xray:');
  });
});
