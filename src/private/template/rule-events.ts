import { isNoValue, isPlainObject, mayBeAbsent } from './intrinsics';
import { templateText } from './template-text';
import { documentJson } from '../iam/policy-documents';
import { listed } from '../listed';

/** Who sends the events of a rule: a schedule, nobody but services of AWS and partners, or whoever calls `PutEvents`, too. */
export type EventSender = 'schedule' | 'services' | 'anyone';

/**
 * Who sends the events of a rule.
 *
 * @param isOfPartner whether the buses that it may be on are those of partners
 */
export function eventSender(schedule: any, pattern: any, isOfPartner: boolean): EventSender {
  if (schedule !== undefined) { return 'schedule'; }
  return isOfPartner || takesServicesAlone(patternOf(pattern)) ? 'services' : 'anyone';
}

/**
 * Whether a bus is one that a partner sends its events to, which nobody else can.
 *
 * @param name its name or ARN
 * @param source the partner's event source that it takes events from, which other buses have none of
 */
export function isPartnerBus(name: any, source?: any): boolean {
  return (Boolean(source) && !isNoValue(source) && !mayBeAbsent(source)) || /^(?:arn:.*:event-bus\/)?aws\.partner\//.test(templateText(name) ?? '');
}

/** CloudFormation takes a pattern as a text, too. */
function patternOf(pattern: any): Record<string, any> {
  return Object(isPlainObject(pattern) ? pattern : documentJson(templateText(pattern)));
}

/** Whether a pattern names none but sources of AWS and of partners. Where it names no source, what CloudTrail delivers is known by its type. */
function takesServicesAlone({ source, 'detail-type': detailType }: Record<string, any>): boolean {
  return source === undefined ? isEach(detailType, isOfCloudTrail) : isEach(source, isOfServices);
}

function isEach(values: any, is: (value: any) => boolean): boolean {
  const all = listed(values);
  return all.length > 0 && all.every(is);
}

function isOfCloudTrail(detailType: any): boolean {
  return templateText(detailType)?.endsWith(' via CloudTrail') === true;
}

/** Whether a source is of AWS or of a partner, by its name or by the beginning of that. `PutEvents` takes no event with such a source. */
function isOfServices(source: any): boolean {
  return templateText(source?.prefix ?? source?.wildcard ?? source)?.startsWith('aws.') === true;
}
