import { Token } from 'aws-cdk-lib';
import { misuse, shown } from '../../private/errors';
import { isItemHidden } from '../../private/options/limits';
import { listSuchAs, optionsSuchAs, requireKind } from '../../private/options/option-kinds';

/** What State Manager takes in one association. */
const MAX_KEYS = 5;
const MAX_VALUES = 50;

/** The key of a target has no plus sign, though that of a tag may have one. */
const TAG_TEXTS = {
  key: {
    matches: /^[\p{L}\p{Z}\p{N}_.:/=\-@]{1,128}$/u,
    rule: 'a tag\'s key as Systems Manager takes it for a target: 1 to 128 letters, digits, spaces and _.:/=-@',
  },
  value: {
    matches: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    rule: 'a tag\'s value: up to 256 letters, digits, spaces and _.:/=+-@',
  },
};

/**
 * A target of an association, as State Manager has it.
 * @internal
 */
export interface AssociationTarget {
  readonly key: string;
  readonly values: string[];
}

/**
 * Which managed nodes are meant: EC2 instances and servers outside of EC2 that are registered with AWS Systems Manager.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state-manager-targets-and-rate-controls.html
 */
export class ManagedNodeTargets {
  /** All managed nodes of the account and region, also those that come later. */
  public static allNodes(): ManagedNodeTargets {
    return new ManagedNodeTargets([{ key: 'InstanceIds', values: ['*'] }]);
  }

  /**
   * The nodes that have a tag, also those that come later.
   *
   * @param key the tag's key, up to 128 letters, digits, spaces and `_.:/=-@`
   * @param values the tag's values, any of which will do: 1 to 50, up to 256 characters each
   * @throws when the key or a value is not what it must be
   */
  public static tag(key: string, ...values: string[]): ManagedNodeTargets {
    return ManagedNodeTargets.tags({ [tagText('key', key)]: values });
  }

  /**
   * The nodes that have all of several tags, also those that come later.
   *
   * @param tags for each key, of which there may be 1 to 5, the values that will do
   * @throws when a key or a value is not what it must be
   */
  public static tags(tags: { [key: string]: string[] }): ManagedNodeTargets {
    requireKind('tags', tags, optionsSuchAs('{ Tier: ["web"] }'));
    const keys = Object.keys(tags);
    if (keys.length === 0 || keys.length > MAX_KEYS) { throw misuse(`\`tags\` must have 1 to ${MAX_KEYS} keys, got: ${keys.length}`); }
    return new ManagedNodeTargets(keys.map((key) => ({ key: `tag:${tagText('key', key)}`, values: tagValues(key, tags[key]) })), tags);
  }

  /**
   * Single nodes.
   *
   * @param ids 1 to 50 ids: `i-…` of EC2 instances, `mi-…` of servers that are registered by a hybrid activation
   * @throws when an id is not one
   */
  public static instanceIds(...ids: string[]): ManagedNodeTargets {
    if (ids.length === 0 || ids.length > MAX_VALUES) { throw misuse(`\`ids\` must be 1 to ${MAX_VALUES} ids, got: ${ids.length}. Choose more nodes by a tag.`); }
    const wrong = ids.findIndex((id) => !isItemHidden(id) && !isNodeId(id));
    if (wrong >= 0) { throw misuse(`\`ids\` must be ids of managed nodes, such as i-0123456789abcdef0 or mi-0123456789abcdef0, got: ${shown(ids[wrong])}`); }
    return new ManagedNodeTargets([{ key: 'InstanceIds', values: [...ids] }]);
  }

  /**
   * The nodes of an AWS resource group, also those that come later.
   *
   * @param name the name of the group
   * @throws when the name is not one that a group can have
   */
  public static resourceGroup(name: string): ManagedNodeTargets {
    if (!Token.isUnresolved(name) && !(typeof name === 'string' && /^[\w.-]{1,300}$/.test(name))) {
      throw misuse(`\`name\` must be the name of a resource group: 1 to 300 letters, digits and ._-, got: ${shown(name)}`);
    }
    return new ManagedNodeTargets([{ key: 'resource-groups:Name', values: [name] }]);
  }

  private constructor(
    /** @internal */
    public readonly _targets: readonly AssociationTarget[],
    private readonly chosenTags: Readonly<Record<string, string[]>> = {},
  ) {}

  /**
   * A tag for each key, with which a new node would be among these nodes.
   * @internal
   */
  public get _tags(): { readonly key: string; readonly value: string }[] {
    return Object.entries(this.chosenTags).map(([key, [value]]) => ({ key, value }));
  }
}

function isNodeId(id: unknown): boolean {
  return typeof id === 'string' && /^(i-([0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17})$/.test(id);
}

function tagValues(key: string, values: readonly string[]): string[] {
  requireKind('values', values, listSuchAs('["web"]'));
  if (values.length === 0 || values.length > MAX_VALUES) { throw misuse(`the tag ${key} must have 1 to ${MAX_VALUES} \`values\`, got: ${values.length}`); }
  return values.map((value) => tagText('value', value));
}

function tagText(what: keyof typeof TAG_TEXTS, text: string): string {
  const { matches, rule } = TAG_TEXTS[what];
  const isTag = typeof text === 'string' && matches.test(text);
  if (!isItemHidden(text) && !isTag) { throw misuse(`\`${what}\` must be ${rule}, got: ${shown(text)}`); }
  return text;
}
