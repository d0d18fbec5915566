import { App, aws_iam as iam, CfnResource, Stack } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

/** Aspect stabilization is on unless a project switches it off, so everything must hold with both. */
export const STABILIZATION = '@aws-cdk/core:aspectStabilization';

/** An app with the given context and nothing in it that the tests would have to look past. */
export function testApp(context: Record<string, unknown> = {}): App {
  return new App({ analyticsReporting: false, treeMetadata: false, context });
}

/** The template of a stack, whichever Stage it is in. */
export function templateOf(stack: Stack): any {
  return artifactOf(stack).template;
}

/** The ids of the warnings on a stack's constructs, with the paths of the constructs. */
export function warningsOf(stack: Stack): { path: string; text: string }[] {
  return artifactOf(stack).messages
    .filter((message) => message.level === 'warning')
    .map((message) => ({ path: message.id, text: String(message.entry.data) }));
}

/** A role without an L2. */
export function l1Role(scope: Construct, id: string, service: string): iam.CfnRole {
  return new iam.CfnRole(scope, id, {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
    },
  });
}

/** A resource of any type without a typed construct. */
export function rawResource(scope: Construct, id: string, type: string, properties: Record<string, any>): CfnResource {
  return new CfnResource(scope, id, { type, properties });
}

function artifactOf(stack: Stack): CloudFormationStackArtifact {
  const app = stack.node.root as App;
  return app.synth().stacksRecursively.find((artifact) => artifact.id === stack.artifactId)!;
}
