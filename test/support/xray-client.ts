import type { XRayClient } from '@aws-sdk/client-xray';
import type { XRayStub } from './xray-stub';
import { xrayClient } from '../../src/settings/private/handler/client';

/** The client of the handlers, with less patience, talking to a stub. */
export function clientOf(stub: XRayStub): XRayClient {
  return xrayClient({
    endpoint: stub.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    maxAttempts: 2,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  });
}
