import { misuse, shown } from '../../../private/errors';
import type { InstallSettings } from '../install-settings';
import type { Listener } from '../listener';

/** The shell variables that every installation script has. The machine is asked for a region where `region` is empty. */
export function commonVariables(settings: InstallSettings, defaultFingerprint: string, listener: Listener): Record<string, string> {
  return {
    locations: settings.packageLocation ? httpsAddress('packageLocation', settings.packageLocation) : '',
    key_url: settings.signingKeyUrl ? httpsAddress('signingKeyUrl', settings.signingKeyUrl) : '',
    fingerprint: fingerprint(settings.signingKeyFingerprint ?? defaultFingerprint),
    region: regionOf(settings),
    protocol: listener.protocol,
    port: String(listener.port),
  };
}

function httpsAddress(prop: string, address: string): string {
  if (!/^https:\/\/[^\s'"]+$/.test(address)) {
    throw misuse(`\`${prop}\` must be an https address, got: ${shown(address)}. The package is checked after it has come, its way here before.`);
  }
  return address.replace(/\/+$/, '');
}

function fingerprint(text: string): string {
  const digits = text.replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-F]{40}$/.test(digits)) {
    throw misuse(`\`signingKeyFingerprint\` must have 40 hexadecimal digits, got: ${shown(text)}. A shorter key id can be forged.`);
  }
  return digits;
}

function regionOf({ region, onPremises }: InstallSettings): string {
  if (onPremises && !region) {
    throw misuse('`region` must be given for servers outside EC2, which have no instance metadata to tell it.');
  }
  return region ?? '';
}
