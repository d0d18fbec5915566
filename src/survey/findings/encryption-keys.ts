import type { RuleContext } from './finding-rule';
import type { ModelResource } from '../template-model';

/** The KMS keys of these templates that encrypt traces, with what makes use of them. */
export function encryptionKeys({ model }: RuleContext): { user: ModelResource; key: ModelResource; propertyPath: string }[] {
  const users = [
    ...model.ofType('Custom::XRayEncryption').map((user) => ({ user, propertyPath: 'KeyId' })),
    ...model.ofType('AWS::XRay::TransactionSearchConfig').map((user) => ({ user, propertyPath: 'CloudWatchLogsConfiguration.SpansLogGroupKmsKeyId' })),
  ];
  return users.flatMap(({ user, propertyPath }) => model.targets(user, propertyPath).flatMap((target) => {
    const keys = target.type === 'AWS::KMS::Alias' ? model.targets(target, 'TargetKeyId') : [target];
    return keys.filter(({ type }) => type === 'AWS::KMS::Key').map((key) => ({ user, key, propertyPath }));
  }));
}
