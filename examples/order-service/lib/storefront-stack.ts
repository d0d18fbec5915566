import {
  aws_apigatewayv2 as apigatewayv2, aws_apigatewayv2_integrations as integrations, aws_ec2 as ec2, aws_ecs as ecs, aws_ecs_patterns as patterns,
  aws_logs as logs, Stack, StackProps,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface StorefrontStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
}

/** The product catalogue: HTTP API → load balancer → Fargate. */
export class StorefrontStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);

    const catalog = this.catalogService(props.vpc);
    const vpcLink = new apigatewayv2.VpcLink(this, 'VpcLink', { vpc: props.vpc });
    catalog.listener.connections.allowDefaultPortFrom(ec2.Peer.ipv4(props.vpc.vpcCidrBlock), 'The HTTP API, through its VPC link');

    const api = new apigatewayv2.HttpApi(this, 'CatalogApi', { description: 'Products and prices, public', createDefaultStage: false });
    api.addStage('Live', {
      autoDeploy: true,
      accessLogSettings: { destination: new apigatewayv2.LogGroupLogDestination(new logs.LogGroup(this, 'CatalogApiLogs')) },
    });
    api.addRoutes({
      path: '/{proxy+}',
      methods: [apigatewayv2.HttpMethod.GET],
      integration: new integrations.HttpAlbIntegration('Catalog', catalog.listener, { vpcLink }),
    });
  }

  private catalogService(vpc: ec2.IVpc) {
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    return new patterns.ApplicationLoadBalancedFargateService(this, 'CatalogService', {
      cluster,
      cpu: 512,
      memoryLimitMiB: 1024,
      desiredCount: 2,
      minHealthyPercent: 100,
      publicLoadBalancer: false,
      openListener: false,
      circuitBreaker: { rollback: true },
      taskImageOptions: {
        containerName: 'catalog',
        image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
      },
    });
  }
}
