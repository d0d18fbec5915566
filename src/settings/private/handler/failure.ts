import type { XRayServiceException } from '@aws-sdk/client-xray';

/** A cause that can be told by what AWS answers, and what to do about it. */
export interface Cause {
  /** Matches the name of the error, a colon and its message. */
  readonly pattern: RegExp;
  readonly text: string;
}

const THROTTLED: Cause = {
  pattern: /throttl|too ?many ?requests|rate exceeded/i,
  text: 'X-Ray throttles the requests of this account. Deploy again later.',
};

const DENIED = /access ?denied|not authorized|unauthorized|explicit deny/i;

/** The cause where the function is not allowed to do what its role allows. */
export function denied(action: string): Cause {
  return {
    pattern: DENIED,
    text: `The role of this function is not allowed to. Look for a permissions boundary or a service control policy that denies \`${action}\`, and deploy again.`,
  };
}

/**
 * An error that tells CloudFormation, and so whoever deploys, what failed, why, and what to do.
 *
 * X-Ray names no causes but "invalid request" and "throttled", so they are told by the message, which is quoted.
 */
export function failure(what: string, error: unknown, causes: readonly Cause[], otherwise: string): Error {
  const { name, message } = error as Error;
  const said = `${name}: ${message}`;
  const known = [...causes, THROTTLED].find(({ pattern }) => pattern.test(said));
  return new Error(`${what}. ${known?.text ?? otherwise} AWS says: ${said}`, { cause: error });
}

/** Whether asking again later may help after a failure: X-Ray throttled the request, failed itself, or could not be reached. */
export function isTransient(error: unknown): boolean {
  const cause = (error as Error).cause as Partial<XRayServiceException>;
  const status = cause.$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || THROTTLED.pattern.test(`${cause.name}`);
}

/** Whether AWS denied the permission after a failure. */
export function isDenied(error: unknown): boolean {
  const { name, message } = (error as Error).cause as Error;
  return DENIED.test(`${name}: ${message}`);
}
