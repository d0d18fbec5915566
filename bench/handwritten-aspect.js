'use strict';
/**
 * The yardstick: a tracing aspect as a competent engineer writes it for one's own app.
 *
 * It sets the typed property of each traceable L1, attaches the managed policy to the role of the L2 around it, and gives each stack the
 * X-Ray resource policy that its topics need. All roles of the app are L2s.
 * It knows no `exclude()`, no raw or imported resource and no role that has the permission already.
 */
const { Aws, Stack } = require('aws-cdk-lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const appsync = require('aws-cdk-lib/aws-appsync');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const sns = require('aws-cdk-lib/aws-sns');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const xray = require('aws-cdk-lib/aws-xray');

class HandwrittenAspect {
  /** @param {{ roles: boolean, topics: boolean }} props whose permissions are granted */
  constructor(props) {
    this.props = props;
    this.granted = new Set();
  }

  visit(node) {
    if (Stack.isStack(node)) {
      this.letTopicsSend(node);
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

  grantTo(owner) {
    const role = owner.role;
    if (!this.props.roles || !(role instanceof iam.Role) || this.granted.has(role)) return;
    this.granted.add(role);
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess'));
  }

  /** In the visit of the stack, because in that of a topic it would cost a third pass of all aspects. */
  letTopicsSend(stack) {
    if (!this.props.topics) return;
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
}

module.exports = { HandwrittenAspect };
