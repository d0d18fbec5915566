import * as fs from 'fs';
import * as os from 'os';
import * as nodePath from 'path';
import { type App, Aspects, AspectPriority, aws_iam as iam, type CfnResource, cloudformation_include as cfninc, Mixins, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { l1Role, rawResource, STABILIZATION, templateOf, testApp, warningsOf } from './apps';
import { templateDiff } from './template-diff';
import { InspectedResource, mixins, TracerRegistry, TracingStatus, XRayTracing, XRayTracingAspect } from '../../src';
import { actionsFor } from '../../src/tracing/resource-tracer';

/** The test data of one row of the table. */
export interface TracerContract {
  /** The row's CloudFormation type. */
  readonly resourceType: string;
  /** The path of the property that turns tracing on, in CloudFormation's spelling. */
  readonly property: string;
  /** The value that turns tracing on. */
  readonly on: any;
  /** A value by which somebody says that the resource is not to be traced. */
  readonly off: any;
  /** What else a resource of the type needs. The role, where the row has one, is filled in. */
  readonly properties: Record<string, any>;
  /** An untraced typed construct; the role's ARN is given where the row has one. */
  readonly l1: (scope: Construct, id: string, roleArn: string) => CfnResource;
  /** The service principal of the role. */
  readonly service?: string;
  /** A property, by its path, that a resource needs besides to be traced. */
  readonly besides?: Record<string, any>;
  /** What enabling adds beside the resource and its role, by CloudFormation type. */
  readonly companions?: string[];
}

/** Everything that holds for every row that can be turned on. */
export function tracerContract(contract: TracerContract): void {
  const tracer = TracerRegistry.builtIn().find(contract.resourceType)!;
  const actions = tracer.roleProperty ? actionsFor(tracer.access) : [];

  describe(`the tracer contract of ${contract.resourceType}`, () => {
    describe('inspect', () => {
      test.each([
        ['no property', undefined, TracingStatus.UNTRACED],
        ['AWS::NoValue', { Ref: 'AWS::NoValue' }, TracingStatus.UNTRACED],
        ['the value that turns tracing on', contract.on, TracingStatus.TRACED],
        ['an explicit other value', contract.off, TracingStatus.EXCLUDED],
        ['a parameter', { Ref: 'Mode' }, TracingStatus.UNKNOWN],
      ])('%s', (_, value, status) => {
        expect(inspected(contract, value)?.status).toBe(status);
      });

      test('an intrinsic function above the property hides it', () => {
        const parent = contract.property.split('.').slice(0, -1).join('.') || contract.property;
        const resource = withProperty({ ...contract, property: parent }, { 'Fn::If': ['IsProd', { x: 1 }, { y: 2 }] });
        expect(inspect(resource)?.status).toBe(TracingStatus.UNKNOWN);
      });

      test('an exclusion in the metadata goes before the property, and gives its reason', () => {
        const resource = { ...withProperty(contract, contract.on), Metadata: { 'cdk-xray': { excluded: 'retired' } } };
        expect(inspect(resource)).toMatchObject({ status: TracingStatus.EXCLUDED, reason: 'retired' });
      });
    });

    describe.each([true, false])('with aspect stabilization %s', (stabilized) => {
      const context = { [STABILIZATION]: stabilized };

      test.each(Object.entries(variants(contract)))('%s is traced, and nothing but tracing changes', (_, build) => {
        const before = synthesize(context, build);
        const after = synthesize(context, build, (app) => XRayTracing.of(app).enable());
        expect(statuses(contract, after)).toEqual([TracingStatus.TRACED]);
        expectOnlyTracing(contract, before, after);
      });

      test('enabling twice, by aspect and mixin, on App and Stack, is enabling once', () => {
        const build = variants(contract)['a typed construct'];
        const once = synthesize(context, build, (app) => XRayTracing.of(app).enable());
        const often = synthesize(context, build, (app, stack) => {
          XRayTracing.of(app).enable();
          XRayTracing.of(stack).enable();
          Mixins.of(stack).apply(new mixins.ResourceTracing());
          Aspects.of(app).add(new XRayTracingAspect(), { priority: AspectPriority.MUTATING });
        });
        expect(often).toEqual(once);
      });
    });

    test.each([
      ['the aspect', (app: App) => Aspects.of(app).add(new XRayTracingAspect(), { priority: AspectPriority.MUTATING })],
      ['the mixin by Mixins.of()', (app: App) => Mixins.of(app).apply(new mixins.ResourceTracing())],
      ['the mixin by with()', (app: App) => app.node.findAll().forEach((construct) => construct.with(new mixins.ResourceTracing()))],
    ])('%s gives the same template as the facade', (_, enable) => {
      const build = variants(contract)['a typed construct'];
      expect(synthesize({}, build, enable)).toEqual(synthesize({}, build, (app) => XRayTracing.of(app).enable()));
    });

    test('a typed construct gets the typed property, which the tree and cdk-nag see', () => {
      const app = testApp();
      const stack = new Stack(app, 'Stack');
      const resource = contract.l1(stack, 'Resource', roleArn(contract, stack));
      XRayTracing.of(app).enable();
      app.synth();
      expect((resource as unknown as { rawOverrides: object }).rawOverrides).toEqual({});
    });

    test('in a Stage, in a NestedStack', () => {
      const app = testApp();
      const staged = new Stack(new Stage(app, 'Prod'), 'Stack');
      const nested = new NestedStack(new Stack(app, 'Parent'), 'Nested');
      const resources = [staged, nested].map((stack) => contract.l1(stack, 'Resource', roleArn(contract, stack)));
      XRayTracing.of(app).enable();
      app.synth();
      for (const resource of resources) {
        const template = resource.stack.resolve((resource as unknown as { _toCloudFormation(): any })._toCloudFormation());
        expect(valueAt(Object.values<any>(template.Resources)[0].Properties, contract.property)).toEqual(contract.on);
      }
    });

    test('an explicit other value stands, unless it is overridden by option', () => {
      const build = (stack: Stack) => void rawResource(stack, 'Resource', contract.resourceType, withProperty(contract, contract.off, stack).Properties);
      expect(synthesize({}, build, (app) => XRayTracing.of(app).enable())).toEqual(synthesize({}, build));
      const forced = synthesize({}, build, (app) => XRayTracing.of(app).enable({ overrideExplicitSettings: true }));
      expect(statuses(contract, forced)).toEqual([TracingStatus.TRACED]);
    });

    test.each([
      ['sets another value', (resource: CfnResource) => resource.addPropertyOverride(contract.property, contract.off)],
      ['removes the property', (resource: CfnResource) => resource.addPropertyDeletionOverride(contract.property)],
    ])('an override that %s stands', (_, override) => {
      const build = (stack: Stack) => override(contract.l1(stack, 'Resource', roleArn(contract, stack)));
      expect(synthesize({}, build, (app) => XRayTracing.of(app).enable())).toEqual(synthesize({}, build));
    });

    test('an exclusion stands, whatever the options say, and leaves its reason in the template', () => {
      const build = variants(contract)['a typed construct'];
      const before = synthesize({}, build);
      const after = synthesize({}, build, (app, stack) => {
        XRayTracing.of(stack).exclude('retired in March');
        XRayTracing.of(app).enable({ overrideExplicitSettings: true });
      });
      const [id] = logicalIds(contract, after);
      expect(after.Resources[id].Metadata).toEqual({ 'cdk-xray': { excluded: 'retired in March' } });
      delete after.Resources[id].Metadata;
      expect(after).toEqual(before);
      expect(inspect({ ...after.Resources[id], Metadata: { 'cdk-xray': { excluded: 'x' } } })?.status).toBe(TracingStatus.EXCLUDED);
    });

    test('a value that only the deployment knows is left alone, with a warning that can be acknowledged', () => {
      const build = (stack: Stack) => rawResource(stack, 'Resource', contract.resourceType, withProperty(contract, { Ref: 'AWS::StackName' }, stack).Properties);
      const app = testApp();
      const stack = new Stack(app, 'Stack');
      build(stack);
      XRayTracing.of(app).enable();
      expect(warningsOf(stack)).toEqual([{ path: '/Stack/Resource', text: expect.stringContaining(`[ack: XRay::${tracer.ruleId}]`) }]);

      const quiet = testApp();
      const quietStack = new Stack(quiet, 'Stack');
      build(quietStack);
      Validations.of(quietStack).acknowledge({ id: `XRay::${tracer.ruleId}`, reason: 'decided per environment' });
      XRayTracing.of(quiet).enable();
      expect(warningsOf(quietStack)).toEqual([]);
    });

    if (actions.length > 0) {
      test('the role that sends may send', () => {
        const template = synthesize({}, variants(contract)['a typed construct'], (app) => XRayTracing.of(app).enable());
        expect(JSON.stringify(rolesIn(template).map((role) => role.Properties.ManagedPolicyArns))).toContain(':iam::aws:policy/AWSXrayWriteOnlyAccess');
      });

      test('an imported role is warned of, with the statement to paste', () => {
        const app = testApp();
        const stack = new Stack(app, 'Stack');
        contract.l1(stack, 'Resource', iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/imported').roleArn);
        XRayTracing.of(app).enable();
        const statement = JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
        expect(warningsOf(stack).map((warning) => warning.text)).toEqual([
          expect.stringMatching(new RegExp(`${escaped('arn:aws:iam::123456789012:role/imported')}.*${escaped(statement)}.*${escaped('[ack: XRay::RoleNotManaged]')}`)),
        ]);
      });
    }
  });
}

/** The forms in which a user may have an untraced resource. */
function variants(contract: TracerContract): Record<string, (stack: Stack) => void> {
  return {
    'a typed construct': (stack) => void contract.l1(stack, 'Resource', roleArn(contract, stack)),
    'a raw CfnResource': (stack) => void rawResource(stack, 'Resource', contract.resourceType, withProperty(contract, undefined, stack).Properties),
    'a resource of an included template': (stack) => include(stack, contract),
  };
}

function include(stack: Stack, contract: TracerContract): void {
  const folder = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'cdk-xray-contract-'));
  const templateFile = nodePath.join(folder, 'template.json');
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: contract.service } }] } } };
  fs.writeFileSync(templateFile, JSON.stringify({
    ...(contract.resourceType.startsWith('AWS::Serverless::') ? { Transform: 'AWS::Serverless-2016-10-31' } : {}),
    Resources: { Included: withProperty(contract, undefined), ...(contract.service ? { Role: role } : {}) },
  }));
  new cfninc.CfnInclude(stack, 'Include', { templateFile });
  fs.rmSync(folder, { recursive: true });
}

/** A template resource with the tracing property at the given value, and with a role where the row has one. */
function withProperty(contract: TracerContract, value: any, stack?: Stack): any {
  const properties = structuredClone(contract.properties);
  const tracer = TracerRegistry.builtIn().find(contract.resourceType)!;
  if (contract.service && tracer.roleProperty) {
    setAt(properties, tracer.roleProperty, stack ? roleArn(contract, stack) : { 'Fn::GetAtt': ['Role', 'Arn'] });
  }
  if (value !== undefined) { setAt(properties, contract.property, value); }
  if (value === contract.on) { Object.entries(contract.besides ?? {}).forEach(([path, besides]) => setAt(properties, path, besides)); }
  return { Type: contract.resourceType, Properties: properties };
}

function roleArn(contract: TracerContract, stack: Stack): string {
  return contract.service ? l1Role(stack, 'Role', contract.service).attrArn : '';
}

function inspected(contract: TracerContract, value: any) {
  return inspect(withProperty(contract, value));
}

function inspect(resource: any) {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
  const template = { Resources: { Resource: resource, Role: role } };
  return TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(template, 'Resource'));
}

function synthesize(context: Record<string, unknown>, build: (stack: Stack) => void, enable?: (app: App, stack: Stack) => void): any {
  const app = testApp(context);
  const stack = new Stack(app, 'Stack');
  build(stack);
  enable?.(app, stack);
  return structuredClone(templateOf(stack));
}

function statuses(contract: TracerContract, template: any) {
  return logicalIds(contract, template).map((id) => TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(template, id))?.status);
}

function logicalIds(contract: TracerContract, template: any): string[] {
  return Object.keys(template.Resources).filter((id) => template.Resources[id].Type === contract.resourceType);
}

function rolesIn(template: any): any[] {
  return Object.values<any>(template.Resources).filter((resource) => resource.Type === 'AWS::IAM::Role');
}

/** Only the tracing property of the resource, the policies of its role and the companions are new, and nothing is changed or removed. */
function expectOnlyTracing(contract: TracerContract, before: any, after: any): void {
  const diff = templateDiff(before, after);
  expect(diff.changed).toEqual([]);
  expect(diff.removed).toEqual([]);
  const top = contract.property.split('.')[0];
  const unexplained = diff.added.filter((added) => {
    const [, section, id, , property] = added.split('/');
    const resource = after[section]?.[id];
    const isOwn = resource?.Type === contract.resourceType && property === top;
    const isPermission = resource?.Type === 'AWS::IAM::Role' && property === 'ManagedPolicyArns';
    const isCompanion = added.split('/').length === 3 && (contract.companions ?? []).includes(resource?.Type);
    return !isOwn && !isPermission && !isCompanion;
  });
  expect(unexplained).toEqual([]);
}

function setAt(target: any, dotted: string, value: any): void {
  const names = dotted.split('.');
  const last = names.pop()!;
  names.reduce((parent, name) => parent[name] ??= {}, target)[last] = value;
}

function valueAt(target: any, dotted: string): any {
  return dotted.split('.').reduce((parent, name) => parent?.[name], target);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
