import type { CrossingRule } from './judgement';
import { beginning } from './receivers';
import { lookupTable } from '../../../private/lookup-table';

/** Why nothing that comes from a sender by itself has a trace header, by the type of the sender. */
const REASONS = lookupTable<string>({
  'AWS::Events::Rule': 'events of AWS services and of partners have no trace header',
  'AWS::IoT::TopicRule': 'AWS documents no trace header in the messages of devices that AWS IoT passes on',
  'AWS::cloudwatch': 'what Amazon CloudWatch tells of metrics belongs to no trace',
  'AWS::ses': 'AWS documents no trace header in what Amazon SES tells of mails',
});

/** What services tell by themselves. */
export const TOLD: CrossingRule = (edge, factsOf) =>
  beginning(REASONS[edge.from.type] ?? 'AWS documents no trace header in what this service sends by itself')(edge, factsOf);
