import { App } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { HealthStack } from '../lib/health-stack';
import { ObservabilityStack } from '../lib/observability-stack';
import { OperationsStack } from '../lib/operations-stack';
import { OrderServiceStage } from '../lib/order-service-stage';

// A fixed account and region: the app synthesizes the same everywhere, without credentials.
const env = { account: '111122223333', region: 'us-east-1' };

const app = new App();
new OrderServiceStage(app, 'Prod', { env });
new OperationsStack(app, 'OrderOperations', { env });
new ObservabilityStack(app, 'Observability', { env });
new HealthStack(app, 'OrderHealth', { env });

// `cdk synth -c tracing=off` leaves this line out, so that the two templates can be compared.
if (app.node.tryGetContext('tracing') !== 'off') {
  XRayTracing.of(app).enable();
}
