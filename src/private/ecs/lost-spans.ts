import { hostsOf, isLoopback } from './address';
import { byEnvironment, hasHiddenVariables, SPAN_ADDRESSES, valuesOf } from './environment';
import type { EcsTask } from './task';
import { itemsIn, plainText } from '../template/intrinsics';
import { templateText } from '../template/template-text';

/**
 * How a task loses OpenTelemetry spans, as a text that goes on with what does not take them; undefined where it loses none as far as anybody can tell.
 *
 * Containers that share a network find each other at the loopback address, so any other that is no X-Ray daemon may take the spans. On the network of the host
 * that may be one of another task.
 */
export function lostSpansOf(task: EcsTask): string | undefined {
  const senders = task.hasHiddenContainers || task.network === 'host' ? [] : task.applications.filter(sendsToItself);
  const deaf = new Set([...senders, ...task.daemons]);
  const mayBeReceived = task.network !== 'bridge' && task.containers.some((each) => !deaf.has(each));
  const [sender] = mayBeReceived ? [] : senders;
  return sender && `the container ${templateText(sender.Name) ?? plainText(sender.Name)} sends OpenTelemetry spans to ${spanAddressOf(sender)}, where nobody takes them`;
}

/** Whether a container sends its spans to the loopback address for sure, whatever a condition decides. */
function sendsToItself(container: any): boolean {
  if (hasHiddenVariables(container) || isToldBySecret(container) || !exportsByOtlp(container)) { return false; }
  return byEnvironment(container).every((each) => hostsOf(plainText(spanAddressOf(each))).every(isLoopback));
}

const EXPORTER = 'OTEL_TRACES_EXPORTER';
const SDK_DISABLED = 'OTEL_SDK_DISABLED';

/** Whether only the deployment knows where a container sends its spans, or whether it sends any. */
function isToldBySecret({ Secrets }: any): boolean {
  return itemsIn(Secrets).some((secret) => [...SPAN_ADDRESSES, EXPORTER, SDK_DISABLED].includes(secret?.Name));
}

function spanAddressOf(container: any): unknown {
  return SPAN_ADDRESSES.flatMap((name) => valuesOf(container, name))[0];
}

/** OTLP is what an SDK exports by unless it is told otherwise. */
function exportsByOtlp(container: any): boolean {
  const mayBeOff = valuesOf(container, SDK_DISABLED).some((value) => plainText(value).toLowerCase() !== 'false');
  return !mayBeOff && valuesOf(container, EXPORTER).every((exporter) => typeof exporter === 'string' && /\botlp/.test(exporter));
}
