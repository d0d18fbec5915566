import { XRayClient, type XRayClientConfig } from '@aws-sdk/client-xray';

/** More attempts than the SDK's three: the calls of an account share X-Ray's request rate, and a deployment has time. */
const MAX_ATTEMPTS = 8;

/** A client that outlasts throttling for about a minute, and does not wait forever for an answer. */
export function xrayClient(config: XRayClientConfig = {}): XRayClient {
  return new XRayClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...config,
  });
}
