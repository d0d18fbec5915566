import { aws_ec2 as ec2, Stack, StackProps } from 'aws-cdk-lib';
import { XRayVpcEndpoint } from 'cdk-xray';
import { Construct } from 'constructs';

/** The network that containers and servers share. */
export class NetworkStack extends Stack {
  readonly vpc: ec2.IVpc;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 1,
      flowLogs: { All: { destination: ec2.FlowLogDestination.toCloudWatchLogs() } },
    });
    // Containers and servers send their traces without a detour over the internet.
    new XRayVpcEndpoint(this, 'XRay', { vpc: this.vpc });
  }

  /** Fixed, because the CDK would look them up in the account otherwise. */
  get availabilityZones(): string[] {
    return ['us-east-1a', 'us-east-1b'];
  }
}
