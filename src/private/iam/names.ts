import { lookupTable } from '../lookup-table';
import { arnParts } from '../template/arns';
import { isComposed, isWhole, templateText } from '../template/template-text';

/** What a template calls a role, an instance profile or a managed policy that it does not refer to. */
export interface IamName {
  /** The name, without its path. */
  readonly name: string;
  /** Whether the name has parts that mean something in its own template alone. */
  readonly isComposed: boolean;
  /**
   * The account that its ARN names.
   * @default - the account of the template
   */
  readonly account?: string;
}

/** What a type is called in ARNs, and the property that gives a resource of the type its name. */
const NAMED_TYPES = lookupTable<{ readonly kind: string; readonly property: string }>({
  'AWS::IAM::InstanceProfile': { kind: 'instance-profile/', property: 'InstanceProfileName' },
  'AWS::IAM::ManagedPolicy': { kind: 'policy/', property: 'ManagedPolicyName' },
  'AWS::IAM::Role': { kind: 'role/', property: 'RoleName' },
});

/** The property that gives a resource of IAM its name. */
export function namePropertyOf(type: string): string {
  return NAMED_TYPES[type].property;
}

/**
 * The name of a thing of IAM in a template value, which is the name itself or an ARN.
 *
 * @returns undefined where it is no text, or the ARN of something else or of an account that only the deployment knows
 */
export function iamName(type: string, value: any): IamName | undefined {
  const text = templateText(value);
  if (text === undefined || !isWhole(text)) { return undefined; }
  if (!text.startsWith('arn:')) { return named(text); }
  const { kind } = NAMED_TYPES[type];
  const parts = arnParts(text);
  if (parts?.service !== 'iam' || !parts.resource.startsWith(kind)) { return undefined; }
  const ofName = named(parts.resource.slice(parts.resource.lastIndexOf('/') + 1));
  if (parts.account === '${AWS::AccountId}') { return ofName; }
  return /^\d+$/.test(parts.account) && ofName ? { ...ofName, account: parts.account } : undefined;
}

function named(name: string): IamName | undefined {
  return /^(?:[\w+=,.@-]|\$\{[^{}]*\})+$/.test(name) ? { name, isComposed: isComposed(name) } : undefined;
}
