import { bucketAt } from './bucket-addresses';
import { CalledNames } from './called-names';
import { DefaultBuses, isDefaultBus } from './default-buses';
import { withoutSecrets } from './dynamic-references';
import { implicitApisIn } from './implicit-apis';
import { distinctEnds, type ExternalEnd, externalAddress, externalByArn, type MapEnd } from './map-end';
import { isNodeType, STAND_INS, typeOfArn, typeOfService } from './node-types';
import { serversBehind } from './servers-behind';
import { arnName, arnOfThing, type ArnParts, arnParts, partitionOfRegion } from '../../private/template/arns';
import { branchesOf } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';
import { type Place, writtenOut } from '../places';
import { SsmParameters } from '../ssm-parameters';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** How many stand-ins may follow upon each other: the alias of a version of a function. */
const MAX_STAND_INS = 4;

/** A web address whose host CloudFormation puts in when it deploys. */
const HIDDEN_HOST = /^https?:\/\/[^/{]*\{\{/;

/** The address of a queue: the region, the domain, the account and the name. */
const QUEUE_URL = /^https:\/\/sqs\.([^./]+)\.([^/]+)\/([^/]+)\/([^/?]+)$/;

/** The ARN of the queue whose address a text is; undefined where it is none. */
function queueAt(text: string): string | undefined {
  const queue = QUEUE_URL.exec(text);
  if (!queue) { return undefined; }
  const [, region, domain, account, name] = queue;
  return ['arn', partitionOf(region, domain), 'sqs', region, account, name].join(':');
}

/** The partition of a region. Where only the deployment knows the region, the partition is written out if the domain is. */
function partitionOf(region: string, domain: string): string {
  if (region.startsWith('${') && domain.startsWith('${')) { return '${AWS::Partition}'; }
  if (domain.endsWith('.cn')) { return 'aws-cn'; }
  return partitionOfRegion(region);
}

/** Where the thing is that an ARN names. Patterns, parameters and the ARNs of buckets tell no place. */
function placeOf({ source }: ModelStack, { account, region }: ArnParts): Place {
  return {
    account: account === '${AWS::AccountId}' ? source.account : writtenOut(account),
    region: region === '${AWS::Region}' ? source.region : writtenOut(region),
  };
}

/** Where the thing is that is called by its name alone. */
function placeOfNames({ source }: ModelStack, service: string): Place {
  return service === 's3' ? {} : source;
}

/** Whether an ARN is of the account and the region that a stack is deployed to. */
function isOwn({ source }: ModelStack, { account, region }: ArnParts): boolean {
  return (account === '${AWS::AccountId}' || account === source.account) && (region === '${AWS::Region}' || region === source.region);
}

/** Finds the nodes that template values mean: by references, by names in ARNs, and by SSM parameters. */
export class Ends {
  private readonly names: CalledNames;
  private readonly defaultBuses: DefaultBuses;
  private readonly parameters: SsmParameters;
  private servers?: ReadonlyMap<ModelResource, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel) {
    this.names = new CalledNames(model);
    this.defaultBuses = new DefaultBuses(model.stacks);
    this.parameters = new SsmParameters(model);
  }

  /** The nodes that a value refers to. */
  public nodesIn(stack: ModelStack, value: any): ModelResource[] {
    const targets = [...this.parameters.targetsIn(stack, value), ...this.names.within(stack, value)];
    return [...new Set(targets.flatMap((target) => this.nodesOf(target)))];
  }

  /** The nodes that a value refers to, or the thing outside whose ARN or web address it is, in each branch of a condition. Secrets that CloudFormation puts into it are neither. */
  public in(stack: ModelStack, value: any): MapEnd[] {
    const branches = branchesOf(value);
    return branches ? distinctEnds(branches.flatMap((branch) => this.in(stack, branch))) : this.inOne(stack, value);
  }

  private inOne(stack: ModelStack, value: any): MapEnd[] {
    const known = [...this.nodesIn(stack, withoutSecrets(value)), ...implicitApisIn(stack, value)];
    return known.length > 0 ? known : this.byText(stack, templateText(value));
  }

  /** The node that a resource is, or stands for. */
  public nodesOf(resource: ModelResource, hops = MAX_STAND_INS): ModelResource[] {
    if (isNodeType(resource.type)) { return [resource]; }
    const property = STAND_INS[resource.type];
    if (property === undefined || hops === 0) {
      this.servers ??= serversBehind(this.model);
      return [...this.servers.get(resource) ?? []];
    }
    return this.model.targets(resource, property).flatMap((target) => this.nodesOf(target, hops - 1));
  }

  /** The node, or the thing outside, that a text names by an ARN or a web address; nothing where it is a pattern or a list. */
  public byText(stack: ModelStack, text: string | undefined): MapEnd[] {
    if (text === undefined || text.length > 2048) { return []; }
    const queue = queueAt(text);
    if (queue !== undefined) { return this.byText(stack, queue); }
    const bucket = this.bucketAt(stack, text);
    if (bucket) { return [bucket]; }
    if (/^https?:\/\//.test(text)) { return HIDDEN_HOST.test(text) ? [] : [externalAddress(text)]; }
    const parts = arnParts(text);
    return parts ? this.byArn(stack, text, parts) : [];
  }

  private byArn(stack: ModelStack, arn: string, parts: ArnParts): MapEnd[] {
    const type = typeOfArn(parts);
    const name = arnName(parts);
    if (type === undefined || name === '' || /[*?,\s]/.test(name)) { return []; }
    return [this.names.ofType(stack, type, name, placeOf(stack, parts)) ?? this.outside(stack, arn, parts, type)];
  }

  /** The resource with a name that somebody gave to it; undefined where there is none, or several. */
  public named(stack: ModelStack, service: string, name: string): ModelResource | undefined {
    const type = typeOfService(service);
    return type === undefined ? undefined : this.names.ofType(stack, type, name, placeOfNames(stack, service));
  }

  /** The bucket of the templates whose address or host name a text is. */
  private bucketAt(stack: ModelStack, text: string): ModelResource | undefined {
    const name = bucketAt(text);
    return name === undefined ? undefined : this.named(stack, 's3', name);
  }

  /** The event bus that the account and the region of a stack have by themselves. */
  public defaultBus(stack: ModelStack): ExternalEnd {
    return this.defaultBuses.of(stack);
  }

  /** The thing outside that has an ARN. A default bus is the same whether it is named by its ARN or not at all. */
  private outside(stack: ModelStack, arn: string, parts: ArnParts, type: string): ExternalEnd {
    const end = (isDefaultBus(parts) && this.defaultBusOf(stack, parts)) || externalByArn(arnOfThing(arn), parts, type);
    return parts.service === 'execute-api' && this.isHttpApi(stack, end.name) ? { ...end, type: 'AWS::ApiGatewayV2::Api' } : end;
  }

  /** The default bus that an ARN names, unless it is where no stack is deployed to. */
  private defaultBusOf(stack: ModelStack, parts: ArnParts): ExternalEnd | undefined {
    return isOwn(stack, parts) ? this.defaultBus(stack) : this.defaultBuses.in(placeOf(stack, parts));
  }

  /** Whether a stack adds to an API what HTTP APIs and WebSocket APIs have. By their ARNs they cannot be told from REST APIs. */
  private isHttpApi(stack: ModelStack, name: string): boolean {
    return ['AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route']
      .some((type) => stack.resources.ofType(type).some(({ properties }) => templateText(properties.ApiId) === name));
  }
}
