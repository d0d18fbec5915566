'use strict';
/**
 * The yardstick: a tracing aspect as a competent engineer writes it for one's own app.
 *
 * It sets the typed property of each traceable L1, attaches the managed policy to the role of the L2 around it, and gives each stack the
 * X-Ray resource policy that its topics need and, if asked, each task a daemon beside its container. All roles and task definitions of the app are L2s.
 * It knows no `exclude()`, no raw or imported resource, no role that has the permission already and no task that has a collector.
 */
const { Aws, RemovalPolicy, Stack } = require('aws-cdk-lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const appsync = require('aws-cdk-lib/aws-appsync');
const ecs = require('aws-cdk-lib/aws-ecs');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const sns = require('aws-cdk-lib/aws-sns');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const xray = require('aws-cdk-lib/aws-xray');

class HandwrittenAspect {
  /** @param {{ roles?: boolean, topics?: boolean, tasks?: boolean }} props whose permissions are granted, and whether tasks get a daemon */
  constructor(props) {
    this.props = props;
    this.granted = new Set();
  }

  visit(node) {
    if (Stack.isStack(node)) {
      if (this.props.topics) this.letTopicsSend(node);
      if (this.props.tasks) this.addDaemons(node);
    } else if (node instanceof lambda.CfnFunction) {
      node.tracingConfig = { mode: 'Active' };
      this.grantTo(node.node.scope);
    } else if (node instanceof apigateway.CfnStage) {
      node.tracingEnabled = true;
    } else if (node instanceof sfn.CfnStateMachine) {
      node.tracingConfiguration = { enabled: true };
      this.grantTo(node.node.scope);
    } else if (node instanceof appsync.CfnGraphQLApi) {
      node.xrayEnabled = true;
    } else if (node instanceof sns.CfnTopic) {
      node.tracingConfig = 'Active';
    }
  }

  grantTo({ role }) {
    if (!this.props.roles || !(role instanceof iam.Role) || this.granted.has(role)) return;
    this.granted.add(role);
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess'));
  }

  /** In the visit of the stack, because in that of a topic it would cost a third pass of all aspects. */
  letTopicsSend(stack) {
    new xray.CfnResourcePolicy(stack, 'LetTopicsSend', {
      policyName: `${stack.stackName}-topics`,
      policyDocument: stack.toJsonString(new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
            resources: ['*'],
            conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          }),
        ],
      })),
    });
  }

  /** In the visit of the stack too, because of the log groups. */
  addDaemons(stack) {
    for (const construct of stack.node.findAll()) {
      if (construct instanceof ecs.TaskDefinition) this.addDaemon(construct);
    }
  }

  addDaemon(task) {
    task.defaultContainer.addEnvironment('AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:2000');
    task.defaultContainer.addEnvironment('AWS_XRAY_TRACING_NAME', task.node.scope.node.path);
    task.addContainer('xray-daemon', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/xray/aws-xray-daemon:3.6.6'),
      cpu: 32,
      memoryReservationMiB: 256,
      essential: false,
      portMappings: [{ containerPort: 2000, protocol: ecs.Protocol.UDP }, { containerPort: 2000, protocol: ecs.Protocol.TCP }],
      logging: ecs.LogDrivers.awsLogs({
        logGroup: new logs.LogGroup(task, 'DaemonLog', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
        streamPrefix: 'xray-daemon',
      }),
    });
    this.grantTo({ role: task.taskRole });
  }
}

module.exports = { HandwrittenAspect };
