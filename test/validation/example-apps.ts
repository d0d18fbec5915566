import { readFileSync } from 'fs';
import { join } from 'path';
import type { App } from 'aws-cdk-lib';
import { ObservabilityStack } from '../../examples/order-service/lib/observability-stack';
import { OperationsStack } from '../../examples/order-service/lib/operations-stack';
import { OrderServiceStage } from '../../examples/order-service/lib/order-service-stage';
import { PipelineStack } from '../../examples/pipelines/lib/pipeline-stack';
import type { ContractApp } from '../support/contract-stacks';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

const ENV = { account: '111122223333', region: 'us-east-1' };

/** The apps of `examples/`, as their `bin/` files make them. */
export const EXAMPLE_APPS: readonly ContractApp[] = [
  { name: 'the order service', context: contextOf('order-service'), define: inFolder('order-service', defineOrderService) },
  { name: 'the pipelines example', context: contextOf('pipelines'), define: inFolder('pipelines', definePipelines) },
];

function defineOrderService(app: App): void {
  new OrderServiceStage(app, 'Prod', { env: ENV });
  new OperationsStack(app, 'OrderOperations', { env: ENV });
  new ObservabilityStack(app, 'Observability', { env: ENV });
}

function definePipelines(app: App): void {
  new PipelineStack(app, 'Delivery', { env: ENV });
}

function contextOf(example: string): Record<string, any> {
  return JSON.parse(readFileSync(join(EXAMPLES, example, 'cdk.json'), 'utf8')).context;
}

/** Examples name their files from their own folder, where the CDK command line runs them. */
function inFolder(example: string, define: (app: App) => void): (app: App) => void {
  return (app) => {
    const before = process.cwd();
    process.chdir(join(EXAMPLES, example));
    try {
      define(app);
    } finally {
      process.chdir(before);
    }
  };
}
