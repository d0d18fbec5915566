import { App } from 'aws-cdk-lib';
import { PipelineStack } from '../lib/pipeline-stack';

new PipelineStack(new App(), 'Delivery', { env: { account: '111122223333', region: 'us-east-1' } });
