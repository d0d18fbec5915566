import { possibleItems } from '../../../private/template/possible-items';
import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';
import { isOfService } from '../service-types';

/** What the actions of a rule name that pass a mail on, or tell of it. */
const RECEIVERS = ['BucketName', 'FunctionArn', 'TopicArn'];

/** Whom Amazon SES passes the mails on to that it receives. */
export const MAIL_RULES: EdgeSource = {
  types: ['AWS::SES::ReceiptRule'],
  edges: (rule, { ends }) => possibleItems(rule.properties.Rule?.Actions).flatMap(({ path, item }) =>
    Object.entries<any>(Object(item)).flatMap(([kind, action]) => RECEIVERS.flatMap((property) =>
      edgesBetween([externalService('ses')], ends.in(rule.stack, action?.[property]), 'service event', evidenceAt(rule, `Rule.Actions.${path}.${kind}.${property}`))))),
};

const ALARM_ACTIONS = ['AlarmActions', 'InsufficientDataActions', 'OKActions'];

/** The topics and the functions that alarms tell of what they have found. Whatever else they do has no trace. */
export const ALARMS: EdgeSource = {
  types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  edges: (alarm, { ends }) => ALARM_ACTIONS.flatMap((property) => possibleItems(alarm.properties[property]).flatMap(({ path, item }) => {
    const told = ends.in(alarm.stack, item).filter((end) => isOfService(end, 'sns') || isOfService(end, 'lambda'));
    return edgesBetween([externalService('cloudwatch')], told, 'service event', evidenceAt(alarm, `${property}.${path}`));
  })),
};
