import {
  type App, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_ec2 as ec2, aws_elasticloadbalancing as elb,
  aws_elasticloadbalancingv2 as elbv2, aws_lambda as lambda, Stack,
} from 'aws-cdk-lib';
import { lambdaFunction } from './parts';

/** A distribution with a Lambda@Edge function, and one load balancer of each kind. */
export function defineEdge(app: App): void {
  const stack = new Stack(app, 'Edge', { env: { account: '111122223333', region: 'us-east-1' } });
  addDistribution(stack, lambdaFunction(stack, 'ChooseLanguage'));
  addLoadBalancers(stack);
}

function addDistribution(stack: Stack, edge: lambda.Function): void {
  new cloudfront.Distribution(stack, 'Website', {
    defaultBehavior: {
      origin: new origins.HttpOrigin('www.example.com'),
      edgeLambdas: [{ eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST, functionVersion: edge.currentVersion }],
    },
  });
}

function addLoadBalancers(stack: Stack): void {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  });
  new elbv2.ApplicationLoadBalancer(stack, 'Application', { vpc });
  new elbv2.NetworkLoadBalancer(stack, 'Network', { vpc });
  new elb.LoadBalancer(stack, 'Classic', { vpc, listeners: [{ externalPort: 80 }] });
}
