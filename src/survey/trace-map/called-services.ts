import { CALLS } from './called-actions';
import { matchesAction } from '../../private/iam/statement-matching';
import { lookupTable } from '../../private/lookup-table';

/** Any action of a service that does nothing but answer requests. */
const ANY = ['*'];

/** The services whose requests go to the service as such, and not to a thing of one's own, with the actions that send them; what configures a service is no call. */
const SERVICES = lookupTable<readonly string[]>({
  'appconfig': ['GetConfiguration', 'StartConfigurationSession', 'GetLatestConfiguration'],
  'athena': ['StartQueryExecution'],
  'bedrock': [...CALLS.bedrock, 'InvokeModel', 'InvokeModelWithResponseStream', 'InvokeInlineAgent', 'ApplyGuardrail'],
  'bedrock-agentcore': CALLS['bedrock-agentcore'],
  'comprehend': ANY,
  'comprehendmedical': ANY,
  'iot': ['Publish', 'GetThingShadow', 'UpdateThingShadow'],
  'lex': ['RecognizeText', 'RecognizeUtterance', 'PostContent', 'PostText'],
  'mediaconvert': ['CreateJob'],
  'mobiletargeting': ['SendMessages', 'SendUsersMessages'],
  'personalize': ['GetRecommendations', 'GetPersonalizedRanking'],
  'polly': ANY,
  'rekognition': ANY,
  'ses': ['SendEmail', 'SendRawEmail', 'SendTemplatedEmail', 'SendBulkEmail', 'SendBulkTemplatedEmail', 'SendBounce'],
  'sms-voice': ['SendTextMessage', 'SendVoiceMessage', 'SendMediaMessage'],
  'textract': ANY,
  'timestream': CALLS.timestream,
  'transcribe': ANY,
  'translate': ANY,
});

/** The service that an action of a policy calls as such. A pattern for the actions of any service tells of none. */
export function calledService(pattern: string): string | undefined {
  const [service] = pattern.toLowerCase().split(':');
  const actions = SERVICES[service];
  return actions && (actions === ANY || actions.some((action) => matchesAction(pattern, `${service}:${action}`))) ? service : undefined;
}
