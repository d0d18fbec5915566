import { type App, aws_kms as kms, Stack } from 'aws-cdk-lib';
import { ENV } from './parts';
import { DefaultSamplingRule, EncryptionKeyType, SamplingRate, SettingOnDelete, XRayEncryption } from '../../../src';

/** What X-Ray keeps once in each account and region, in several of them. */
export function defineSettings(app: App): void {
  const own = new Stack(app, 'Settings', { env: ENV });
  new XRayEncryption(own, 'Encryption', { encryptionKey: new kms.Key(own, 'Key', { enableKeyRotation: true }) });
  new DefaultSamplingRule(own, 'OtherRequests', { rate: SamplingRate.perSecond(5).thenPercent(10) });

  const elsewhere = new Stack(app, 'SettingsElsewhere', { env: { ...ENV, region: 'us-east-1' } });
  new XRayEncryption(elsewhere, 'Encryption', {
    encryptionKey: kms.Alias.fromAliasName(elsewhere, 'Alias', 'alias/traces'),
    onDelete: SettingOnDelete.RESET,
  });

  const anywhere = new Stack(app, 'SettingsAnywhere');
  new XRayEncryption(anywhere, 'Encryption', { keyType: EncryptionKeyType.AWS_OWNED });
}
