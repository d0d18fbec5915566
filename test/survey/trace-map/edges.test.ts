import { arn, edgesOf, inner, invocation, mapOf, mapOfSources, queue, ref, resource, traced, untraced } from './maps';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap } from '../../../src/survey/trace-map/build';
import { source as templateOf } from '../templates';

const restApi = (isTraced: boolean) => ({
  Api: resource('AWS::ApiGateway::RestApi', { Name: 'orders' }),
  Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'live', TracingEnabled: isTraced }),
});
const method = (Integration: any) => resource('AWS::ApiGateway::Method', { RestApiId: ref('Api'), HttpMethod: 'GET', Integration });
const awsUri = (rest: string) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':apigateway:', ref('AWS::Region'), `:${rest}`]] });
const machine = (definition: any, isTraced = true) => resource('AWS::StepFunctions::StateMachine', {
  DefinitionString: definition, TracingConfiguration: { Enabled: isTraced },
});
const task = (Resource: string, Parameters: any) => ({ Type: 'Task', Resource, Parameters });
const joinedTask = (api: string, key: string, value: any) => ({
  'Fn::Join': ['', ['{"States":{"Do":{"Type":"Task","Resource":"arn:', ref('AWS::Partition'), `:states:::${api}","Parameters":{"${key}":"`, value, '"}}}}']],
});
const putsEvents = (...entries: any[]) => ({
  'Fn::Join': ['', ['{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Parameters":{"Entries":', ...entries, '}}}}']],
});

describe('APIs', () => {
  test.each<[string, boolean, any, any, string[]]>([
    ['a traced stage and a function', true, { Uri: invocation('Fn') }, {}, ['Api > Fn: integration, continues']],
    ['an untraced stage and a function', false, { Uri: invocation('Fn') }, {}, ['Api > Fn: integration, restarts']],
    ['a function by its alias', true, { Uri: invocation('Alias') }, { Alias: resource('AWS::Lambda::Alias', { FunctionName: ref('Fn') }) }, ['Api > Fn: integration, continues']],
    ['a queue', true, { Uri: { 'Fn::Sub': 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/${Queue.QueueName}' } }, { Queue: queue() }, ['Api > Queue: integration, unknown']],
    ['a state machine that the request names', true, {
      Uri: awsUri('states:action/StartExecution'), RequestTemplates: { 'application/json': { 'Fn::Sub': '{"stateMachineArn":"${Machine}"}' } },
    }, { Machine: resource('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } }) }, ['Api > Machine: integration, continues']],
    ['a service as such', true, { Uri: awsUri('data.iotdata:path/topics') }, {}, ['Api > iotdata.amazonaws.com: integration, unknown']],
    ['a queue by its name', true, { Uri: awsUri('sqs:path/123456789012/jobs') }, { Queue: queue({ QueueName: 'jobs' }) }, ['Api > Queue: integration, unknown']],
    ['a bucket by its name', true, { Uri: awsUri('s3:path/files/{key}') }, { Bucket: resource('AWS::S3::Bucket', { BucketName: 'files' }) }, ['Api > Bucket: integration, unknown']],
    ['a table that the request names', true, { Uri: awsUri('dynamodb:action/PutItem'), RequestTemplates: { 'application/json': '{"TableName": "orders"}' } },
      { Table: resource('AWS::DynamoDB::Table', { TableName: 'orders' }) }, ['Api > Table: integration, unknown']],
    ['a service whose request mentions something else', true, { Uri: awsUri('athena:action/StartQueryExecution'), RequestTemplates: { 'application/json': { 'Fn::Sub': '${Bucket}' } } },
      { Bucket: resource('AWS::S3::Bucket') }, ['Api > athena.amazonaws.com: integration, unknown']],
    ['what its role may call', true, { Uri: awsUri('kinesis:action/PutRecord'), Credentials: arn('Role') }, {
      Stream: resource('AWS::Kinesis::Stream'),
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['kinesis:PutRecord', 'sqs:SendMessage'], Resource: [arn('Stream'), arn('Queue')] }] } }] }),
      Queue: queue(),
    }, ['Api > Stream: integration, unknown']],
    ['the default bus', true, { Uri: awsUri('events:action/PutEvents'), RequestTemplates: { 'application/json': '{}' } }, {}, ['Api > event-bus/default: integration, unknown']],
    ['a bus that the request names', true, { Uri: awsUri('events:action/PutEvents'), RequestTemplates: { 'application/json': '{"EventBusName": "orders"}' } },
      { Bus: resource('AWS::Events::EventBus', { Name: 'orders' }) }, ['Api > Bus: integration, unknown']],
    ['a web address', true, { Type: 'HTTP_PROXY', Uri: 'https://example.com/a' }, {}, ['Api > example.com: integration, continues']],
    ['a web address with a secret in it', true, { Type: 'HTTP', Uri: { 'Fn::Sub': 'https://example.com/{{resolve:secretsmanager:${Secret}}}' } },
      { Secret: resource('AWS::SecretsManager::Secret') }, ['Api > example.com: integration, continues']],
    ['a load balancer behind a link', true, { Uri: 'http://nlb.internal', ConnectionId: ref('Link') }, {
      Link: resource('AWS::ApiGateway::VpcLink', { TargetArns: [ref('Balancer')] }),
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Scheme: 'internal' }),
    }, ['Api > Balancer: integration, continues']],
    ...[['itself', ref('Balancer')], ['by its listener', ref('Listener')]].map(([how, IntegrationTarget]): [string, boolean, any, any, string[]] => [
      `a load balancer ${how}, behind a link of the second version`, true, { Uri: 'http://orders.internal', ConnectionId: ref('Link'), IntegrationTarget }, {
        Link: resource('AWS::ApiGatewayV2::VpcLink'),
        Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Scheme: 'internal' }),
        Listener: resource('AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer') }),
      }, ['Api > Balancer: integration, continues'],
    ]),
    ['a load balancer elsewhere, behind a link of the second version', true, { Uri: 'http://orders.internal', ConnectionId: ref('Link'), IntegrationTarget: ref('Parameter') },
      { Link: resource('AWS::ApiGatewayV2::VpcLink') }, ['Api > orders.internal: integration, continues']],
    ['a function that streams its answer', true, {
      Uri: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2021-11-15/functions/arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:orders/response-streaming-invocations' },
    }, { Fn: traced({ FunctionName: 'orders' }) }, ['Api > Fn: integration, continues']],
    ['a state machine whose ARN the request names', true, {
      Uri: awsUri('states:action/StartExecution'), RequestTemplates: { 'application/json': { 'Fn::Sub': '{"stateMachineArn":"arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:flow"}' } },
    }, { Flow: resource('AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' }) }, ['Api > Flow: integration, continues']],
    ['a topic whose ARN a parameter of the request names', true, {
      Uri: awsUri('sns:action/Publish'), RequestParameters: { 'integration.request.querystring.TopicArn': { 'Fn::Sub': "'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news'" } },
    }, { Topic: resource('AWS::SNS::Topic', { TopicName: 'news' }) }, ['Api > Topic: integration, unknown']],
    ['a topic of another app whose ARN the request names', true, { Uri: awsUri('sns:action/Publish'), RequestParameters: { 'integration.request.querystring.TopicArn': "'arn:aws:sns:eu-west-1:123456789012:news'" } },
      {}, ['Api > arn:aws:sns:eu-west-1:123456789012:news: integration, unknown']],
    ...['flow-$stageVariables.env', 'flow-${stageVariables.env}', "$input.params('name')"].map((name): [string, boolean, any, any, string[]] => [
      `a service, whose request makes the name ${name}`, true,
      { Uri: awsUri('states:action/StartExecution'), RequestTemplates: { 'application/json': `{"stateMachineArn":"arn:aws:states:eu-west-1:123456789012:stateMachine:${name}"}` } },
      {}, ['Api > states.amazonaws.com: integration, unknown'],
    ]),
    ['a bus that the request makes', true, { Uri: awsUri('events:action/PutEvents'), RequestTemplates: { 'application/json': '{"EventBusName": "$input.params(\'bus\')"}' } },
      {}, ['Api > events.amazonaws.com: integration, unknown']],
    ['a database that the request names', true, { Uri: awsUri('rds-data:path/Execute'), RequestTemplates: { 'application/json': { 'Fn::Sub': '{"resourceArn":"${Db.DBClusterArn}"}' } } },
      { Db: resource('AWS::RDS::DBCluster') }, ['Api > Db: integration, unknown']],
    ['a service that goes by another name, too', true, { Uri: awsUri('bedrock-runtime:path/model/x/invoke') }, {}, ['Api > bedrock.amazonaws.com: integration, unknown']],
    ['a function that a variable of the stage names', true, { Uri: { 'Fn::Sub': 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${!stageVariables.fn}/invocations' } },
      { Live: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), Variables: { fn: ref('Fn') }, TracingEnabled: true }) }, ['Api > Fn: integration, continues']],
    ['a function of which a variable of the stage names the alias', true, { Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders:', '${stageVariables.alias}/invocations']] } },
      { Fn: traced({ FunctionName: 'orders' }) }, ['Api > Fn: integration, continues']],
    ['a function of which a variable of the stage names a part', true, { Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders-', '${stageVariables.env}/invocations']] } }, {
      Fn: traced({ FunctionName: 'orders-prod' }),
      Live: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), Variables: { env: 'prod' }, TracingEnabled: true }),
      Other: resource('AWS::ApiGateway::RestApi'),
      OtherStage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Other'), Variables: { env: 'test' } }),
    }, ['Api > Fn: integration, continues']],
    ['a function that a variable of no known stage names', true, { Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:', '${stageVariables.fn}/invocations']] } },
      {}, []],
    ['a load balancer behind a link that a variable of the deployment names', true, { Uri: 'http://nlb.internal', ConnectionId: '${stageVariables.link}' }, {
      Deployed: resource('AWS::ApiGateway::Deployment', { RestApiId: ref('Api'), StageDescription: { Variables: { link: ref('Link') } } }),
      Link: resource('AWS::ApiGateway::VpcLink', { TargetArns: [ref('Balancer')] }),
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Scheme: 'internal' }),
    }, ['Api > Balancer: integration, restarts']],
    ['a server of its own', true, { Type: 'HTTP_PROXY', Uri: { 'Fn::Sub': 'http://${Server.PublicDnsName}/' } }, { Server: resource('AWS::EC2::Instance') }, ['Api > Server: integration, continues']],
    ['nothing', true, { Type: 'MOCK', Uri: 'unused' }, {}, []],
  ])('a REST API integrates %s', (_, isTraced, integration, more, expected) => {
    expect(inner({ ...restApi(isTraced), Method: method(integration), Fn: traced(), ...more })).toEqual(expected);
  });

  test.each<[string, any, string]>([
    ['that a deployment makes', {}, 'restarts'],
    ['that a deployment makes and describes as traced', { StageDescription: { TracingEnabled: true } }, 'continues'],
  ])('a stage %s', (_, properties, crossing) => {
    const { nodes, edges } = mapOf({
      Api: resource('AWS::ApiGateway::RestApi'),
      Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: ref('Api'), StageName: 'live', ...properties }),
      Method: method({ Uri: invocation('Fn') }),
      Fn: traced(),
    });
    expect(edges.find(({ relation }) => relation === 'integration')).toMatchObject({ from: 'Stack/Api', to: 'Stack/Fn', crossing });
    expect(nodes.find(({ id }) => id === 'Stack/Api')?.status).toBe(crossing === 'continues' ? 'TRACED' : 'UNTRACED');
  });

  test('an OpenAPI document has integrations', () => {
    const Body = { paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: invocation('Fn') } }, parameters: [] } } };
    const { edges } = mapOf({ ...restApi(true), Api: resource('AWS::ApiGateway::RestApi', { Body }), Fn: traced() });
    expect(edges[0]).toMatchObject({ from: 'Stack/Api', to: 'Stack/Fn', evidence: [{ resource: 'Stack/Api', path: 'Properties.Body.paths./a.get' }] });
  });

  test('an integration of an OpenAPI document may stand elsewhere in it', () => {
    const Body = {
      paths: { '/a': { post: { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/send' } } } },
      components: { 'x-amazon-apigateway-integrations': { send: { integrationSubtype: 'SQS-SendMessage', requestParameters: { QueueUrl: ref('Queue') } } } },
    };
    expect(inner({ Api: resource('AWS::ApiGatewayV2::Api', { Body }), Queue: queue() })).toEqual(['Api > Queue: integration, unknown']);
  });

  test.each<[string, any, any, string[]]>([
    ['a function', { IntegrationUri: arn('Fn') }, { Fn: traced() }, ['Api > Fn: integration, unknown']],
    ['a queue by a subtype', { IntegrationSubtype: 'SQS-SendMessage', RequestParameters: { QueueUrl: ref('Queue') } }, { Queue: queue() }, ['Api > Queue: integration, unknown']],
    ['a state machine by a subtype', { IntegrationSubtype: 'StepFunctions-StartExecution', RequestParameters: { StateMachineArn: ref('Machine') } },
      { Machine: resource('AWS::StepFunctions::StateMachine') }, ['Api > Machine: integration, unknown']],
    ['a state machine by a subtype and its ARN', { IntegrationSubtype: 'StepFunctions-StartExecution', RequestParameters: { StateMachineArn: { 'Fn::Sub': 'arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:flow' } } },
      { Machine: resource('AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' }) }, ['Api > Machine: integration, unknown']],
    ['a bus elsewhere by a subtype', { IntegrationSubtype: 'EventBridge-PutEvents', RequestParameters: { EventBusName: 'shared' } }, {}, ['Api > event-bus/shared: integration, unknown']],
    ['a service as such by a subtype', { IntegrationSubtype: 'AppConfig-GetConfiguration', RequestParameters: {} }, {}, ['Api > appconfig.amazonaws.com: integration, unknown']],
    ['the default bus by a subtype', { IntegrationSubtype: 'EventBridge-PutEvents', RequestParameters: {} }, {}, ['Api > event-bus/default: integration, unknown']],
  ])('an HTTP API integrates %s', (_, integration, more, expected) => {
    expect(inner({
      Api: resource('AWS::ApiGatewayV2::Api'), Integration: resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), ...integration }), ...more,
    })).toEqual(expected);
  });

  test.each<[string, any, string]>([['a function', arn('Fn'), 'Fn'], ['a web address', 'https://example.com', 'example.com']])('an HTTP API is made for %s alone', (_, Target, expected) => {
    expect(inner({ Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP', Target }), Fn: traced() })).toEqual([`Api > ${expected}: integration, unknown`]);
  });

  test('a WebSocket API of SAM has routes and an authorizer', () => {
    expect(inner({
      Api: resource('AWS::Serverless::WebSocketApi', { Routes: { $connect: { FunctionArn: arn('Fn') }, $default: 7 }, Auth: { AuthType: 'CUSTOM', AuthArn: arn('Check') } }),
      Fn: traced(),
      Check: traced(),
    })).toEqual(['Api > Check: invokes, unknown', 'Api > Fn: integration, unknown']);
  });

  test('an authorizer is invoked', () => {
    expect(inner({ ...restApi(true), Authorizer: resource('AWS::ApiGateway::Authorizer', { RestApiId: ref('Api'), AuthorizerUri: invocation('Fn') }), Fn: traced() }))
      .toEqual(['Api > Fn: invokes, continues']);
  });

  test.each<[string, any]>([
    ['of SAM', { Api: resource('AWS::Serverless::Api', { TracingEnabled: true, Auth: { Authorizers: { Check: { FunctionArn: arn('Fn') }, Pool: { UserPoolArn: arn('Pool') } } } }) }],
    ['of an OpenAPI document', {
      ...restApi(true),
      Api: resource('AWS::ApiGateway::RestApi', {
        Body: { components: { securitySchemes: { Check: { 'x-amazon-apigateway-authorizer': { authorizerUri: invocation('Fn') } } } } },
      }),
    }],
    ['of a Swagger document', {
      ...restApi(true),
      Api: resource('AWS::ApiGateway::RestApi', {
        Body: { securityDefinitions: { Check: { 'x-amazon-apigateway-authorizer': { authorizerUri: invocation('Fn') } } } },
      }),
    }],
  ])('an authorizer %s is invoked', (_, resources) => {
    expect(inner({ ...resources, Fn: traced() })).toEqual(['Api > Fn: invokes, continues']);
  });

  test.each<[string, string, any, string]>([
    ['of a GraphQL API', 'AWS::AppSync::GraphQLApi', {
      XrayEnabled: true, LambdaAuthorizerConfig: { AuthorizerUri: arn('A') }, AdditionalAuthenticationProviders: [{ LambdaAuthorizerConfig: { AuthorizerUri: arn('B') } }],
    }, 'continues'],
    ['of a GraphQL API of SAM', 'AWS::Serverless::GraphQLApi', {
      XrayEnabled: true, Auth: { LambdaAuthorizer: { AuthorizerUri: arn('A') }, Additional: [{ LambdaAuthorizer: { AuthorizerUri: arn('B') } }, { Type: 'AWS_IAM' }] },
    }, 'continues'],
    ['of an API of events', 'AWS::AppSync::Api', {
      EventConfig: { AuthProviders: [{ LambdaAuthorizerConfig: { AuthorizerUri: arn('A') } }, { LambdaAuthorizerConfig: { AuthorizerUri: arn('B') } }] },
    }, 'breaks'],
  ])('the authorizers %s are invoked', (_, type, properties, crossing) => {
    expect(inner({ Api: resource(type, properties), A: traced(), B: traced() })).toEqual([`Api > A: invokes, ${crossing}`, `Api > B: invokes, ${crossing}`]);
  });

  test('a GraphQL API of SAM has data sources', () => {
    const DataSources = { DynamoDb: { Orders: { TableName: ref('Table'), TableArn: arn('Table') } }, Lambda: { Pay: { FunctionArn: arn('Fn') } } };
    expect(inner({ Api: resource('AWS::Serverless::GraphQLApi', { DataSources, XrayEnabled: true }), Fn: traced(), Table: resource('AWS::DynamoDB::Table') }))
      .toEqual(['Api > Fn: data source, continues', 'Api > Table: data source, continues']);
  });

  test('a data source that signs its requests calls what its role may', () => {
    const HttpConfig = { Endpoint: 'https://states.eu-west-1.amazonaws.com/', AuthorizationConfig: { AwsIamConfig: { SigningServiceName: 'states' } } };
    const grant = (Resource: any) => ({ PolicyName: 'P', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['states:StartExecution', 'sqs:SendMessage'], Resource }] } });
    const resources = (...policies: any[]) => ({
      Api: resource('AWS::AppSync::GraphQLApi', { XrayEnabled: true }),
      Source: resource('AWS::AppSync::DataSource', { ApiId: arn('Api', 'ApiId'), HttpConfig, ServiceRoleArn: arn('Role') }),
      Role: resource('AWS::IAM::Role', { Policies: policies }),
      Machine: resource('AWS::StepFunctions::StateMachine'),
      Queue: queue(),
    });
    expect(inner(resources(grant([ref('Machine'), arn('Queue')])))).toEqual(['Api > Machine: data source, continues']);
    expect(inner(resources())).toEqual(['Api > states.eu-west-1.amazonaws.com: data source, continues']);
  });

  test('a GraphQL API has data sources', () => {
    const dataSource = (properties: any) => resource('AWS::AppSync::DataSource', { ApiId: arn('Api', 'ApiId'), ...properties });
    expect(inner({
      Api: resource('AWS::AppSync::GraphQLApi', { XrayEnabled: true, LambdaAuthorizerConfig: { AuthorizerUri: arn('Fn') } }),
      Fn: traced(),
      Table: resource('AWS::DynamoDB::Table'),
      A: dataSource({ LambdaConfig: { LambdaFunctionArn: arn('Fn') } }),
      B: dataSource({ DynamoDBConfig: { TableName: ref('Table') } }),
      C: dataSource({ DynamoDBConfig: { TableName: 'elsewhere' } }),
      D: dataSource({ HttpConfig: { Endpoint: 'https://example.com' } }),
      E: dataSource({ HttpConfig: { Endpoint: { 'Fn::Sub': 'https://{{resolve:secretsmanager:${Secret}:SecretString:host}}.example.com/' } } }),
      F: dataSource({ Type: 'AMAZON_BEDROCK_RUNTIME', ServiceRoleArn: arn('Role') }),
      Secret: resource('AWS::SecretsManager::Secret'),
    })).toEqual([
      'Api > Fn: data source, continues',
      'Api > Fn: invokes, continues',
      'Api > Table: data source, continues',
      'Api > bedrock.amazonaws.com: data source, continues',
      'Api > dynamodb/elsewhere: data source, continues',
      'Api > example.com: data source, continues',
    ]);
  });

  test('a merged GraphQL API has source APIs', () => {
    const association = (source: any) => resource('AWS::AppSync::SourceApiAssociation', { MergedApiIdentifier: arn('Merged', 'ApiId'), SourceApiIdentifier: source });
    expect(inner({
      Merged: resource('AWS::AppSync::GraphQLApi', { ApiType: 'MERGED', XrayEnabled: true }),
      Own: resource('AWS::AppSync::GraphQLApi'),
      A: association(arn('Own')),
      B: association('arn:aws:appsync:eu-west-1:123456789012:apis/chat'),
    })).toEqual(['Merged > Own: source API, unknown', 'Merged > arn:aws:appsync:eu-west-1:123456789012:apis/chat: source API, unknown']);
  });

  test('its data source may be a table that AWS Amplify makes by a custom resource, whose changes a function reads', () => {
    const lastPart = (value: any, separator: string, index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [separator, value] }] });
    expect(inner({
      Api: resource('AWS::AppSync::GraphQLApi', { XrayEnabled: true }),
      Fn: traced(),
      Table: resource('Custom::AmplifyDynamoDBTable', { tableName: { 'Fn::Join': ['', ['Todo-', ref('ApiId')]] } }),
      Source: resource('AWS::AppSync::DataSource', {
        ApiId: arn('Api', 'ApiId'), DynamoDBConfig: { TableName: lastPart(lastPart(arn('Table', 'TableArn'), ':', 5), '/', 1) },
      }),
      Mapping: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Table', 'TableStreamArn'), FunctionName: ref('Fn') }),
    })).toEqual(['Api > Table: data source, continues', 'Table > Fn: event source, breaks']);
  });
});

describe('state machines', () => {
  test('calls the functions that its role may invoke, where the execution names one', () => {
    expect(inner({
      Machine: resource('AWS::StepFunctions::StateMachine', {
        DefinitionString: JSON.stringify({ States: { Do: task('arn:aws:states:::lambda:invoke', { 'FunctionName.$': '$.fn' }) } }),
        RoleArn: arn('Role'),
        TracingConfiguration: { Enabled: true },
      }),
      Role: resource('AWS::IAM::Role', {
        Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [arn('One'), arn('Two')] }, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') }] } }],
      }),
      One: traced(),
      Two: traced(),
      Queue: queue(),
    })).toEqual(['Machine > One: task, continues', 'Machine > Two: task, continues']);
  });

  test('puts events on the buses that its role may, where nobody can tell which one is named', () => {
    expect(inner({
      Machine: resource('AWS::StepFunctions::StateMachine', { DefinitionString: putsEvents('[{"EventBusName":"', ref('BusName'), '"}]'), RoleArn: arn('Role'), TracingConfiguration: { Enabled: true } }),
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: arn('Bus') }] } }] }),
      Bus: resource('AWS::Events::EventBus'),
    })).toEqual(['Machine > Bus: task, continues']);
  });

  test('does not call what its role may, where the task names something else or nothing', () => {
    const states = {
      Model: task('arn:aws:states:::bedrock:invokeModel', { ModelId: 'nova' }),
      List: task('arn:aws:states:::aws-sdk:lambda:listFunctions', {}),
      Text: task('arn:aws:states:::sns:publish', { PhoneNumber: '+1' }),
    };
    const granted = ['bedrock:InvokeAgent', 'lambda:InvokeFunction', 'sns:Publish'].map((Action) => ({ Effect: 'Allow', Action, Resource: [arn('Agent'), arn('Fn'), ref('Topic')] }));
    expect(inner({
      Machine: resource('AWS::StepFunctions::StateMachine', { DefinitionString: JSON.stringify({ States: states }), RoleArn: arn('Role'), TracingConfiguration: { Enabled: true } }),
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: granted } }] }),
      Agent: resource('AWS::Bedrock::Agent'),
      Fn: traced(),
      Topic: resource('AWS::SNS::Topic'),
    })).toEqual(['bedrock', 'lambda', 'sns'].map((service) => `Machine > ${service}.amazonaws.com: task, continues`));
  });

  test.each<[string, any, any, string[]]>([
    ['a function by its ARN', { 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"${Fn.Arn}"}}}' }, { Fn: untraced() }, ['Machine > Fn: task, continues']],
    ['a function by lambda:invoke', joinedTask('lambda:invoke', 'FunctionName', arn('Fn')), { Fn: traced() }, ['Machine > Fn: task, continues']],
    ['another state machine', joinedTask('states:startExecution.sync:2', 'StateMachineArn', ref('Other')), { Other: resource('AWS::StepFunctions::StateMachine') }, ['Machine > Other: task, continues']],
    ['a queue', joinedTask('sqs:sendMessage', 'QueueUrl', ref('Queue')), { Queue: queue() }, ['Machine > Queue: task, continues']],
    ['a topic', joinedTask('sns:publish', 'TopicArn', ref('Topic')), { Topic: resource('AWS::SNS::Topic') }, ['Machine > Topic: task, continues']],
    ['a table', joinedTask('dynamodb:putItem', 'TableName', ref('Table')), { Table: resource('AWS::DynamoDB::Table') }, ['Machine > Table: task, continues']],
    ['a container task', joinedTask('ecs:runTask.sync', 'TaskDefinition', ref('Job')), { Job: resource('AWS::ECS::TaskDefinition') }, ['Machine > Job: task, breaks']],
    ['a step on a cluster of Amazon EMR', joinedTask('elasticmapreduce:addStep.sync', 'ClusterId', ref('Cluster')), { Cluster: resource('AWS::EMR::Cluster') }, ['Machine > Cluster: task, breaks']],
    ['a step on a cluster of Amazon EMR elsewhere', JSON.stringify({ States: { Do: task('arn:aws:states:::elasticmapreduce:addStep', { ClusterId: 'j-1' }) } }), {},
      ['Machine > elasticmapreduce.amazonaws.com: task, breaks']],
    ['a bus', JSON.stringify({ States: { Do: task('arn:aws:states:::events:putEvents', { Entries: [{ Detail: {} }] }) } }), {}, ['Machine > event-bus/default: task, continues']],
    ['a bus by its name', JSON.stringify({ States: { Do: task('arn:aws:states:::events:putEvents', { Entries: [{ EventBusName: 'orders' }] }) } }),
      { Bus: resource('AWS::Events::EventBus', { Name: 'orders' }) }, ['Machine > Bus: task, continues']],
    ['a bus that a parameter names', putsEvents('[{"EventBusName":"', ref('BusName'), '"}]'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['a bus of another app', putsEvents('[{"EventBusName":"', { 'Fn::ImportValue': 'bus' }, '"}]'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['a bus that the execution names', putsEvents('[{"EventBusName.$":"$.bus"}]'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['a bus that JSONata names', putsEvents('[{"EventBusName":"{% $bus %}"}]'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['the buses of events that the execution makes', putsEvents('"{% $events %}"'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['the buses of events that the deployment makes', putsEvents('"', ref('Events'), '"'), {}, ['Machine > events.amazonaws.com: task, continues']],
    ['the default bus, and one that the execution names', putsEvents('[{},{"EventBusName.$":"$.bus"}]'), {}, ['Machine > event-bus/default: task, continues', 'Machine > events.amazonaws.com: task, continues']],
    ['a bucket by the SDK', joinedTask('aws-sdk:s3:putObject', 'Bucket', ref('Bucket')), { Bucket: resource('AWS::S3::Bucket') }, ['Machine > Bucket: task, continues']],
    ['a service that is told of a bucket', joinedTask('athena:startQueryExecution', 'Output', ref('Bucket')), { Bucket: resource('AWS::S3::Bucket') },
      ['Machine > athena.amazonaws.com: task, continues']],
    ['a web address', JSON.stringify({ States: { Do: task('arn:aws:states:::http:invoke', { ApiEndpoint: 'https://example.com/pay' }) } }), {}, ['Machine > example.com: task, continues']],
    ['a service that its SDK calls otherwise', JSON.stringify({ States: { Do: task('arn:aws:states:::aws-sdk:sesv2:sendEmail', {}) } }), {}, ['Machine > ses.amazonaws.com: task, continues']],
    ['an agent by the SDK', joinedTask('aws-sdk:bedrockagentruntime:invokeAgent', 'AgentId', ref('Agent')), { Agent: resource('AWS::Bedrock::Agent') }, ['Machine > Agent: task, continues']],
    ['a knowledge base that it has filled', joinedTask('aws-sdk:bedrockagent:startIngestionJob', 'KnowledgeBaseId', ref('Base')), { Base: resource('AWS::Bedrock::KnowledgeBase') },
      ['Machine > Base: task, continues']],
    ['an address that the execution makes', JSON.stringify({ States: { Do: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Arguments: { ApiEndpoint: '{% $url %}' } } } }), {}, ['Machine > http: task, continues']],
    ['an address that an expression begins with', JSON.stringify({ States: { Do: task('arn:aws:states:::http:invoke', { 'ApiEndpoint.$': "States.Format('{}/{}', 'https://example.com', $.path)" }) } }), {}, ['Machine > example.com: task, continues']],
    ['an address that JSONata begins with', JSON.stringify({ States: { Do: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Arguments: { ApiEndpoint: "{% 'https://example.com/' & $path %}" } } } }), {}, ['Machine > example.com: task, continues']],
    ['an address of the app that an expression begins with', { 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint.$":"States.Format(\'{}/{}\', \'https://${Api}.execute-api.eu-west-1.amazonaws.com/live\', $.x)"}}}}' },
      { Api: resource('AWS::ApiGateway::RestApi') }, ['Machine > Api: task, continues']],
    ['an address of which the execution makes the host', JSON.stringify({ States: { Do: task('arn:aws:states:::http:invoke', { 'ApiEndpoint.$': "States.Format('https://api-{}.example.com/x', $.t)" }) } }), {}, ['Machine > http: task, continues']],
    ['an address within another', JSON.stringify({ States: { Do: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Arguments: { ApiEndpoint: "{% $base & '/login?back=https://example.com/' %}" } } } }), {}, ['Machine > http: task, continues']],
    ['an address that is one of two', JSON.stringify({ States: { Do: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Arguments: { ApiEndpoint: "{% $prod ? 'https://a.example.com' : 'https://b.example.com' %}" } } } }), {}, ['Machine > http: task, continues']],
    ['an address whose host is a variable', { 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Arguments":{"ApiEndpoint":"{% \'https://${Host}/\' & $p %}"}}}}' }, {}, ['Machine > ${Host}: task, continues']],
    ['a function by its name and alias', JSON.stringify({ States: { Do: task('arn:aws:states:::lambda:invoke', { FunctionName: '123456789012:function:orders:live' }) } }),
      { Fn: traced({ FunctionName: 'orders' }) }, ['Machine > Fn: task, continues']],
    ['a container task by its revision', JSON.stringify({ States: { Do: task('arn:aws:states:::ecs:runTask', { TaskDefinition: 'work:3' }) } }),
      { Job: resource('AWS::ECS::TaskDefinition', { Family: 'work' }) }, ['Machine > Job: task, breaks']],
    ['a topic by a pattern', JSON.stringify({ States: { Do: task('arn:aws:states:::sns:publish', { TopicArn: 'arn:aws:sns:*:1:*' }) } }), {}, ['Machine > sns.amazonaws.com: task, continues']],
    ['a queue in China by its address', JSON.stringify({ States: { Do: task('arn:aws:states:::sqs:sendMessage', { QueueUrl: 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs' }) } }), {}, ['Machine > arn:aws-cn:sqs:cn-north-1:123456789012:jobs: task, continues']],
    ['a queue of GovCloud by its address', JSON.stringify({ States: { Do: task('arn:aws:states:::sqs:sendMessage', { QueueUrl: 'https://sqs.us-gov-west-1.amazonaws.com/123456789012/jobs' }) } }), {}, ['Machine > arn:aws-us-gov:sqs:us-gov-west-1:123456789012:jobs: task, continues']],
    ['a queue of its own region by its address', { 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/jobs"}}}}' }, {},
      ['Machine > arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs: task, continues']],
    ['a queue by its address', JSON.stringify({ States: { Do: task('arn:aws:states:::sqs:sendMessage', { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs' }) } }),
      { Queue: queue({ QueueName: 'jobs' }) }, ['Machine > Queue: task, continues']],
    ['a queue of elsewhere by its address', { 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"https://sqs.eu-west-1.${AWS::URLSuffix}/123456789012/jobs"}}}}' },
      { Other: queue({ QueueName: 'orders' }) }, ['Machine > arn:aws:sqs:eu-west-1:123456789012:jobs: task, continues']],
    ['a table of elsewhere by its name', JSON.stringify({ States: { Do: task('arn:aws:states:::dynamodb:putItem', { TableName: 'orders' }) } }), {}, ['Machine > dynamodb/orders: task, continues']],
    ...([
      ['a job of AWS Glue', 'glue:startJobRun.sync', { JobName: 'orders' }, resource('AWS::Glue::Job', { Name: 'orders' }), 'breaks'],
      ['an endpoint of Amazon SageMaker', 'aws-sdk:sagemakerruntime:invokeEndpoint', { EndpointName: 'orders' }, resource('AWS::SageMaker::Endpoint', { EndpointName: 'orders' }), 'continues'],
      ['a cluster of Amazon Redshift', 'aws-sdk:redshiftdata:executeStatement', { ClusterIdentifier: 'orders' }, resource('AWS::Redshift::Cluster', { ClusterIdentifier: 'orders' }), 'continues'],
      ['a workgroup of Amazon Redshift', 'aws-sdk:redshiftdata:executeStatement', { WorkgroupName: 'orders' }, resource('AWS::RedshiftServerless::Workgroup', { WorkgroupName: 'orders' }), 'continues'],
      ['an SSM parameter', 'aws-sdk:ssm:getParameter', { Name: '/app/orders' }, resource('AWS::SSM::Parameter', { Name: '/app/orders' }), 'continues'],
    ] as const).map(([what, api, parameters, It, crossing]): [string, any, any, string[]] => [
      `${what} by its name`, JSON.stringify({ States: { Do: task(`arn:aws:states:::${api}`, parameters) } }), { It }, [`Machine > It: task, ${crossing}`],
    ]),
    ['an SSM parameter of elsewhere by its name', JSON.stringify({ States: { Do: task('arn:aws:states:::aws-sdk:ssm:getParameter', { Name: 'orders' }) } }), {}, ['Machine > ssm/orders: task, continues']],
    ['a document of AWS Systems Manager', JSON.stringify({ States: { Do: task('arn:aws:states:::aws-sdk:ssm:getDocument', { Name: 'orders' }) } }), {}, ['Machine > ssm.amazonaws.com: task, continues']],
    ['an SDK of nothing', JSON.stringify({ States: { Do: task('arn:aws:states:::aws-sdk', {}) } }), {}, ['Machine > aws-sdk.amazonaws.com: task, continues']],
    ['a name that a variable puts in', JSON.stringify({ States: { Do: task('arn:aws:states:::dynamodb:putItem', { TableName: '${Unknown}' }) } }), {}, ['Machine > dynamodb.amazonaws.com: task, continues']],
    ['what has a name and no ARN', JSON.stringify({ States: { Do: task('arn:aws:states:::apigateway:invoke', { ApiEndpoint: 'x.execute-api.eu-west-1.amazonaws.com' }) } }), {}, ['Machine > apigateway.amazonaws.com: task, continues']],
    ['a function of which nobody knows', JSON.stringify({ States: { Do: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: '{% $fn %}' } } } }), {}, ['Machine > lambda.amazonaws.com: task, continues']],
    ['an address that only the deployment knows', joinedTask('http:invoke', 'ApiEndpoint', ref('Endpoint')), {}, ['Machine > ${Endpoint}: task, continues']],
    ['a service by its SDK', JSON.stringify({ States: { Do: task('arn:aws:states:::aws-sdk:athena:startQueryExecution', {}) } }), {}, ['Machine > athena.amazonaws.com: task, continues']],
  ])('calls %s', (_, definition, more, expected) => {
    expect(inner({ Machine: machine(definition), ...more })).toEqual(expected);
  });

  test('calls in a definition with a number that only the deployment knows, without quotes around it', () => {
    const definition = { 'Fn::Join': ['', ['{"TimeoutSeconds":', ref('Timeout'), ',"States":{"Do":{"Type":"Task","Resource":"', arn('Fn'), '"}}}']] };
    expect(inner({ Machine: machine(definition), Fn: untraced(), Unused: traced() })).toEqual(['Machine > Fn: task, continues']);
    const { edges } = mapOf({ Machine: machine(definition), Fn: untraced() });
    expect(edges.map(({ evidence }) => evidence[0].path)).toContain('Properties.DefinitionString.States.Do');
  });

  test('calls within branches and loops, by DefinitionSubstitutions', () => {
    const invoke = (name: string) => ({ States: { [name]: task('arn:aws:states:::lambda:invoke', { FunctionName: `\${${name}}` }) } });
    const Definition = { States: { Both: { Type: 'Parallel', Branches: [invoke('A')] }, Each: { Type: 'Map', ItemProcessor: invoke('B') }, Old: { Type: 'Map', Iterator: invoke('C') } } };
    const { edges } = mapOf({
      Machine: resource('AWS::Serverless::StateMachine', {
        Definition, Tracing: { Enabled: true }, DefinitionSubstitutions: { A: arn('One'), B: arn('Two'), C: arn('Three') },
      }),
      One: traced(),
      Two: traced(),
      Three: traced(),
    });
    expect(edges.map(({ to, evidence }) => [to, evidence[0].path])).toEqual([
      ['Stack/One', 'Properties.Definition.States.Both.Branches.0.States.A'],
      ['Stack/Three', 'Properties.Definition.States.Old.Iterator.States.C'],
      ['Stack/Two', 'Properties.Definition.States.Each.ItemProcessor.States.B'],
    ]);
  });

  test('read the items of a distributed loop, and write its results', () => {
    const bucket = (id: string) => ({ Bucket: { 'Fn::Sub': `\${${id}}` } });
    const Definition = {
      States: { Each: { Type: 'Map', ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: bucket('In') }, ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: bucket('Out') } } },
    };
    const { edges } = mapOf({ Machine: resource('AWS::Serverless::StateMachine', { Definition }), In: resource('AWS::S3::Bucket'), Out: resource('AWS::S3::Bucket') });
    expect(edges.map(({ to, evidence }) => [to, evidence[0].path])).toEqual([
      ['Stack/In', 'Properties.Definition.States.Each.ItemReader'], ['Stack/Out', 'Properties.Definition.States.Each.ResultWriter'],
    ]);
  });

  test('whose definition is elsewhere call what is put into it and what their policies name', () => {
    expect(inner({
      Machine: resource('AWS::Serverless::StateMachine', {
        DefinitionUri: 'machine.asl.json', DefinitionSubstitutions: { Fn: arn('Fn') }, Policies: [{ SQSSendMessagePolicy: { QueueName: arn('Queue', 'QueueName') } }],
      }),
      Fn: traced(),
      Queue: queue(),
    })).toEqual(['Machine > Fn: task, restarts', 'Machine > Queue: task, restarts']);
  });

  test('that are not traced begin the trace at what they call', () => {
    expect(inner({ Machine: machine(joinedTask('lambda:invoke', 'FunctionName', arn('Fn')), false), Fn: traced() })).toEqual(['Machine > Fn: task, restarts']);
  });
});

describe('messages', () => {
  test.each<[string, any, any, string[]]>([
    ['a queue', { EventSourceArn: arn('Source') }, queue(), ['Source > Fn: event source, linked']],
    ['a data stream', { EventSourceArn: arn('Source') }, resource('AWS::Kinesis::Stream'), ['Source > Fn: event source, breaks']],
    ['the stream of a table', { EventSourceArn: arn('Source', 'StreamArn') }, resource('AWS::DynamoDB::Table'), ['Source > Fn: event source, breaks']],
    ['a self-managed Kafka cluster', { SelfManagedEventSource: {} }, queue(), ['kafka.amazonaws.com > Fn: event source, breaks']],
    ['a queue of another app', { EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:orders' }, queue(), ['arn:aws:sqs:eu-west-1:123456789012:orders > Fn: event source, linked']],
  ])('a function reads from %s', (_, properties, Source, expected) => {
    expect(inner({ Fn: traced(), Source, Mapping: resource('AWS::Lambda::EventSourceMapping', { FunctionName: ref('Fn'), ...properties }) })).toEqual(expected);
  });

  test('destinations and dead letters', () => {
    expect(inner({
      Fn: traced({ DeadLetterConfig: { TargetArn: arn('Dead') } }),
      Config: resource('AWS::Lambda::EventInvokeConfig', { FunctionName: ref('Fn'), DestinationConfig: { OnSuccess: { Destination: arn('Done') } } }),
      Done: queue(),
      Dead: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Done') } }),
    })).toEqual(['Dead > Done: dead letters, unknown', 'Fn > Dead: dead letters, unknown', 'Fn > Done: destination, unknown']);
  });

  test('what a delivery stream has changed, and where it delivers', () => {
    const Processors = [{ Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: arn('Fn') }] }, { Type: 'AppendDelimiterToRecord' }];
    expect(inner({
      Files: resource('AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: { BucketARN: arn('Bucket'), ProcessingConfiguration: { Processors } } }),
      Search: resource('AWS::KinesisFirehose::DeliveryStream', {
        AmazonopensearchserviceDestinationConfiguration: { DomainARN: arn('Domain'), S3Configuration: { BucketARN: arn('Bucket') } },
      }),
      Web: resource('AWS::KinesisFirehose::DeliveryStream', { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: 'https://example.com/in' } } }),
      Vectors: resource('AWS::KinesisFirehose::DeliveryStream', { AmazonOpenSearchServerlessDestinationConfiguration: { CollectionEndpoint: arn('Collection', 'CollectionEndpoint') } }),
      Fn: traced(),
      Bucket: resource('AWS::S3::Bucket'),
      Collection: resource('AWS::OpenSearchServerless::Collection'),
      Domain: resource('AWS::OpenSearchService::Domain'),
    })).toEqual([
      'Files > Bucket: delivers, breaks', 'Files > Fn: invokes, breaks', 'Search > Bucket: delivers, breaks', 'Search > Domain: delivers, breaks', 'Vectors > Collection: delivers, breaks',
      'Web > example.com: delivers, breaks',
    ]);
  });

  test.each<[string, string, any, any]>([
    ['of the first version', 'AWS::KinesisAnalytics', (Inputs: any) => ({ Inputs }), ref('App')],
    ['of the second version', 'AWS::KinesisAnalyticsV2', (Inputs: any) => ({ RuntimeEnvironment: 'SQL-1_0', ApplicationConfiguration: { SqlApplicationConfiguration: { Inputs } } }), ref('App')],
    ['by its name', 'AWS::KinesisAnalyticsV2', (Inputs: any) => ({ ApplicationName: 'sums', RuntimeEnvironment: 'SQL-1_0', ApplicationConfiguration: { SqlApplicationConfiguration: { Inputs } } }), 'sums'],
  ])('what an application of SQL reads from and delivers to, %s', (_, prefix, configured, ApplicationName) => {
    const of = (id: string) => ({ ResourceARN: arn(id) });
    const Inputs = [{ KinesisStreamsInput: of('In'), InputProcessingConfiguration: { InputLambdaProcessor: of('Prepare') } }, { KinesisFirehoseInput: of('Files') }, null];
    expect(inner({
      App: resource(`${prefix}::Application`, { ...configured(Inputs), ServiceExecutionRole: arn('Role') }),
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['kinesis:PutRecord', 'lambda:InvokeFunction'], Resource: [arn('Out'), arn('Fn')] }] } }] }),
      ToStream: resource(`${prefix}::ApplicationOutput`, { ApplicationName, Output: { KinesisStreamsOutput: of('Out') } }),
      ToFunction: resource(`${prefix}::ApplicationOutput`, { ApplicationName, Output: { LambdaOutput: of('Fn') } }),
      Reference: resource(`${prefix}::ApplicationReferenceDataSource`, { ApplicationName, ReferenceDataSource: { S3ReferenceDataSource: { BucketARN: arn('Bucket') } } }),
      P: resource('AWS::Lambda::Permission', { FunctionName: ref('Fn'), Principal: 'kinesisanalytics.amazonaws.com' }),
      In: resource('AWS::Kinesis::Stream'),
      Out: resource('AWS::Kinesis::Stream'),
      Files: resource('AWS::KinesisFirehose::DeliveryStream'),
      Bucket: resource('AWS::S3::Bucket'),
      Prepare: traced(),
      Fn: traced(),
    })).toEqual([
      'App > Bucket: calls, breaks', 'App > Fn: delivers, breaks', 'App > Out: delivers, breaks', 'App > Prepare: invokes, breaks',
      'Files > App: event source, breaks', 'In > App: event source, breaks',
    ]);
  });

  test('what an application of Apache Flink reads from and calls, by its role and its properties', () => {
    const allow = (Action: string, ...Resource: any[]) => ({ Effect: 'Allow', Action, Resource });
    const flink = (properties: any) => ({
      App: resource('AWS::KinesisAnalyticsV2::Application', {
        RuntimeEnvironment: 'FLINK-1_20',
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContent: { S3ContentLocation: { BucketARN: arn('Code'), FileKey: 'app.jar' } } },
          EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: 'App', PropertyMap: { In: ref('In'), Out: arn('Out'), Orders: ref('Orders') } }, null] },
        },
        ...properties,
      }),
      Role: resource('AWS::IAM::Role', {
        Policies: [{ PolicyDocument: { Statement: [allow('kinesis:GetRecords', arn('In')), allow('kinesis:PutRecords', arn('Out')), allow('s3:GetObject', arn('Code')), allow('s3:PutObject', arn('Results'))] } }],
      }),
      In: resource('AWS::Kinesis::Stream'),
      Out: resource('AWS::Kinesis::Stream'),
      Orders: resource('AWS::DynamoDB::Table'),
      Code: resource('AWS::S3::Bucket'),
      Results: resource('AWS::S3::Bucket'),
    });
    expect(inner(flink({ ServiceExecutionRole: arn('Role') }))).toEqual([
      'App > Orders: calls, breaks', 'App > Out: calls, breaks', 'App > Results: calls, breaks', 'In > App: polls, breaks',
    ]);
    expect(inner(flink({ ServiceExecutionRole: 'arn:aws:iam::123456789012:role/elsewhere' }))).toEqual(['App > Orders: calls, breaks']);
  });

  test.each<[string, any, string]>([
    ['that SAM makes', true, 'FnNewsQueue'],
    ['of the template', { QueueArn: arn('Queue'), QueueUrl: ref('Queue') }, 'Queue'],
  ])('a topic by a queue %s', (_, SqsSubscription, name) => {
    expect(inner({
      Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { News: { Type: 'SNS', Properties: { Topic: ref('Topic'), SqsSubscription } } } }),
      Topic: resource('AWS::SNS::Topic', { TracingConfig: 'Active' }),
      Queue: queue(),
    })).toEqual([`${name} > Fn: event source, linked`, `Topic > ${name}: subscription, continues`]);
  });

  test('the messages of devices, and the events of logs', () => {
    const Actions = [{ Sqs: { QueueUrl: ref('Queue'), RoleArn: arn('Role') } }, { Lambda: { FunctionArn: arn('Fn') } }, { Http: { Url: 'https://example.com' } }];
    expect(inner({
      Rule: resource('AWS::IoT::TopicRule', { TopicRulePayload: { Actions, ErrorAction: { S3: { BucketName: ref('Bucket') } } } }),
      Filter: resource('AWS::Logs::SubscriptionFilter', { DestinationArn: arn('Fn') }),
      P: resource('AWS::Lambda::Permission', { FunctionName: ref('Fn'), Principal: 'iot.amazonaws.com', SourceArn: arn('Rule') }),
      Queue: queue(),
      Fn: traced(),
      Role: resource('AWS::IAM::Role'),
      Bucket: resource('AWS::S3::Bucket'),
    })).toEqual([
      'Rule > Bucket: service event, restarts', 'Rule > Fn: service event, restarts', 'Rule > Queue: service event, restarts', 'Rule > example.com: service event, restarts',
      'logs.amazonaws.com > Fn: service event, restarts',
    ]);
  });

  test.each<[string, any, any]>([
    ['state machine', { StepFunctions: { StateMachineName: 'orders' } }, resource('AWS::StepFunctions::StateMachine', { StateMachineName: 'orders' })],
    ['table', { DynamoDBv2: { PutItem: { TableName: 'orders' } } }, resource('AWS::DynamoDB::Table', { TableName: 'orders' })],
    ['bucket', { S3: { BucketName: { 'Fn::Sub': '${Stage}-orders' } } }, resource('AWS::S3::Bucket', { BucketName: { 'Fn::Sub': '${Stage}-orders' } })],
    ['topic, written twice', { Sns: { TargetArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }, Republish: null, Kinesis: 'text' }, resource('AWS::SNS::Topic', { TopicName: 'orders' })],
  ])('the messages of devices, by the name of a %s', (_, action, Told) => {
    expect(inner({ Rule: resource('AWS::IoT::TopicRule', { TopicRulePayload: { Actions: [action] } }), Told })).toEqual(['Rule > Told: service event, restarts']);
  });

  test('the mails that Amazon SES receives', () => {
    expect(inner({
      Rule: resource('AWS::SES::ReceiptRule', {
        Rule: {
          Actions: [
            { S3Action: { BucketName: ref('Bucket'), TopicArn: ref('Stored') } }, { SNSAction: { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:mails' } },
            { LambdaAction: { FunctionArn: arn('Fn') } }, { AddHeaderAction: { HeaderName: 'X-Shop', HeaderValue: ref('Fn') } },
          ],
        },
      }),
      Permission: resource('AWS::Lambda::Permission', { FunctionName: ref('Fn'), Principal: 'ses.amazonaws.com' }),
      Bucket: resource('AWS::S3::Bucket'),
      Stored: resource('AWS::SNS::Topic'),
      Fn: traced(),
    })).toEqual(['Bucket', 'Fn', 'Stored', 'arn:aws:sns:eu-west-1:123456789012:mails'].map((to) => `ses.amazonaws.com > ${to}: service event, restarts`));
  });

  test('alarms', () => {
    expect(inner({
      Alarm: resource('AWS::CloudWatch::Alarm', {
        AlarmActions: [ref('Topic'), 'arn:aws:automate:eu-west-1:ec2:stop'], OKActions: [arn('Fn')], Dimensions: [{ Name: 'QueueName', Value: arn('Queue', 'QueueName') }],
      }),
      All: resource('AWS::CloudWatch::CompositeAlarm', { InsufficientDataActions: [ref('Other'), ref('Policy')] }),
      Permission: resource('AWS::Lambda::Permission', { FunctionName: ref('Fn'), Principal: 'lambda.alarms.cloudwatch.amazonaws.com', SourceArn: arn('Alarm') }),
      Policy: resource('AWS::AutoScaling::ScalingPolicy', { AutoScalingGroupName: ref('Group') }),
      Topic: resource('AWS::SNS::Topic'),
      Other: resource('AWS::SNS::Topic'),
      Queue: queue(),
      Fn: traced(),
    })).toEqual(['Fn', 'Other', 'Topic'].map((to) => `cloudwatch.amazonaws.com > ${to}: service event, restarts`));
  });

  test('the dead letters of events of SAM', () => {
    const event = (Type: string, Properties: any) => ({ Type, Properties });
    expect(inner({
      Fn: resource('AWS::Serverless::Function', {
        Events: {
          Data: event('Kinesis', { Stream: arn('Stream'), DestinationConfig: { OnFailure: { Destination: arn('Dead') } } }),
          News: event('SNS', { Topic: ref('Topic'), RedrivePolicy: { deadLetterTargetArn: arn('Dead') } }),
          Hour: event('Schedule', { DeadLetterConfig: { Arn: arn('Dead') } }),
          Sold: event('EventBridgeRule', { Pattern: { source: ['shop'] }, DeadLetterConfig: { Arn: arn('Dead') } }),
        },
      }),
      Stream: resource('AWS::Kinesis::Stream'),
      Topic: resource('AWS::SNS::Topic'),
      Dead: queue(),
    }).filter((edge) => edge.includes('dead letters'))).toEqual([
      'Fn > Dead: dead letters, unknown', 'FnHour > Dead: dead letters, continues', 'FnSold > Dead: dead letters, continues', 'Topic > Dead: dead letters, unknown',
    ]);
  });

  test.each<[string, any, string[]]>([
    ['a queue', { OnFailure: { Type: 'SQS' } }, ['Fn > FnEventInvokeConfigOnFailureQueue: destination, unknown']],
    ['a topic', { OnSuccess: { Type: 'SNS' } }, ['Fn > FnEventInvokeConfigOnSuccessTopic: destination, unknown']],
    ['a queue where a condition names no other', { OnFailure: { Type: 'SQS', Destination: { 'Fn::If': ['C', arn('Dead'), ref('AWS::NoValue')] } } },
      ['Fn > Dead: destination, unknown', 'Fn > FnEventInvokeConfigOnFailureQueue: destination, unknown']],
    ['nothing beside what is named', { OnFailure: { Type: 'SQS', Destination: arn('Dead') } }, ['Fn > Dead: destination, unknown']],
    ['nothing of another kind', { OnFailure: { Type: 'Lambda' }, OnSuccess: { Type: 'toString' } }, []],
  ])('SAM makes %s for the results of a function', (_, DestinationConfig, expected) => {
    expect(inner({ Fn: resource('AWS::Serverless::Function', { EventInvokeConfig: { DestinationConfig } }), Dead: queue() })).toEqual(expected);
  });

  test('what SAM makes for the results of a function is read by another', () => {
    const Again = resource('AWS::Serverless::Function', { Events: { Failed: { Type: 'SQS', Properties: { Queue: arn('FnEventInvokeConfigOnFailureQueue') } } } });
    expect(inner({ Fn: resource('AWS::Serverless::Function', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } } }), Again })).toEqual([
      'Fn > FnEventInvokeConfigOnFailureQueue: destination, unknown', 'FnEventInvokeConfigOnFailureQueue > Again: event source, linked',
    ]);
  });

  test('SAM makes queues for the dead letters of rules and schedules', () => {
    const event = (Type: string, Properties: any) => ({ Type, Properties });
    expect(inner({
      Fn: resource('AWS::Serverless::Function', {
        Events: {
          Hour: event('ScheduleV2', { DeadLetterConfig: { Type: 'SQS' } }),
          Sold: event('EventBridgeRule', { Pattern: { source: ['shop'] }, DeadLetterConfig: { Type: 'SQS', QueueLogicalId: 'Unsold' } }),
        },
      }),
      Machine: resource('AWS::Serverless::StateMachine', { Events: { Day: event('Schedule', { DeadLetterConfig: { Type: 'SQS' } }) } }),
      Watch: traced({ Environment: { Variables: { QUEUE: ref('Unsold') } } }),
    }).filter((edge) => /dead letters|Unsold/.test(edge))).toEqual([
      'FnHour > FnHourQueue: dead letters, unknown', 'FnSold > Unsold: dead letters, continues', 'MachineDay > MachineDayQueue: dead letters, continues', expect.stringMatching(/^Watch > Unsold: calls/),
    ]);
  });

  const lambdaHook = { BotAliasLocaleSetting: { CodeHookSpecification: { LambdaCodeHook: { LambdaArn: arn('Fn') } } } };
  test.each<[string, any, string, string]>([
    ['secret', resource('AWS::SecretsManager::RotationSchedule', { SecretId: ref('Secret'), RotationLambdaARN: arn('Fn') }), 'secretsmanager', 'Secret'],
    ['secret of another app', resource('AWS::SecretsManager::RotationSchedule', { SecretId: 'orders', RotationLambdaARN: arn('Fn') }), 'secretsmanager', 'secretsmanager.amazonaws.com'],
    ['rule of AWS Config', resource('AWS::Config::ConfigRule', { Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: arn('Fn') } }), 'config', 'config.amazonaws.com'],
    ['bot', resource('AWS::Lex::Bot', { TestBotAliasSettings: { BotAliasLocaleSettings: [lambdaHook] } }), 'lexv2', 'lexv2.amazonaws.com'],
    ['alias of a bot', resource('AWS::Lex::BotAlias', { BotAliasLocaleSettings: [lambdaHook] }), 'lexv2', 'lexv2.amazonaws.com'],
  ])('the function of a %s, with a permission or without', (_, It, service, from) => {
    const Permission = resource('AWS::Lambda::Permission', { FunctionName: arn('Fn'), Action: 'lambda:InvokeFunction', Principal: `${service}.amazonaws.com` });
    const resources = { It, Fn: traced(), Secret: resource('AWS::SecretsManager::Secret') };
    const expected = [`${from} > Fn: service event, restarts`];
    expect([inner(resources), inner({ ...resources, Permission })]).toEqual([expected, expected]);
  });

  const topic = () => ref('Topic');
  const notified = () => [
    { Namespace: 'aws:elasticbeanstalk:sns:topics', OptionName: 'Notification Protocol', Value: 'https' },
    { Namespace: 'aws:elasticbeanstalk:sns:topics', OptionName: 'Notification Topic ARN', Value: topic() },
  ];
  test.each<[string, any, string]>([
    ['AWS::AutoScaling::AutoScalingGroup', { NotificationConfigurations: [{ TopicARN: [topic()] }] }, 'autoscaling'],
    ['AWS::AutoScaling::AutoScalingGroup', { NotificationConfiguration: { TopicARN: topic() } }, 'autoscaling'],
    ['AWS::AutoScaling::AutoScalingGroup', { LifecycleHookSpecificationList: [{ NotificationTargetARN: topic() }] }, 'autoscaling'],
    ['AWS::AutoScaling::LifecycleHook', { NotificationTargetARN: topic() }, 'autoscaling'],
    ['AWS::Backup::BackupVault', { Notifications: { SNSTopicArn: topic() } }, 'backup'],
    ['AWS::Budgets::Budget', { NotificationsWithSubscribers: [{ Subscribers: [{ SubscriptionType: 'SNS', Address: topic() }] }] }, 'budgets'],
    ['AWS::CE::AnomalySubscription', { Subscribers: [{ Type: 'EMAIL', Address: 'a@example.com' }, { Type: 'SNS', Address: topic() }] }, 'costalerts'],
    ['AWS::CloudFront::RealtimeLogConfig', { EndPoints: [{ StreamType: 'Kinesis', KinesisStreamConfig: { StreamArn: topic() } }] }, 'cloudfront'],
    ['AWS::CloudTrail::Trail', { SnsTopicName: arn('Topic', 'TopicName') }, 'cloudtrail'],
    ['AWS::CloudWatch::MetricStream', { FirehoseArn: topic() }, 'cloudwatch'],
    ['AWS::CodeDeploy::DeploymentGroup', { TriggerConfigurations: [{ TriggerTargetArn: topic() }] }, 'codedeploy'],
    ['AWS::CodeCommit::Repository', { Triggers: [{ DestinationArn: topic() }] }, 'codecommit'],
    ['AWS::CodeStarNotifications::NotificationRule', { Targets: { 'Fn::If': ['IsProd', [{ TargetType: 'SNS', TargetAddress: topic() }], ref('AWS::NoValue')] } }, 'codestar-notifications'],
    ['AWS::Config::DeliveryChannel', { SnsTopicARN: topic() }, 'config'],
    ['AWS::Connect::IntegrationAssociation', { IntegrationArn: topic() }, 'connect'],
    ['AWS::DAX::Cluster', { NotificationTopicARN: topic() }, 'dax'],
    ['AWS::DevOpsGuru::NotificationChannel', { Config: { Sns: { TopicArn: topic() } } }, 'devops-guru'],
    ['AWS::DMS::EventSubscription', { SnsTopicArn: topic() }, 'dms'],
    ['AWS::ECS::Service', { DeploymentConfiguration: { LifecycleHooks: [{ HookTargetArn: topic() }] } }, 'ecs'],
    ['AWS::ElastiCache::CacheCluster', { NotificationTopicArn: topic() }, 'elasticache'],
    ['AWS::ElastiCache::ReplicationGroup', { NotificationTopicArn: topic() }, 'elasticache'],
    ['AWS::ElasticBeanstalk::ConfigurationTemplate', { OptionSettings: notified() }, 'elasticbeanstalk'],
    ['AWS::ElasticBeanstalk::Environment', { OptionSettings: { 'Fn::If': ['IsProd', notified(), ref('AWS::NoValue')] } }, 'elasticbeanstalk'],
    ['AWS::IoT::SecurityProfile', { AlertTargets: { SNS: { AlertTargetArn: topic() } } }, 'iot'],
    ['AWS::IoTEvents::AlarmModel', { AlarmEventActions: { AlarmActions: [{ Sns: { TargetArn: topic() } }] } }, 'iotevents'],
    ...([
      ['OnEnter', { Events: [{ Actions: [{ Sns: { TargetArn: topic() } }] }] }], ['OnExit', { Events: [{ Actions: [{ Lambda: { FunctionArn: topic() } }] }] }],
      ['OnInput', { TransitionEvents: [{ Actions: [{ SetTimer: {} }, { Sqs: { QueueUrl: topic() } }] }] }], ['OnInput', { Events: [{ Actions: [{ Firehose: { DeliveryStreamName: topic() } }] }] }],
    ] as const).map(([when, it]): [string, any, string] => ['AWS::IoTEvents::DetectorModel', { DetectorModelDefinition: { States: [{ [when]: it }] } }, 'iotevents']),
    ['AWS::MemoryDB::Cluster', { SnsTopicArn: topic() }, 'memorydb'],
    ['AWS::Pinpoint::ApplicationSettings', { CampaignHook: { LambdaFunctionName: topic() } }, 'pinpoint'],
    ['AWS::Pinpoint::Campaign', { CampaignHook: { LambdaFunctionName: topic() } }, 'pinpoint'],
    ['AWS::Pinpoint::EventStream', { DestinationStreamArn: topic() }, 'pinpoint'],
    ['AWS::IoT::Authorizer', { AuthorizerFunctionArn: topic() }, 'iot'],
    ['AWS::IoT::ProvisioningTemplate', { PreProvisioningHook: { TargetArn: topic() } }, 'iot'],
    ['AWS::AppConfig::Extension', { Actions: { ON_DEPLOYMENT_START: [{ Name: 'Tell', Uri: topic() }] } }, 'appconfig'],
    ['AWS::RDS::EventSubscription', { SnsTopicArn: topic() }, 'rds'],
    ['AWS::Redshift::EventSubscription', { SnsTopicArn: topic() }, 'redshift'],
    ['AWS::SES::ConfigurationSetEventDestination', { EventDestination: { SnsDestination: { TopicARN: topic() } } }, 'ses'],
    ['AWS::SES::ConfigurationSetEventDestination', { EventDestination: { KinesisFirehoseDestination: { DeliveryStreamARN: topic() } } }, 'ses'],
    ['AWS::SageMaker::EndpointConfig', { AsyncInferenceConfig: { OutputConfig: { NotificationConfig: { SuccessTopic: topic() } } } }, 'sagemaker'],
    ['AWS::SageMaker::EndpointConfig', { AsyncInferenceConfig: { OutputConfig: { NotificationConfig: { ErrorTopic: topic() } } } }, 'sagemaker'],
    ['AWS::Timestream::ScheduledQuery', { NotificationConfiguration: { SnsConfiguration: { TopicArn: topic() } } }, 'timestream'],
    ['AWS::SSM::MaintenanceWindowTask', { TaskArn: topic() }, 'ssm'],
    ['AWS::Transfer::Server', { IdentityProviderDetails: { Function: topic() } }, 'transfer'],
    ['AWS::Transfer::Workflow', { Steps: [{ CustomStepDetails: { Target: topic() } }] }, 'transfer'],
  ])('whom %s names: %j', (type, properties, service) => {
    expect(inner({ It: resource(type, properties), Topic: resource('AWS::SNS::Topic') }).filter((edge) => edge.includes('.amazonaws.com > Topic')))
      .toEqual([`${service}.amazonaws.com > Topic: service event, restarts`]);
  });

  test.each<[string, any, string[]]>([
    ['a delivery stream passes on', arn('Stream'), ['wafv2.amazonaws.com > Stream: service event, restarts']],
    ['a bucket keeps', arn('Bucket'), []],
  ])('the logs of AWS WAF, which %s', (_, destination, expected) => {
    expect(inner({
      It: resource('AWS::WAFv2::LoggingConfiguration', { LogDestinationConfigs: [destination] }), Stream: resource('AWS::KinesisFirehose::DeliveryStream'), Bucket: resource('AWS::S3::Bucket'),
    })).toEqual(expected);
  });

  test.each<[string, any, string[]]>([
    ['at a time', { Type: 'SCHEDULED', Schedule: 'cron(0 3 * * ? *)', Predicate: { Conditions: [{ JobName: 'named' }] } }, ['It > Job: schedule, breaks']],
    ['after another', { Type: 'CONDITIONAL', Predicate: { Conditions: [{ JobName: 'named', State: 'SUCCEEDED' }, { CrawlerName: 'c' }] } }, ['Named > Job: target, breaks']],
    ['by hand', { Type: 'ON_DEMAND' }, []],
  ])('a trigger of AWS Glue starts a job %s', (_, trigger, expected) => {
    expect(inner({
      It: resource('AWS::Glue::Trigger', { Actions: [{ CrawlerName: 'c' }, { JobName: ref('Job') }], ...trigger }),
      Job: resource('AWS::Glue::Job'),
      Named: resource('AWS::Glue::Job', { Name: 'named' }),
    })).toEqual(expected);
  });

  test('where the notification stands in a branch and in the second place', () => {
    const Targets = { 'Fn::If': ['IsProd', [{ TargetAddress: 'mail' }, { TargetAddress: ref('Topic') }], ref('AWS::NoValue')] };
    const { edges } = mapOf({ It: resource('AWS::CodeStarNotifications::NotificationRule', { Targets }), Topic: resource('AWS::SNS::Topic') });
    expect(edges.flatMap(({ evidence }) => evidence.map(({ path }) => path))).toEqual(['Properties.Targets.Fn::If.1.1.TargetAddress']);
  });

  test.each([
    ['a queue', queue(), 'behind the target at the earliest, which sends no segments'],
    ['a stream', resource('AWS::Kinesis::Stream'), 'behind the target at the earliest, which sends no segments'],
    ['a bucket', resource('AWS::S3::Bucket'), 'behind the target at the earliest, which sends no segments'],
    ['a function', traced(), 'at the target'],
    ['a function that is not traced', untraced(), 'at the target'],
  ])('what starts %s says where the trace begins', (_, target, where) => {
    const { edges } = mapOf({ Rule: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: arn('Target') }] }), Target: target });
    expect(edges.map(({ reason }) => reason)).toEqual([`a schedule starts without a trace header: the trace begins ${where}`]);
  });

  const toFn = { Lambda: { FunctionArn: arn('Fn') } };
  test.each<[string, any, string]>([
    ['a rule for events of services', resource('AWS::Events::Rule', { EventPattern: { source: ['aws.s3'] }, Targets: [{ Arn: arn('Fn') }] }), 'events of AWS services and of partners have no trace header'],
    ['a rule for messages of devices', resource('AWS::IoT::TopicRule', { TopicRulePayload: { Actions: [toFn] } }), 'AWS documents no trace header in the messages of devices that AWS IoT passes on'],
    ['a rule for mails', resource('AWS::SES::ReceiptRule', { Rule: { Actions: [toFn] } }), 'AWS documents no trace header in what Amazon SES tells of mails'],
    ['an alarm', resource('AWS::CloudWatch::Alarm', { AlarmActions: [arn('Fn')] }), 'what Amazon CloudWatch tells of metrics belongs to no trace'],
    ['logs', resource('AWS::Logs::SubscriptionFilter', { DestinationArn: arn('Fn') }), 'AWS documents no trace header in what this service sends by itself'],
  ])('the reason why a trace begins behind %s', (_, It, expected) => {
    const { edges } = mapOf({ It, Fn: traced() });
    expect(edges.filter(({ to }) => to === 'Stack/Fn').map(({ reason }) => reason)).toEqual([`${expected}: the trace begins at the target`]);
  });

  test('what starts a build or a pipeline, of which nothing is traced', () => {
    const target = (id: string) => resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: arn(id), RoleArn: 'arn' }] });
    expect(inner({ Nightly: target('Build'), Build: resource('AWS::CodeBuild::Project'), Weekly: target('Release'), Release: resource('AWS::CodePipeline::Pipeline') }))
      .toEqual(['Nightly > Build: schedule, breaks', 'Weekly > Release: schedule, breaks']);
  });

  test.each([
    ['traced', [{ Name: 'app', Image: 'app' }, { Name: 'daemon', Image: 'amazon/aws-xray-daemon' }], 'restarts'],
    ['untraced', [{ Name: 'app', Image: 'app' }], 'breaks'],
    ['only known at the deployment', ref('Containers'), 'restarts'],
  ])('what starts a task that is %s', (_, ContainerDefinitions, crossing) => {
    const rule = resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: 'arn', EcsParameters: { TaskDefinitionArn: ref('Task') } }] });
    const edges = inner({ Nightly: rule, Task: resource('AWS::ECS::TaskDefinition', { NetworkMode: 'awsvpc', ContainerDefinitions }) });
    expect(edges).toEqual([`Nightly > Task: schedule, ${crossing}`]);
  });

  test('the messages of devices, and the events of logs, by SAM', () => {
    expect(inner({ Fn: resource('AWS::Serverless::Function', { Events: { Device: { Type: 'IoTRule' }, Log: { Type: 'CloudWatchLogs' } } }) }))
      .toEqual(['FnDevice > Fn: service event, restarts', 'logs.amazonaws.com > Fn: service event, restarts']);
  });

  test('the stream of Amazon Kinesis into which a table writes its changes', () => {
    expect(inner({ Table: resource('AWS::DynamoDB::Table', { KinesisStreamSpecification: { StreamArn: arn('Stream') } }), Stream: resource('AWS::Kinesis::Stream') }))
      .toEqual(['Table > Stream: delivers, breaks']);
    expect(inner({ Table: resource('AWS::DynamoDB::GlobalTable', { Replicas: [{ KinesisStreamSpecification: { StreamArn: arn('Stream') } }] }), Stream: resource('AWS::Kinesis::Stream') }))
      .toEqual(['Table > Stream: delivers, breaks']);
  });

  test('the functions that change what S3 Object Lambda answers, and what code calls there', () => {
    expect(inner({
      Point: resource('AWS::S3ObjectLambda::AccessPoint', {
        ObjectLambdaConfiguration: { TransformationConfigurations: [{ ContentTransformation: { AwsLambda: { FunctionArn: arn('Fn') } } }] },
      }),
      Fn: traced(),
      Reader: traced({ Environment: { Variables: { POINT: arn('Point'), OTHER: arn('Access') } } }),
      Access: resource('AWS::S3::AccessPoint', { Bucket: ref('Bucket') }),
      Bucket: resource('AWS::S3::Bucket'),
    })).toEqual(['Point > Fn: invokes, unknown', 'Reader > Bucket: calls, continues', 'Reader > Point: calls, continues']);
  });

  test('a topic that people follow in a chat', () => {
    expect(inner({
      Slack: resource('AWS::Chatbot::SlackChannelConfiguration', { SnsTopicArns: [ref('Topic'), 'arn:aws:sns:eu-west-1:123456789012:elsewhere'] }),
      Teams: resource('AWS::Chatbot::MicrosoftTeamsChannelConfiguration', { SnsTopicArns: [ref('Topic')] }),
      Topic: resource('AWS::SNS::Topic'),
    })).toEqual(['Topic > chatbot.amazonaws.com: subscription, continues', 'arn:aws:sns:eu-west-1:123456789012:elsewhere > chatbot.amazonaws.com: subscription, continues']);
  });

  test('the subscribers of a topic, and what fails there', () => {
    const subscription = (Protocol: string, Endpoint: any, more = {}) => resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol, Endpoint, ...more });
    expect(inner({
      Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'https', Endpoint: 'https://example.com/hook' }] }),
      Fn: traced(),
      Queue: queue(),
      Dead: queue(),
      Stream: resource('AWS::KinesisFirehose::DeliveryStream', { S3DestinationConfiguration: { BucketARN: arn('Bucket') } }),
      Bucket: resource('AWS::S3::Bucket'),
      A: subscription('lambda', arn('Fn')),
      B: subscription('sqs', arn('Queue'), { RedrivePolicy: { deadLetterTargetArn: arn('Dead') } }),
      C: subscription('firehose', arn('Stream')),
      D: subscription('email', 'a@example.com'),
    })).toEqual([
      'Stream > Bucket: delivers, breaks',
      'Topic > Dead: dead letters, unknown',
      'Topic > Fn: subscription, continues',
      'Topic > Queue: subscription, continues',
      'Topic > Stream: subscription, continues',
      'Topic > example.com: subscription, continues',
    ]);
  });

  test.each<[string, any, string[]]>([
    ['forward the events of a bus', { EventBusName: ref('Bus'), EventPattern: { source: ['shop'] } }, ['Bus > Rule: rule, continues', 'Rule > Fn: target, continues']],
    ['forward the events of a bus elsewhere', { EventBusName: 'shared', EventPattern: { source: ['shop'] } }, ['Rule > Fn: target, continues', 'event-bus/shared > Rule: rule, continues']],
    ['forward the events of the default bus by its ARN', {
      EventBusName: { 'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' }, EventPattern: { source: ['shop'] },
    }, ['Rule > Fn: target, continues', 'event-bus/default > Rule: rule, continues']],
    ['start fresh by a schedule', { ScheduleExpression: 'rate(1 hour)' }, ['Rule > Fn: schedule, restarts']],
    ...[
      { source: ['aws.ec2'] },
      { source: [{ prefix: 'aws.' }] },
      { source: ['aws.ec2', { wildcard: 'aws.partner/shop.com/*' }] },
      { 'detail-type': ['AWS API Call via CloudTrail'] },
      '{"source":["aws.s3"]}',
      { 'Fn::Sub': '{"source":["aws.s3"],"detail":{"bucket":{"name":["${Bucket}"]}}}' },
    ].map((EventPattern): [string, any, string[]] => [`start fresh by events of AWS: ${JSON.stringify(EventPattern)}`, { EventPattern },
      ['Rule > Fn: service event, restarts', 'event-bus/default > Rule: rule, breaks']]),
    ...[
      { source: ['aws.s3', 'shop'] },
      { source: [{ prefix: 'aws' }] },
      { source: [{ 'anything-but': { prefix: 'aws.' } }] },
      { 'source': ['shop'], 'detail-type': ['AWS API Call via CloudTrail'] },
      { 'detail-type': ['AWS API Call via CloudTrail', 'Sold'] },
      { detail: {} },
      '{"source":["shop"]}',
      'no JSON',
      { source: [null, 7, {}] },
    ].map((EventPattern): [string, any, string[]] => [`forward what may carry the header: ${JSON.stringify(EventPattern)}`, { EventPattern },
      ['Rule > Fn: target, continues', 'event-bus/default > Rule: rule, continues']]),
    ['start fresh on the bus of a partner', { EventBusName: 'aws.partner/shop.com/2', EventPattern: { account: ['1'] } },
      ['Rule > Fn: service event, restarts', 'event-bus/aws.partner/shop.com/2 > Rule: rule, breaks']],
    ['start fresh on the bus of a partner, by its ARN', { EventBusName: 'arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/shop.com/2', EventPattern: {} },
      ['Rule > Fn: service event, restarts', 'arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/shop.com/2 > Rule: rule, breaks']],
    ['start fresh on the bus of a partner that the template makes', { EventBusName: ref('Partner'), EventPattern: {} }, ['Partner > Rule: rule, breaks', 'Rule > Fn: service event, restarts']],
    ['start fresh on a bus that takes events from a partner', { EventBusName: ref('Other'), EventPattern: {} }, ['Other > Rule: rule, breaks', 'Rule > Fn: service event, restarts']],
    ['forward on a bus that takes events from a partner on a condition', { EventBusName: ref('Perhaps'), EventPattern: {} }, ['Perhaps > Rule: rule, continues', 'Rule > Fn: target, continues']],
  ])('event rules %s', (_, properties, expected) => {
    const Perhaps = resource('AWS::Events::EventBus', { Name: 'own', EventSourceName: { 'Fn::If': ['C', ref('Source'), ref('AWS::NoValue')] } });
    const Partner = resource('AWS::Events::EventBus', { Name: 'aws.partner/shop.com/1' });
    const Other = resource('AWS::Events::EventBus', { Name: ref('Source'), EventSourceName: ref('Source') });
    expect(inner({ Bus: resource('AWS::Events::EventBus'), Partner, Other, Perhaps, Fn: traced(), Rule: resource('AWS::Events::Rule', { ...properties, Targets: [{ Id: '1', Arn: arn('Fn') }] }) })).toEqual(expected);
  });

  test('the other targets of a rule', () => {
    expect(inner({
      Rule: resource('AWS::Events::Rule', {
        EventPattern: { source: ['shop'] },
        Targets: [
          { Arn: arn('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Job') }, DeadLetterConfig: { Arn: arn('Dead') } }, { Arn: arn('Stream') },
        ],
      }),
      Cluster: resource('AWS::ECS::Cluster'),
      Job: resource('AWS::ECS::TaskDefinition'),
      Dead: queue(),
      Stream: resource('AWS::Kinesis::Stream'),
    })).toEqual(['Rule > Dead: dead letters, continues', 'Rule > Job: target, breaks', 'Rule > Stream: target, breaks', 'event-bus/default > Rule: rule, continues']);
  });

  const pipelineAction = (Provider: string, Configuration: any, Category = 'Invoke', Owner = 'AWS') => ({ ActionTypeId: { Category, Owner, Provider, Version: '1' }, Configuration });

  test.each<[string, any, string[]]>([
    ['a function', pipelineAction('Lambda', { FunctionName: ref('Fn') }), ['Pipeline > Fn: invokes, unknown']],
    ['a function by its name', pipelineAction('Lambda', { FunctionName: 'check' }), ['Pipeline > Fn: invokes, unknown']],
    ['a state machine', pipelineAction('StepFunctions', { StateMachineArn: ref('Machine') }), ['Pipeline > Machine: invokes, unknown']],
    ['either, on a condition', { 'Fn::If': ['C', pipelineAction('Lambda', { FunctionName: ref('Fn') }), pipelineAction('StepFunctions', { StateMachineArn: ref('Machine') })] },
      ['Pipeline > Fn: invokes, unknown', 'Pipeline > Machine: invokes, unknown']],
    ['a topic, to ask for an approval', pipelineAction('Manual', { NotificationArn: ref('Topic') }, 'Approval'), ['Pipeline > Topic: invokes, unknown']],
    ['a topic of another app, to ask for an approval', pipelineAction('Manual', { NotificationArn: 'arn:aws:sns:eu-west-1:1:ask' }, 'Approval'), ['Pipeline > arn:aws:sns:eu-west-1:1:ask: invokes, unknown']],
    ['nothing of its own', pipelineAction('Lambda', { FunctionName: ref('Fn') }, 'Invoke', 'Custom'), []],
    ['nothing by a name that nobody has', pipelineAction('Lambda', { FunctionName: 'other' }), []],
    ['nothing by an action that builds', pipelineAction('CodeBuild', { ProjectName: ref('Fn') }, 'Build'), []],
    ['nothing by what is no action', null, []],
  ])('an action of a pipeline invokes %s', (_, Action, expected) => {
    expect(inner({
      Pipeline: resource('AWS::CodePipeline::Pipeline', { Stages: [{ Name: 'Check', Actions: [Action] }] }),
      Fn: traced({ FunctionName: 'check' }),
      Topic: resource('AWS::SNS::Topic'),
      Machine: resource('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } }),
    })).toEqual(expected);
  });

  test('a rule starts a pipeline', () => {
    expect(inner({
      Rule: resource('AWS::Events::Rule', { EventPattern: { source: ['shop'] }, Targets: [{ Arn: { 'Fn::Sub': 'arn:aws:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}' } }] }),
      Pipeline: resource('AWS::CodePipeline::Pipeline'),
    })).toEqual(['Rule > Pipeline: target, unknown', 'event-bus/default > Rule: rule, continues']);
  });

  test('the web addresses of API destinations', () => {
    expect(inner({
      Hook: resource('AWS::Events::ApiDestination', { InvocationEndpoint: 'https://example.com/hooks/*' }),
      Chat: resource('AWS::Events::ApiDestination', { InvocationEndpoint: { 'Fn::Join': ['', ['https://chat.example.com/services/{{resolve:secretsmanager:', ref('Secret'), ':SecretString:::}}']] } }),
      Secret: resource('AWS::SecretsManager::Secret'),
      Own: resource('AWS::Events::ApiDestination', { InvocationEndpoint: { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/live' } }),
      Api: resource('AWS::ApiGateway::RestApi'),
      Rule: resource('AWS::Events::Rule', { EventPattern: { source: ['shop'] }, Targets: [{ Arn: arn('Hook') }, { Arn: arn('Own') }] }),
    })).toEqual([
      'Chat > chat.example.com: invokes, unknown', 'Hook > example.com: invokes, unknown', 'Own > Api: invokes, unknown', 'Rule > Hook: target, continues', 'Rule > Own: target, continues', 'event-bus/default > Rule: rule, continues',
    ]);
  });

  test('pipes and schedules', () => {
    expect(inner({
      Pipe: resource('AWS::Pipes::Pipe', {
        Source: arn('Queue'), Enrichment: arn('Fn'), Target: arn('Machine'), SourceParameters: { KinesisStreamParameters: { DeadLetterConfig: { Arn: arn('Dead') } } },
      }),
      Schedule: resource('AWS::Scheduler::Schedule', { Target: { Arn: arn('Fn'), DeadLetterConfig: { Arn: arn('Dead') } } }),
      Universal: resource('AWS::Scheduler::Schedule', { Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution' } }),
      Queue: queue(),
      Dead: queue(),
      Fn: traced(),
      Machine: resource('AWS::StepFunctions::StateMachine'),
    })).toEqual([
      'Pipe > Dead: dead letters, breaks',
      'Pipe > Fn: invokes, breaks',
      'Pipe > Machine: target, breaks',
      'Queue > Pipe: event source, breaks',
      'Schedule > Dead: dead letters, unknown',
      'Schedule > Fn: schedule, restarts',
      'Universal > ssm.amazonaws.com: schedule, restarts',
    ]);
  });

  test.each<[string, string, any, any, string]>([
    ['a queue that its input refers to', 'sqs:sendMessage', { Input: { 'Fn::Sub': '{"QueueUrl":"${Queue}","MessageBody":"go"}' } }, {}, 'Queue'],
    ['a function that its input names', 'lambda:invoke', { Input: '{"FunctionName":"nightly"}' }, { Fn: traced({ FunctionName: 'nightly' }) }, 'Fn'],
    ['a state machine that its role may start', 'sfn:startExecution', { RoleArn: arn('Role') }, {
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: ref('Machine') }] } }] }),
      Machine: resource('AWS::StepFunctions::StateMachine'),
    }, 'Machine'],
    ['the default bus', 'eventbridge:putEvents', { Input: '{"Entries":[{"Source":"shop"}]}' }, {}, 'event-bus/default'],
    ['a service as such', 'ec2:startInstances', { Input: '{}' }, {}, 'ec2.amazonaws.com'],
  ])('a schedule calls %s by an action of its service', (_, action, target, more, expected) => {
    expect(inner({ Schedule: resource('AWS::Scheduler::Schedule', { Target: { Arn: `arn:aws:scheduler:::aws-sdk:${action}`, ...target } }), Queue: queue(), ...more }))
      .toEqual([`Schedule > ${expected}: schedule, restarts`]);
  });

  test('a pipe reads from a Kafka cluster that AWS does not run', () => {
    expect(inner({ Pipe: resource('AWS::Pipes::Pipe', { Source: 'smk://b-1.example.com:9092', SourceParameters: { SelfManagedKafkaParameters: { TopicName: 'orders' } } }) }))
      .toEqual(['kafka.amazonaws.com > Pipe: event source, breaks']);
  });

  test('the notifications of a bucket that goes by its name', () => {
    const notifications = (BucketName: string) => resource('Custom::S3BucketNotifications', { BucketName, Managed: false, NotificationConfiguration: { QueueConfigurations: [{ QueueArn: arn('Queue') }] } });
    expect(inner({ Own: notifications('files'), Files: resource('AWS::S3::Bucket', { BucketName: 'files' }), Foreign: notifications('elsewhere'), Queue: queue() }))
      .toEqual(['Files > Queue: notification, continues', 'arn:${AWS::Partition}:s3:::elsewhere > Queue: notification, continues']);
  });

  test('the notifications of a bucket, by CloudFormation and by the CDK', () => {
    expect(inner({
      Bucket: resource('AWS::S3::Bucket', {
        NotificationConfiguration: {
          LambdaConfigurations: [{ Function: arn('Fn') }], EventBridgeConfiguration: {},
        },
      }),
      Notifications: resource('Custom::S3BucketNotifications', { BucketName: ref('Bucket'), NotificationConfiguration: { QueueConfigurations: [{ QueueArn: arn('Queue') }] } }),
      Fn: traced(),
      Queue: queue(),
    })).toEqual(['Bucket > Fn: notification, continues', 'Bucket > Queue: notification, continues', 'Bucket > event-bus/default: notification, breaks']);
  });
});

describe('networks and containers', () => {
  test('what a task set of a service runs, which others deploy, and what reaches it', () => {
    expect(inner({
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Scheme: 'internal' }),
      Listener: resource('AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }] }),
      Group: resource('AWS::ElasticLoadBalancingV2::TargetGroup'),
      Service: resource('AWS::ECS::Service', { DeploymentController: { Type: 'EXTERNAL' } }),
      Set: resource('AWS::ECS::TaskSet', { Service: ref('Service'), LoadBalancers: [{ TargetGroupArn: ref('Group') }], TaskDefinition: ref('Task') }),
      Task: resource('AWS::ECS::TaskDefinition'),
    })).toEqual(['Balancer > Service: forwards, continues', 'Service > Task: runs, continues']);
  });

  test.each([['application'], ['network']])('the members behind an %s load balancer', (Type) => {
    expect(inner({
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type }),
      Listener: resource('AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Functions') }] }),
      Rule: resource('AWS::ElasticLoadBalancingV2::ListenerRule', { ListenerArn: ref('Listener'), Actions: [{ ForwardConfig: { TargetGroups: [{ TargetGroupArn: ref('Services') }] } }] }),
      Functions: resource('AWS::ElasticLoadBalancingV2::TargetGroup', { Targets: [{ Id: arn('Fn') }] }),
      Services: resource('AWS::ElasticLoadBalancingV2::TargetGroup'),
      Fn: traced(),
      Service: resource('AWS::ECS::Service', { LoadBalancers: [{ TargetGroupArn: ref('Services') }], TaskDefinition: ref('Task') }),
      Task: resource('AWS::ECS::TaskDefinition'),
      Fleet: resource('AWS::AutoScaling::AutoScalingGroup', { TargetGroupARNs: [ref('Services')] }),
    })).toEqual([
      'Balancer > Fleet: forwards, continues', 'Balancer > Fn: forwards, continues', 'Balancer > Service: forwards, continues', 'Service > Task: runs, continues',
    ]);
  });

  test.each<[any, RegExp]>([
    [undefined, /^an Application Load Balancer passes the trace header on, or adds one/],
    [ref('AWS::NoValue'), /^an Application Load Balancer/],
    ['network', /^a Network Load Balancer passes bytes on .* none is added$/],
    ['gateway', /^a load balancer of type "gateway" does not look at requests: .* none is added$/],
    [ref('Type'), /^a header of the caller arrives; one is added where the deployment makes this an Application Load Balancer$/],
  ])('a load balancer of type %j passes a trace on as its kind does', (Type, reason) => {
    const { edges } = mapOf({
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type }),
      Listener: resource('AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }] }),
      Group: resource('AWS::ElasticLoadBalancingV2::TargetGroup', { Targets: [{ Id: arn('Fn') }] }),
      Fn: traced(),
    });
    expect(edges.filter(({ relation }) => relation === 'forwards')).toMatchObject([{ crossing: 'continues', reason: expect.stringMatching(reason) }]);
  });

  describe('the tasks of a service that names a family', () => {
    const definition = (Family: unknown) => resource('AWS::ECS::TaskDefinition', { Family });
    const service = (TaskDefinition: unknown) => resource('AWS::ECS::Service', { TaskDefinition });
    const composed = { 'Fn::Sub': '${AWS::StackName}-orders' };

    test.each<[string, unknown, unknown]>([
      ['as it is', 'orders', 'orders'],
      ['with a revision', 'orders:3', 'orders'],
      ['that is composed', composed, { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'orders']] }],
    ])('%s', (_, taskDefinition, family) => {
      expect(inner({ Service: service(taskDefinition), Task: definition(family), Other: definition('payments') })).toEqual(['Service > Task: runs, continues']);
    });

    test.each<[string, Record<string, any>]>([
      ['of no task definition', { Task: definition('payments') }],
      ['of several', { Task: definition('orders'), Second: definition('orders') }],
    ])('%s', (_, tasks) => {
      expect(inner({ Service: service('orders'), ...tasks })).toEqual([]);
    });
  });

  test.each<[string, unknown, string]>([
    ['by its ARN', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2', 'shared'],
    ['by an export', { 'Fn::ImportValue': { 'Fn::Sub': '${Network}-listener' } }, '${Network}-listener'],
    ['by a parameter', { Ref: 'ListenerArn' }, 'ListenerArn'],
  ])('the members behind a load balancer of other templates, of whose listener a rule knows %s', (_, ListenerArn, id) => {
    expect(inner({
      Rule: resource('AWS::ElasticLoadBalancingV2::ListenerRule', { ListenerArn, Actions: [{ Type: 'forward', TargetGroupArn: ref('Group') }] }),
      Group: resource('AWS::ElasticLoadBalancingV2::TargetGroup'),
      Service: resource('AWS::ECS::Service', { LoadBalancers: [{ TargetGroupArn: ref('Group') }], TaskDefinition: ref('Task') }),
      Task: resource('AWS::ECS::TaskDefinition'),
    })).toEqual([`${id} > Service: forwards, continues`, 'Service > Task: runs, continues'].sort());
  });

  test('a service that others look up in AWS Cloud Map', () => {
    expect(inner({
      Registry: resource('AWS::ServiceDiscovery::Service', { Name: 'orders' }),
      Service: resource('AWS::ECS::Service', { ServiceRegistries: [{ RegistryArn: arn('Registry'), Port: 80 }], TaskDefinition: ref('Task') }),
      Task: resource('AWS::ECS::TaskDefinition'),
      Api: resource('AWS::ApiGatewayV2::Api'),
      Integration: resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'HTTP_PROXY', ConnectionType: 'VPC_LINK', IntegrationUri: arn('Registry') }),
      Fn: traced({ Environment: { Variables: { ORDERS: { 'Fn::Sub': 'http://${Registry.Name}.shop.local' } } } }),
    })).toEqual(['Api > Service: integration, unknown', 'Fn > Service: calls, continues', 'Service > Task: runs, continues']);
  });

  const forward = (...groups: string[]) => ({ Forward: { TargetGroups: groups.map((id) => ({ TargetGroupIdentifier: arn(id) })) } });
  const lattice = {
    Service: resource('AWS::VpcLattice::Service', { Name: 'orders' }),
    Functions: resource('AWS::VpcLattice::TargetGroup', { Type: 'LAMBDA', Targets: [{ Id: arn('Fn') }] }),
    Fn: traced(),
  };

  test.each<[string, any, string[]]>([
    ['a function', { Listener: resource('AWS::VpcLattice::Listener', { ServiceIdentifier: ref('Service'), DefaultAction: forward('Functions') }) }, ['Service > Fn: forwards, unknown']],
    ['a function by a rule', {
      Listener: resource('AWS::VpcLattice::Listener', { ServiceIdentifier: arn('Service'), DefaultAction: { FixedResponse: { StatusCode: 404 } } }),
      Rule: resource('AWS::VpcLattice::Rule', { ListenerIdentifier: arn('Listener'), Action: forward('Functions') }),
    }, ['Service > Fn: forwards, unknown']],
    ['a function by a rule that names the service', {
      Rule: resource('AWS::VpcLattice::Rule', { ServiceIdentifier: arn('Service'), ListenerIdentifier: 'listener-1', Action: forward('Functions') }),
    }, ['Service > Fn: forwards, unknown']],
    ['a service of Amazon ECS, a load balancer and servers', {
      Listener: resource('AWS::VpcLattice::Listener', { ServiceIdentifier: ref('Service'), DefaultAction: forward('Tasks', 'Balancers', 'Servers') }),
      Tasks: resource('AWS::VpcLattice::TargetGroup', { Type: 'IP' }),
      Ecs: resource('AWS::ECS::Service', { VpcLatticeConfigurations: [{ TargetGroupArn: arn('Tasks') }] }),
      Balancers: resource('AWS::VpcLattice::TargetGroup', { Type: 'ALB', Targets: [{ Id: ref('Balancer') }] }),
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' }),
      Servers: resource('AWS::VpcLattice::TargetGroup', { Type: 'INSTANCE' }),
      Group: resource('AWS::AutoScaling::AutoScalingGroup', { TrafficSources: [{ Identifier: arn('Servers'), Type: 'vpc-lattice' }] }),
    }, ['Service > Balancer: forwards, unknown', 'Service > Ecs: forwards, unknown', 'Service > Group: forwards, unknown']],
  ])('a service of VPC Lattice leads to %s', (_, more, expected) => {
    expect(inner({ ...lattice, ...more })).toEqual(expected);
  });

  test('code calls a service of VPC Lattice by its address', () => {
    const Caller = traced({ Environment: { Variables: { ORDERS: arn('Service', 'DnsEntry.DomainName') } } });
    expect(inner({ Service: lattice.Service, Caller })).toEqual(['Caller > Service: calls, continues']);
  });

  test('a Classic Load Balancer', () => {
    expect(inner({
      Balancer: resource('AWS::ElasticLoadBalancing::LoadBalancer', { Instances: [ref('Instance')] }),
      Instance: resource('AWS::EC2::Instance'),
      Fleet: resource('AWS::AutoScaling::AutoScalingGroup', { LoadBalancerNames: [ref('Balancer')] }),
    })).toEqual(['Balancer > Fleet: forwards, unknown', 'Balancer > Instance: forwards, unknown']);
  });

  test('the origins and the edge functions of a distribution', () => {
    expect(inner({
      Distribution: resource('AWS::CloudFront::Distribution', {
        DistributionConfig: {
          Origins: [{ DomainName: arn('Bucket', 'DomainName') }, { DomainName: 'example.com' }],
          DefaultCacheBehavior: { LambdaFunctionAssociations: [{ LambdaFunctionARN: ref('Version') }] },
          CacheBehaviors: [{ FunctionAssociations: [{ FunctionARN: arn('Rewrite', 'FunctionARN') }] }],
        },
      }),
      Bucket: resource('AWS::S3::Bucket'),
      Rewrite: resource('AWS::CloudFront::Function'),
      Fn: untraced(),
      Version: resource('AWS::Lambda::Version', { FunctionName: ref('Fn') }),
    })).toEqual([
      'Distribution > Bucket: origin, unknown', 'Distribution > Fn: edge function, breaks', 'Distribution > Rewrite: edge function, breaks', 'Distribution > example.com: origin, unknown',
    ]);
  });

  test.each<[string, any, any?]>([
    ['its name', 'files.s3.amazonaws.com'],
    ['its name with points in it', 'www.example.com.s3.amazonaws.com', 'www.example.com'],
    ['its name and its region', 'files.s3.eu-west-1.amazonaws.com'],
    ['its name and its region, as long ago', 'files.s3-eu-west-1.amazonaws.com'],
    ['its name for IPv6', { 'Fn::Sub': 'files.s3.dualstack.${AWS::Region}.${AWS::URLSuffix}' }],
    ['its website', 'files.s3-website-us-east-1.amazonaws.com'],
    ['its website in a newer region', 'files.s3-website.eu-central-1.amazonaws.com'],
    ['its website in China', 'files.s3-website.cn-north-1.amazonaws.com.cn'],
    ['transfer acceleration', 'files.s3-accelerate.amazonaws.com'],
    ['a composed name', { 'Fn::Sub': 'files-${Stage}.s3.amazonaws.com' }, { 'Fn::Join': ['-', ['files', ref('Stage')]] }],
    ['a parameter', { 'Fn::Join': ['', [ref('Name'), '.s3.amazonaws.com']] }, ref('Name')],
    ['a condition', { 'Fn::If': ['IsProd', 'files.s3.amazonaws.com', ref('AWS::NoValue')] }],
  ])('the origin of a distribution may be a bucket by %s', (_, DomainName, BucketName = 'files') => {
    const Distribution = resource('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName }] } });
    expect(inner({ Distribution, Bucket: resource('AWS::S3::Bucket', { BucketName }) })).toEqual(['Distribution > Bucket: origin, unknown']);
  });

  test.each(['files.s3.amazonaws.com', 'orders.s3.example.com', 'orders.s4.amazonaws.com', 's3.amazonaws.com'])('the origin of a distribution may be elsewhere: %s', (DomainName) => {
    const Distribution = resource('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName }] } });
    expect(inner({ Distribution, Bucket: resource('AWS::S3::Bucket', { BucketName: 'orders' }) })).toEqual([`Distribution > ${DomainName}: origin, unknown`]);
  });

  test('an edge function of the CDK, which the distribution of another region knows by an SSM parameter', () => {
    const Distribution = resource('AWS::CloudFront::Distribution', {
      DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations: [{ LambdaFunctionARN: arn('Reader', 'FunctionArn') }] } },
    });
    const Reader = resource('Custom::CrossRegionStringParameterReader', { Region: 'us-east-1', ParameterName: '/cdk/EdgeFunctionArn/eu-west-1/Site/Edge' });
    const edge = {
      Fn: untraced(),
      Version: resource('AWS::Lambda::Version', { FunctionName: ref('Fn') }),
      Parameter: resource('AWS::SSM::Parameter', { Name: '/cdk/EdgeFunctionArn/eu-west-1/Site/Edge', Value: ref('Version') }),
    };
    const templates = [templateOf({ Distribution, Reader }), templateOf(edge, { name: 'Edge' })];
    const map = buildTraceMap(survey({ templates, acknowledgements: [] }), { folder: '.', inspectCode: false });
    expect(edgesOf(map)).toContain('Distribution > Edge/Fn: edge function, breaks');
  });

  const workerQueue = (id: string) => [{ Namespace: 'aws:elasticbeanstalk:sqsd', OptionName: 'WorkerQueueURL', Value: ref(id) }];

  test('the queues of worker environments', () => {
    expect(inner({
      Worker: resource('AWS::ElasticBeanstalk::Environment', { OptionSettings: { 'Fn::If': ['Own', workerQueue('Jobs'), ref('AWS::NoValue')] } }),
      Saved: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', { OptionSettings: workerQueue('Mails') }),
      Mailer: resource('AWS::ElasticBeanstalk::Environment', { TemplateName: ref('Saved') }),
      Copied: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', { SourceConfiguration: { ApplicationName: 'mail', TemplateName: ref('Saved') } }),
      Copy: resource('AWS::ElasticBeanstalk::Environment', { TemplateName: ref('Copied') }),
      Jobs: queue(),
      Mails: queue(),
    })).toEqual(['Jobs > Worker: event source, unknown', 'Mails > Copy: event source, unknown', 'Mails > Mailer: event source, unknown']);
  });

  const scheme = (Value: any) => [{ Namespace: 'aws:ec2:vpc', OptionName: 'ELBScheme', Value }];

  test.each<[string, any, boolean]>([
    ['that says nothing', {}, true],
    ['for requests', { Tier: { Name: 'WebServer', Type: 'Standard' } }, true],
    ['with a load balancer that the internet reaches', { OptionSettings: scheme('public') }, true],
    ['that overrides its template', { TemplateName: ref('Saved'), OptionSettings: scheme('public') }, true],
    ['for messages', { Tier: { Name: 'Worker', Type: 'SQS/HTTP' } }, false],
    ['for what a parameter says', { Tier: { Name: ref('Tier') } }, false],
    ['with an internal load balancer', { OptionSettings: scheme('internal') }, false],
    ['with an internal load balancer by its template', { TemplateName: ref('Saved') }, false],
  ])('clients of an environment of Elastic Beanstalk %s', (_, properties, areThere) => {
    expect(edgesOf(mapOf({
      It: resource('AWS::ElasticBeanstalk::Environment', properties),
      Saved: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', { OptionSettings: scheme('internal') }),
    }))).toEqual(areThere ? ['clients > It: requests, restarts'] : []);
  });

  test('the triggers of a user pool', () => {
    expect(inner({ Pool: resource('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp: arn('Fn') } }), Fn: traced() })).toEqual(['Pool > Fn: trigger, unknown']);
  });

  test('who calls from outside', () => {
    expect(edgesOf(mapOf({
      Api: resource('AWS::ApiGatewayV2::Api'),
      Inner: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' }),
      Outer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer'),
      Fn: traced(),
      Url: resource('AWS::Lambda::Url', { TargetFunctionArn: arn('Fn') }),
    }))).toEqual(['clients > Api: requests, unknown', 'clients > Fn: requests, restarts', 'clients > Outer: requests, restarts']);
  });

  test.each<[string, string, any, string]>([
    ['a REST API', 'AWS::ApiGateway::RestApi', {}, 'restarts'],
    ['an API of events', 'AWS::AppSync::Api', {}, 'unknown'],
    ['a distribution', 'AWS::CloudFront::Distribution', {}, 'unknown'],
    ['an Express Mode service', 'AWS::ECS::ExpressGatewayService', {}, 'unknown'],
    ['a Classic Load Balancer', 'AWS::ElasticLoadBalancing::LoadBalancer', {}, 'unknown'],
    ['a Network Load Balancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }, 'unknown'],
  ])('what becomes of the trace at %s', (_, type, properties, crossing) => {
    expect(edgesOf(mapOf({ It: resource(type, properties) }))).toEqual([`clients > It: requests, ${crossing}`]);
  });
});

describe('agents', () => {
  const agent = (properties: any) => resource('AWS::Bedrock::Agent', { AgentName: 'helper', ...properties });
  const alias = (properties: any = {}) => ({ Alias: resource('AWS::Bedrock::AgentAlias', { AgentId: arn('Agent', 'AgentId'), ...properties }) });
  const target = (configuration: any) => ({
    Gateway: resource('AWS::BedrockAgentCore::Gateway'),
    Target: resource('AWS::BedrockAgentCore::GatewayTarget', { GatewayIdentifier: arn('Gateway', 'GatewayIdentifier'), TargetConfiguration: configuration }),
  });
  const permission = (Principal: string) => resource('AWS::Lambda::Permission', { FunctionName: arn('Fn'), Action: 'lambda:InvokeFunction', Principal });

  test('ask functions, knowledge bases and other agents', () => {
    expect(inner({
      Agent: agent({
        ActionGroups: [{ ActionGroupExecutor: { Lambda: arn('Fn') } }, { ActionGroupExecutor: { CustomControl: 'RETURN_CONTROL' } }],
        AgentCollaborators: [{ AgentDescriptor: { AliasArn: arn('OtherAlias', 'AgentAliasArn') } }],
        KnowledgeBases: [{ KnowledgeBaseId: ref('Base') }],
        CustomOrchestration: { Executor: { Lambda: arn('Orchestrator') } },
        PromptOverrideConfiguration: { OverrideLambda: arn('Parser') },
      }),
      Base: resource('AWS::Bedrock::KnowledgeBase', { StorageConfiguration: { RdsConfiguration: { ResourceArn: arn('Cluster', 'DBClusterArn') } } }),
      Cluster: resource('AWS::RDS::DBCluster'),
      Other: agent({ AgentName: 'other' }),
      OtherAlias: resource('AWS::Bedrock::AgentAlias', { AgentId: ref('Other') }),
      Fn: traced(),
      Orchestrator: traced(),
      Parser: traced(),
      Permission: permission('bedrock.amazonaws.com'),
    })).toEqual([
      'Agent > Base: invokes, unknown', 'Agent > Fn: invokes, unknown', 'Agent > Orchestrator: invokes, unknown', 'Agent > Other: invokes, unknown', 'Agent > Parser: invokes, unknown',
      'Base > Cluster: invokes, unknown',
    ]);
  });

  const queryEngine = (QueryEngineConfiguration: any) => ({
    KnowledgeBaseConfiguration: { SqlKnowledgeBaseConfiguration: { RedshiftConfiguration: { QueryEngineConfiguration } } },
  });
  test.each<[string, string, any]>([
    ['a collection', 'AWS::OpenSearchServerless::Collection', { StorageConfiguration: { OpensearchServerlessConfiguration: { CollectionArn: arn('It') } } }],
    ['a graph', 'AWS::NeptuneGraph::Graph', { StorageConfiguration: { NeptuneAnalyticsConfiguration: { GraphArn: arn('It', 'GraphArn') } } }],
    ['a vector index', 'AWS::S3Vectors::Index', { StorageConfiguration: { S3VectorsConfiguration: { IndexArn: arn('It', 'IndexArn') } } }],
    ['a vector bucket', 'AWS::S3Vectors::VectorBucket', { StorageConfiguration: { S3VectorsConfiguration: { VectorBucketArn: arn('It', 'VectorBucketArn') } } }],
    ['a cluster of Amazon Redshift', 'AWS::Redshift::Cluster', queryEngine({ ProvisionedConfiguration: { ClusterIdentifier: ref('It') } })],
    ['a workgroup of Amazon Redshift', 'AWS::RedshiftServerless::Workgroup', queryEngine({ ServerlessConfiguration: { WorkgroupArn: arn('It', 'Workgroup.WorkgroupArn') } })],
  ])('have knowledge bases in %s', (_, type, properties) => {
    expect(inner({ Base: resource('AWS::Bedrock::KnowledgeBase', properties), It: resource(type) })).toEqual(['Base > It: invokes, unknown']);
  });

  test('are asked by the nodes of a flow, as functions and buckets are', () => {
    const node = (Configuration: any) => ({ Configuration });
    expect(inner({
      Flow: resource('AWS::Bedrock::Flow', {
        Definition: {
          Nodes: [
            node({ LambdaFunction: { LambdaArn: arn('Fn') } }), node({ Agent: { AgentAliasArn: arn('Alias', 'AgentAliasArn') } }), node({ Input: {} }),
            node({ Storage: { ServiceConfiguration: { S3: { BucketName: ref('Bucket') } } } }),
          ],
        },
      }),
      Agent: agent({}),
      ...alias(),
      Fn: traced(),
      Bucket: resource('AWS::S3::Bucket'),
    })).toEqual(['Flow > Agent: invokes, unknown', 'Flow > Bucket: invokes, unknown', 'Flow > Fn: invokes, unknown']);
  });

  test.each<[string, any, any, string[]]>([
    ['a function', { Mcp: { Lambda: { LambdaArn: arn('Fn') } } }, { Fn: traced() }, ['Gateway > Fn: invokes, continues']],
    ['a REST API', { Mcp: { ApiGateway: { RestApiId: ref('Api'), Stage: 'live' } } }, restApi(true), ['Gateway > Api: invokes, continues']],
    ['a server', { Mcp: { McpServer: { Endpoint: 'https://mcp.example.com/mcp' } } }, {}, ['Gateway > mcp.example.com: invokes, continues']],
    ['a runtime', { Http: { AgentcoreRuntime: { Arn: arn('Runtime', 'AgentRuntimeArn') } } }, { Runtime: resource('AWS::BedrockAgentCore::Runtime') }, ['Gateway > Runtime: invokes, continues']],
  ])('%s answers behind a gateway', (_, configuration, more, expected) => {
    expect(inner({ ...target(configuration), ...more })).toEqual(expected);
  });

  test('a function looks at what comes through a gateway', () => {
    expect(inner({
      Gateway: resource('AWS::BedrockAgentCore::Gateway', { InterceptorConfigurations: [{ Interceptor: { Lambda: { Arn: arn('Fn') } } }] }),
      Fn: traced(),
    })).toEqual(['Gateway > Fn: invokes, continues']);
  });

  test.each([['AWS::BedrockAgentCore::Runtime', 'RoleArn'], ['AWS::BedrockAgentCore::Harness', 'ExecutionRoleArn']])('the code of %s calls what it is told of, and what its role may', (type, roleProperty) => {
    const { edges } = mapOf({
      It: resource(type, { EnvironmentVariables: { TABLE: ref('Table') }, [roleProperty]: arn('Role') }),
      Table: resource('AWS::DynamoDB::Table'),
      Memory: resource('AWS::BedrockAgentCore::Memory'),
      Role: resource('AWS::IAM::Role', {
        Policies: [{
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' },
              { Effect: 'Allow', Action: ['bedrock-agentcore:CreateEvent', 'bedrock-agentcore:ListEvents'], Resource: arn('Memory', 'MemoryArn') },
            ],
          },
        }],
      }),
    });
    expect(edges.map(({ to, relation, crossing }) => [to, relation, crossing])).toEqual(['Memory', 'Table', 'bedrock.amazonaws.com'].map((to) => [expect.stringContaining(to), 'calls', 'unknown']));
    expect(edges[0].advice).toContain('ADOT');
  });
});

describe('event buses of the second version', () => {
  const subscriber = (InvokeConfiguration: any, more = {}) => ({
    Bus: resource('AWS::EventsV2::EventBus', { Name: 'orders' }),
    Subscriber: resource('AWS::EventsV2::Subscriber', { EventBusArn: arn('Bus'), InvokeConfiguration, ...more }),
  });

  test.each<[string, any, any, string]>([
    ['a function', { TargetArn: arn('Fn') }, { Fn: traced() }, 'Subscriber > Fn: target, unknown'],
    ['a bus of the first version', { TargetArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/old' }, {}, 'Subscriber > arn:aws:events:eu-west-1:123456789012:event-bus/old: target, unknown'],
    ['a queue by an action', { TargetArn: 'arn:aws:events:::aws-sdk:sqs:sendMessage', UniversalTargetParameters: { Input: { 'Fn::Sub': '{"QueueUrl": "${Queue}"}' } } },
      { Queue: queue() }, 'Subscriber > Queue: target, unknown'],
    ['a service by an action', { TargetArn: 'arn:aws:events:::aws-sdk:athena:startQueryExecution', UniversalTargetParameters: { Input: '{}' } }, {}, 'Subscriber > athena.amazonaws.com: target, unknown'],
  ])('pass events on to %s', (_, invocationOfIt, more, expected) => {
    expect(inner({ ...subscriber(invocationOfIt), ...more })).toEqual(['Bus > Subscriber: rule, unknown', expected]);
  });

  test('keep what fails in a queue', () => {
    expect(inner({ ...subscriber({ TargetArn: arn('Fn') }, { OnFailureConfiguration: { Arn: arn('Dead') } }), Fn: traced(), Dead: queue() }))
      .toContain('Subscriber > Dead: dead letters, unknown');
  });
});

test('a web function, by its endpoint and the environment and role of its revision', () => {
  expect(edgesOf(mapOf({
    Site: resource('AWS::Lambda::WebFunction'),
    Endpoint: resource('AWS::Lambda::WebFunctionEndpoint', { FunctionName: arn('Site', 'FunctionArn') }),
    Revision: resource('AWS::Lambda::WebFunctionRevision', {
      FunctionName: ref('Site'), ServiceConfig: { EnvironmentVariables: { TABLE: ref('Table') }, ExecutionRoleArn: arn('Role') },
    }),
    Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Jobs') }] } }] }),
    Table: resource('AWS::DynamoDB::Table'),
    Jobs: queue(),
    Cdn: resource('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName: arn('Endpoint', 'DomainName') }] } }),
  }))).toEqual([
    'Cdn > Site: origin, unknown', 'Site > Jobs: calls, unknown', 'Site > Table: calls, unknown', 'clients > Cdn: requests, unknown', 'clients > Site: requests, unknown',
  ]);
});

describe('what code calls', () => {
  const channels = {
    Api: resource('AWS::AppSync::Api', { Name: 'chat' }),
    Channels: resource('AWS::AppSync::ChannelNamespace', { ApiId: arn('Api', 'ApiId'), Name: 'rooms' }),
  };

  test.each<[string, any]>([
    ['that it is told of', traced({ Environment: { Variables: { CHANNELS: arn('Channels', 'ChannelNamespaceArn') } } })],
    ['that its role may publish to', traced({ Role: arn('Role') })],
  ])('an API of events, by the namespace of channels %s', (_, Fn) => {
    const Statement = [{ Effect: 'Allow', Action: 'appsync:EventPublish', Resource: { 'Fn::Sub': '${Channels.ChannelNamespaceArn}/*' } }];
    const Role = resource('AWS::IAM::Role', { Policies: [{ PolicyName: 'P', PolicyDocument: { Statement } }] });
    expect(inner({ Fn, Role, ...channels })).toEqual(['Fn > Api: calls, continues']);
  });

  test.each([
    ['appsync', 'apis/abc', '/channelNamespace/chat', 'abc', 'AWS::AppSync::Api'],
    ['appsync', 'apis/abc', '/types/Query/fields/list', 'abc', 'AWS::AppSync::GraphQLApi'],
    ['appsync', 'apis/abc', '', 'abc', 'AWS::AppSync::GraphQLApi'],
    ['appsync', 'endpoints/graphql-api/abc', '', 'abc', 'AWS::AppSync::GraphQLApi'],
  ])('what an ARN of %s belongs to: %s%s', (service, resourcePart, rest, name, type) => {
    const thing = `arn:aws:${service}:eu-west-1:111122223333:${resourcePart}`;
    const { nodes } = mapOf({ Fn: traced({ Environment: { Variables: { ARN: `${thing}${rest}` } } }) });
    expect(nodes.filter(({ isExternal }) => isExternal)).toMatchObject([{ id: thing, name, type }]);
  });

  test.each([
    'arn:aws:lambda:eu-west-1:111122223333:layer:shared:3',
    'arn:aws:states:eu-west-1:111122223333:activity:orders',
    'arn:aws:events:eu-west-1:111122223333:rule/nightly',
    'arn:aws:batch:eu-west-1:111122223333:job-definition/render:1',
    'arn:aws:sns:eu-west-1:111122223333:app/APNS/shop',
    'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap',
    'arn:aws:events:eu-west-1:111122223333:api-destination/hook/0a1b',
    'arn:aws:appsync:eu-west-1:111122223333:domainnames/example.com',
    'arn:aws:kinesis:eu-west-1:111122223333:stream/orders/consumer/audit:1700000000',
  ])('not what the ARN of something else belongs to: %s', (ARN) => {
    expect(inner({ Fn: traced({ Environment: { Variables: { ARN } } }) })).toEqual([]);
  });

  test('not an activity of the template, of which others take tasks', () => {
    const ACTIVITY = 'arn:aws:states:eu-west-1:111122223333:activity:orders';
    const Activity = resource('AWS::StepFunctions::Activity', { Name: 'orders' });
    expect(inner({ Fn: traced({ Environment: { Variables: { ACTIVITY } } }), Activity })).toEqual([]);
  });

  const statement = (Action: any, Resource: any) => ({ PolicyName: 'P', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } });
  const withGrant = (Action: any, Resource: any, fn = traced()) => ({
    Fn: { ...fn, Properties: { ...fn.Properties, Role: arn('Role') } },
    Role: resource('AWS::IAM::Role', { Policies: [statement(Action, Resource)] }),
  });

  test.each<[string, any, any, any, string[]]>([
    ['a table', ['dynamodb:Query', 'dynamodb:Get*'], arn('It'), resource('AWS::DynamoDB::Table'), ['Fn > It: calls, continues']],
    ['the objects of a bucket', 's3:GetObject', { 'Fn::Join': ['', [arn('It'), '/*']] }, resource('AWS::S3::Bucket'), ['Fn > It: calls, continues']],
    ['a secret', 'secretsmanager:GetSecretValue', ref('It'), resource('AWS::SecretsManager::Secret'), ['Fn > It: calls, continues']],
    ['a queue that it reads from', ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], arn('It'), queue(), ['It > Fn: polls, unknown']],
    ['a table whose stream its role might read, if it has one', 'dynamodb:GetRecords', arn('It'), resource('AWS::DynamoDB::Table'), []],
    ['the stream of a table that it reads from', 'dynamodb:GetRecords', arn('It', 'StreamArn'), resource('AWS::DynamoDB::Table'), ['It > Fn: polls, breaks']],
    ['any stream of a table', 'dynamodb:GetRecords', { 'Fn::Join': ['', [arn('It'), '/stream/*']] }, resource('AWS::DynamoDB::Table'), ['It > Fn: polls, breaks']],
    ['a table elsewhere whose stream its role might read', 'dynamodb:GetRecords', 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders', queue(), []],
    ['a secret by its name', 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-??????',
      resource('AWS::SecretsManager::Secret', { Name: 'prod/db' }), ['Fn > It: calls, continues']],
    ['a secret elsewhere by its name', 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-??????', queue(),
      ['Fn > arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db: calls, continues']],
    ['the state machine that waits for its answer', ['states:SendTaskSuccess', 'states:SendTaskFailure'], ref('It'), resource('AWS::StepFunctions::StateMachine'), ['Fn > It: callback, unknown']],
    ['a state machine that it starts and answers', ['states:StartExecution', 'states:SendTask*'], ref('It'), resource('AWS::StepFunctions::StateMachine'), ['Fn > It: calls, continues']],
    ['a model', 'bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/nova', queue(), ['Fn > bedrock.amazonaws.com: calls, continues']],
    ['the code interpreter of AWS', ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'], '*', queue(), ['Fn > bedrock-agentcore.amazonaws.com: calls, continues']],
    ['an agent', 'bedrock:InvokeAgent', { 'Fn::Sub': 'arn:aws:bedrock:eu-west-1:123456789012:agent-alias/${It}/*' }, resource('AWS::Bedrock::Agent'), ['Fn > It: calls, continues']],
    ['an agent and any model', ['bedrock:InvokeModel', 'bedrock:InvokeAgent'], [arn('It', 'AgentArn'), '*'], resource('AWS::Bedrock::Agent'),
      ['Fn > It: calls, continues', 'Fn > bedrock.amazonaws.com: calls, continues']],
    ['an agent and models, by a pattern', 'bedrock:Invoke*', [arn('It', 'AgentArn'), 'arn:aws:bedrock:eu-west-1::foundation-model/nova'], resource('AWS::Bedrock::Agent'),
      ['Fn > It: calls, continues', 'Fn > bedrock.amazonaws.com: calls, continues']],
    ['a queue, and agents of another app', ['sqs:SendMessage', 'bedrock:InvokeAgent'], [arn('It'), '*'], queue(), ['Fn > It: calls, continues', 'Fn > bedrock.amazonaws.com: calls, continues']],
    ['an agent of another app', 'bedrock:InvokeAgent', 'arn:aws:bedrock:eu-west-1:123456789012:agent-alias/A/B', queue(), ['Fn > bedrock.amazonaws.com: calls, continues']],
    ['services as such', ['ses:SendEmail', 'ses:SendRawEmail', 'textract:*', 'iot:Pub*'], '*', queue(),
      ['Fn > iot.amazonaws.com: calls, continues', 'Fn > ses.amazonaws.com: calls, continues', 'Fn > textract.amazonaws.com: calls, continues']],
    ['services that it only configures', ['ses:CreateTemplate', 'bedrock:ListFoundationModels', 'logs:PutLogEvents'], '*', queue(), []],
    ['all services', ['*', '*:*'], '*', queue(), []],
    ['an activity that it takes tasks of', 'states:GetActivityTask', ref('It'), resource('AWS::StepFunctions::Activity'), ['It > Fn: polls, breaks']],
    ['a stream that it reads from', 'kinesis:GetRecords', arn('It'), resource('AWS::Kinesis::Stream'), ['It > Fn: polls, breaks']],
    ['everything', 'dynamodb:*', '*', resource('AWS::DynamoDB::Table'), []],
    ['what it only configures', 'dynamodb:UpdateTable', arn('It'), resource('AWS::DynamoDB::Table'), []],
    ['a table of another app', 'dynamodb:*', { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders' }, queue(),
      ['Fn > arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders: calls, continues']],
    ['the queries of a GraphQL API of another app', 'appsync:GraphQL', { 'Fn::Sub': 'arn:aws:appsync:${AWS::Region}:${AWS::AccountId}:apis/${ApiId}/types/Query/*' }, queue(),
      ['Fn > arn:aws:appsync:${AWS::Region}:${AWS::AccountId}:apis/${ApiId}: calls, continues']],
    ['the channels of an API of another app', 'appsync:EventPublish', 'arn:aws:appsync:eu-west-1:123456789012:apis/abc/channelNamespace/*', queue(),
      ['Fn > arn:aws:appsync:eu-west-1:123456789012:apis/abc: calls, continues']],
    ['an activity of another app that it takes tasks of', 'states:GetActivityTask', 'arn:aws:states:eu-west-1:123456789012:activity:pack', queue(),
      ['arn:aws:states:eu-west-1:123456789012:activity:pack > Fn: polls, breaks']],
    ['the layers of another app', 'lambda:*', 'arn:aws:lambda:eu-west-1:123456789012:layer:shared:3', queue(), []],
    ...([
      ['an SSM parameter', 'ssm:GetParameter', 'ssm', 'parameter/app/orders', resource('AWS::SSM::Parameter', { Name: '/app/orders' })],
      ['an SSM parameter without a path', 'ssm:GetParameter', 'ssm', 'parameter/orders', resource('AWS::SSM::Parameter', { Name: 'orders' })],
      ['a domain', 'es:ESHttpGet', 'es', 'domain/orders/*', resource('AWS::OpenSearchService::Domain', { DomainName: 'orders' })],
      ['a domain of Elasticsearch', 'es:ESHttpGet', 'es', 'domain/orders', resource('AWS::Elasticsearch::Domain', { DomainName: 'orders' })],
      ['a job of AWS Glue', 'glue:StartJobRun', 'glue', 'job/orders', resource('AWS::Glue::Job', { Name: 'orders' })],
      ['an endpoint of Amazon SageMaker', 'sagemaker:InvokeEndpoint', 'sagemaker', 'endpoint/orders', resource('AWS::SageMaker::Endpoint', { EndpointName: 'orders' })],
    ] as const).map(([what, action, service, name, It]): [string, any, any, any, string[]] => [
      `${what} by its name`, action, { 'Fn::Sub': `arn:aws:${service}:\${AWS::Region}:\${AWS::AccountId}:${name}` }, It, ['Fn > It: calls, continues'],
    ]),
    ...([
      ['a collection', 'aoss:APIAccessAll', arn('It'), 'AWS::OpenSearchServerless::Collection'],
      ['a table of Keyspaces', 'cassandra:Select', ref('It'), 'AWS::Cassandra::Table'],
      ['a cluster of Aurora DSQL', 'dsql:DbConnectAdmin', arn('It', 'ResourceArn'), 'AWS::DSQL::Cluster'],
      ['a cache', 'elasticache:Connect', arn('It', 'ARN'), 'AWS::ElastiCache::ServerlessCache'],
      ['a cluster of MemoryDB', 'memorydb:Connect', arn('It', 'ARN'), 'AWS::MemoryDB::Cluster'],
      ['a cluster of Neptune', 'neptune-db:ReadDataViaQuery', { 'Fn::Sub': 'arn:aws:neptune-db:${AWS::Region}:${AWS::AccountId}:${It.ClusterResourceId}/*' }, 'AWS::Neptune::DBCluster'],
      ['a graph', 'neptune-graph:ReadDataViaQuery', arn('It', 'GraphArn'), 'AWS::NeptuneGraph::Graph'],
      ['a cluster of Amazon Redshift', 'redshift-data:ExecuteStatement', { 'Fn::Sub': 'arn:aws:redshift:${AWS::Region}:${AWS::AccountId}:cluster:${It}' }, 'AWS::Redshift::Cluster'],
      ['a workgroup', 'redshift-data:ExecuteStatement', arn('It', 'Workgroup.WorkgroupArn'), 'AWS::RedshiftServerless::Workgroup'],
      ['an access point of S3 Object Lambda', 's3-object-lambda:GetObject', arn('It'), 'AWS::S3ObjectLambda::AccessPoint'],
      ['a directory bucket', 's3express:CreateSession', arn('It'), 'AWS::S3Express::DirectoryBucket'],
      ['a vector bucket', 's3vectors:QueryVectors', { 'Fn::Sub': '${It.VectorBucketArn}/index/*' }, 'AWS::S3Vectors::VectorBucket'],
      ['a vector index', 's3vectors:QueryVectors', arn('It', 'IndexArn'), 'AWS::S3Vectors::Index'],
      ['a table of Timestream', 'timestream:WriteRecords', arn('It'), 'AWS::Timestream::Table'],
      ['a database of Timestream', 'timestream:Select', { 'Fn::Sub': '${It.Arn}/table/*' }, 'AWS::Timestream::Database'],
      ['a policy store', 'verifiedpermissions:IsAuthorized', arn('It'), 'AWS::VerifiedPermissions::PolicyStore'],
    ] as const).map(([what, action, on, type]): [string, any, any, any, string[]] => [what, action, on, resource(type), ['Fn > It: calls, continues']]),
    ['a collection elsewhere', 'aoss:APIAccessAll', 'arn:aws:aoss:eu-west-1:123456789012:collection/abc', queue(), ['Fn > arn:aws:aoss:eu-west-1:123456789012:collection/abc: calls, continues']],
    ['a domain elsewhere', 'es:ESHttp*', 'arn:aws:es:eu-west-1:123456789012:domain/orders/*', queue(), ['Fn > arn:aws:es:eu-west-1:123456789012:domain/orders: calls, continues']],
    ['a document of AWS Systems Manager', 'ssm:*', 'arn:aws:ssm:eu-west-1:123456789012:document/orders', resource('AWS::SSM::Parameter', { Name: 'orders' }), []],
    ['what another app exports', 'dynamodb:GetItem', { 'Fn::ImportValue': 'orders-table' }, queue(), ['Fn > orders-table: calls, continues']],
    ['a resource by its name', 'dynamodb:*', 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders', resource('AWS::DynamoDB::Table', { TableName: 'orders' }), ['Fn > It: calls, continues']],
  ])('by a grant on %s', (_, action, on, It, expected) => {
    expect(inner({ ...withGrant(action, on), It })).toEqual(expected);
  });

  test('a table elsewhere is called, though a further statement is about the stream that it may have', () => {
    const orders = { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:eu-west-1:123456789012:table/orders' };
    const on = (suffix: string) => ({ Effect: 'Allow', Resource: { 'Fn::Sub': orders['Fn::Sub'] + suffix } });
    const Statement = [{ Action: 'dynamodb:GetRecords', ...on('') }, { Action: 'dynamodb:GetRecords', ...on('*') }, { Action: 'dynamodb:GetItem', ...on('') }];
    const Role = resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement } }] });
    expect(inner({ Fn: traced({ Role: arn('Role') }), Role })).toEqual([`Fn > ${orders['Fn::Sub']}: calls, continues`]);
  });

  test.each<[string, any, any, Record<string, any>, string[]]>([
    ['a bucket, and a function that it only asks about', ['s3:GetObject', 'lambda:GetFunction'], [{ 'Fn::Sub': '${Bucket.Arn}/*' }, arn('Callee')],
      { Bucket: resource('AWS::S3::Bucket'), Callee: traced() }, ['Fn > Bucket: calls, continues']],
    ['a table, a stream that it reads from, and what it only asks about',
      ['dynamodb:GetItem', 'states:DescribeStateMachine', 'kinesis:GetRecords', 'sqs:GetQueueAttributes'], [arn('Table'), ref('Machine'), arn('Stream'), arn('Queue')],
      { Table: resource('AWS::DynamoDB::Table'), Machine: resource('AWS::StepFunctions::StateMachine'), Stream: resource('AWS::Kinesis::Stream'), Queue: queue() },
      ['Fn > Table: calls, continues', 'Stream > Fn: polls, breaks']],
    ['tables and the streams of others', ['dynamodb:GetItem', 'dynamodb:GetRecords'],
      [arn('Table'), arn('Amplified', 'TableArn'), arn('Other', 'StreamArn'), { 'Fn::Sub': '${Third.Arn}/stream/*' }],
      {
        Table: resource('AWS::DynamoDB::Table'), Other: resource('AWS::DynamoDB::Table'), Third: resource('AWS::DynamoDB::Table'), Amplified: resource('Custom::AmplifyDynamoDBTable'),
      },
      ['Fn > Amplified: calls, continues', 'Fn > Table: calls, continues', 'Other > Fn: polls, breaks', 'Third > Fn: polls, breaks']],
    ['a state machine and an activity', ['states:StartExecution', 'states:GetActivityTask'], [ref('Machine'), ref('Activity')],
      { Machine: resource('AWS::StepFunctions::StateMachine'), Activity: resource('AWS::StepFunctions::Activity') },
      ['Activity > Fn: polls, breaks', 'Fn > Machine: calls, continues']],
    ['a queue and a state machine, by patterns', ['sqs:Receive*', 'states:Send*'], [arn('Queue'), ref('Machine')],
      { Machine: resource('AWS::StepFunctions::StateMachine'), Queue: queue() }, ['Fn > Machine: callback, unknown', 'Queue > Fn: polls, unknown']],
    ['a domain, a database, a cluster and an API', ['es:ESHttpGet', 'rds-data:ExecuteStatement', 'rds-db:connect', 'kafka-cluster:Connect', 'execute-api:Invoke'],
      [{ 'Fn::Sub': '${Domain.Arn}/*' }, arn('Database', 'DBClusterArn'), ref('Cluster'), { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*' }],
      {
        Domain: resource('AWS::OpenSearchService::Domain'), Database: resource('AWS::RDS::DBCluster'), Cluster: resource('AWS::MSK::Cluster'), Api: resource('AWS::ApiGatewayV2::Api'),
      }, ['Fn > Api: calls, continues', 'Fn > Cluster: calls, continues', 'Fn > Database: calls, continues', 'Fn > Domain: calls, continues']],
    ['the default bus, and a table', ['dynamodb:GetItem', 'events:PutEvents'], [arn('Table'), '*'], { Table: resource('AWS::DynamoDB::Table') },
      ['Fn > Table: calls, continues', 'Fn > event-bus/default: calls, continues']],
    ['what other apps export, as far as it tells what it is', ['dynamodb:GetItem', 's3:GetObject'],
      [{ 'Fn::ImportValue': 'orders' }, { 'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::ImportValue': 'files' }, '/*']] }], {}, ['Fn > files: calls, continues']],
    ['the key of what another app exports', ['kms:Decrypt', 's3:GetObject'], [{ 'Fn::Join': ['', ['arn:aws:kms:eu-west-1:123456789012:key/', { 'Fn::ImportValue': 'key' }]] }], {}, []],
  ])('by a grant for several services: %s', (_, actions, resources, things, expected) => {
    expect(inner({ ...withGrant(actions, resources), ...things })).toEqual(expected);
  });

  test('by the policy template of SAM for callbacks', () => {
    expect(inner({
      Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Policies: [{ StepFunctionsCallbackPolicy: { StateMachineName: arn('Machine', 'Name') } }] }),
      Machine: resource('AWS::StepFunctions::StateMachine'),
    })).toEqual(['Fn > Machine: callback, unknown']);
  });

  test.each<[string, (container: any, role: any) => any]>([
    ['container', (container, JobRoleArn) => ({ ContainerProperties: { ...container, JobRoleArn } })],
    ['task of Amazon ECS', (container, TaskRoleArn) => ({ EcsProperties: { TaskProperties: [{ TaskRoleArn, Containers: [container] }] } })],
    ['range of nodes', (container, JobRoleArn) => ({ NodeProperties: { NodeRangeProperties: [{ Container: { ...container, JobRoleArn } }] } })],
    ['task for a range of nodes', (container, TaskRoleArn) => ({ NodeProperties: { NodeRangeProperties: [{ EcsProperties: { TaskProperties: [{ TaskRoleArn, Containers: [container] }] } }] } })],
  ])('a job of AWS Batch by its variables and its role: a %s', (_, properties) => {
    expect(inner({
      Job: resource('AWS::Batch::JobDefinition', properties({ Image: 'x', Environment: [{ Name: 'TABLE', Value: ref('Table') }] }, arn('Role'))),
      Role: resource('AWS::IAM::Role', { Policies: [statement('sqs:SendMessage', arn('Queue'))] }),
      Table: resource('AWS::DynamoDB::Table'),
      Queue: queue(),
    })).toEqual(['Job > Queue: calls, unknown', 'Job > Table: calls, unknown']);
  });

  test('and whoever starts the job is shown with the queue and with the definition', () => {
    const machineOf = machine({ States: { Do: task('arn:aws:states:::batch:submitJob.sync', { JobName: 'j', JobQueue: '${Jobs}', JobDefinition: '${Job}' }) } });
    const Targets = [{ Id: 'a', Arn: ref('Jobs'), BatchParameters: { JobDefinition: ref('Job'), JobName: 'j' } }];
    expect(inner({
      Job: resource('AWS::Batch::JobDefinition', { ContainerProperties: { Image: 'x' } }),
      Jobs: resource('AWS::Batch::JobQueue'),
      Machine: { ...machineOf, Properties: { ...machineOf.Properties, DefinitionSubstitutions: { Jobs: ref('Jobs'), Job: ref('Job') } } },
      Pipe: resource('AWS::Pipes::Pipe', { Target: ref('Jobs'), TargetParameters: { BatchJobParameters: { JobDefinition: ref('Job'), JobName: 'j' } } }),
      Rule: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets }),
    })).toEqual(['Machine > Job: task, breaks', 'Machine > Jobs: task, breaks', 'Pipe > Job: target, breaks', 'Pipe > Jobs: target, breaks', 'Rule > Job: schedule, breaks', 'Rule > Jobs: schedule, unknown']);
  });

  test('but not what CloudFormation reads for it', () => {
    const secret = (key: string) => ['{{resolve:secretsmanager:', ref('Secret'), `:SecretString:${key}::}}`];
    const Variables = {
      KEY: { 'Fn::Join': ['', secret('key')] },
      URL: { 'Fn::Join': ['', ['user=', ...secret('user'), ';host=', arn('Database', 'Endpoint.Address'), ';password=', ...secret('password')]] },
      TOKEN: { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}}}' },
    };
    expect(inner({
      Fn: traced({ Environment: { Variables } }),
      Secret: resource('AWS::SecretsManager::Secret'),
      Database: resource('AWS::RDS::DBCluster'),
    })).toEqual(['Fn > Database: calls, continues']);
  });

  test('by environment variables, with the grant as further evidence', () => {
    const resources = withGrant('sns:Publish', ref('Topic'), traced({ Environment: { Variables: { TOPIC: ref('Topic'), TEXT: 'a' } } }));
    const { edges } = mapOf({ ...resources, Topic: resource('AWS::SNS::Topic') });
    expect(edges).toHaveLength(1);
    expect(edges[0].evidence.map(({ resource: name, path }) => `${name} ${path}`)).toEqual([
      'Stack/Fn Properties.Environment.Variables.TOPIC', 'Stack/Role Properties.Policies.0.PolicyDocument.Statement.0',
    ]);
  });

  test.each<[string, any, any, string[]]>([
    ['a task definition', ref('It'), resource('AWS::ECS::TaskDefinition'), ['Fn > It: calls, continues']],
    ['a service', ref('It'), resource('AWS::ECS::Service'), []],
    ['a service in Express Mode', arn('It', 'ServiceArn'), resource('AWS::ECS::ExpressGatewayService'), []],
    ['a task definition elsewhere', 'arn:aws:ecs:eu-west-1:1:task-definition/job:7', queue(), ['Fn > arn:aws:ecs:eu-west-1:1:task-definition/job:7: calls, continues']],
    ['a service elsewhere', 'arn:aws:ecs:eu-west-1:1:service/shop/web', queue(), []],
  ])('ecs:* is no call but of a task definition: %s', (_, Resource, It, expected) => {
    expect(inner({ ...withGrant('ecs:*', Resource), It })).toEqual(expected);
  });

  test.each<[string, any]>([
    ['AWS::Cassandra::Table', ref('It')],
    ['AWS::DSQL::Cluster', { 'Fn::Sub': '${It}.dsql.${AWS::Region}.on.aws' }],
    ['AWS::MemoryDB::Cluster', arn('It', 'ClusterEndpoint.Address')],
    ['AWS::OpenSearchServerless::Collection', arn('It', 'CollectionEndpoint')],
    ['AWS::RedshiftServerless::Workgroup', arn('It', 'Workgroup.Endpoint.Address')],
    ['AWS::VerifiedPermissions::PolicyStore', ref('It')],
  ])('by an environment variable: %s', (type, STORE) => {
    expect(inner({ Fn: traced({ Environment: { Variables: { STORE } } }), It: resource(type) })).toEqual(['Fn > It: calls, continues']);
  });

  const here = (text: string) => ({ 'Fn::Sub': text });
  const toldOf = (text: any, It: any) => inner({ Fn: traced({ Environment: { Variables: { IT: text } } }), It });

  test.each<[string, any, any]>([
    ['the ARN of a topic', here('arn:aws:sns:${AWS::Region}:${AWS::AccountId}:orders'), resource('AWS::SNS::Topic', { TopicName: 'orders' })],
    ['an ARN with a composed name', here('arn:aws:sns:${AWS::Region}:${AWS::AccountId}:orders-${Stage}'), resource('AWS::SNS::Topic', { TopicName: here('orders-${Stage}') })],
    ['the ARN of a state machine', here('arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:flow'), resource('AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' })],
    ['the address of a queue', here('https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs'), queue({ QueueName: 'jobs' })],
    ['the address of a queue with a composed name', here('https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/jobs-${Stage}'), queue({ QueueName: here('jobs-${Stage}') })],
    ['one ARN or another', { 'Fn::If': ['IsProd', 'arn:aws:sns:eu-west-1:123456789012:orders', ''] }, resource('AWS::SNS::Topic', { TopicName: 'orders' })],
    ['the address of a bucket', 'https://files.s3.amazonaws.com/', resource('AWS::S3::Bucket', { BucketName: 'files' })],
    ['the address of a bucket that names the region', here('https://files.s3.${AWS::Region}.${AWS::URLSuffix}/a.json'), resource('AWS::S3::Bucket', { BucketName: 'files' })],
    ['the address of a bucket in a path', 'https://s3.eu-west-1.amazonaws.com/files/a.json', resource('AWS::S3::Bucket', { BucketName: 'files' })],
    ['the address of a bucket for tools of Amazon S3', here('s3://files-${Stage}/in'), resource('AWS::S3::Bucket', { BucketName: here('files-${Stage}') })],
  ])('by what an environment variable writes out: %s', (_, text, It) => {
    expect(toldOf(text, It)).toEqual(['Fn > It: calls, continues']);
  });

  test.each<[string, any, string[]]>([
    ['a topic by its ARN', 'arn:aws:sns:eu-west-1:123456789012:orders', ['arn:aws:sns:eu-west-1:123456789012:orders']],
    ['a queue by its address', 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs', ['arn:aws:sqs:eu-west-1:123456789012:jobs']],
    ['a queue by its address, wherever the stack is', here('https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs'),
      ['arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs']],
    ['a queue by its address in China', here('https://sqs.${AWS::Region}.amazonaws.com.cn/1/jobs'), ['arn:aws-cn:sqs:${AWS::Region}:1:jobs']],
    ['nothing by a web address', 'https://example.com/orders', []],
    ['nothing by the address of a bucket', 'https://files.s3.amazonaws.com/', []],
    ['nothing by a pattern', 'arn:aws:sns:eu-west-1:123456789012:*', []],
    ['nothing by several ARNs', 'arn:aws:sns:eu-west-1:1:a,arn:aws:sns:eu-west-1:1:b', []],
    ['nothing by the ARN of what is never called', 'arn:aws:iam::123456789012:role/orders', []],
    ['nothing by an ARN with a secret in it', 'arn:aws:sns:eu-west-1:1:{{resolve:ssm:/topic}}', []],
    ['nothing by a number', 7, []],
  ])('elsewhere, by what an environment variable writes out: %s', (_, text, expected) => {
    expect(toldOf(text, resource('AWS::SNS::Topic'))).toEqual(expected.map((id) => `Fn > ${id}: calls, continues`));
  });

  test('but not what the role may do nothing with but read, by an ARN or an address', () => {
    const fn = traced({ Environment: { Variables: { QUEUE: here('https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs') } } });
    const jobs = here('arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs');
    expect(inner(withGrant('sqs:ReceiveMessage', jobs, fn))).toEqual([`${jobs['Fn::Sub']} > Fn: polls, unknown`]);
    expect(inner({ ...withGrant('sqs:ReceiveMessage', jobs, fn), It: queue({ QueueName: 'jobs' }) })).toEqual(['It > Fn: polls, unknown']);
  });

  test('but not what a service reads before the code starts, by its ARN', () => {
    const secret = (ValueFrom: any) => resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Secrets: [{ Name: 'KEY', ValueFrom }] }] });
    expect(inner({ Code: secret('arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf') })).toEqual([]);
    expect(inner({
      Code: secret(here('arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/table')),
      Parameter: resource('AWS::SSM::Parameter', { Name: '/app/table', Value: ref('Table') }),
      Table: resource('AWS::DynamoDB::Table'),
    })).toEqual(['Code > Table: calls, unknown']);
  });

  test('a queue that an event source mapping reads is not polled besides', () => {
    const Mapping = resource('AWS::Lambda::EventSourceMapping', { FunctionName: ref('Fn'), EventSourceArn: arn('It') });
    expect(inner({ ...withGrant('sqs:ReceiveMessage', arn('It')), It: queue(), Mapping })).toEqual(['It > Fn: event source, linked']);
  });

  test('a queue that an event source mapping reads for one function is not polled by another that shares its role', () => {
    const Mapping = resource('AWS::Lambda::EventSourceMapping', { FunctionName: ref('Fn'), EventSourceArn: arn('It') });
    const Web = traced({ Role: arn('Role'), Environment: { Variables: { QUEUE: ref('It') } } });
    expect(inner({ ...withGrant('sqs:ReceiveMessage', arn('It')), It: queue(), Mapping, Web })).toEqual(['It > Fn: event source, linked']);
  });

  describe('by the policy of a thing that names the role', () => {
    const policyOf = (type: string, things: any, Action: any, Resource: any, Principal: any = { AWS: [arn('Role')] }) =>
      resource(type, { ...things, PolicyDocument: { Statement: [{ Effect: 'Allow', Principal, Action, Resource }] } });
    const Role = resource('AWS::IAM::Role');
    const Fn = traced({ Role: arn('Role') });

    test.each<[string, any, any, string[]]>([
      ['messages are sent', policyOf('AWS::SQS::QueuePolicy', { Queues: [ref('It')] }, 'sqs:SendMessage', arn('It')), queue(), ['Fn > It: calls, continues']],
      ['messages are sent to all queues that it is for', policyOf('AWS::SQS::QueuePolicy', { Queues: [ref('It')] }, 'sqs:SendMessage', '*'), queue(), ['Fn > It: calls, continues']],
      ['messages are received', policyOf('AWS::SQS::QueuePolicy', { Queues: [ref('It')] }, ['sqs:ReceiveMessage'], arn('It')), queue(), ['It > Fn: polls, unknown']],
      ['messages are published', policyOf('AWS::SNS::TopicPolicy', { Topics: [ref('It')] }, 'sns:Publish', ref('It')), resource('AWS::SNS::Topic'), ['Fn > It: calls, continues']],
      ['objects are read', policyOf('AWS::S3::BucketPolicy', { Bucket: ref('It') }, 's3:GetObject', { 'Fn::Sub': '${It.Arn}/*' }), resource('AWS::S3::Bucket'), ['Fn > It: calls, continues']],
      ['others may send', policyOf('AWS::SQS::QueuePolicy', { Queues: [ref('It')] }, 'sqs:SendMessage', arn('It'), { Service: 'ses.amazonaws.com' }), queue(), []],
      ['everybody may send', policyOf('AWS::SQS::QueuePolicy', { Queues: [ref('It')] }, 'sqs:SendMessage', arn('It'), '*'), queue(), []],
    ])('%s', (_, Policy, It, expected) => {
      expect(inner({ Fn, Role, Policy, It })).toEqual(expected);
    });
  });

  test.each<[string, any]>([
    ['ARN', ref('Service')],
    ['name', arn('Service', 'Name')],
  ])('but no service of Amazon ECS whose %s it is told: no request reaches the containers by that', (_, SERVICE) => {
    const Service = resource('AWS::ECS::Service', { TaskDefinition: ref('Task') });
    expect(inner({ Fn: traced({ Environment: { Variables: { SERVICE } } }), Service, Task: resource('AWS::ECS::TaskDefinition') }))
      .toEqual(['Service > Task: runs, continues']);
  });

  test.each<[string, any, string]>([
    ['an App Runner service', {
      Type: 'AWS::AppRunner::Service',
      Properties: { SourceConfiguration: { ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: [{ Name: 'TABLE', Value: { Ref: 'Table' } }] } } } },
    }, '`ObservabilityEnabled`'],
    ['an environment of Elastic Beanstalk', {
      Type: 'AWS::ElasticBeanstalk::Environment',
      Properties: {
        SolutionStackName: '64bit Amazon Linux 2023 v4.0.1 running Python 3.11',
        OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'TABLE', Value: { Ref: 'Table' } }],
      },
    }, '`XRayEnabled`'],
    ['a canary', {
      Type: 'AWS::Synthetics::Canary', Properties: { RuntimeVersion: 'syn-nodejs-puppeteer-9.0', RunConfig: { EnvironmentVariables: { TABLE: { Ref: 'Table' } } } },
    }, '`RunConfig.ActiveTracing`'],
  ])('the advice for %s, which runs its collector itself, is to turn that on', (_, from, advice) => {
    const { edges } = mapOf({ From: from, Table: { Type: 'AWS::DynamoDB::Table' } });
    expect(edges.map((edge) => edge.advice)).toContainEqual(expect.stringContaining(advice));
  });

  test('the advice for a function of SAM names the property that it has', () => {
    const resources = { Fn: resource('AWS::Serverless::Function', { Environment: { Variables: { TABLE: ref('Table') } } }), Table: resource('AWS::DynamoDB::Table') };
    expect(mapOf(resources).edges.map(({ advice }) => advice)).toEqual(['set `Tracing` to Active']);
  });

  test('what Lambda itself needs the role for is no call of the code', () => {
    const dead = { DeadLetterConfig: { TargetArn: arn('It') } };
    const told = { Environment: { Variables: { QUEUE: ref('It') } } };
    expect(inner({ ...withGrant('sqs:SendMessage', arn('It'), traced(dead)), It: queue() })).toEqual(['Fn > It: dead letters, unknown']);
    expect(inner({ ...withGrant('sqs:SendMessage', arn('It'), traced({ ...dead, ...told })), It: queue() })).toEqual(['Fn > It: calls, continues', 'Fn > It: dead letters, unknown']);
  });

  describe('with secrets', () => {
    const database = {
      Secret: resource('AWS::SecretsManager::Secret'),
      Attachment: resource('AWS::SecretsManager::SecretTargetAttachment', { SecretId: ref('Secret'), TargetId: ref('Db'), TargetType: 'AWS::RDS::DBInstance' }),
      Db: resource('AWS::RDS::DBInstance'),
    };
    const password = (id: string) => ({ 'Fn::Join': ['', [ref(id), ':password::']] });
    const taskOf = (container: any, more: any = {}) => resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [container], ...more });
    const role = (...ids: string[]) => resource('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'ssm:GetParameters'], Resource: ids.map(ref) } } }],
    });
    const dynamic = (id: string) => ({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', ref(id), ':SecretString:password::}}']] });

    test.each<[string, any, string[]]>([
      ['of its database, by the attachment', { Code: taskOf({ Secrets: [{ Name: 'PASSWORD', ValueFrom: password('Attachment') }] }) }, ['Code > Db: calls, unknown']],
      ['of its database', { Code: taskOf({ Secrets: [{ Name: 'PASSWORD', ValueFrom: ref('Secret') }] }) }, ['Code > Db: calls, unknown']],
      ['of a service in Express Mode', { Code: resource('AWS::ECS::ExpressGatewayService', { PrimaryContainer: { Secrets: [{ Name: 'P', ValueFrom: ref('Secret') }] } }) }, ['Code > Db: calls, unknown']],
      ['that RDS keeps', { Code: taskOf({ Secrets: [{ Name: 'PASSWORD', ValueFrom: arn('Db', 'MasterUserSecret.SecretArn') }] }) }, ['Code > Db: calls, unknown']],
      ['of nobody known', { Code: taskOf({ Secrets: [{ Name: 'KEY', ValueFrom: ref('Key') }] }), Key: resource('AWS::SecretsManager::Secret') }, []],
      ['that are parameters', { Code: taskOf({ Secrets: [{ Name: 'CFG', ValueFrom: arn('Parameter') }] }), Parameter: resource('AWS::SSM::Parameter', { Value: 'x' }) }, []],
      ['that are parameters with the name of something', {
        Code: taskOf({ Secrets: [{ Name: 'TABLE', ValueFrom: arn('Parameter') }] }),
        Parameter: resource('AWS::SSM::Parameter', { Value: ref('Table') }),
        Table: resource('AWS::DynamoDB::Table'),
      }, ['Code > Table: calls, unknown']],
      ['that CloudFormation puts into a variable', { Code: traced({ Environment: { Variables: { PASSWORD: dynamic('Attachment') } } }) }, ['Code > Db: calls, continues']],
      ['that one role reads for the task, and another one in it', {
        Code: taskOf({ Secrets: [{ Name: 'P', ValueFrom: ref('Secret') }] }, { TaskRoleArn: arn('Own'), ExecutionRoleArn: arn('Other') }), Own: role('Secret'), Other: role('Secret'),
      }, ['Code > Db: calls, unknown', 'Code > Secret: calls, unknown']],
      ['that the same role reads for the task', {
        Code: taskOf({ Secrets: [{ Name: 'P', ValueFrom: ref('Secret') }] }, { TaskRoleArn: arn('Own'), ExecutionRoleArn: arn('Own') }), Own: role('Secret', 'Key'), Key: resource('AWS::SecretsManager::Secret'),
      }, ['Code > Db: calls, unknown', 'Code > Key: calls, unknown']],
      ['of which code knows where they are', { Code: traced({ Environment: { Variables: { SECRET: ref('Attachment') } } }) }, ['Code > Db: calls, continues', 'Code > Secret: calls, continues']],
      ['of an environment of Beanstalk', {
        Code: resource('AWS::ElasticBeanstalk::Environment', {
          OptionSettings: [
            { Namespace: 'aws:elasticbeanstalk:application:environmentsecrets', OptionName: 'PASSWORD', Value: ref('Secret') },
            { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: ref('Profile') },
          ],
        }),
        Profile: resource('AWS::IAM::InstanceProfile', { Roles: [ref('Own')] }),
        Own: role('Secret'),
      }, ['Code > Db: calls, unknown']],
    ])('%s', (_, resources, expected) => {
      expect(inner({ ...database, ...resources })).toEqual(expected);
    });

    test.each<[string, (configuration: any) => any]>([
      ['an image', (configuration) => ({ ImageRepository: { ImageConfiguration: configuration } })],
      ['a repository', (configuration) => ({ CodeRepository: { CodeConfiguration: { CodeConfigurationValues: configuration } } })],
    ])('of an App Runner service of %s, which reads them with the role of the code', (_, source) => {
      const configuration = { RuntimeEnvironmentVariables: [{ Name: 'TABLE', Value: ref('Table') }], RuntimeEnvironmentSecrets: [{ Name: 'KEY', Value: ref('Secret') }] };
      expect(inner({
        ...database,
        Service: resource('AWS::AppRunner::Service', { SourceConfiguration: source(configuration), InstanceConfiguration: { InstanceRoleArn: arn('Role') } }),
        Role: role('Secret'),
        Table: resource('AWS::DynamoDB::Table'),
      })).toEqual(['Service > Db: calls, unknown', 'Service > Table: calls, unknown']);
    });
  });

  test.each<[string, any]>([
    ['a launch template', {
      Launched: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { IamInstanceProfile: { Arn: arn('Profile') } } }),
      Code: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: ref('Launched') } }),
    }],
    ['a launch configuration', {
      Launched: resource('AWS::AutoScaling::LaunchConfiguration', { IamInstanceProfile: ref('Profile') }),
      Code: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchConfigurationName: ref('Launched') }),
    }],
    ['a Beanstalk environment', {
      Code: resource('AWS::ElasticBeanstalk::Environment', {
        OptionSettings: [{ Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: ref('Profile') }],
      }),
    }],
    ['a Beanstalk environment with a saved configuration', {
      Saved: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', {
        OptionSettings: [
          { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: ref('Profile') },
          { Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'QUEUE', Value: ref('Queue') },
        ],
      }),
      Code: resource('AWS::ElasticBeanstalk::Environment', { TemplateName: ref('Saved') }),
    }],
    ['a Beanstalk environment whose saved configuration is made from another one', {
      Base: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', {
        OptionSettings: [
          { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: ref('Profile') },
          { Namespace: 'app', OptionName: 'IamInstanceProfile', Value: ref('Other') },
        ],
      }),
      Saved: resource('AWS::ElasticBeanstalk::ConfigurationTemplate', { SourceConfiguration: { TemplateName: ref('Base') } }),
      Code: resource('AWS::ElasticBeanstalk::Environment', { TemplateName: ref('Saved') }),
      Other: resource('AWS::IAM::InstanceProfile', { Roles: [ref('OtherRole')] }),
      OtherRole: resource('AWS::IAM::Role', { Policies: [statement('sqs:SendMessage', arn('Jobs'))] }),
      Jobs: queue(),
    }],
  ])('by the role of the servers of %s', (_, resources) => {
    expect(inner({
      ...resources,
      Profile: resource('AWS::IAM::InstanceProfile', { Roles: [ref('Role')] }),
      Role: resource('AWS::IAM::Role', { Policies: [statement('sqs:SendMessage', arn('Queue'))] }),
      Queue: queue(),
    })).toEqual(['Code > Queue: calls, unknown']);
  });

  test('by the environment properties of Beanstalk', () => {
    const option = (Namespace: string, OptionName: string, Value: any) => ({ Namespace, OptionName, Value });
    expect(inner({
      Env: resource('AWS::ElasticBeanstalk::Environment', {
        OptionSettings: [option('aws:elasticbeanstalk:application:environment', 'TABLE', ref('Table')), option('aws:elasticbeanstalk:sns:topics', 'Notification Topic ARN', ref('Topic'))],
      }),
      Table: resource('AWS::DynamoDB::Table'),
      Topic: resource('AWS::SNS::Topic'),
    })).toEqual(['Env > Table: calls, unknown', 'elasticbeanstalk.amazonaws.com > Topic: service event, restarts']);
  });

  test('by the connectors of SAM', () => {
    const to = (Id: string) => ({ Properties: { Destination: [{ Id }], Permissions: ['Write'] } });
    const fn = { ...resource('AWS::Serverless::Function', { Tracing: 'Active' }), Connectors: { Jobs: to('Queue') } };
    const connector = (Source: string, Destination: string) => resource('AWS::Serverless::Connector', { Source: { Id: Source }, Destination: { Id: Destination } });
    expect(inner({
      Fn: fn,
      Queue: queue(),
      Table: resource('AWS::DynamoDB::Table'),
      A: connector('Fn', 'Table'),
      B: connector('Machine', 'Fn'),
      C: connector('Queue', 'Fn'),
      Machine: resource('AWS::Serverless::StateMachine', { Tracing: { Enabled: true } }),
    })).toEqual(['Fn > Queue: calls, continues', 'Fn > Table: calls, continues', 'Machine > Fn: task, continues']);
  });

  test('by managed policies and policies of their own', () => {
    const document = (id: string) => ({ Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: arn(id) } });
    expect(inner({
      Fn: traced({ Role: arn('Role') }),
      Role: resource('AWS::IAM::Role', { ManagedPolicyArns: [ref('Managed')] }),
      Managed: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: document('A') }),
      Own: resource('AWS::IAM::Policy', { Roles: [ref('Role')], PolicyDocument: document('B') }),
      A: resource('AWS::DynamoDB::Table'),
      B: resource('AWS::DynamoDB::Table'),
    })).toEqual(['Fn > A: calls, continues', 'Fn > B: calls, continues']);
  });

  describe('by the role that is called by its name', () => {
    const Role = resource('AWS::IAM::Role', { RoleName: 'orders' });
    const allowed = { Policies: [statement('sqs:SendMessage', arn('Queue'))] };
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') }] };
    const byArn = (kind: string) => ({ 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:${kind}/orders` });
    const Able = resource('AWS::IAM::Role', { RoleName: 'orders', ...allowed });
    const Profile = resource('AWS::IAM::InstanceProfile', { InstanceProfileName: 'servers', Roles: ['orders'] });

    test.each<[string, any]>([
      ['in its code', { Code: traced({ Role: byArn('role') }), Role: Able }],
      ['in a branch of a condition', { Code: traced({ Role: { 'Fn::If': ['Own', byArn('role'), 'arn:aws:iam::123456789012:role/elsewhere'] } }), Role: Able }],
      ['in a policy', { Code: traced({ Role: arn('Role') }), Role, Policy: resource('AWS::IAM::Policy', { Roles: ['orders'], PolicyDocument }) }],
      ['in a policy for one role', { Code: traced({ Role: arn('Role') }), Role, Policy: resource('AWS::IAM::RolePolicy', { RoleName: 'orders', PolicyDocument }) }],
      ['in the policy of what it calls', {
        Code: traced({ Role: arn('Role') }),
        Role,
        Policy: resource('AWS::SQS::QueuePolicy', { Queues: [ref('Queue')], PolicyDocument: { Statement: [{ ...PolicyDocument.Statement[0], Principal: { AWS: byArn('role') } }] } }),
      }],
      ['as its managed policy is', {
        Code: traced({ Role: arn('Role') }),
        Role: resource('AWS::IAM::Role', { ManagedPolicyArns: [byArn('policy')] }),
        Policy: resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'orders', PolicyDocument }),
      }],
      ['in an instance profile, which a server calls by its name', { Code: resource('AWS::EC2::Instance', { IamInstanceProfile: 'servers' }), Profile, Role: Able }],
      ['in an instance profile, which a launch template calls by its name', {
        Code: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: ref('Launched') } }),
        Launched: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: 'ami-1', IamInstanceProfile: { Name: 'servers' } } }),
        Profile,
        Role: Able,
      }],
    ])('%s', (_, resources) => {
      expect(inner({ ...resources, Queue: queue() })).toEqual([expect.stringMatching(/^Code > Queue: calls, /)]);
    });

    test('but not where several have the name', () => {
      const calls = templateOf({ Code: traced({ Role: byArn('role') }) }, { name: 'Calls' });
      const stacks = ['A', 'B'].map((name) => templateOf({ Role: Able, Queue: queue() }, { name }));
      expect(edgesOf(mapOfSources([calls, ...stacks]))).toEqual([]);
    });

    test('and that is not the role which starts a task', () => {
      const Code = resource('AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{ Secrets: [{ Name: 'KEY', ValueFrom: ref('Secret') }] }], ExecutionRoleArn: 'arn:aws:iam::123456789012:role/starts', TaskRoleArn: byArn('role'),
      });
      const Reader = resource('AWS::IAM::Role', { RoleName: 'orders', Policies: [statement('secretsmanager:GetSecretValue', ref('Secret'))] });
      expect(inner({ Code, Reader, Secret: resource('AWS::SecretsManager::Secret') })).toEqual(['Code > Secret: calls, unknown']);
    });
  });

  test.each<[string, any, string[]]>([
    ['an untraced function passes the trace on', untraced({ Environment: { Variables: { Q: ref('Queue') } } }), ['Code > Queue: calls, continues']],
    ['containers without a collector', resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name: 'Q', Value: ref('Queue') }] }] }), ['Code > Queue: calls, unknown']],
    ['containers with a collector', resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ Environment: [{ Name: 'Q', Value: ref('Queue') }] }, { Image: 'public.ecr.aws/xray/aws-xray-daemon:3.x' }],
    }), ['Code > Queue: calls, continues']],
    ['containers with a collector of metrics', resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        { Environment: [{ Name: 'Q', Value: ref('Queue') }] },
        { Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest', Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '{"metrics":{}}' }] },
      ],
    }), ['Code > Queue: calls, unknown']],
    ['an Express Mode service', resource('AWS::ECS::ExpressGatewayService', { PrimaryContainer: { Environment: [{ Name: 'Q', Value: ref('Queue') }] } }), ['Code > Queue: calls, unknown']],
    ['a canary', resource('AWS::Synthetics::Canary', { RunConfig: { ActiveTracing: true, EnvironmentVariables: { Q: ref('Queue') } } }), ['Code > Queue: calls, continues']],
    ['a function of which it cannot be told', untraced({ TracingConfig: ref('Parameter'), Environment: { Variables: { Q: ref('Queue') } } }), ['Code > Queue: calls, unknown']],
  ])('%s', (_, Code, expected) => {
    expect(inner({ Code, Queue: queue() })).toEqual(expected);
  });
});

describe('permissions', () => {
  const permission = (properties: any) => resource('AWS::Lambda::Permission', { FunctionName: ref('Fn'), ...properties });

  describe('for an API of another template', () => {
    const route = (path: string) => permission({
      Principal: 'apigateway.amazonaws.com', SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${ApiId}/*/${path}` },
    });
    const ofApi = (more: Record<string, any>) => mapOf({ Fn: traced(), Read: route('GET/users'), Write: route('POST/users/${AWS::StackName}'), ...more });

    test('show one API, whatever routes they are for', () => {
      expect(ofApi({}).nodes).toMatchObject([{ name: 'Fn' }, { name: '${ApiId}', type: 'AWS::ApiGateway::RestApi', isExternal: true }]);
    });

    test.each(['AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route'])('show an HTTP API where the template gives it an %s', (Type) => {
      const { nodes, edges } = ofApi({ Part: resource(Type, { ApiId: ref('ApiId') }) });
      expect(nodes).toMatchObject([{ name: 'Fn' }, { name: '${ApiId}', type: 'AWS::ApiGatewayV2::Api', isExternal: true }]);
      expect(edges).toMatchObject([{ crossing: 'unknown', reason: expect.stringMatching(/^HTTP APIs and WebSocket APIs have no tracing/) }]);
    });
  });

  test('without a bucket do not tell whether Amazon S3 notifies', () => {
    expect(inner({ Fn: traced(), P: permission({ Principal: 's3.amazonaws.com' }) })).toEqual(['s3.amazonaws.com > Fn: invokes, unknown']);
  });

  test('show who invokes a function where nothing else does', () => {
    expect(inner({ Fn: traced(), P: permission({ Principal: 'ses.amazonaws.com' }), Q: permission({ Principal: 's3.amazonaws.com', SourceArn: arn('Bucket') }), Bucket: resource('AWS::S3::Bucket') }))
      .toEqual(['Bucket > Fn: notification, continues', 'ses.amazonaws.com > Fn: invokes, unknown']);
  });

  test.each([
    ['alexa-appkit.amazon.com', 'alexa-appkit.amazon.com'], ['lambda.alarms.cloudwatch.amazonaws.com', 'cloudwatch.amazonaws.com'],
    ['logs.us-gov-west-1.amazonaws.com', 'logs.amazonaws.com'],
  ])('name the service of %s', (Principal, service) => {
    expect(inner({ Fn: traced(), P: permission({ Principal }) })).toEqual([`${service} > Fn: invokes, unknown`]);
  });

  test('say nothing new where an edge is known', () => {
    expect(inner({
      Fn: traced(),
      Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Fn') }] }),
      P: permission({ Principal: 'sns.amazonaws.com', SourceArn: ref('Topic') }),
      Q: permission({ Principal: '123456789012' }),
    })).toEqual(['Topic > Fn: subscription, continues']);
  });
});

test('SAM events and policies', () => {
  const event = (Type: string, Properties: any = {}) => ({ Type, Properties });
  expect(inner({
    Fn: resource('AWS::Serverless::Function', {
      Tracing: 'Active',
      Events: {
        Web: event('Api', { Path: '/' }),
        Named: event('HttpApi', { ApiId: ref('Http') }),
        Work: event('SQS', { Queue: arn('Queue') }),
        News: event('SNS', { Topic: ref('Topic') }),
        Bus: event('EventBridgeRule', { Pattern: { source: ['shop'] } }),
        Clock: event('Schedule'),
        Later: event('ScheduleV2'),
        Skill: event('AlexaSkill'),
        Other: event('Unheard'),
      },
      Policies: [{ DynamoDBCrudPolicy: { TableName: ref('Table') } }, { SQSPollerPolicy: { QueueName: arn('Queue', 'QueueName') } }, 'AWSLambdaExecute'],
      DeadLetterQueue: { TargetArn: arn('Dead') },
      EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: arn('Dead') } } },
    }),
    Http: resource('AWS::Serverless::HttpApi'),
    Queue: queue(),
    Dead: queue(),
    Topic: resource('AWS::SNS::Topic'),
    Table: resource('AWS::Serverless::SimpleTable'),
  })).toEqual([
    'Fn > Dead: dead letters, unknown', 'Fn > Dead: destination, unknown', 'Fn > Table: calls, continues', 'FnBus > Fn: target, continues', 'FnClock > Fn: schedule, restarts',
    'FnLater > Fn: schedule, restarts', 'Http > Fn: integration, unknown', 'Queue > Fn: event source, linked', 'ServerlessRestApi > Fn: integration, restarts',
    'Topic > Fn: subscription, continues', 'alexa-appkit.amazon.com > Fn: invokes, unknown', 'event-bus/default > FnBus: rule, continues',
  ]);
});

test.each<[string, any, Record<string, any>, string[]]>([
  ['services as such', [
    { AthenaQueryPolicy: { WorkGroupName: 'primary' } }, { ComprehendBasicAccessPolicy: {} }, { PollyFullAccessPolicy: { LexiconName: 'x' } }, { RekognitionDetectOnlyPolicy: {} },
    { SESSendBouncePolicy: { IdentityName: 'example.com' } }, { TextractPolicy: {} },
  ], {}, ['athena', 'comprehend', 'polly', 'rekognition', 'ses', 'textract'].map((service) => `Fn > ${service}.amazonaws.com: calls, continues`)],
  ['nothing', [
    { DynamoDBReconfigurePolicy: { TableName: ref('Table') } }, { DynamoDBBackupFullAccessPolicy: { TableName: ref('Table') } },
    { DynamoDBRestoreFromBackupPolicy: { TableName: ref('Table') } }, { AWSSecretsManagerRotationPolicy: { FunctionName: ref('Other') } },
    { SageMakerCreateEndpointPolicy: { EndpointName: ref('Endpoint') } }, { UnheardPolicy: { TableName: ref('Table') } },
  ], { Table: resource('AWS::DynamoDB::Table'), Other: traced(), Endpoint: resource('AWS::SageMaker::Endpoint') }, []],
  ['a stream', [{ KinesisCrudPolicy: { StreamName: 'orders' } }], { It: resource('AWS::Kinesis::Stream', { Name: 'orders' }) }, ['Fn > It: calls, continues']],
  ['a stream that it reads from', [{ KinesisStreamReadPolicy: { StreamName: 'orders' } }], { It: resource('AWS::Kinesis::Stream', { Name: 'orders' }) }, ['It > Fn: polls, breaks']],
  ['the stream of a table', [{ DynamoDBStreamReadPolicy: { TableName: 'orders', StreamName: 'it' } }], { It: resource('AWS::DynamoDB::Table', { TableName: 'orders' }) }, ['It > Fn: polls, breaks']],
  ['a delivery stream', [{ FirehoseWritePolicy: { DeliveryStreamName: 'orders' } }], { It: resource('AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamName: 'orders' }) }, ['Fn > It: calls, continues']],
  ['an SSM parameter', [{ SSMParameterReadPolicy: { ParameterName: 'app/orders' } }], { It: resource('AWS::SSM::Parameter', { Name: '/app/orders' }) }, ['Fn > It: calls, continues']],
  ['an SSM parameter with a slash', [{ SSMParameterWithSlashPrefixReadPolicy: { ParameterName: '/app/orders' } }], { It: resource('AWS::SSM::Parameter', { Name: '/app/orders' }) },
    ['Fn > It: calls, continues']],
  ['a domain', [{ ElasticsearchHttpPostPolicy: { DomainName: 'orders' } }], { It: resource('AWS::OpenSearchService::Domain', { DomainName: 'orders' }) }, ['Fn > It: calls, continues']],
  ['a task definition', [{ EcsRunTaskPolicy: { TaskDefinition: 'orders' } }], { It: resource('AWS::ECS::TaskDefinition', { Family: 'orders' }) }, ['Fn > It: calls, continues']],
  ['a secret elsewhere', [{ AWSSecretsManagerGetSecretValuePolicy: { SecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-??????' } }], {},
    ['Fn > arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders: calls, continues']],
  ['a topic whose name the template composes', [{ SNSPublishMessagePolicy: { TopicName: { 'Fn::Sub': '${AWS::StackName}-orders' } } }],
    { It: resource('AWS::SNS::Topic', { TopicName: { 'Fn::Sub': '${AWS::StackName}-orders' } }) }, ['Fn > It: calls, continues']],
])('what policy templates of SAM are for: %s', (_, Policies, things, expected) => {
  expect(inner({ Fn: resource('AWS::Serverless::Function', { Tracing: 'Active', Policies }), ...things })).toEqual(expected);
});

test.each<[string, any, string]>([
  ['the default bus', { EventBridgePutEventsPolicy: { EventBusName: 'default' } }, 'event-bus/default'],
  ['a queue of the template', { SQSSendMessagePolicy: { QueueName: 'jobs' } }, 'Queue'],
  ['a table elsewhere', { DynamoDBCrudPolicy: { TableName: 'orders' } }, 'dynamodb/orders'],
])('what a policy template of SAM names: %s', (_, policy, expected) => {
  const Fn = resource('AWS::Serverless::Function', { Tracing: 'Active', Policies: [policy, { S3ReadPolicy: { BucketName: '*' } }, { AWSSecretsManagerGetSecretValuePolicy: 7 }] });
  expect(inner({ Fn, Queue: queue({ QueueName: 'jobs' }) })).toEqual([`Fn > ${expected}: calls, continues`]);
});

test.each<[string, string, any, Record<string, any>, string[]]>([
  ['nobody has made another', 'events:PutEvents', '*', {}, ['Fn > event-bus/default: calls, continues']],
  ['the stack has a bus of its own', 'events:PutEvents', '*', { Bus: resource('AWS::Events::EventBus', { Name: 'orders' }) }, []],
  ['a pattern happens to allow it', 'events:*', '*', {}, []],
  ['another bus is named', 'events:PutEvents', 'arn:aws:events:eu-west-1:123456789012:event-bus/orders', {}, ['Fn > arn:aws:events:eu-west-1:123456789012:event-bus/orders: calls, continues']],
])('code that may put events on any bus means the default bus, unless something else is known: %s', (_, Action, Resource, more, expected) => {
  const Role = resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } }] });
  expect(inner({ Fn: traced({ Role: arn('Role') }), Role, ...more })).toEqual(expected);
});

test.each<[string, any, string, string[]]>([
  ['traced by the template\'s Globals', { Api: { TracingEnabled: true } }, 'Api', ['ServerlessRestApi > Fn: integration, continues', 'clients > ServerlessRestApi: requests, restarts']],
  ['not traced', {}, 'Api', ['ServerlessRestApi > Fn: integration, restarts', 'clients > ServerlessRestApi: requests, restarts']],
  ['of which it cannot be told', { Api: 7 }, 'Api', ['ServerlessRestApi > Fn: integration, restarts', 'clients > ServerlessRestApi: requests, restarts']],
  ['that X-Ray does not trace', {}, 'HttpApi', ['ServerlessHttpApi > Fn: integration, unknown', 'clients > ServerlessHttpApi: requests, unknown']],
])('the API that SAM makes by itself, %s', (_, Globals, Type, expected) => {
  const Fn = resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { Web: { Type, Properties: { Path: '/' } } } });
  expect(edgesOf(mapOf({ Fn }, { Globals }))).toEqual(expected);
});

test('the API that SAM makes by itself may be referred to, as if it were in the template', () => {
  const Fn = resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { Web: { Type: 'Api', Properties: { Path: '/', RestApiId: ref('ServerlessRestApi') } } } });
  expect(inner({ Fn })).toEqual(['ServerlessRestApi > Fn: integration, restarts']);
});

describe('the API that SAM makes by itself is called', () => {
  const api = (id: string) => ({ 'Fn::Sub': `https://\${${id}}.execute-api.\${AWS::Region}.amazonaws.com/Prod` });
  const Fn = resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { A: { Type: 'Api', Properties: { Path: '/' } }, B: { Type: 'HttpApi' } } });
  const tells = (API: any) => traced({ Environment: { Variables: { API } } });
  const invoke = { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${ServerlessRestApi}/*' };

  test.each<[string, any, string]>([
    ['by code that is told its address', { It: tells(api('ServerlessRestApi')) }, 'It > ServerlessRestApi: calls, continues'],
    ['by code that is told its id', { It: tells(ref('ServerlessRestApi')) }, 'It > ServerlessRestApi: calls, continues'],
    ['as an HTTP API', { It: tells(api('ServerlessHttpApi')) }, 'It > ServerlessHttpApi: calls, continues'],
    ['by a role', {
      It: traced({ Role: arn('Role') }),
      Role: resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: invoke } } }] }),
    }, 'It > ServerlessRestApi: calls, continues'],
    ['by a distribution', {
      It: resource('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName: { 'Fn::Sub': '${ServerlessRestApi}.execute-api.${AWS::Region}.amazonaws.com' } }] } }),
    }, 'It > ServerlessRestApi: origin, unknown'],
    ['by another API', {
      Api: resource('AWS::ApiGatewayV2::Api'),
      It: resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationUri: api('ServerlessRestApi') }),
    }, 'Api > ServerlessRestApi: integration, unknown'],
    ['by a state machine', {
      It: machine({ 'Fn::Sub': '{"States":{"Do":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Arguments":{"ApiEndpoint":"{% \'https://${ServerlessRestApi}.a/\' & $x %}"}}}}' }),
    }, 'It > ServerlessRestApi: task, continues'],
  ])('%s', (_, more, expected) => {
    const edges = inner({ Fn, ...more });
    expect(edges).toContain(expected);
    expect(edges.filter((edge) => /^(It|Api) /.test(edge))).toEqual([expected]);
  });

  test('but not where its logical id is that of a parameter, which may be anything', () => {
    expect(inner({ It: tells(api('ServerlessRestApi')) }, { Parameters: { ServerlessRestApi: { Type: 'String' } } })).toEqual([]);
  });

  test('but not where the template itself has a resource of its logical id', () => {
    expect(inner({ It: tells(ref('ServerlessRestApi')), ServerlessRestApi: resource('AWS::ApiGateway::RestApi') })).toEqual(['It > ServerlessRestApi: calls, continues']);
  });
});

test.each<[string, string, string]>([
  ['Api', 'ServerlessRestApi', 'restarts'],
  ['HttpApi', 'ServerlessHttpApi', 'unknown'],
])('the API that SAM makes for events of the type %s has the authorizers of the Globals', (Type, api, crossing) => {
  const Fn = resource('AWS::Serverless::Function', { Tracing: 'Active', Events: { Get: { Type, Properties: { Path: '/', Method: 'get' } } } });
  const Auth = { DefaultAuthorizer: 'Check', Authorizers: { Check: { FunctionArn: arn('Check') }, Pool: { UserPoolArn: arn('Pool') } } };
  const authorized = (Globals: any) => inner({ Fn, Check: traced() }, { Globals }).filter((edge) => edge.includes('invokes'));
  expect(authorized({ [Type]: { Auth } })).toEqual([`${api} > Check: invokes, ${crossing}`]);
  expect(authorized({ [Type]: { Auth: { Authorizers: [null] } }, Function: { Auth } })).toEqual([]);
  expect(authorized([Auth])).toEqual([]);
});

test.each([
  ['objects of a bucket', 's3:PutObject', ['arn:aws:s3:::files/in/${AWS::StackName}/*', 'arn:aws:s3:::files/out', 'arn:aws:s3:::files'], 'arn:aws:s3:::files'],
  ['versions of a function', 'lambda:InvokeFunction', ['arn:aws:lambda:${AWS::Region}:1:function:do:live', 'arn:aws:lambda:${AWS::Region}:1:function:do:*'],
    'arn:aws:lambda:${AWS::Region}:1:function:do'],
  ['indexes of a table', 'dynamodb:Query', ['arn:aws:dynamodb:eu-west-1:1:table/${Table}/index/*', 'arn:aws:dynamodb:eu-west-1:1:table/${Table}'],
    'arn:aws:dynamodb:eu-west-1:1:table/${Table}'],
  ['routes of an API', 'execute-api:Invoke', ['arn:aws:execute-api:eu-west-1:1:${Api}/prod/GET/a', 'arn:aws:execute-api:eu-west-1:1:${Api}/prod/GET/b'],
    'arn:aws:execute-api:eu-west-1:1:${Api}'],
])('%s elsewhere are one thing', (_, Action, arns, id) => {
  const Role = resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource: arns.map((text) => ({ 'Fn::Sub': text })) } } }] });
  expect(inner({ Fn: traced({ Role: arn('Role') }), Role })).toEqual([expect.stringContaining(`Fn > ${id}: `)]);
});

test('SSM parameters lead to what stands in them', () => {
  const template = { Parameters: { TableName: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/table' } } };
  expect(inner({
    Table: resource('AWS::DynamoDB::Table'),
    Parameter: resource('AWS::SSM::Parameter', { Name: '/shop/table', Value: ref('Table') }),
    A: traced({ Environment: { Variables: { TABLE: ref('TableName') } } }),
    B: traced({ Environment: { Variables: { TABLE: '{{resolve:ssm:/shop/table}}' } } }),
  }, template)).toEqual(['A > Table: calls, continues', 'B > Table: calls, continues']);
});

describe('what a condition decides', () => {
  const either = (one: any, other: any = ref('AWS::NoValue')) => ({ 'Fn::If': ['IsProd', one, other] });
  const Fn = traced();

  test.each<[string, any, string[]]>([
    ['a target of a rule', { Rule: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets: [either({ Arn: arn('Fn') })] }) }, ['Rule > Fn: schedule, restarts']],
    ['the targets of a rule', { Rule: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets: either([{ Arn: arn('Fn') }], [{ Arn: arn('Queue') }]) }) },
      ['Rule > Fn: schedule, restarts', 'Rule > Queue: schedule, restarts']],
    ['the subscribers of a topic', { Topic: resource('AWS::SNS::Topic', { Subscription: either([{ Protocol: 'lambda', Endpoint: arn('Fn') }]) }) }, ['Topic > Fn: subscription, continues']],
    ['a policy of a role', {
      Fn: traced({ Role: arn('Role') }),
      Role: resource('AWS::IAM::Role', { Policies: [either({ PolicyDocument: { Statement: [either({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') })] } })] }),
    }, ['Fn > Queue: calls, continues']],
    ['an environment variable of a container', {
      Task: resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: either([{ Environment: [either({ Name: 'Q', Value: ref('Queue') })] }]) }),
    }, ['Task > Queue: calls, unknown']],
  ])('is on the map: %s', (_, more, expected) => {
    expect(inner({ Fn, Queue: queue(), ...more })).toEqual(expected);
  });

  const byName = (name: string) => ({ 'Fn::Sub': `arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}` });
  const toTarget = (Arn: any) => ({ Rule: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'a', Arn }] }) });

  test('each of two ARNs of other apps', () => {
    expect(inner(toTarget(either(byName('one'), byName('two'))))).toEqual(['one', 'two'].map((name) => `Rule > ${byName(name)['Fn::Sub']}: schedule, restarts`));
  });

  test.each<[string, any]>([
    ['one of its names', byName('orders')],
    ['the other', byName('orders-${Env}')],
    ['both', either(byName('orders-${Env}'), byName('orders'))],
  ])('a function whose name a condition decides, by %s', (_, by) => {
    const Named = traced({ FunctionName: either({ 'Fn::Join': ['', ['orders-', ref('Env')]] }, 'orders') });
    expect(inner({ Named, ...toTarget(by) })).toEqual(['Rule > Named: schedule, restarts']);
  });

  test('is shown where it stands', () => {
    const { edges } = mapOf({ Fn, Topic: resource('AWS::SNS::Topic', { Subscription: [{}, either({ Protocol: 'lambda', Endpoint: arn('Fn') })] }) });
    expect(edges[0].evidence[0].path).toBe('Properties.Subscription.1.Fn::If.1.Endpoint');
  });
});
