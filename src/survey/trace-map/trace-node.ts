import type { NodeInstrumentation } from './node-instrumentation';
import type { TracingStatus } from '../../tracing/tracing-finding';

/**
 * What stands at a place of the trace map.
 */
export enum TraceNodeKind {
  /** Who calls from outside: browsers, canaries, other systems. */
  CLIENT = 'client',
  /** What handles requests or messages, or passes them on. */
  SERVICE = 'service',
  /** What is called and calls nothing: tables, buckets, secrets. */
  STORE = 'store',
}

/**
 * A place of the trace map: a service, a client or a store.
 */
export interface TraceNode {
  /** What edges call it: the construct path of its resource, else its stack and logical id, else its ARN. */
  readonly id: string;

  /** What it is. */
  readonly kind: TraceNodeKind;

  /**
   * What X-Ray calls it, as far as the template tells: the name that environment variables give to the code of containers and servers, the name that
   * somebody gave to the resource, else its logical id.
   */
  readonly name: string;

  /** Its type as X-Ray has it, which nearly always is a CloudFormation type, such as `AWS::Lambda::Function`. */
  readonly type: string;

  /** Whether it is not in the templates: something of another app, a web address, a client. */
  readonly isExternal: boolean;

  /**
   * Its stack: a construct path, or the file of a template.
   * @default - it is not in the templates
   */
  readonly stack?: string;

  /** The resources that it stands for, by their construct paths or their stack and logical id: an API and its stages, for example. */
  readonly resources: string[];

  /**
   * What is known of its tracing; of several resources, the worst.
   * @default - the table of traceable resources has nothing about it
   */
  readonly status?: TracingStatus;

  /**
   * Why the status is what it is.
   * @default - the status says all
   */
  readonly reason?: string;

  /**
   * What to do about it.
   * @default - nothing to do
   */
  readonly advice?: string;

  /** The ids of the audit's findings about its resources, such as `XRay::LambdaFunctionTracing`, without those that somebody acknowledged. */
  readonly findings: string[];

  /**
   * What is known of how its code traces itself.
   * @default - it has no code, or nothing of its code is known
   */
  readonly instrumentation?: NodeInstrumentation;
}
