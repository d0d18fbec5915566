import type { InstallSettings } from './install-settings';
import { misuse, shown } from '../../private/errors';

/** Settings as scripts have them: checked, in one form, with nothing where nothing was given. */
export interface CheckedSettings {
  readonly location: string;
  readonly keyUrl: string;
  readonly fingerprint: string;
  readonly sha256: string;
  readonly region: string;
  readonly onPremises: boolean;
}

/** Checks the settings. A mistake in them is better found now than by a server at night. */
export function checked(settings: InstallSettings, awsFingerprint: string): CheckedSettings {
  const { onPremises = false, region = '' } = settings;
  if (onPremises && !region) {
    throw misuse('`region` must be given for servers outside EC2, which have no instance metadata to tell it.');
  }
  return {
    location: httpsAddress('packageLocation', settings.packageLocation),
    keyUrl: httpsAddress('signingKeyUrl', settings.signingKeyUrl),
    fingerprint: hexDigits('signingKeyFingerprint', 40, settings.signingKeyFingerprint ?? awsFingerprint),
    sha256: settings.packageSha256 ? hexDigits('packageSha256', 64, settings.packageSha256) : '',
    region,
    onPremises,
  };
}

function httpsAddress(prop: string, address: string = ''): string {
  if (address && !/^https:\/\/[^\s'"]+$/.test(address)) {
    throw misuse(`\`${prop}\` must be an https address, got: ${shown(address)}. Without TLS, anyone on the way can withhold an update.`);
  }
  return address.replace(/\/+$/, '');
}

function hexDigits(prop: string, count: number, text: string): string {
  const digits = text.replace(/\s/g, '').toUpperCase();
  if (digits.length !== count || /[^0-9A-F]/.test(digits)) {
    throw misuse(`\`${prop}\` must have ${count} hexadecimal digits, got: ${shown(text)}. A shorter one can be forged.`);
  }
  return digits;
}
