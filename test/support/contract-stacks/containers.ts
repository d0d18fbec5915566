import {
  type App, aws_autoscaling as autoscaling, aws_batch as batch, aws_ec2 as ec2, aws_ecs as ecs, aws_ecs_patterns as patterns, aws_eks as eks,
  aws_logs as logs, CfnResource, Stack,
} from 'aws-cdk-lib';
import { cfnRole, ENV } from './parts';

const IMAGE = 'public.ecr.aws/nginx/nginx:1.29';

/** A shop that runs in containers: on Fargate, on container instances, and described by L2, L1 and raw task definitions. */
export function defineContainers(app: App): void {
  const stack = new Stack(app, 'Shop');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Capacity', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    instanceType: new ec2.InstanceType('t3.medium'),
    machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    requireImdsv2: true,
  });
  cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup }));
  addServices(stack, cluster);
  addL1(new Stack(app, 'ShopL1', { env: ENV }));
  addElsewhere(new Stack(app, 'ShopElsewhere', { env: ENV }));
}

function addServices(stack: Stack, cluster: ecs.Cluster): void {
  new patterns.ApplicationLoadBalancedFargateService(stack, 'Catalog', {
    cluster, minHealthyPercent: 100, taskImageOptions: { image: ecs.ContainerImage.fromRegistry(IMAGE), environment: { LEVEL: 'info' } },
  });
  const worker = new ecs.FargateTaskDefinition(stack, 'Worker');
  worker.addContainer('worker', {
    image: ecs.ContainerImage.fromRegistry(IMAGE), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'worker', logRetention: logs.RetentionDays.ONE_WEEK }),
  });
  for (const networkMode of [ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST]) {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, `Stock-${networkMode}`, { networkMode });
    taskDefinition.addContainer('stock', { image: ecs.ContainerImage.fromRegistry(IMAGE), memoryLimitMiB: 256 });
    new ecs.Ec2Service(stack, `StockService-${networkMode}`, { cluster, taskDefinition, minHealthyPercent: 50 });
  }
}

function addL1(stack: Stack): void {
  const fargate = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };
  const roleArn = cfnRole(stack, 'TaskRole', 'ecs-tasks.amazonaws.com').attrArn;
  new ecs.CfnTaskDefinition(stack, 'Orders', { ...fargate, taskRoleArn: roleArn, containerDefinitions: [{ name: 'orders', image: IMAGE }] });
  new ecs.CfnTaskDefinition(stack, 'WithoutRoles', { ...fargate, containerDefinitions: [{ name: 'app', image: IMAGE }] });
  new ecs.CfnTaskDefinition(stack, 'WithExecutionRole', {
    ...fargate,
    taskRoleArn: roleArn,
    executionRoleArn: cfnRole(stack, 'ExecutionRole', 'ecs-tasks.amazonaws.com').attrArn,
    containerDefinitions: [{ name: 'app', image: IMAGE }],
  });
  new ecs.CfnExpressGatewayService(stack, 'Express', {
    executionRoleArn: cfnRole(stack, 'ExpressExecutionRole', 'ecs-tasks.amazonaws.com').attrArn,
    infrastructureRoleArn: cfnRole(stack, 'ExpressInfrastructureRole', 'ecs.amazonaws.com').attrArn,
    primaryContainer: { image: IMAGE },
  });
  new ecs.CfnDaemonTaskDefinition(stack, 'ManagedDaemon', {
    family: 'xray-daemon',
    taskRoleArn: cfnRole(stack, 'ManagedDaemonRole', 'ecs-tasks.amazonaws.com').attrArn,
    containerDefinitions: [{ name: 'daemon', image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6' }],
  });
  new CfnResource(stack, 'Raw', {
    type: 'AWS::ECS::TaskDefinition',
    properties: { NetworkMode: 'bridge', ContainerDefinitions: [{ Name: 'app', Image: IMAGE, Memory: 256 }] },
  });
}

/** What runs in containers of Amazon EKS and AWS Batch. */
function addElsewhere(stack: Stack): void {
  new eks.CfnCluster(stack, 'Cluster', {
    roleArn: cfnRole(stack, 'ClusterRole', 'eks.amazonaws.com').attrArn, resourcesVpcConfig: { subnetIds: ['subnet-0a', 'subnet-0b'] },
  });
  new CfnResource(stack, 'ClusterOfTheCdk', { type: 'Custom::AWSCDK-EKS-Cluster', properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:eks' } });
  new batch.CfnJobDefinition(stack, 'Job', { type: 'container', containerProperties: { image: IMAGE } });
}
