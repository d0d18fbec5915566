import Ajv from 'ajv';
import { parse } from 'yaml';

const TEXT = { type: 'string' };
const COUNT = { type: 'integer' };
const FLAG = { type: 'boolean' };

function strict(properties: Record<string, any>, required: string[] = []): any {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** All that the X-Ray daemon 3.6 reads from its `cfg.yaml`. With `-c` it does not start with any other key or type. */
const DAEMON = strict({
  TotalBufferSizeMB: { type: 'integer', minimum: 3 },
  Concurrency: COUNT,
  Region: TEXT,
  Endpoint: TEXT,
  Socket: strict({ UDPAddress: TEXT, TCPAddress: TEXT }),
  Logging: strict({ LogRotation: FLAG, LogLevel: { enum: ['dev', 'debug', 'info', 'warn', 'error', 'prod'] }, LogPath: TEXT }),
  LocalMode: FLAG,
  ResourceARN: TEXT,
  RoleARN: TEXT,
  NoVerifySSL: FLAG,
  ProxyAddress: TEXT,
  Version: { enum: [1, 2] },
}, ['Version']);

/** The `traces` section of the CloudWatch agent's published schema, with those keys of `agent` that are used here. */
const AGENT = strict({
  agent: strict({ region: { type: 'string', minLength: 1, maxLength: 64 }, run_as_user: TEXT, debug: FLAG }),
  traces: strict({
    traces_collected: {
      ...strict({
        xray: strict({ bind_address: TEXT, tcp_proxy: strict({ bind_address: TEXT }) }),
        otlp: strict({ grpc_endpoint: TEXT, http_endpoint: TEXT }),
        application_signals: strict({}),
      }),
      minProperties: 1,
    },
    concurrency: COUNT,
    buffer_size_mb: { type: 'integer', minimum: 3 },
    resource_arn: TEXT,
    local_mode: FLAG,
    insecure: FLAG,
    credentials: strict({ role_arn: TEXT }),
    proxy_override: TEXT,
    endpoint_override: TEXT,
    region_override: TEXT,
    transit_spans_in_otlp_format: FLAG,
  }, ['traces_collected']),
}, ['traces']);

const SENDER = { region: TEXT, role_arn: TEXT, proxy_address: TEXT };
const ENDPOINT = strict({ endpoint: TEXT }, ['endpoint']);

/** What is used here of the configuration of the ADOT collector, with the keys of its X-Ray receiver and exporter. */
const COLLECTOR = strict({
  extensions: strict({ health_check: strict({}) }),
  receivers: strict({
    awsxray: strict({
      endpoint: TEXT,
      transport: { const: 'udp' },
      proxy_server: strict({ endpoint: TEXT, aws_endpoint: TEXT, local_mode: FLAG, insecure: FLAG, server_name_override: TEXT, ...SENDER }),
    }),
    otlp: strict({ protocols: strict({ grpc: ENDPOINT, http: ENDPOINT }) }),
  }, ['awsxray']),
  processors: strict({ batch: strict({ timeout: TEXT, send_batch_size: COUNT }) }),
  exporters: strict({ awsxray: strict({ endpoint: TEXT, ...SENDER }) }),
  service: strict({
    extensions: { type: 'array', items: { const: 'health_check' } },
    pipelines: strict({
      traces: strict({
        receivers: { type: 'array', items: { enum: ['awsxray', 'otlp'] } },
        processors: { type: 'array', items: { const: 'batch' } },
        exporters: { type: 'array', items: { const: 'awsxray' } },
      }),
    }),
    telemetry: strict({ logs: strict({ level: { enum: ['debug', 'info', 'warn', 'error'] } }) }),
  }),
}, ['receivers', 'exporters', 'service']);

const SCHEMAS = { 'xray-daemon': DAEMON, 'cloudwatch-agent': AGENT, 'aws-otel-collector': COLLECTOR };

/** A collector's configuration as it reads it, and what its schema says against it. */
export function checked(collector: keyof typeof SCHEMAS, text: string): { document: any; errors: string[] } {
  const document = parse(text);
  const validate = new Ajv({ allErrors: true, strict: false }).compile(SCHEMAS[collector]);
  validate(document);
  return { document, errors: (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`) };
}
