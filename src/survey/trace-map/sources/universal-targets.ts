import { requestedOf } from './integration-targets';
import { templateText } from '../../../private/template/template-text';
import type { ModelStack } from '../../template-model';
import type { SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';
import { serviceName } from '../service-types';

/** What a schedule or a subscriber says of its target. */
interface UniversalTarget {
  readonly arn: any;
  readonly request: any;
  readonly credentials: any;
}

/**
 * The things that a universal target is about. Such a target can call any action of any service, `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`: what the
 * action is about, its input or its role tells.
 *
 * @returns undefined where the target is none of these
 */
export function universalTargets(stack: ModelStack, target: UniversalTarget, context: SourceContext): MapEnd[] | undefined {
  const service = /:aws-sdk:([\w-]+):/.exec(templateText(target.arn) ?? '')?.[1];
  return service === undefined ? undefined : requestedOf(stack, serviceName(service), target, context);
}
