import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, aws_lambda as lambda, aws_sqs as sqs, Stack } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { TraceCrossing, TraceMap } from '../../src';

const NASTY = '"]<script>alert(1)</script>\n--> x %% \\" #quot; `';

const template = {
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: NASTY } },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' } } },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Fn' }, EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'shop' } },
  },
};

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-map-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('an assembly is read', () => {
  const app = new App({ outdir: folder, analyticsReporting: false });
  const stack = new Stack(app, 'Orders');
  const queue = new sqs.Queue(stack, 'Queue');
  const fn = new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//'), tracing: lambda.Tracing.ACTIVE,
  });
  fn.addEventSource(new SqsEventSource(queue));
  app.synth();
  const { edges, chains } = TraceMap.fromAssembly(folder);
  expect(edges).toMatchObject([{ from: 'Orders/Queue/Resource', to: 'Orders/Fn/Resource', relation: 'event source', crossing: TraceCrossing.LINKED }]);
  expect(chains).toEqual([{ entry: 'Orders/Queue/Resource', nodes: ['Orders/Queue/Resource', 'Orders/Fn/Resource'] }]);
});

test('templates are read from files, or taken as they are', () => {
  writeFileSync(join(folder, 'a.json'), JSON.stringify(template));
  expect(TraceMap.fromPaths([join(folder, 'a.json')]).edges).toHaveLength(TraceMap.fromTemplate(template).edges.length);
});

test.each([
  [() => TraceMap.fromTemplate('text'), /`template` must be an object with `Resources`, got: "text"/],
  [() => TraceMap.fromPaths('out' as any), /`paths` must be a list of paths, for example \["cdk.out"\], got: "out"/],
  [() => TraceMap.fromAssembly(join(folder, 'gone')), /`path` must be a cloud assembly/],
])('what is no template is refused', (make, message) => {
  expect(make).toThrow(message);
});

test('JSON holds all, and is the same each time', () => {
  const map = TraceMap.fromTemplate(template);
  const { version, nodes, edges, chains, unreadable } = JSON.parse(map.toJson());
  expect({ version, unreadable }).toEqual({ version: 1, unreadable: [] });
  expect({ nodes, edges, chains }).toEqual(JSON.parse(JSON.stringify({ nodes: map.nodes, edges: map.edges, chains: map.chains })));
  expect(TraceMap.fromTemplate({ Resources: Object.fromEntries(Object.entries(template.Resources).reverse()) }).toJson()).toBe(map.toJson());
});

test('Mermaid draws nodes by their kind and edges by what becomes of the trace, and takes no text for markup', () => {
  const lines = TraceMap.fromTemplate(template).toMermaid().split('\n');
  expect(lines).toEqual([
    'flowchart LR',
    '  subgraph s0["Template"]',
    '    n0["shop<br/>AWS::ApiGatewayV2::Api<br/>unsupported"]',
    '    n1["Fn<br/>AWS::Lambda::Function<br/>traced"]',
    expect.stringMatching(/^ {4}n2\["[^"]*AWS::SQS::Queue<br\/>pass-through"\]$/),
    '  end',
    '  n3(["Clients<br/>client"])',
    '  n2 ==> n1',
    '  n3 -. ? .-> n0',
    '',
  ]);
  expect(lines[4]).not.toMatch(/script>|-->|%%|\\|`/);
});

test('Mermaid and Graphviz show the names that people gave, and each stack as a group', () => {
  const app = new App({ outdir: folder, analyticsReporting: false });
  new sqs.Queue(new Stack(app, 'Orders'), 'Queue');
  new sqs.Queue(new Stack(app, 'Billing'), 'Queue');
  app.synth();
  const map = TraceMap.fromAssembly(folder);
  expect(map.toMermaid()).toMatch(/subgraph s0\["Billing"\]\n {4}n\d\["Queue<br\/>[^]*subgraph s1\["Orders"\]\n {4}n\d\["Queue<br\/>/);
  expect(map.toDot()).toMatch(/subgraph "cluster0" \{\n {4}label="Billing";\n.*label="Queue\\n[^]*subgraph "cluster1" \{\n {4}label="Orders";/);
});

test('Graphviz gets every text between quotes, and no quote ends one early', () => {
  const dot = TraceMap.fromTemplate(template).toDot();
  const withoutTexts = dot.replace(/"(?:[^"\\]|\\.)*"/g, 'T');
  expect(withoutTexts.split('\n')).toEqual([
    'digraph T {', '  rankdir=LR;', '  subgraph T {', '    label=T;', ...Array(3).fill('    T [shape=box, label=T];'), '  }', '  T [shape=ellipse, label=T];',
    '  T -> T [style=bold, label=T];', '  T -> T [style=dotted, label=T];', '}', '',
  ]);
});
