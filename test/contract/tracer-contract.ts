import * as fs from 'fs';
import * as os from 'os';
import * as nodePath from 'path';
import { type App, Aspects, AspectPriority, aws_iam as iam, type CfnResource, cloudformation_include as cfninc, Mixins, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { l1Role, rawResource, STABILIZATION, templateOf, testApp, warningsOf } from './apps';
import { templateDiff } from './template-diff';
import { InspectedResource, mixins, TracerRegistry, TracingStatus, XRayTracing, XRayTracingAspect } from '../../src';
import { actionsFor } from '../../src/tracing/resource-tracer';

/** Properties by their paths, in CloudFormation's spelling. */
type PropertyValues = Record<string, any>;

/** The test data of one row of the table. */
export interface TracerContract {
  /** The row's CloudFormation type. */
  readonly resourceType: string;
  /** What an untraced resource of the type has. A role that a property of it names is filled in. */
  readonly properties: PropertyValues;
  /** An untraced typed construct; a reference to the role (or to its instance profile) is given where the row has one. */
  readonly l1: (scope: Construct, id: string, sender: string) => CfnResource;
  /** Whether the CDK has no typed construct of the type, so that `l1` makes a raw one. */
  readonly isUntyped?: boolean;
  /** Whether the type is traced only where `optInResourceTypes` names it. */
  readonly isOptIn?: boolean;
  /** What a traced resource has besides, or instead. */
  readonly traced: PropertyValues;
  /** The resources by which one called `Resource` is traced, by their logical ids. */
  readonly tracedBy?: Record<string, any>;
  /** By what somebody says that the resource is not to be traced. */
  readonly optedOut?: PropertyValues;
  /** What only the deployment knows, so that nobody can tell. */
  readonly hidden?: PropertyValues;
  /** The properties that turning tracing on may change, beside those that only `traced` has. */
  readonly changes?: string[];
  /** The service principal of the role. */
  readonly service?: string;
  /** Whether an instance profile stands between the resource and its role. */
  readonly hasInstanceProfile?: boolean;
  /** Where the reference to the role stands, for rows whose `roleProperty` does not say it. */
  readonly setSender?: (properties: PropertyValues, sender: any) => void;
  /** What enabling adds beside the resource and its role, by CloudFormation type. */
  readonly companions?: string[];
  /** The ids of warnings that come with enabling, without the `XRay::` prefix. */
  readonly warns?: string[];
}

/** The test data of a row that one property turns on. */
export interface PropertyContract extends Omit<TracerContract, 'traced' | 'tracedBy' | 'optedOut' | 'hidden' | 'changes'> {
  /** The path of the property that turns tracing on, in CloudFormation's spelling. */
  readonly property: string;
  /** The value that turns tracing on. */
  readonly on: any;
  /** A value by which somebody says that the resource is not to be traced. */
  readonly off: any;
  /** A property, by its path, that a resource needs besides to be traced. */
  readonly besides?: PropertyValues;
}

/** Everything that holds for every row that one property turns on. */
export function propertyContract(row: PropertyContract): void {
  const { property, on, off, besides, ...rest } = row;
  const contract: TracerContract = {
    ...rest,
    traced: { [property]: on, ...besides },
    optedOut: { [property]: off },
    hidden: { [property]: { Ref: 'AWS::StackName' } },
  };
  tracerContract(contract);

  describe(`the property of ${contract.resourceType}`, () => {
    test('AWS::NoValue is no value', () => {
      expect(statusWith(contract, { [property]: { Ref: 'AWS::NoValue' } })).toBe(untracedStatus(contract));
    });

    test('an intrinsic function above the property hides it', () => {
      const parent = property.split('.').slice(0, -1).join('.') || property;
      expect(statusWith(contract, { [parent]: { 'Fn::If': ['IsProd', { x: 1 }, { y: 2 }] } })).toBe(TracingStatus.UNKNOWN);
    });

    const enable = (app: App) => XRayTracing.of(app).enable(optionsOf(contract));
    const enabled = (build: (resource: CfnResource) => void) => synthesize({}, built(build), enable);
    const built = (build: (resource: CfnResource) => void) => (stack: Stack) => build(contract.l1(stack, 'Resource', senderIn(contract, stack)));

    test('an override that sets another value stands', () => {
      const override = (resource: CfnResource) => resource.addPropertyOverride(property, off);
      expect(enabled(override)).toEqual(synthesize({}, built(override)));
    });

    test('an override that removes the property stands, and the template tells of it', () => {
      const override = (resource: CfnResource) => resource.addPropertyDeletionOverride(property);
      const told = (resource: CfnResource) => {
        override(resource);
        resource.addMetadata('cdk-xray', { excluded: `an override removes \`${property}\`` });
      };
      expect(enabled(override)).toEqual(synthesize({}, built(told)));
    });
  });
}

/** Everything that holds for every row that can be turned on. */
export function tracerContract(contract: TracerContract): void {
  const tracer = TracerRegistry.builtIn().find(contract.resourceType)!;
  const actions = actionsFor(tracer.access);
  const options = optionsOf(contract);

  describe(`the tracer contract of ${contract.resourceType}`, () => {
    describe('inspect', () => {
      const states: [string, PropertyValues, TracingStatus][] = [
        ['no tracing', {}, untracedStatus(contract)],
        ['tracing', contract.traced, TracingStatus.TRACED],
      ];
      if (contract.hidden) { states.push(['what only the deployment knows', contract.hidden, TracingStatus.UNKNOWN]); }
      if (contract.optedOut) { states.push(['an explicit opt-out', contract.optedOut, TracingStatus.EXCLUDED]); }
      test.each(states)('%s', (_, values, status) => {
        expect(inspect(resourceWith(contract, values), status === TracingStatus.TRACED ? contract.tracedBy : {})?.status).toBe(status);
      });

      test('an exclusion in the metadata goes before the property, and gives its reason', () => {
        const resource = { ...resourceWith(contract, contract.traced), Metadata: { 'cdk-xray': { excluded: 'retired' } } };
        expect(inspect(resource)).toMatchObject({ status: TracingStatus.EXCLUDED, reason: 'retired' });
      });
    });

    describe.each([true, false])('with aspect stabilization %s', (stabilized) => {
      const context = { [STABILIZATION]: stabilized };

      test.each(Object.entries(variants(contract)))('%s is traced, and nothing but tracing changes', (_, build) => {
        const before = synthesize(context, build);
        const after = synthesize(context, build, (app) => XRayTracing.of(app).enable(options));
        expect(statuses(contract, after)).toEqual([TracingStatus.TRACED]);
        expectOnlyTracing(contract, before, after);
      });

      test('enabling twice, by aspect and mixin, on App and Stack, is enabling once', () => {
        const build = variants(contract)['a typed construct'];
        const once = synthesize(context, build, (app) => XRayTracing.of(app).enable(options));
        const often = synthesize(context, build, (app, stack) => {
          XRayTracing.of(app).enable(options);
          XRayTracing.of(stack).enable(options);
          Mixins.of(stack).apply(new mixins.ResourceTracing(options));
          Aspects.of(app).add(new XRayTracingAspect(options), { priority: AspectPriority.MUTATING });
        });
        expect(often).toEqual(once);
      });
    });

    test.each([
      ['the aspect', (app: App) => Aspects.of(app).add(new XRayTracingAspect(options), { priority: AspectPriority.MUTATING })],
      ['the mixin by Mixins.of()', (app: App) => Mixins.of(app).apply(new mixins.ResourceTracing(options))],
      ['the mixin by with()', (app: App) => app.node.findAll().forEach((construct) => construct.with(new mixins.ResourceTracing(options)))],
    ])('%s gives the same template as the facade', (_, enable) => {
      const build = variants(contract)['a typed construct'];
      expect(synthesize({}, build, enable)).toEqual(synthesize({}, build, (app) => XRayTracing.of(app).enable(options)));
    });

    if (!contract.isUntyped) {
      test('a typed construct gets the typed property, which the tree and cdk-nag see', () => {
        const app = testApp();
        const stack = new Stack(app, 'Stack');
        const resource = contract.l1(stack, 'Resource', senderIn(contract, stack));
        XRayTracing.of(app).enable(options);
        app.synth();
        expect((resource as unknown as { rawOverrides: object }).rawOverrides).toEqual({});
      });
    }

    test('in a Stage, in a NestedStack', () => {
      const app = testApp();
      const staged = new Stack(new Stage(app, 'Prod'), 'Stack');
      const nested = new NestedStack(new Stack(app, 'Parent'), 'Nested');
      const resources = [staged, nested].map((stack) => contract.l1(stack, 'Resource', senderIn(contract, stack)));
      XRayTracing.of(app).enable(options);
      app.synth();
      for (const { stack } of resources) {
        const template = stack.resolve((stack as unknown as { _toCloudFormation(): any })._toCloudFormation());
        expect(statuses(contract, template)).toEqual([TracingStatus.TRACED]);
      }
    });

    if (contract.optedOut) {
      const build = (stack: Stack) => void rawWith(contract, contract.optedOut!, stack);

      test('an explicit opt-out stands, unless it is overridden by option', () => {
        expect(synthesize({}, build, (app) => XRayTracing.of(app).enable(options))).toEqual(synthesize({}, build));
        const forced = synthesize({}, build, (app) => XRayTracing.of(app).enable({ ...options, overrideExplicitSettings: true }));
        expect(statuses(contract, forced)).toEqual([TracingStatus.TRACED]);
      });
    }

    test('an exclusion stands, whatever the options say, and leaves its reason in the template', () => {
      const build = variants(contract)['a typed construct'];
      const before = synthesize({}, build);
      const after = synthesize({}, build, (app, stack) => {
        XRayTracing.of(stack).exclude('retired in March');
        XRayTracing.of(app).enable({ ...options, overrideExplicitSettings: true });
      });
      const [id] = logicalIds(contract, after);
      expect(after.Resources[id].Metadata).toEqual({ 'cdk-xray': { excluded: 'retired in March' } });
      delete after.Resources[id].Metadata;
      expect(after).toEqual(before);
      expect(inspect({ ...after.Resources[id], Metadata: { 'cdk-xray': { excluded: 'x' } } })?.status).toBe(TracingStatus.EXCLUDED);
    });

    test('a check finds what is not traced, an acknowledgement silences it, and the report counts it', () => {
      const id = `XRay::${tracer.ruleId}`;
      const untraced = check(contract);
      const acknowledged = check(contract, (stack) => Validations.of(stack).acknowledge({ id, reason: 'not yet' }));
      const traced = check(contract, (stack) => XRayTracing.of(stack).enable(options));
      const isFound = !contract.isOptIn;
      expect(untraced.statuses).toEqual([untracedStatus(contract)]);
      expect([untraced, acknowledged, traced].map(({ errors }) => errors.includes(id))).toEqual([isFound, false, false]);
      expect(acknowledged.reasons).toEqual(isFound ? ['not yet'] : []);
      expect([traced.statuses, traced.percent]).toEqual([[TracingStatus.TRACED], 100]);
    });

    const { hidden } = contract;
    if (hidden) {
      test('a value that only the deployment knows is left alone, with a warning that can be acknowledged', () => {
        const build = (stack: Stack) => rawWith(contract, hidden, stack);
        const app = testApp();
        const stack = new Stack(app, 'Stack');
        build(stack);
        XRayTracing.of(app).enable(options);
        expect(warningsOf(stack)).toEqual([{ path: '/Stack/Resource', text: expect.stringContaining(`[ack: XRay::${tracer.ruleId}]`) }]);

        const quiet = testApp();
        const quietStack = new Stack(quiet, 'Stack');
        build(quietStack);
        Validations.of(quietStack).acknowledge({ id: `XRay::${tracer.ruleId}`, reason: 'decided per environment' });
        XRayTracing.of(quiet).enable(options);
        expect(warningsOf(quietStack)).toEqual([]);
      });
    }

    if (actions.length > 0) {
      test('the role that sends may send', () => {
        const template = synthesize({}, variants(contract)['a typed construct'], (app) => XRayTracing.of(app).enable(options));
        expect(JSON.stringify(rolesIn(template).map((role) => role.Properties.ManagedPolicyArns))).toContain(':iam::aws:policy/AWSXrayWriteOnlyAccess');
      });

      test('an imported role is warned of, with the statement to paste', () => {
        const app = testApp();
        const stack = new Stack(app, 'Stack');
        const imported = contract.hasInstanceProfile ? 'imported-profile' : 'arn:aws:iam::123456789012:role/imported';
        contract.l1(stack, 'Resource', imported);
        XRayTracing.of(app).enable(options);
        const statement = JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
        const texts = warningsOf(stack).map((warning) => warning.text).filter((text) => !expectedWarning(contract, text));
        expect(texts).toEqual([
          expect.stringMatching(new RegExp(`${escaped(imported)}.*${escaped(statement)}.*${escaped('[ack: XRay::RoleNotManaged]')}`)),
        ]);
      });
    }
  });
}

/** The forms in which a user may have an untraced resource. */
function variants(contract: TracerContract): Record<string, (stack: Stack) => void> {
  return {
    'a typed construct': (stack) => void contract.l1(stack, 'Resource', senderIn(contract, stack)),
    'a raw CfnResource': (stack) => void rawWith(contract, {}, stack),
    'a resource of an included template': (stack) => include(stack, contract),
  };
}

function include(stack: Stack, contract: TracerContract): void {
  const folder = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'cdk-xray-contract-'));
  const templateFile = nodePath.join(folder, 'template.json');
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: contract.service } }] } } };
  fs.writeFileSync(templateFile, JSON.stringify({
    ...(contract.resourceType.startsWith('AWS::Serverless::') ? { Transform: 'AWS::Serverless-2016-10-31' } : {}),
    Resources: {
      Included: resourceWith(contract, {}),
      ...(contract.service ? { Role: role } : {}),
      ...(contract.hasInstanceProfile ? { Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } } } : {}),
    },
  }));
  new cfninc.CfnInclude(stack, 'Include', { templateFile });
  fs.rmSync(folder, { recursive: true });
}

/** A raw resource with the given properties besides, and with a role where the row has one. */
function rawWith(contract: TracerContract, values: PropertyValues, stack: Stack): CfnResource {
  return rawResource(stack, 'Resource', contract.resourceType, resourceWith(contract, values, senderIn(contract, stack)).Properties);
}

/** A template resource with the given properties besides, and with the reference to its role where the row has one. */
function resourceWith(contract: TracerContract, values: PropertyValues, sender = senderInTemplate(contract)): any {
  const properties = structuredClone(contract.properties);
  const { roleProperty } = TracerRegistry.builtIn().find(contract.resourceType)!;
  if (contract.service && contract.setSender) {
    contract.setSender(properties, sender);
  } else if (contract.service && roleProperty) {
    setAt(properties, roleProperty, sender);
  }
  Object.entries(values).forEach(([path, value]) => setAt(properties, path, value));
  return { Type: contract.resourceType, Properties: properties };
}

/** A reference to a new role of the stack, or to its instance profile. */
function senderIn(contract: TracerContract, stack: Stack): string {
  if (!contract.service) { return ''; }
  const role = l1Role(stack, 'Role', contract.service);
  return contract.hasInstanceProfile ? new iam.CfnInstanceProfile(stack, 'Profile', { roles: [role.ref] }).ref : role.attrArn;
}

/** A reference to the role of the included template, or to its instance profile. */
function senderInTemplate(contract: TracerContract): any {
  return contract.hasInstanceProfile ? { Ref: 'Profile' } : { 'Fn::GetAtt': ['Role', 'Arn'] };
}

/** What turns the tracing of the type on. */
function optionsOf({ isOptIn, resourceType }: Pick<TracerContract, 'isOptIn' | 'resourceType'>) {
  return isOptIn ? { optInResourceTypes: [resourceType] } : {};
}

function untracedStatus({ isOptIn }: Pick<TracerContract, 'isOptIn'>): TracingStatus {
  return isOptIn ? TracingStatus.EXCLUDED : TracingStatus.UNTRACED;
}

function statusWith(contract: TracerContract, values: PropertyValues) {
  return inspect(resourceWith(contract, values))?.status;
}

function inspect(resource: any, beside: Record<string, any> = {}) {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
  const template = { Resources: { Resource: resource, Role: role, ...beside } };
  return TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(template, 'Resource'));
}

function expectedWarning(contract: TracerContract, text: string): boolean {
  return (contract.warns ?? []).some((id) => text.includes(`[ack: XRay::${id}]`));
}

function synthesize(context: Record<string, unknown>, build: (stack: Stack) => void, enable?: (app: App, stack: Stack) => void): any {
  const app = testApp(context);
  const stack = new Stack(app, 'Stack');
  build(stack);
  enable?.(app, stack);
  return structuredClone(templateOf(stack));
}

/** What a check of a stack with an untraced typed construct comes to. */
function check(contract: TracerContract, prepare: (stack: Stack) => void = () => {}) {
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  variants(contract)['a typed construct'](stack);
  XRayTracing.of(app).check();
  prepare(stack);
  const output = jest.spyOn(console, 'error').mockImplementation();
  let errors = '';
  try {
    app.synth();
  } catch (error) {
    errors = (error as Error).message;
  }
  output.mockRestore();
  const report = JSON.parse(fs.readFileSync(nodePath.join(app.outdir, 'xray-coverage.json'), 'utf8'));
  const own = report.resources.filter(({ resourceType }: any) => resourceType === contract.resourceType);
  const reasons = report.findings.flatMap(({ acknowledgement }: any) => acknowledgement ?? []);
  return { errors, reasons, percent: report.coverage.percent, statuses: own.map(({ status }: any) => status) };
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

/** Only the tracing of the resource, the policies of its role and the companions are new, and nothing else is changed or removed. */
function expectOnlyTracing(contract: TracerContract, before: any, after: any): void {
  const diff = templateDiff(before, after);
  const own = new Set(Object.keys(contract.traced).map((path) => path.split('.')[0]));
  const isOf = (path: string, properties: Iterable<string>) => {
    const [, section, id, , property] = path.split('/');
    return after[section]?.[id]?.Type === contract.resourceType && [...properties].includes(property);
  };
  expect(diff.changed.filter((path) => !isOf(path, contract.changes ?? []))).toEqual([]);
  expect(diff.removed).toEqual([]);
  expect(diff.added.filter((path) => {
    const [, section, id, , property] = path.split('/');
    const type = after[section]?.[id]?.Type;
    const isPermission = type === 'AWS::IAM::Role' && property === 'ManagedPolicyArns';
    const isCompanion = path.split('/').length === 3 && (contract.companions ?? []).includes(type);
    return !isOf(path, [...own, ...(contract.changes ?? [])]) && !isPermission && !isCompanion;
  })).toEqual([]);
}

function setAt(target: any, dotted: string, value: any): void {
  const names = dotted.split('.');
  const last = names.pop()!;
  names.reduce((parent, name) => parent[name] ??= {}, target)[last] = value;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
