import {
  type App, aws_apigateway as apigateway, aws_apprunner as apprunner, aws_appsync as appsync, aws_ecs as ecs, aws_iam as iam, aws_sns as sns,
  aws_stepfunctions as sfn, aws_synthetics as synthetics, Stack, Stage,
} from 'aws-cdk-lib';
import { type TracingOptions, XRayPermissions, XRayTracing } from '../../src';
import {
  cfnFunction, cfnRole, ENV, GRAPHQL_SCHEMA, lambdaFunction, lambdaRole, STATE_MACHINE_DEFINITION, TEN_MANAGED_POLICIES,
} from '../support/contract-stacks/parts';
import { synthesize } from '../support/synthesis';

/** What an app has more with tracing than without. */
interface Additions {
  readonly bytes: number;
  readonly resources: string[];
}

function additions(define: (app: App) => void, options?: TracingOptions): Additions {
  const synthesized = (prepare: (app: App) => void) => synthesize({ name: '', define }, prepare, (_, assembly) =>
    [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks)].map(({ template }) => template));
  const untraced = synthesized(() => undefined);
  const traced = synthesized((app) => XRayTracing.of(app).enable(options));
  return { bytes: bytesOf(traced) - bytesOf(untraced), resources: addedTypes(untraced, traced) };
}

function bytesOf(templates: any[]): number {
  return templates.map((template) => Buffer.byteLength(JSON.stringify(template))).reduce((sum, bytes) => sum + bytes, 0);
}

function addedTypes(untraced: any[], traced: any[]): string[] {
  return traced.flatMap(({ Resources }, index) => Object.keys(Resources)
    .filter((logicalId) => !(logicalId in untraced[index].Resources))
    .map((logicalId): string => Resources[logicalId].Type)).sort();
}

/** A definition of so many resources of one kind, in one stack. */
const inStack = (define: (stack: Stack, id: string) => unknown, count: number) => (app: App) => {
  const stack = new Stack(app, 'Stack', { env: ENV });
  for (let index = 0; index < count; index++) { define(stack, `Resource${index}`); }
};

const machineBody = sfn.DefinitionBody.fromString(JSON.stringify(STATE_MACHINE_DEFINITION));

const restApi = (stack: Stack, id: string) => {
  const api = new apigateway.RestApi(stack, id);
  api.root.addMethod('GET', new apigateway.MockIntegration());
};

const graphqlApi = (stack: Stack, id: string) => new appsync.GraphqlApi(stack, id, {
  name: id,
  definition: appsync.Definition.fromSchema({ bind: (api) => ({ apiId: (api as appsync.GraphqlApi).apiId, definition: GRAPHQL_SCHEMA }) }),
});

const canary = (stack: Stack, id: string) => new synthetics.Canary(stack, id, {
  runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
  test: synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' }),
});

const appRunnerService = (stack: Stack, id: string) => new apprunner.CfnService(stack, id, {
  sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/nginx/nginx:1.29', imageRepositoryType: 'ECR_PUBLIC' } },
  instanceConfiguration: { instanceRoleArn: cfnRole(stack, `${id}Role`, 'tasks.apprunner.amazonaws.com').attrArn },
});

const l1Function = (stack: Stack, id: string) => cfnFunction(stack, id, cfnRole(stack, `${id}Role`, 'lambda.amazonaws.com').attrArn);

const fargateTask = (stack: Stack, id: string) => new ecs.FargateTaskDefinition(stack, id).addContainer('app', {
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
});

const l1Task = (stack: Stack, id: string) => new ecs.CfnTaskDefinition(stack, id, {
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/nginx/nginx:1.29' }],
  taskRoleArn: cfnRole(stack, `${id}Role`, 'ecs-tasks.amazonaws.com').attrArn,
});

const POLICY = 'AWS::XRay::ResourcePolicy';

const CONFIGURATION = 'AWS::AppRunner::ObservabilityConfiguration';

/** Of each task definition: what tracing adds, and the resources that Amazon ECS needs to start the collector. */
const TASKS: readonly [string, (stack: Stack, id: string) => unknown, number, string[]][] = [
  ['a task definition', fargateTask, 1568, ['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']],
  ['an L1 task definition', l1Task, 1421, ['AWS::IAM::Role', 'AWS::Logs::LogGroup']],
];

/** Of each service, under the default strategy: what tracing adds for the first resource, what for each further one, and the added resources of both. */
const SERVICES: readonly [string, (stack: Stack, id: string) => unknown, number, number, string[]][] = [
  ['a Lambda function with an L2 role', (stack, id) => lambdaFunction(stack, id), 128, 128, []],
  ['a Lambda function with an L1 role', l1Function, 150, 150, []],
  ['a state machine with an L2 role', (stack, id) => new sfn.StateMachine(stack, id, { definitionBody: machineBody }), 156, 156, []],
  ['the stage of a REST API', restApi, 22, 22, []],
  ['a GraphQL API', graphqlApi, 19, 19, []],
  ['a canary', canary, 151, 151, []],
  ['an SNS topic', (stack, id) => new sns.Topic(stack, id), 674, 40, [POLICY]],
  ['an App Runner service', appRunnerService, 447, 296, [CONFIGURATION]],
];

describe('what tracing adds to the template, exactly', () => {
  test.each(SERVICES)('%s', (_, define, first, further, resources) => {
    const one = additions(inStack(define, 1));
    const three = additions(inStack(define, 3));
    expect(one).toEqual({ bytes: first, resources });
    expect(three).toEqual({ bytes: first + 2 * further, resources });
  });

  test.each(TASKS)('%s', (_, define, bytes, resources) => {
    expect(additions(inStack(define, 1))).toEqual({ bytes, resources });
    expect(additions(inStack(define, 3))).toEqual({ bytes: 3 * bytes, resources: [...resources, ...resources, ...resources].sort() });
  });

  test('the second function of a role costs no more than its property', () => {
    const shared = (count: number) => (app: App) => {
      const stack = new Stack(app, 'Stack');
      const role = lambdaRole(stack, 'Role');
      for (let index = 0; index < count; index++) { lambdaFunction(stack, `Function${index}`, { role }); }
    };
    const property = ',"TracingConfig":{"Mode":"Active"}'.length;
    expect(additions(shared(2)).bytes - additions(shared(1)).bytes).toBe(property);
    expect(additions(shared(2)).resources).toEqual([]);
  });
});

describe('shared resources', () => {
  test('SNS: one policy for each Stage and known environment, one for each agnostic stack', () => {
    const { resources } = additions((app) => {
      topicIn(new Stack(app, 'A', { env: ENV }));
      topicIn(new Stack(app, 'B', { env: ENV }));
      topicIn(new Stack(app, 'OtherRegion', { env: { ...ENV, region: 'us-east-1' } }));
      topicIn(new Stack(app, 'Agnostic'));
      topicIn(new Stack(new Stage(app, 'Prod'), 'A', { env: ENV }));
    });
    expect(resources).toEqual([POLICY, POLICY, POLICY, POLICY]);
  });

  test('SNS: none with `createResourcePolicy: false`', () => {
    const { resources } = additions((app) => topicIn(new Stack(app, 'A', { env: ENV })), { createResourcePolicy: false });
    expect(resources).toEqual([]);
  });

  test('an L2 role with ten managed policies gets one inline policy, an L1 role none: its own list takes the statement', () => {
    const arns = TEN_MANAGED_POLICIES.map((name) => `arn:aws:iam::aws:policy/${name}`);
    const { resources } = additions((app) => {
      const stack = new Stack(app, 'Stack');
      const managedPolicies = TEN_MANAGED_POLICIES.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name));
      const role = lambdaRole(stack, 'Full', { managedPolicies });
      ['First', 'Second'].forEach((id) => lambdaFunction(stack, id, { role }));
      cfnFunction(stack, 'L1', cfnRole(stack, 'FullL1', 'lambda.amazonaws.com', { managedPolicyArns: arns }).attrArn);
    });
    expect(resources).toEqual(['AWS::IAM::Policy']);
  });

  test('with `inline()`, one policy for each L2 role that has none yet', () => {
    const { resources } = additions(inStack((stack, id) => lambdaFunction(stack, id), 3), { permissions: XRayPermissions.inline() });
    expect(resources).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Policy']);
  });
});

function topicIn(stack: Stack): void {
  ['First', 'Second'].forEach((id) => new sns.Topic(stack, id));
}
