import type { Ends } from './ends';
import { addTo } from '../../private/add-to';
import { isObject } from '../../private/template/intrinsics';
import { possibleItems } from '../../private/template/possible-items';
import { isComposed, templateText } from '../../private/template/template-text';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** A namespace of AWS Cloud Map, as far as a template tells which: by a reference, or by its name or ARN. */
interface Namespace {
  readonly resource?: ModelResource;
  readonly name: string;
  readonly stack: ModelStack;
}

/** A host name, and who answers to it. */
interface Host {
  readonly name: string;
  readonly stack: ModelStack;
  readonly services: readonly ModelResource[];
  /**
   * The namespace of ECS Service Connect whose clients alone know the name.
   * @default - DNS knows it
   */
  readonly namespace?: Namespace;
}

const DNS_NAMESPACES = ['AWS::ServiceDiscovery::PrivateDnsNamespace', 'AWS::ServiceDiscovery::PublicDnsNamespace'];
const NAMESPACES = [...DNS_NAMESPACES, 'AWS::ServiceDiscovery::HttpNamespace'];

/** What may be a host name in a text: letters, digits, points and hyphens, and what stands for a part that the deployment knows. */
const WORD = /(?:\$\{[^}]*\}|[\w.-])+/g;

/** As long as an address may be. */
const MAX_TEXT = 2048;

/**
 * The services of Amazon ECS by the host names that code calls them by: those that AWS Cloud Map gives them, and the aliases of ECS Service Connect.
 *
 * A name that several services have, as in two Stages of an app, is that of the one in the same stack, else of none.
 */
export class HostNames {
  private hosts?: ReadonlyMap<string, readonly Host[]>;
  private services?: ReadonlyMap<ModelResource, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {}

  /** The services whose host names stand in what code is told, but for the one that the code itself belongs to. */
  public in(code: ModelResource, value: any): ModelResource[] {
    this.hosts ??= this.read();
    if (this.hosts.size === 0) { return []; }
    const own = this.servicesOf(code);
    return possibleItems(value).flatMap(({ item }) => wordsIn(templateText(item)))
      .flatMap(({ word, isAddress }) => this.find(code.stack, own, word, isAddress))
      .filter((service) => !own.includes(service));
  }

  private find(stack: ModelStack, own: readonly ModelResource[], word: string, isAddress: boolean): readonly ModelResource[] {
    if (!isAddress && !word.includes('.')) { return []; } // a word like any other
    const known = (this.hosts!.get(word.toLowerCase()) ?? []).filter((host) => this.isKnown(host, stack, own));
    const near = known.filter((host) => host.stack === stack);
    const meant = near.length > 0 ? near : known;
    return meant.length === 1 ? meant[0].services : [];
  }

  /** Whether a name means something in a stack, for code of some services. */
  private isKnown({ name, stack, namespace }: Host, asking: ModelStack, own: readonly ModelResource[]): boolean {
    if (stack !== asking && isComposed(name)) { return false; }
    return namespace === undefined || this.areClients(own, namespace);
  }

  /** Whether Service Connect lets the tasks of some services call by the names of a namespace. */
  private areClients(services: readonly ModelResource[], namespace: Namespace): boolean {
    return services.some((service) => {
      const own = this.connectedTo(service);
      return own !== undefined && isSame(own, namespace);
    });
  }

  private servicesOf(code: ModelResource): readonly ModelResource[] {
    this.services ??= this.model.byTarget('AWS::ECS::Service', 'TaskDefinition');
    return this.services.get(code) ?? [];
  }

  private read(): Map<string, Host[]> {
    const hosts = new Map<string, Host[]>();
    const found = [
      ...this.model.ofType('AWS::ServiceDiscovery::Service').flatMap((registry) => this.registered(registry)),
      ...this.model.ofType('AWS::ECS::Service').flatMap((service) => this.aliased(service)),
    ];
    for (const host of found) { addTo(hosts, host.name.toLowerCase(), host); }
    return hosts;
  }

  /** The name under which DNS has a service of Cloud Map. */
  private registered(registry: ModelResource): Host[] {
    const { stack, properties } = registry;
    const namespaces = this.model.targetsIn(stack, [properties.NamespaceId, properties.DnsConfig?.NamespaceId])
      .filter(({ type }) => DNS_NAMESPACES.includes(type));
    const service = templateText(properties.Name);
    const namespace = namespaces.length === 1 ? templateText(namespaces[0].properties.Name) : undefined;
    const services = this.ends.nodesOf(registry);
    if (service === undefined || namespace === undefined || services.length === 0) { return []; }
    return isComposed(namespace) && namespaces[0].stack !== stack ? [] : [{ name: `${service}.${namespace}`, stack, services }];
  }

  /** The names by which Service Connect lets others call a service. */
  private aliased(service: ModelResource): Host[] {
    const namespace = this.connectedTo(service);
    if (namespace === undefined) { return []; }
    return possibleItems(service.properties.ServiceConnectConfiguration.Services).flatMap(({ item }) => {
      const name = templateText(item?.DiscoveryName) ?? templateText(item?.PortName);
      const byDefault = name === undefined ? undefined : `${name}.${namespace.name}`;
      return possibleItems(item?.ClientAliases).flatMap(({ item: alias }) => templateText(alias?.DnsName) ?? byDefault ?? [])
        .map((alias) => ({ name: alias, stack: service.stack, services: [service], namespace }));
    });
  }

  /** The namespace in which Service Connect has a service: its own, or the one of its cluster; undefined where it has not, or nobody can tell. */
  private connectedTo(service: ModelResource): Namespace | undefined {
    const configuration = service.properties.ServiceConnectConfiguration;
    if (!isObject(configuration) || String(configuration.Enabled) === 'false') { return undefined; }
    const cluster = this.model.target(service, 'Cluster');
    return this.namespace(service.stack, configuration.Namespace)
      ?? (cluster && this.namespace(cluster.stack, cluster.properties.ServiceConnectDefaults?.Namespace));
  }

  private namespace(stack: ModelStack, value: any): Namespace | undefined {
    const [resource] = this.model.targetsIn(stack, value).filter(({ type }) => NAMESPACES.includes(type));
    const name = templateText(resource ? resource.properties.Name : value);
    return name === undefined ? undefined : { resource, name, stack: resource?.stack ?? stack };
  }
}

function isSame(one: Namespace, other: Namespace): boolean {
  if (one.resource && other.resource) { return one.resource === other.resource; }
  return one.name === other.name && (one.stack === other.stack || !isComposed(one.name));
}

/** The words of a text, and whether they stand where an address has its host: behind a scheme or a password, or before a port. */
function wordsIn(text: string | undefined): { word: string; isAddress: boolean }[] {
  if (text === undefined || text.length > MAX_TEXT) { return []; }
  return [...text.matchAll(WORD)].map((match) => ({
    word: match[0],
    isAddress: /(:\/\/|@)$/.test(text.slice(0, match.index)) || /^:(\d|\$\{)/.test(text.slice(match.index + match[0].length)),
  }));
}
