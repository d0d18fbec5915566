import { ArnFormat, CfnResource, type aws_kms as kms, Reference, type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { CfnView } from '../../private/cdk/cfn-view';
import { shown } from '../../private/errors';

/** The key that an alias stands for, where the alias knows it. The CDK throws where it was imported by nothing but its name. */
export function keyBehind(given: kms.IKey): kms.IKey {
  if (!isAlias(given)) { return given; }
  try {
    return given.aliasTargetKey;
  } catch {
    return given;
  }
}

/** The name of an alias that stands for a key which nobody knows here; undefined for a key. */
export function aliasNameOf(key: kms.IKey): string | undefined {
  return isAlias(key) ? key.aliasName : /:(alias\/.+)$/.exec(key.keyArn)?.[1];
}

function isAlias(key: kms.IKey): key is kms.IAlias {
  return 'aliasName' in key;
}

/** The key's resource, where it is one of this app. */
export function keyResource(key: kms.IKey): CfnView | undefined {
  const token = Tokenization.reverse(key.keyArn, { failConcat: false });
  const target = Reference.isReference(token) ? token.target : undefined;
  return target && CfnResource.isCfnResource(target) && target.cfnResourceType.startsWith('AWS::KMS::') ? new CfnView(target) : undefined;
}

/**
 * Why a key cannot be used in a stack, as far as the regions of both are known.
 *
 * @param property the property that has the key
 */
export function inOtherRegion(key: kms.IKey, property: string, stack: Stack): string | undefined {
  const region = Token.isUnresolved(key.keyArn) ? key.env.region : stack.splitArn(key.keyArn, ArnFormat.SLASH_RESOURCE_NAME).region!;
  const isThere = Token.isUnresolved(region) || Token.isUnresolved(stack.region) || region === stack.region;
  return isThere ? undefined
    : `\`${property}\` must be in the region of the stack, ${stack.region}, got a key in ${region}; give a key, or the replica of one, in ${stack.region}`;
}

/**
 * Why a service cannot encrypt with a key.
 *
 * @param property the property that has the key
 * @param service who is to encrypt with it
 */
export function unfit(key: CfnView, property: string, service: string): string | undefined {
  return notSymmetric(key, property, service) ?? disabled(key, property, service);
}

function notSymmetric(key: CfnView, property: string, service: string): string | undefined {
  const [spec, usage] = ['KeySpec', 'KeyUsage'].map((name) => key.value([name]) ?? undefined);
  const isOther = (value: unknown, expected: string) => typeof value === 'string' && value !== expected;
  return isOther(spec, 'SYMMETRIC_DEFAULT') || isOther(usage, 'ENCRYPT_DECRYPT')
    ? `\`${property}\` must be a symmetric encryption key, because ${service} takes no others, got: ${shown(spec ?? usage)}; `
      + `leave \`keySpec\` and \`keyUsage\` of ${key.resource.node.path} at their defaults, or give another key`
    : undefined;
}

function disabled(key: CfnView, property: string, service: string): string | undefined {
  return key.value(['Enabled']) === false
    ? `\`${property}\` must be enabled, because ${service} cannot encrypt with a disabled key, got: the disabled key ${key.resource.node.path}; enable it`
    : undefined;
}
