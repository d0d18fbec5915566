import { isObject, plainText } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { templateText } from '../../../private/template/template-text';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';

/** Whom a bucket notifies. */
export const BUCKET_NOTIFICATIONS: EdgeSource = {
  types: ['AWS::S3::Bucket'],
  edges: (bucket, context) => notificationEdges(bucket, [bucket], context),
};

/** The notifications that the CDK configures by a custom resource. */
export const CDK_BUCKET_NOTIFICATIONS: EdgeSource = {
  types: ['Custom::S3BucketNotifications'],
  edges: (notifications, context) => {
    const buckets = endsAt(notifications, 'BucketName', context);
    return notificationEdges(notifications, buckets.length > 0 ? buckets : namedBucket(notifications, context), context);
  },
};

/** A bucket of elsewhere, or of another stack, which goes by its name. Policies of the CDK call it by this ARN. */
function namedBucket({ stack, properties }: ModelResource, { ends }: SourceContext): MapEnd[] {
  const name = templateText(properties.BucketName);
  return name === undefined ? [] : ends.byText(stack, `arn:\${AWS::Partition}:s3:::${name}`);
}

/** Where CloudFormation and the API of Amazon S3 have whom they notify. */
const LISTS: readonly [string, string][] = [
  ['LambdaConfigurations', 'Function'],
  ['LambdaFunctionConfigurations', 'LambdaFunctionArn'],
  ['QueueConfigurations', 'Queue'],
  ['QueueConfigurations', 'QueueArn'],
  ['TopicConfigurations', 'Topic'],
  ['TopicConfigurations', 'TopicArn'],
];

function notificationEdges(holder: ModelResource, buckets: readonly MapEnd[], { ends }: SourceContext): FoundEdge[] {
  const configuration = Object(holder.properties.NotificationConfiguration);
  const toBus = isObject(configuration.EventBridgeConfiguration) && plainText(configuration.EventBridgeConfiguration.EventBridgeEnabled) !== 'false';
  return [
    ...LISTS.flatMap(([list, property]) => possibleItems(configuration[list]).flatMap(({ path, item }) => item?.[property] === undefined ? [] :
      edgesBetween(buckets, ends.in(holder.stack, item[property]), 'notification', evidenceAt(holder, `NotificationConfiguration.${list}.${path}.${property}`)))),
    ...edgesBetween(buckets, toBus ? [ends.defaultBus(holder.stack)] : [], 'notification', evidenceAt(holder, 'NotificationConfiguration.EventBridgeConfiguration')),
  ];
}
