import type { TraceNode } from '../../survey/trace-map/trace-node';
import { html, type Markup } from '../html/markup';

/** Drawings of 20 by 20, as lines. */
const PATHS = {
  api: 'M6.5 4 2.5 10l4 6M13.5 4l4 6-4 6M11.5 5 8.5 15',
  balancer: 'M2.5 10h4M6.5 10l7-6M6.5 10h7M6.5 10l7 6M13.5 2.5h4v3h-4zM13.5 8.5h4v3h-4zM13.5 14.5h4v3h-4z',
  bucket: 'M3 5c0-3 14-3 14 0s-14 3-14 0zM3 5l2 11c.5 2 9.5 2 10 0l2-11',
  bus: 'M2 10h16M5 10V4M10 10V4M15 10V4M7.5 10v6M12.5 10v6',
  canary: 'M2 10h4l2-6 4 12 2-6h4',
  container: 'M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8',
  external: 'M6 15.5a4 4 0 0 1-.5-8 5 5 0 0 1 9.5 1 3.5 3.5 0 0 1-.5 7z',
  function: 'M5 3.5h2.5L14 16.5h2M9.8 8 5 16.5',
  globe: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM2.5 10h15M10 2.5c-5.5 5-5.5 10 0 15M10 2.5c5.5 5 5.5 10 0 15',
  key: 'M7 10.5a3.5 3.5 0 1 1 .1 0zM9.5 9.5l7.5 6M14 13l-1.5 2',
  people: 'M10 9.5a3.2 3.2 0 1 0-.1 0zM3.5 17c.5-7 12.5-7 13 0z',
  queue: 'M2.5 6h3v8h-3zM8.5 6h3v8h-3zM14.5 6h3v8h-3z',
  server: 'M3.5 3.5h13v5h-13zM3.5 11.5h13v5h-13zM6 6h.5M6 14h.5',
  service: 'M3.5 3.5h13v13h-13zM7 7h6v6H7z',
  stack: 'M10 2.5 18 7l-8 4.5L2 7zM2 10.5 10 15l8-4.5M2 13.5 10 18l8-4.5',
  steps: 'M7.5 2.5h5v4h-5zM2.5 13.5h5v4h-5zM12.5 13.5h5v4h-5zM10 6.5v3.5M5 13.5V10h10v3.5',
  stream: 'M2.5 6c4-4 6 4 10 0 2-2 3.5-1 5 0M2.5 11c4-4 6 4 10 0 2-2 3.5-1 5 0M2.5 16c4-4 6 4 10 0 2-2 3.5-1 5 0',
  table: 'M3 5c0-3 14-3 14 0s-14 3-14 0zM3 5v10c0 3 14 3 14 0V5M3 10c0 3 14 3 14 0',
  topic: 'M10 8.5a1.5 1.5 0 1 0 .1 0zM6 14a5.5 5.5 0 0 1 0-8M14 6a5.5 5.5 0 0 1 0 8M3.5 16.5a9 9 0 0 1 0-13M16.5 3.5a9 9 0 0 1 0 13',
} as const;

type Icon = keyof typeof PATHS;

/** The icons by type, or by the service of a type. */
const ICONS: ReadonlyMap<string, Icon> = new Map(Object.entries<Icon>({
  'ApiGateway': 'api',
  'ApiGatewayV2': 'api',
  'AppSync': 'api',
  'AmazonMQ': 'queue',
  'AutoScaling': 'server',
  'CloudFront': 'globe',
  'AWS::CloudFront::Function': 'function',
  'CodePipeline': 'steps',
  'Cognito': 'people',
  'DAX': 'table',
  'DocDB': 'table',
  'DynamoDB': 'table',
  'EC2': 'server',
  'ECS': 'container',
  'EKS': 'container',
  'AppRunner': 'container',
  'ElastiCache': 'table',
  'ElasticBeanstalk': 'server',
  'ElasticLoadBalancing': 'balancer',
  'ElasticLoadBalancingV2': 'balancer',
  'Elasticsearch': 'table',
  'Events': 'bus',
  'AWS::Events::ApiDestination': 'external',
  'Kinesis': 'stream',
  'KinesisAnalytics': 'stream',
  'KinesisAnalyticsV2': 'stream',
  'KinesisFirehose': 'stream',
  'Lambda': 'function',
  'MSK': 'stream',
  'Neptune': 'table',
  'OpenSearchService': 'table',
  'Pipes': 'bus',
  'RDS': 'table',
  'RUM': 'people',
  'Redshift': 'table',
  'S3': 'bucket',
  'SNS': 'topic',
  'SQS': 'queue',
  'SSM': 'key',
  'Scheduler': 'bus',
  'SecretsManager': 'key',
  'StepFunctions': 'steps',
  'Synthetics': 'canary',
  'VpcLattice': 'balancer',
  'client': 'people',
  'remote': 'external',
}));

/** The icon of a node. */
export function nodeIcon({ type }: TraceNode): Markup {
  return icon(ICONS.get(type) ?? ICONS.get(type.split('::')[1]) ?? 'service');
}

/** An icon by its name. */
export function icon(name: Icon): Markup {
  return html`<path class="icon" d="${PATHS[name]}"/>`;
}
