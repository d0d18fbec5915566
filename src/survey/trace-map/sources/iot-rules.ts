import { lookupTable } from '../../../private/lookup-table';
import { isObject, valueAt } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { pathOf } from '../../../private/template/property-path';
import type { ModelStack } from '../../template-model';
import { edgesBetween, type EdgeSource, endsNamed, evidenceAt, type SourceContext } from '../edge-source';
import { distinctEnds, type MapEnd } from '../map-end';

/** Where an action names whom it tells, and of which service that is. */
const NAMED = lookupTable<readonly [path: string, service: string]>({
  DynamoDB: ['TableName', 'dynamodb'],
  DynamoDBv2: ['PutItem.TableName', 'dynamodb'],
  Firehose: ['DeliveryStreamName', 'firehose'],
  Kinesis: ['StreamName', 'kinesis'],
  Lambda: ['FunctionArn', 'lambda'],
  S3: ['BucketName', 's3'],
  Sns: ['TargetArn', 'sns'],
  Sqs: ['QueueUrl', 'sqs'],
  StepFunctions: ['StateMachineName', 'states'],
});

/** Whom a rule of AWS IoT passes the messages of devices on to. */
export const IOT_RULES: EdgeSource = {
  types: ['AWS::IoT::TopicRule'],
  edges: (rule, context) => {
    const { Actions, ErrorAction } = Object(rule.properties.TopicRulePayload);
    const actions = possibleItems(Actions).map(({ path, item }) => ({ path: `Actions.${path}`, item }));
    return [...actions, { path: 'ErrorAction', item: ErrorAction }].flatMap(({ path, item }) =>
      edgesBetween([rule], toldBy(rule.stack, item, context), 'service event', evidenceAt(rule, `TopicRulePayload.${path}`)));
  },
};

function toldBy(stack: ModelStack, action: any, context: SourceContext): readonly MapEnd[] {
  const { ends } = context;
  const named = Object.entries(isObject(action) ? action : {}).flatMap(([kind, details]) => {
    const [path, service] = NAMED[kind] ?? [];
    return path === undefined || service === undefined ? [] : endsNamed(stack, service, valueAt(details, pathOf(path)), context);
  });
  return distinctEnds([...ends.nodesIn(stack, action), ...named, ...ends.in(stack, action?.Http?.Url)]);
}
