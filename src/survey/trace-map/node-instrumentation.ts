import type { FoundSdk } from '../instrumentation/instrumentation';

/**
 * What is known of how the code of a node traces itself.
 */
export interface NodeInstrumentation {
  /** The tracing SDKs that were found, each with what shows it. */
  readonly sdks: FoundSdk[];

  /** Whether all of the code was looked at: where it is false, what was not found may be there all the same. */
  readonly isComplete: boolean;

  /**
   * What to add to the code.
   * @default - an SDK was found, or not all of the code was seen
   */
  readonly advice?: string;
}
