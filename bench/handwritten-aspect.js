'use strict';
/**
 * The yardstick: a tracing aspect as a competent engineer writes it for one's own app.
 *
 * It sets the typed property of each traceable L1 and attaches the managed policy to the role of the L2 around it.
 * It knows no `exclude()`, no raw or imported resource, no role that has the permission already, and no SNS resource policy.
 */
const apigateway = require('aws-cdk-lib/aws-apigateway');
const appsync = require('aws-cdk-lib/aws-appsync');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const sns = require('aws-cdk-lib/aws-sns');
const sfn = require('aws-cdk-lib/aws-stepfunctions');

class HandwrittenAspect {
  /** @param {{ permissions: boolean }} props */
  constructor(props) {
    this.permissions = props.permissions;
    this.granted = new Set();
  }

  visit(node) {
    if (node instanceof lambda.CfnFunction) {
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
    if (!this.permissions || !(role instanceof iam.Role) || this.granted.has(role)) return;
    this.granted.add(role);
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess'));
  }
}

module.exports = { HandwrittenAspect };
