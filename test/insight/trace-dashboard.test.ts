import {
  App, AspectPriority, Aspects, aws_apigateway as apigateway, aws_apprunner as apprunner, aws_lambda as lambda, aws_sns as sns,
  aws_stepfunctions as stepfunctions, CfnResource, Duration, NestedStack, Stack, Stage,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { HealthMetrics, TraceDashboard, TraceDashboardGrouping, TraceFilter, TraceGroup, TraceHealth, XRayTracing } from '../../src';
import { rawResource } from '../contract/apps';

const CODE = lambda.Code.fromInline('exports.handler = async () => {};');

function fn(scope: Construct, id: string): lambda.Function {
  return new lambda.Function(scope, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: CODE });
}

/** The widgets of the stack's dashboard, with their references as text. */
function widgetsOf(stack: Stack): any[] {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const body = dashboard.Properties.DashboardBody;
  const parts: any[] = typeof body === 'string' ? [body] : body['Fn::Join'][1];
  return JSON.parse(parts.map((part) => typeof part === 'string' ? part : `<${Object.values(part).flat().join('.')}>`).join('')).widgets;
}

function titles(stack: Stack): string[] {
  return widgetsOf(stack).map(({ properties }) => properties.title ?? properties.markdown.split('\n')[0]);
}

test('the services\' own metrics of each traced resource, also of those that are traced later', () => {
  const app = new App();
  const stack = new Stack(app, 'Orders');
  new TraceDashboard(stack, 'Dashboard', { period: Duration.minutes(1) });
  const place = fn(stack, 'Place');
  XRayTracing.of(app).enable();

  expect(titles(stack)).toEqual(['# Traces', '## Orders · Lambda', 'Requests', 'Faults', 'Throttles', 'Latency, p95']);
  const name = `<${stack.resolve((place.node.defaultChild as lambda.CfnFunction).logicalId)}>`;
  const metrics = widgetsOf(stack).slice(2).map(({ properties }) => properties.metrics);
  expect(metrics.flat()).toEqual([
    ['AWS/Lambda', 'Invocations', 'FunctionName', name, { label: 'Orders/Place', period: 60, stat: 'Sum' }],
    ['AWS/Lambda', 'Errors', 'FunctionName', name, { label: 'Orders/Place', period: 60, stat: 'Sum' }],
    ['AWS/Lambda', 'Throttles', 'FunctionName', name, { label: 'Orders/Place', period: 60, stat: 'Sum' }],
    ['AWS/Lambda', 'Duration', 'FunctionName', name, { label: 'Orders/Place', period: 60, stat: 'p95' }],
  ]);
});

test('resources that are traced after something has read the dashboard, as cdk-nag does, are shown', () => {
  const app = new App();
  const stack = new Stack(app, 'Orders');
  new TraceDashboard(stack, 'Dashboard');
  Aspects.of(app).add({
    visit: (construct) => { if (CfnResource.isCfnResource(construct)) { stack.resolve((construct as any)._cfnProperties); } },
  }, { priority: AspectPriority.MUTATING });
  fn(stack, 'Place');
  XRayTracing.of(app).enable();
  expect(titles(stack)).toContain('## Orders · Lambda');
});

test('a resource that is not traced is not shown', () => {
  const stack = new Stack(new App(), 'Orders');
  fn(stack, 'Place');
  new TraceDashboard(stack, 'Dashboard');
  expect(titles(stack)).toEqual(['# Traces']);
});

function shop(app: App): Stack[] {
  const [orders, catalog] = ['Orders', 'Catalog'].map((id) => new Stack(app, id));
  new apigateway.LambdaRestApi(orders, 'Api', { handler: fn(orders, 'Place'), restApiName: 'orders' });
  new sns.Topic(orders, 'Placed');
  new stepfunctions.StateMachine(orders, 'Flow', { definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(orders, 'Pass')) });
  new apprunner.CfnService(catalog, 'Web', { serviceName: 'web-shop', sourceConfiguration: {}, instanceConfiguration: { instanceRoleArn: 'arn:aws:iam::111122223333:role/x' } });
  fn(catalog, 'List');
  XRayTracing.of(app).enable();
  return [orders, catalog];
}

describe('the whole app', () => {
  test('by stack', () => {
    const app = new App();
    shop(app);
    const watch = new Stack(app, 'Watch');
    new TraceDashboard(watch, 'Dashboard', { of: app });
    expect(titles(watch).filter((title) => title.startsWith('##'))).toEqual([
      '## Catalog · App Runner', '## Catalog · Lambda', '## Orders · API Gateway', '## Orders · Lambda', '## Orders · SNS', '## Orders · Step Functions',
    ]);
  });

  test('by service', () => {
    const app = new App();
    shop(app);
    const watch = new Stack(app, 'Watch');
    new TraceDashboard(watch, 'Dashboard', { of: app, groupBy: TraceDashboardGrouping.SERVICE });
    expect(titles(watch).filter((title) => title.startsWith('##'))).toEqual(['## API Gateway', '## App Runner', '## Lambda', '## SNS', '## Step Functions']);
    const apis = widgetsOf(watch).find(({ properties }) => properties.title === 'Errors');
    expect(apis.properties.metrics).toEqual([['AWS/ApiGateway', '4XXError', 'ApiName', 'orders', 'Stage', 'prod', expect.objectContaining({ label: 'Orders/Api/DeploymentStage.prod' })]]);
  });

  test('without Stages and environments that a reference cannot cross', () => {
    const app = new App();
    fn(new Stack(app, 'Elsewhere', { env: { account: '111122223333', region: 'us-east-1' } }), 'Fn');
    fn(new Stack(new Stage(app, 'Prod'), 'Orders'), 'Fn');
    const watch = new Stack(app, 'Watch');
    new TraceDashboard(watch, 'Dashboard', { of: app });
    XRayTracing.of(app).enable();
    expect(titles(watch)).toEqual(['# Traces']);
  });
});

test('groups, alarms and links come first', () => {
  const stack = new Stack(new App(), 'Watch', { env: { account: '111122223333', region: 'eu-west-1' } });
  const health = new TraceHealth(stack, 'Health');
  new TraceDashboard(stack, 'Dashboard', { health: [health] });
  const [links, alarms, groups] = widgetsOf(stack);
  expect(links.properties.markdown).toContain('(https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#xray:service-map/map)');
  expect(links.properties.markdown).toContain('Watch-Health-FaultGroup');
  expect(alarms).toMatchObject({ type: 'alarm', properties: { title: 'Alarms', alarms: [expect.stringMatching('FaultAlarm'), expect.stringMatching('ThrottleAlarm')] } });
  expect(groups.properties.metrics.map(([, metric, , group]: string[]) => [metric, group])).toEqual(
    health.groups.map(({ groupName }) => ['ApproximateTraceCount', groupName]),
  );
});

test('alarms stand in widgets of 100 each, as many as one can have', () => {
  const stack = new Stack(new App(), 'Watch');
  const metrics = HealthMetrics.applicationSignals('ecs:shop');
  const health = Array.from({ length: 101 }, (_, index) => TraceHealth.forService(stack, `Health${index}`, `service${index}`, { metrics }));
  new TraceDashboard(stack, 'Dashboard', { health });
  const alarms = widgetsOf(stack).filter(({ type }) => type === 'alarm');
  expect(alarms.map(({ properties }) => [properties.title, properties.alarms.length])).toEqual([['Alarms (1 of 2)', 100], ['Alarms (2 of 2)', 1]]);
});

test('groups can be chosen', () => {
  const stack = new Stack(new App(), 'Watch');
  const slow = new TraceGroup(stack, 'Slow', { filter: TraceFilter.responseTimeAbove(Duration.seconds(2)) });
  new TraceDashboard(stack, 'Dashboard', { traceGroups: [slow], health: [new TraceHealth(stack, 'Health')] });
  expect(widgetsOf(stack).find(({ properties }) => properties.title === 'Traces by group').properties.metrics).toHaveLength(1);
});

test.each([
  ['cn-north-1', 'console.amazonaws.cn'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
  [undefined, 'console.aws.amazon.com'],
])('in %s the links lead to %s', (region, host) => {
  const stack = new Stack(new App(), 'Watch', { env: { account: '111122223333', region } });
  new TraceDashboard(stack, 'Dashboard');
  expect(widgetsOf(stack)[0].properties.markdown).toContain(`(https://${host}/cloudwatch/home`);
});

describe('many resources', () => {
  /** A dashboard of traced functions, 200 in each stack. */
  function dashboardOf(count: number): Stack {
    const app = new App();
    for (let i = 0; i < count; i++) {
      const id = `Orders${Math.floor(i / 200) + 1}`;
      const stack = (app.node.tryFindChild(id) ?? new Stack(app, id)) as Stack;
      rawResource(stack, `Fn${i}`, 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    }
    const watch = new Stack(app, 'Watch');
    new TraceDashboard(watch, 'Dashboard', { of: app });
    return watch;
  }

  test('are shown in graphs of 50 lines', () => {
    const stack = dashboardOf(120);
    expect(titles(stack).filter((title) => title.startsWith('##'))).toEqual([1, 2, 3].map((part) => `## Orders1 · Lambda (${part} of 3)`));
    expect(widgetsOf(stack).filter(({ properties }) => properties.title === 'Requests').map(({ properties }) => properties.metrics.length)).toEqual([50, 50, 20]);
  });

  test('500 fit', () => {
    const stack = dashboardOf(500);
    expect(widgetsOf(stack).flatMap(({ properties }) => properties.metrics ?? [])).toHaveLength(2000);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('XRay::'));
  });

  test('more than CloudWatch allows are left out, with a warning', () => {
    const stack = dashboardOf(700);
    expect(widgetsOf(stack).flatMap(({ properties }) => properties.metrics ?? [])).toHaveLength(2400);
    Annotations.fromStack(stack).hasWarning('/Watch/Dashboard/Resource', Match.stringLikeRegexp('^There is no room for 100 more traced resources .*ack: XRay::DashboardTooLarge'));
  });
});

describe('resources of another stack need outputs there', () => {
  /** How many outputs a stack with traced functions has for a dashboard, in another stack or in its own. */
  function outputsFor(functions: number, watchIn: (orders: Stack) => Stack): { readonly watch: Stack; readonly outputs: number } {
    const orders = new Stack(new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } }), 'Orders');
    for (let i = 0; i < functions; i++) { rawResource(orders, `Fn${i}`, 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }); }
    const watch = watchIn(orders);
    new TraceDashboard(watch, 'Dashboard', { of: orders });
    return { watch, outputs: Object.keys(Template.fromStack(orders).toJSON().Outputs ?? {}).length };
  }
  const elsewhere = (orders: Stack) => new Stack(orders.node.root as App, 'Watch');

  test('as many as CloudFormation takes are right', () => {
    const { watch, outputs } = outputsFor(200, elsewhere);
    expect(outputs).toBe(200);
    Annotations.fromStack(watch).hasNoWarning('*', Match.stringLikeRegexp('XRay::'));
  });

  test('more are a warning', () => {
    const { watch, outputs } = outputsFor(201, elsewhere);
    expect(outputs).toBe(201);
    Annotations.fromStack(watch).hasWarning('/Watch/Dashboard/Resource', Match.stringLikeRegexp('^The stack Orders has 201 outputs, and CloudFormation takes 200.*ack: XRay::DashboardTooLarge'));
  });

  test('none are needed for a dashboard in the stack itself', () => {
    const { watch, outputs } = outputsFor(201, (orders) => orders);
    expect(outputs).toBe(0);
    Annotations.fromStack(watch).hasNoWarning('*', Match.stringLikeRegexp('XRay::'));
  });

  test('a stack needs them, too, for what is nested in it', () => {
    const root = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const orders = new Stack(root, 'Orders');
    for (const nested of [new NestedStack(orders, 'A'), new NestedStack(orders, 'B')]) {
      for (let i = 0; i < 101; i++) { rawResource(nested, `Fn${i}`, 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }); }
    }
    const watch = new Stack(root, 'Watch');
    new TraceDashboard(watch, 'Dashboard', { of: orders });
    root.synth();
    Annotations.fromStack(watch).hasWarning('/Watch/Dashboard/Resource', Match.stringLikeRegexp('^The stack Orders has 202 outputs'));
  });
});

test('a dashboard never overlaps itself', () => {
  const app = new App();
  shop(app);
  const watch = new Stack(app, 'Watch');
  new TraceDashboard(watch, 'Dashboard', { of: app, health: [new TraceHealth(watch, 'Health')] });
  const cells = widgetsOf(watch).flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, i) => `${x + i % width},${y + Math.floor(i / width)}`));
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...cells.map((cell) => Number(cell.split(',')[0])))).toBeLessThan(24);
});

test.each([[Duration.seconds(7), '7 seconds'], [Duration.seconds(0), '0 seconds'], [Duration.millis(500), '500 millis'], [Duration.seconds(90), '1 minute 30 seconds']])(
  'a period that CloudWatch does not know is refused: %p', (period, text) => {
    expect(() => new TraceDashboard(new Stack(new App(), 'Stack'), 'Dashboard', { period }))
      .toThrow(new Error(`[Stack/Dashboard] \`period\` must be whole minutes, or 1, 5, 10, 30 seconds, got: ${text}`));
  });

test('a name that no dashboard can have is refused', () => {
  expect(() => new TraceDashboard(new Stack(new App(), 'Stack'), 'Dashboard', { dashboardName: 'my dashboard' }))
    .toThrow(/`dashboardName` must be 1 to 255 letters, digits, hyphens and underscores, got: "my dashboard"/);
});
