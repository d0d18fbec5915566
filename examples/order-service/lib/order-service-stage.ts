import { Stage, StageProps } from 'aws-cdk-lib';
import { TraceDashboard } from 'cdk-xray';
import { Construct } from 'constructs';
import { BackOfficeStack } from './back-office-stack';
import { FulfilmentStack } from './fulfilment-stack';
import { NetworkStack } from './network-stack';
import { OrdersStack } from './orders-stack';
import { StorefrontStack } from './storefront-stack';
import { WebsiteStack } from './website-stack';

/** Everything that serves customers, deployed as a whole. */
export class OrderServiceStage extends Stage {
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);

    const { vpc } = new NetworkStack(this, 'Network');
    const ordersStack = new OrdersStack(this, 'Orders');
    const { orderPlaced, orders } = ordersStack;
    new FulfilmentStack(this, 'Fulfilment', { orderPlaced, orders });
    new TraceDashboard(ordersStack, 'Traces');
    new WebsiteStack(this, 'Website');
    new StorefrontStack(this, 'Storefront', { vpc });
    new BackOfficeStack(this, 'BackOffice', { vpc });
  }
}
