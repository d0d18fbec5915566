import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_synthetics as synthetics, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { ManagedNodeTargets, ManagedNodeTracing, XRayTracing } from 'cdk-xray';
import { Construct } from 'constructs';
import { ServiceFunction } from './service-function';

const CANARY = path.join(__dirname, '..', 'lambda', 'checkout-canary', 'index.js');

/** What watches over the order service. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.addNightlyReport();
    this.addLegacyExport();
    this.addCanary();
    this.addWarehouseServers();
  }

  private addNightlyReport() {
    // The security team owns this role: the CDK must not change it.
    const role = iam.Role.fromRoleArn(this, 'ReportingRole', 'arn:aws:iam::111122223333:role/nightly-reporting', { mutable: false });
    const report = new ServiceFunction(this, 'NightlyReport', { description: 'Mails yesterday\'s figures', folder: 'nightly-report', role });
    new events.Rule(this, 'EveryNight', {
      schedule: events.Schedule.cron({ hour: '3', minute: '0' }),
      targets: [new targets.LambdaFunction(report)],
    });
  }

  private addLegacyExport() {
    const legacy = new ServiceFunction(this, 'LegacyExport', { description: 'Feeds the old accounting system', folder: 'legacy-export' });
    XRayTracing.of(legacy).exclude('retired in March');
  }

  private addCanary() {
    new synthetics.Canary(this, 'CheckoutWorks', {
      canaryName: 'checkout-works',
      runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
      test: synthetics.Test.custom({
        code: synthetics.Code.fromInline(readFileSync(CANARY, 'utf8')),
        handler: 'index.handler',
      }),
      schedule: synthetics.Schedule.rate(Duration.minutes(5)),
    });
  }

  /** The servers in the warehouses are not in AWS. Systems Manager puts the X-Ray daemon on those that register with it. */
  private addWarehouseServers() {
    new ManagedNodeTracing(this, 'WarehouseServers', {
      targets: ManagedNodeTargets.tag('Site', 'warehouse'),
      hybridActivation: { registrationLimit: 20, defaultInstanceName: 'warehouse' },
    });
  }
}
