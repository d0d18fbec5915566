import { TraceMap } from '../../../../src';

/** A name that is markup, in whatever a page is made of. */
export const HOSTILE = '</script></style>"\'<script>document.title=1</script>]]>&amp;\u0007\u202e😀';

const ref = (Ref: string) => ({ Ref });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const fn = (Properties = {}) => ({ Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' }, ...Properties } });
const invocation = (id: string) => ({ 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', arn(id), '/invocations']] });

type Resources = Record<string, object>;

/** The map of some stacks, by name. */
export function mapOf(stacks: Record<string, Resources>): TraceMap {
  const templates = Object.entries(stacks).map(([name, resources]) => ({ name, template: { Resources: resources } }));
  return TraceMap._of({ templates, acknowledgements: [], problems: [] }, { inspectCode: false });
}

const orders = (): Resources => ({
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: ref('Api'), StageName: 'v1', TracingEnabled: true } },
  Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: ref('Api'), Integration: { Uri: invocation('PlaceOrder') } } },
  PlaceOrder: fn({ FunctionName: 'place-order', TracingConfig: undefined, Environment: { Variables: { TABLE: ref('Table') } } }),
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders', StreamSpecification: { StreamViewType: 'NEW_IMAGE' } } },
  Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: ref('IndexOrder'), EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] } } },
  IndexOrder: fn({ FunctionName: 'index-order' }),
});

const billing = (): Resources => ({
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'invoices' } },
  Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: ref('Invoice'), EventSourceArn: arn('Queue') } },
  Invoice: fn({ FunctionName: 'invoice' }),
  Hostile: fn({ FunctionName: HOSTILE }),
  Inherited: fn({ FunctionName: 'constructor' }),
});

/** A traced topic with subscribers that are not. */
function topicOf(subscribers: readonly string[]): Resources {
  const subscription = (id: string) => ({ Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: arn(id) } });
  return {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TracingConfig: 'Active' } },
    ...Object.fromEntries(subscribers.flatMap((id) => [[`To${id}`, subscription(id)], [id, fn({ TracingConfig: undefined })]])),
  };
}

/** A traced topic with two subscribers that are not. */
export function untracedFanOut(): Resources {
  return topicOf(['Bill', 'Ship']);
}

/** A topic with so many subscribers. */
export function starOf(count: number): Resources {
  return topicOf(Array.from({ length: count }, (_, index) => `Fn${index}`));
}

/** Two stacks with each kind of crossing but one, and names that try to be something else. */
export function variedMap(): TraceMap {
  return mapOf({ Orders: orders(), Billing: billing() });
}

/** Names that no file of text can hold as they are: a return, a null, half of a pair; and two that every object has. */
export function oddMap(): TraceMap {
  const names = ['Return\rFn', 'Null\0Fn', 'Half\ud800Fn', '__proto__', 'constructor'];
  const functions = names.map((name, index) => [name, fn({ Environment: { Variables: { NEXT: ref(names[(index + 1) % names.length]) } } })] as const);
  return mapOf({ 'Odd\r  Stack': Object.fromEntries(functions), 'Plain': billing() });
}

/** So many stacks, each with fifty nodes in a chain of queues and functions. */
export function largeMap(stackCount: number): TraceMap {
  const stack = () => Object.fromEntries(Array.from({ length: 25 }, (_, index) => [
    [`Queue${index}`, { Type: 'AWS::SQS::Queue' }],
    [`Fn${index}`, fn({ Environment: { Variables: { NEXT: ref(`Queue${(index + 1) % 25}`) } } })],
    [`Mapping${index}`, { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: ref(`Fn${index}`), EventSourceArn: arn(`Queue${index}`) } }],
  ] as const).flat());
  return mapOf(Object.fromEntries(Array.from({ length: stackCount }, (_, index) => [`Stack${index}`, stack()])));
}
