import { calledService } from './called-services';
import { evidenceAt, type FoundEvidence } from './edge-source';
import type { Ends } from './ends';
import { distinctEnds, externalByArn, externalByExport, externalService, isModelResource, keyOf, type MapEnd } from './map-end';
import { possibleItems } from './possible-items';
import { isOfService } from './service-types';
import { busesOf } from './sources/event-buses';
import { addTo } from '../../private/add-to';
import { documentJson } from '../../private/iam/policy-documents';
import { matchesAction } from '../../private/iam/statement-matching';
import { MANAGED_POLICY, ROLE_POLICY_TYPES } from '../../private/iam/types';
import { listed } from '../../private/listed';
import { lookupTable } from '../../private/lookup-table';
import { arnParts } from '../../private/template/arns';
import { isObject, valueAt } from '../../private/template/intrinsics';
import { pathOf } from '../../private/template/property-path';
import { referencesIn } from '../../private/template/references';
import { templateText } from '../../private/template/template-text';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** What a policy lets its bearer do with a node. */
export interface GrantedCall {
  readonly to: MapEnd;
  /** Whether it may send requests there, or nothing but take what others have put there, or nothing but answer what waits for it. */
  readonly relation: 'calls' | 'polls' | 'callback';
  readonly evidence: FoundEvidence;
  /** Whether it is Lambda that polls, for an event source mapping of a function with the role. Other code with the same role takes nothing from there. */
  readonly isByLambda?: boolean;
}

/** The actions by which requests and data reach a service. Others, such as those that configure it, are no calls. */
const CALLS = lookupTable<readonly string[]>({
  'appsync': ['GraphQL', 'EventPublish'],
  'batch': ['SubmitJob'],
  'bedrock': ['InvokeAgent', 'InvokeFlow', 'Retrieve', 'RetrieveAndGenerate'],
  'bedrock-agentcore': [
    'InvokeAgentRuntime', 'InvokeGateway', 'InvokeHarness', 'CreateEvent', 'ListEvents', 'RetrieveMemoryRecords', 'InvokeCodeInterpreter', 'StartBrowserSession',
  ],
  'codebuild': ['StartBuild'],
  'cognito-idp': ['AdminGetUser', 'AdminCreateUser', 'AdminInitiateAuth', 'AdminUpdateUserAttributes', 'ListUsers'],
  'dax': ['GetItem', 'PutItem'],
  'dynamodb': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
  'ecs': ['RunTask'],
  'es': ['ESHttpGet', 'ESHttpPost', 'ESHttpPut'],
  'events': ['PutEvents'],
  'execute-api': ['Invoke', 'ManageConnections'],
  'firehose': ['PutRecord', 'PutRecordBatch'],
  'glue': ['StartJobRun'],
  'kafka-cluster': ['Connect'],
  'kendra': ['Query', 'Retrieve', 'BatchPutDocument'],
  'kinesis': ['PutRecord', 'PutRecords'],
  'lambda': ['InvokeFunction', 'InvokeFunctionUrl'],
  'rds-data': ['ExecuteStatement', 'BatchExecuteStatement'],
  'rds-db': ['connect'],
  's3': ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'],
  'sagemaker': ['InvokeEndpoint'],
  'secretsmanager': ['GetSecretValue'],
  'sns': ['Publish'],
  'sqs': ['SendMessage'],
  'ssm': ['GetParameter', 'GetParameters', 'GetParametersByPath'],
  'states': ['StartExecution', 'StartSyncExecution'],
});

/** Of actions that may be meant for any thing, the one that has somewhere to go where nobody has made a thing for it. */
const PUT_EVENTS = 'events:PutEvents';

/** The actions that take messages and records from where others have put them. */
const CONSUMES = lookupTable<readonly string[]>({
  dynamodb: ['GetRecords'],
  kinesis: ['GetRecords', 'SubscribeToShard'],
  sqs: ['ReceiveMessage'],
  states: ['GetActivityTask'],
});

/** The actions that answer a state machine which waits for it. */
const ANSWERS = lookupTable<readonly string[]>({
  states: ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'],
});

/** What a statement is about, by its actions. Where it allows more than one of them, the first counts. */
const RELATIONS = [['calls', CALLS], ['polls', CONSUMES], ['callback', ANSWERS]] as const;

/** SAM's policy templates that are for something else than calls. */
const SAM_RELATIONS = [['polls', /PollerPolicy$|StreamReadPolicy$/], ['callback', /CallbackPolicy$/]] as const;

/** The parameters of SAM's policy templates that take a name, by the service whose thing has it. */
const SAM_NAMES = lookupTable<string>({
  BucketName: 's3',
  FunctionName: 'lambda',
  QueueName: 'sqs',
  StateMachineName: 'states',
  TableName: 'dynamodb',
  TopicName: 'sns',
});

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

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {
    for (const policy of model.ofType(...ROLE_POLICY_TYPES)) {
      for (const role of model.targetsIn(policy.stack, policy.properties.Roles ?? policy.properties.RoleName)) { addTo(this.attached, role, policy); }
    }
    for (const policy of model.ofType(...Object.keys(POLICIES_OF_THINGS))) { this.addPolicyOfThing(policy); }
    for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) { this.addMapping(mapping); }
  }

  /** What the role may call that a property of a resource names. */
  public ofRole(resource: ModelResource, property: string): GrantedCall[] {
    return this.ofRolesIn(resource.stack, valueAt(resource.properties, pathOf(property)));
  }

  /** What the role may call that a value names. */
  public ofRolesIn(stack: ModelStack, value: any): GrantedCall[] {
    return this.model.targetsIn(stack, value)
      .flatMap((target) => target.type === 'AWS::IAM::InstanceProfile' ? this.model.targets(target, 'Roles') : target)
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .flatMap((role) => this.callsOf(role));
  }

  /** What the policies of a SAM resource let it call: documents, and SAM's policy templates. */
  public ofSamPolicies(resource: ModelResource): GrantedCall[] {
    return possibleItems(resource.properties.Policies).filter(({ item }) => isObject(item)).flatMap(({ path: index, item: policy }) => {
      const path = `Policies.${index}`;
      if (policy.Statement !== undefined) { return this.ofDocument(resource, path, policy); }
      return Object.entries<any>(policy).flatMap(([name, parameters]) => this.endsOfSamPolicy(resource.stack, parameters)
        .map((to) => ({ to, relation: SAM_RELATIONS.find(([, names]) => names.test(name))?.[0] ?? 'calls', evidence: evidenceAt(resource, `${path}.${name}`) })));
    });
  }

  /** What the parameters of a policy template refer to, or name. */
  private endsOfSamPolicy(stack: ModelStack, parameters: any): MapEnd[] {
    const nodes = this.ends.nodesIn(stack, parameters);
    if (nodes.length > 0 || !isObject(parameters)) { return nodes; }
    return Object.entries(parameters).flatMap(([parameter, value]) => {
      if (typeof value !== 'string' || /[*?]/.test(value)) { return []; }
      if (parameter === 'EventBusName') { return busesOf(stack, value, this.ends); }
      const service = SAM_NAMES[parameter];
      return service === undefined ? [] : [this.ends.named(stack, service, value) ?? externalByArn(`${service}/${value}`, { service, region: '', account: '', resource: value })];
    });
  }

  private addPolicyOfThing(policy: ModelResource): void {
    const things = policy.properties[POLICIES_OF_THINGS[policy.type]];
    for (const placed of statementsIn(policy, 'PolicyDocument', policy.properties.PolicyDocument)) {
      const { statement } = placed;
      const named = listed(statement.Resource).includes('*') ? { ...statement, Resource: things } : statement;
      for (const role of this.model.targetsIn(policy.stack, statement.Principal?.AWS)) {
        addTo(this.byThings, role, { ...placed, statement: named });
      }
    }
  }

  private addMapping(mapping: ModelResource): void {
    for (const role of this.model.targets(mapping, 'FunctionName').flatMap((fn) => this.model.targets(fn, 'Role'))) {
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
    return this.model.targets(role, 'ManagedPolicyArns').filter(({ type }) => type === MANAGED_POLICY);
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

  /** What the actions of a statement let its bearer do with the things that it names. */
  private ofThings(holder: ModelResource, statement: any, actions: readonly string[], evidence: FoundEvidence): GrantedCall[] {
    for (const [relation, table] of RELATIONS) {
      const action = actions.find((each) => allows(each, table));
      if (action === undefined) { continue; }
      const [service] = action.toLowerCase().split(':');
      const resources = listed(statement.Resource).filter((resource) => resource !== '*' && !(relation === 'polls' && service === 'dynamodb' && isTable(resource)));
      const anyBus = action === PUT_EVENTS && listed(statement.Resource).includes('*') ? this.onlyBuses(holder) : [];
      return [...this.endsOf(holder, resources, service), ...anyBus].map((to) => ({ to, relation, evidence }));
    }
    return [];
  }

  /** The bus that is meant by any bus where nobody has made one. */
  private onlyBuses({ stack }: ModelResource): MapEnd[] {
    return this.model.ofType('AWS::Events::EventBus').length === 0 ? [this.ends.defaultBus(stack)] : [];
  }

  private endsOf(holder: ModelResource, resources: readonly any[], service: string): MapEnd[] {
    const ends = resources.flatMap((resource) => {
      const nodes = this.ends.nodesIn(holder.stack, resource);
      if (nodes.length > 0) { return nodes; }
      return [...this.ends.byText(holder.stack, arnOfCallee(templateText(resource))), ...importedEnds(resource, service)];
    });
    return distinctEnds(ends.filter(isCalled));
  }
}

/** Whether an action, which is no pattern for several, sends its requests to things of the service that a statement names. */
function isAboutThings(action: string, things: readonly GrantedCall[]): boolean {
  const [service] = action.toLowerCase().split(':');
  return !/[*?]/.test(action) && allows(action, CALLS) && things.some(({ to }) => isOfService(to, service));
}

/** The statements of a policy document that allow something. */
function statementsIn(holder: ModelResource, path: string, document: any): PlacedStatement[] {
  return possibleItems(Object(documentJson(document)).Statement)
    .filter(({ item }) => item?.Effect === 'Allow')
    .map(({ path: index, item: statement }) => ({ holder, path: `${path}.Statement.${index}`, statement }));
}

/** Whether there is an action in the tables for an end. Of what Amazon ECS has, `RunTask` takes task definitions alone. */
function isCalled(end: MapEnd): boolean {
  if (isModelResource(end)) { return !['AWS::ECS::Service', 'AWS::ECS::ExpressGatewayService'].includes(end.type); }
  const parts = arnParts(end.id);
  return parts?.service !== 'ecs' || parts.resource.startsWith('task-definition/');
}

/** What stacks export that are not among the templates: things of which the name of the export is all that is known. */
function importedEnds(value: any, service: string): MapEnd[] {
  return referencesIn(value).flatMap(({ exportName }) => typeof exportName === 'string' ? [externalByExport(exportName, service)] : []);
}

/** The ARN of a thing where a policy has a pattern for it: for the types of a GraphQL API, and for what Secrets Manager adds to the name of a secret. */
function arnOfCallee(arn: string | undefined): string | undefined {
  return arn?.replace(/(:appsync:[^/]*:apis\/[^/]+)\/types\/.+$/, '$1').replace(/(:secretsmanager:.+)-\?{6}$/, '$1');
}

/** Whether a resource is a table as such: its records are in its stream, which has an ARN of its own. */
function isTable(resource: any): boolean {
  return /^\$\{\w+\.Arn\}$|:table\/[^/*?]+$/.test(templateText(resource) ?? '');
}

function allows(pattern: string, table: Readonly<Record<string, readonly string[]>>): boolean {
  const [service] = pattern.toLowerCase().split(':');
  return (table[service] ?? []).some((action) => matchesAction(pattern, `${service}:${action}`));
}
