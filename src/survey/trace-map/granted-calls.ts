import { allowedBy, onlyServiceOf, relationTo, sendsRequests } from './called-actions';
import { calledService } from './called-services';
import { evidenceAt, type FoundEvidence } from './edge-source';
import type { Ends } from './ends';
import { arnOfCallee, type GrantedCall } from './granted-call';
import { implicitApisIn } from './implicit-apis';
import { distinctEnds, externalByExport, externalService, keyOf, type MapEnd } from './map-end';
import { grantsOfSamPolicy } from './sam-grants';
import { isOfService } from './service-types';
import { addTo } from '../../private/add-to';
import { documentJson } from '../../private/iam/policy-documents';
import { MANAGED_POLICY, ROLE_POLICY_TYPES } from '../../private/iam/types';
import { listed } from '../../private/listed';
import { arnParts } from '../../private/template/arns';
import { isObject, valueAt } from '../../private/template/intrinsics';
import { possibleItems } from '../../private/template/possible-items';
import { pathOf } from '../../private/template/property-path';
import { referencesIn } from '../../private/template/references';
import { templateText } from '../../private/template/template-text';
import { IamResources, rolesOfPolicy } from '../iam-resources';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** Of actions that may be meant for any thing, the one that has somewhere to go where nobody has made a thing for it. */
const PUT_EVENTS = 'events:PutEvents';

/** The policies of things that may allow roles to use them, and the property that names the things. */
const POLICIES_OF_THINGS: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::SQS::QueuePolicy': 'Queues',
};

/** A statement of a policy, with the path where it stands. */
interface PlacedStatement {
  readonly holder: ModelResource;
  readonly path: string;
  readonly statement: any;
}

/** What policies let roles call, as far as they name the resources. */
export class GrantedCalls {
  private readonly attached = new Map<ModelResource, ModelResource[]>();
  /** What the policies of things allow, by the role that they name. */
  private readonly byThings = new Map<ModelResource, PlacedStatement[]>();
  /** What Lambda polls for functions, by their role. */
  private readonly polledByLambda = new Map<ModelResource, (ModelResource | string)[]>();
  private readonly known = new Map<ModelResource, readonly GrantedCall[]>();
  private readonly iam: IamResources;

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {
    this.iam = new IamResources(model, 'none');
    for (const policy of model.ofType(...ROLE_POLICY_TYPES)) {
      for (const role of this.rolesIn(policy.stack, rolesOfPolicy(policy))) { addTo(this.attached, role, policy); }
    }
    for (const policy of model.ofType(...Object.keys(POLICIES_OF_THINGS))) { this.addPolicyOfThing(policy); }
    for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) { this.addMapping(mapping); }
  }

  /** What the role may call that a property of a resource names. */
  public ofRole(resource: ModelResource, property: string): GrantedCall[] {
    return this.ofRolesIn(resource.stack, valueAt(resource.properties, pathOf(property)));
  }

  /** What the roles may call that a value names. */
  public ofRolesIn(stack: ModelStack, value: any): GrantedCall[] {
    return this.rolesIn(stack, value).flatMap((role) => this.callsOf(role));
  }

  /** The roles that a value names, by itself or by an instance profile, in whichever branch of a condition. */
  public rolesIn(stack: ModelStack, value: any): ModelResource[] {
    return [...new Set(possibleItems(value).flatMap(({ item }) => this.iam.roles(stack, item)))];
  }

  /** What the policies of a SAM resource let it call: documents, and SAM's policy templates. */
  public ofSamPolicies(resource: ModelResource): GrantedCall[] {
    return possibleItems(resource.properties.Policies).filter(({ item }) => isObject(item)).flatMap(({ path: index, item: policy }) => {
      const path = `Policies.${index}`;
      if (policy.Statement !== undefined) { return this.ofDocument(resource, path, policy); }
      return Object.entries<any>(policy).flatMap(([name, parameters]) =>
        grantsOfSamPolicy(name, parameters, evidenceAt(resource, `${path}.${name}`), this.ends));
    });
  }

  private addPolicyOfThing(policy: ModelResource): void {
    const things = policy.properties[POLICIES_OF_THINGS[policy.type]];
    for (const placed of statementsIn(policy, 'PolicyDocument', policy.properties.PolicyDocument)) {
      const { statement } = placed;
      const named = listed(statement.Resource).includes('*') ? { ...statement, Resource: things } : statement;
      for (const role of this.rolesIn(policy.stack, statement.Principal?.AWS)) {
        addTo(this.byThings, role, { ...placed, statement: named });
      }
    }
  }

  private addMapping(mapping: ModelResource): void {
    for (const role of this.model.targets(mapping, 'FunctionName').flatMap((fn) => this.rolesIn(fn.stack, fn.properties.Role))) {
      this.ends.nodesIn(mapping.stack, mapping.properties.EventSourceArn).forEach((source) => addTo(this.polledByLambda, role, keyOf(source)));
    }
  }

  private callsOf(role: ModelResource): readonly GrantedCall[] {
    const before = this.known.get(role);
    if (before) { return before; }
    const calls: GrantedCall[] = [
      ...possibleItems(role.properties.Policies).flatMap(({ path, item }) => this.ofDocument(role, `Policies.${path}.PolicyDocument`, item?.PolicyDocument)),
      ...[...this.attached.get(role) ?? [], ...this.managed(role)].flatMap((policy) => this.ofDocument(policy, 'PolicyDocument', policy.properties.PolicyDocument)),
      ...(this.byThings.get(role) ?? []).flatMap((placed) => this.ofStatement(placed)),
    ];
    const polled = new Set(this.polledByLambda.get(role));
    const known = calls.map((call) => ({ ...call, isByLambda: call.relation === 'polls' && polled.has(keyOf(call.to)) }));
    this.known.set(role, known);
    return known;
  }

  private managed(role: ModelResource): ModelResource[] {
    return possibleItems(role.properties.ManagedPolicyArns).flatMap(({ item }) => this.iam.of(role.stack, MANAGED_POLICY, item));
  }

  private ofDocument(holder: ModelResource, path: string, document: any): GrantedCall[] {
    return statementsIn(holder, path, document).flatMap((placed) => this.ofStatement(placed));
  }

  private ofStatement({ holder, path, statement }: PlacedStatement): GrantedCall[] {
    const actions = listed(statement.Action).filter((action): action is string => typeof action === 'string');
    const evidence = evidenceAt(holder, path);
    const things = this.ofThings(holder, statement, actions, evidence);
    const services = new Set(actions.filter((action) => !isAboutThings(action, things)).flatMap((action) => calledService(action) ?? []));
    return [
      ...things,
      ...[...services].map((service): GrantedCall => ({ to: externalService(service), relation: 'calls', evidence })),
    ];
  }

  /** What the actions of a statement let its bearer do with the things that it names: with each what those of its own service allow. */
  private ofThings(holder: ModelResource, statement: any, actions: readonly string[], evidence: FoundEvidence): GrantedCall[] {
    const allowed = allowedBy(actions);
    if (allowed.length === 0) { return []; }
    const resources = listed(statement.Resource);
    const anyBus = actions.includes(PUT_EVENTS) && resources.includes('*') ? this.onlyBuses(holder) : [];
    const things = resources.flatMap((resource) => this.endsOf(holder, resource, onlyServiceOf(allowed))
      .map((to) => ({ to, relation: relationTo(to, resource, allowed) })));
    return allowed.flatMap(({ relation }) => {
      const ends = things.filter((thing) => thing.relation === relation).map(({ to }) => to);
      return distinctEnds(relation === 'calls' ? [...ends, ...anyBus] : ends).map((to) => ({ to, relation, evidence }));
    });
  }

  /** The bus that is meant by any bus where nobody has made one. */
  private onlyBuses({ stack }: ModelResource): MapEnd[] {
    return this.model.ofType('AWS::Events::EventBus').length === 0 ? [this.ends.defaultBus(stack)] : [];
  }

  private endsOf(holder: ModelResource, resource: any, service: string | undefined): MapEnd[] {
    const known = [...this.ends.nodesIn(holder.stack, resource), ...implicitApisIn(holder.stack, resource)];
    if (known.length > 0) { return known.filter(isCalled); }
    return [...this.ends.byText(holder.stack, arnOfCallee(templateText(resource))), ...importedEnds(resource, service)].filter(isCalled);
  }
}

/** Whether an action, which is no pattern for several, sends its requests to things of the service that a statement names. */
function isAboutThings(action: string, things: readonly GrantedCall[]): boolean {
  const [service] = action.toLowerCase().split(':');
  return !/[*?]/.test(action) && sendsRequests(action) && things.some(({ to }) => isOfService(to, service));
}

/** The statements of a policy document that allow something. */
function statementsIn(holder: ModelResource, path: string, document: any): PlacedStatement[] {
  return possibleItems(Object(documentJson(document)).Statement)
    .filter(({ item }) => item?.Effect === 'Allow')
    .map(({ path: index, item: statement }) => ({ holder, path: `${path}.Statement.${index}`, statement }));
}

/** Whether there is an action in the tables for an end. Of what Amazon ECS has, `RunTask` takes task definitions alone. */
function isCalled({ type }: MapEnd): boolean {
  return !['AWS::ECS::Service', 'AWS::ECS::ExpressGatewayService'].includes(type);
}

/**
 * What stacks export that are not among the templates: things of which the name of the export is all that is known.
 *
 * @param actedOn the service that they are of by the actions, where these are of one; an ARN around the export tells more
 */
function importedEnds(value: any, actedOn: string | undefined): MapEnd[] {
  const service = arnParts(templateText(value) ?? '')?.service ?? actedOn;
  return service === undefined ? [] : referencesIn(value).flatMap(({ exportName }) => typeof exportName === 'string' ? [externalByExport(exportName, service)] : []);
}
