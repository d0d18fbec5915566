import {
  aws_apigateway as apigateway, aws_appsync as appsync, aws_lambda as lambda, aws_sns as sns, aws_stepfunctions as stepfunctions,
  aws_synthetics as synthetics, Stack,
} from 'aws-cdk-lib';
import { XRayPermissions, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp } from '../contract/apps';

/** An L2 that has a tracing prop of its own: without it, and with it. */
interface Equivalence {
  readonly build: (stack: Stack, traced: boolean) => void;
  /** Types of what the prop forgets and we add. */
  readonly forgotten?: string[];
}

const EQUIVALENCES: Record<string, Equivalence> = {
  'lambda.Function': {
    build: (stack, traced) => void new lambda.Function(stack, 'Function', {
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_22_X,
      tracing: traced ? lambda.Tracing.ACTIVE : undefined,
    }).currentVersion,
  },
  'apigateway.RestApi': {
    build: (stack, traced) => void new apigateway.RestApi(stack, 'Api', { deployOptions: { tracingEnabled: traced || undefined } }).root.addMethod('GET'),
  },
  'stepfunctions.StateMachine': {
    build: (stack, traced) => void new stepfunctions.StateMachine(stack, 'StateMachine', {
      definitionBody: stepfunctions.DefinitionBody.fromString('{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'),
      tracingEnabled: traced || undefined,
    }),
  },
  'appsync.GraphqlApi': {
    build: (stack, traced) => void new appsync.GraphqlApi(stack, 'Api', {
      name: 'orders',
      definition: appsync.Definition.fromSourceApis({ sourceApis: [] }),
      xrayEnabled: traced || undefined,
    }),
  },
  'sns.Topic': {
    build: (stack, traced) => void new sns.Topic(stack, 'Topic', { tracingConfig: traced ? sns.TracingConfig.ACTIVE : undefined }),
    forgotten: ['AWS::XRay::ResourcePolicy'],
  },
  'synthetics.Canary': {
    build: (stack, traced) => void new synthetics.Canary(stack, 'Canary', {
      runtime: new synthetics.Runtime('syn-nodejs-puppeteer-13.1', synthetics.RuntimeFamily.NODEJS),
      test: synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' }),
      activeTracing: traced || undefined,
    }),
    forgotten: ['AWS::IAM::Policy'],
  },
};

describe.each([true, false])('with aspect stabilization %s', (stabilized) => {
  test.each(Object.entries(EQUIVALENCES))('enabling %s with inline permission gives the template of its own prop', (_, { build, forgotten }) => {
    const byProp = synthesize((stack) => build(stack, true));
    const byUs = synthesize((stack) => {
      build(stack, false);
      XRayTracing.of(stack).enable({ permissions: XRayPermissions.inline() });
    });
    const added = Object.keys(byUs.Resources).filter((id) => !(id in byProp.Resources));
    expect(added.map((id) => byUs.Resources[id].Type)).toEqual(forgotten ?? []);
    expect(withoutResources(byUs, added)).toEqual(byProp);
  });

  function synthesize(build: (stack: Stack) => void): any {
    const stack = new Stack(testApp({ [STABILIZATION]: stabilized }), 'Stack');
    build(stack);
    return structuredClone(templateOf(stack));
  }
});

/** The template without some resources and without the dependencies on them. */
function withoutResources(template: any, ids: string[]): any {
  ids.forEach((id) => delete template.Resources[id]);
  for (const resource of Object.values<any>(template.Resources)) {
    const dependsOn = [resource.DependsOn ?? []].flat().filter((id) => !ids.includes(id));
    if (resource.DependsOn) { resource.DependsOn = dependsOn; }
    if (dependsOn.length === 0) { delete resource.DependsOn; }
  }
  return template;
}
