/** What code may bring to trace itself. */
export enum TracingSdk {
  /** An AWS X-Ray SDK. */
  XRAY_SDK = 'AWS X-Ray SDK',
  /** The tracer of Powertools for AWS Lambda. */
  POWERTOOLS = 'Powertools for AWS Lambda',
  /** OpenTelemetry, with the AWS distribution or without it. */
  OPEN_TELEMETRY = 'OpenTelemetry',
}

/** By what one can tell that code traces itself. */
export interface Sign {
  readonly sdk: TracingSdk;
  /** A pattern of what the sign is found in: a path within the asset, or the content of a file. */
  readonly pattern: RegExp;
}

/** Signs in the content of files of certain names. */
export interface ContentSigns {
  /** A pattern of the paths of the files. */
  readonly files: RegExp;
  readonly signs: readonly Sign[];
}

const { XRAY_SDK, POWERTOOLS, OPEN_TELEMETRY } = TracingSdk;

/** Installed packages, by the paths of their files. */
export const PATH_SIGNS: readonly Sign[] = [
  // Node.js
  { sdk: XRAY_SDK, pattern: /(^|\/)node_modules\/aws-xray-sdk(-core|-express|-fastify2?|-mysql|-postgres|-restify)?\// },
  { sdk: POWERTOOLS, pattern: /(^|\/)node_modules\/@aws-lambda-powertools\/tracer\// },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)node_modules\/@opentelemetry\/(api|sdk-node|auto-instrumentations-node|propagator-aws-xray)\// },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)node_modules\/@aws\/(aws-distro-opentelemetry-node-autoinstrumentation|durable-execution-sdk-js-otel)\// },
  // Python. Powertools brings its tracer without the X-Ray SDK that it works with, so that its own files say nothing.
  { sdk: XRAY_SDK, pattern: /(^|\/)aws_xray_sdk\/__init__\.py$/ },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)(opentelemetry\/(sdk|trace)|amazon\/opentelemetry\/distro)\/[^/]+\.py$/ },
  // Java: libraries of a folder or of an archive, or what a shaded archive has unpacked
  { sdk: XRAY_SDK, pattern: /(^|\/)aws-xray-(recorder-sdk-[\w.-]+|agent[\w.-]*)\.jar$|(^|\/)com\/amazonaws\/xray\/AWSXRay\.class$/ },
  { sdk: POWERTOOLS, pattern: /(^|\/)powertools-tracing[\w.-]*\.jar$|(^|\/)software\/amazon\/lambda\/powertools\/tracing\// },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)(aws-)?opentelemetry-[\w.-]+\.jar$|(^|\/)(io|software\/amazon)\/opentelemetry\/.+\.class$/ },
  // .NET
  { sdk: XRAY_SDK, pattern: /(^|\/)AWSXRayRecorder(\.[\w.]+)?\.dll$/ },
  { sdk: POWERTOOLS, pattern: /(^|\/)AWS\.Lambda\.Powertools\.Tracing\.dll$/ },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)(AWS\.Distro\.)?OpenTelemetry(\.[\w.]+)?\.dll$/ },
  // Ruby
  { sdk: XRAY_SDK, pattern: /(^|\/)gems\/aws-xray-sdk-\d/ },
  { sdk: OPEN_TELEMETRY, pattern: /(^|\/)gems\/opentelemetry-[\w-]+-\d/ },
];

/** What the code says that it needs or calls, by the content of its files. */
export const CONTENT_SIGNS: readonly ContentSigns[] = [
  {
    files: /(^|\/)(package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml)$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /(^|["'\s/])aws-xray-sdk(-core|-express|-fastify2?|-mysql|-postgres|-restify)?["'@:]/m },
      { sdk: POWERTOOLS, pattern: /@aws-lambda-powertools\/tracer\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /@opentelemetry\/(api|sdk-node|auto-instrumentations-node|propagator-aws-xray)\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /@aws\/(aws-distro-opentelemetry-node-autoinstrumentation|durable-execution-sdk-js-otel)\b/ },
    ],
  },
  {
    // A bundle has lost the names of its packages. What its code reads from the environment stays. The trace header's names would prove
    // nothing: the AWS SDK has them too.
    files: /\.[cm]?js$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /AWS_XRAY_(CONTEXT_MISSING|DAEMON_ADDRESS|TRACING_NAME|DEBUG_MODE|LOG_LEVEL)/ },
      { sdk: XRAY_SDK, pattern: /["'`]aws-xray-sdk(-core|-express|-fastify2?|-mysql|-postgres|-restify)?["'`]/ },
      { sdk: POWERTOOLS, pattern: /POWERTOOLS_TRACE(_ENABLED|R_CAPTURE_)|["'`]@aws-lambda-powertools\/tracer["'`]/ },
      { sdk: OPEN_TELEMETRY, pattern: /OTEL_(TRACES_EXPORTER|TRACES_SAMPLER|EXPORTER_OTLP_ENDPOINT)|["'`]@opentelemetry\/(api|sdk-[\w-]+)["'`]/ },
    ],
  },
  {
    files: /(^|\/)(requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|Pipfile\.lock|poetry\.lock|uv\.lock|setup\.(py|cfg))$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /\baws[-_]xray[-_]sdk\b/i },
      { sdk: POWERTOOLS, pattern: /\baws[-_]lambda[-_]powertools\s*\[[^\]]*\b(tracer|all)\b/i },
      { sdk: POWERTOOLS, pattern: /\baws-lambda-powertools\b[^\n]*extras\s*=\s*\[[^\]]*\b(tracer|all)\b/i },
      { sdk: OPEN_TELEMETRY, pattern: /\b(aws-opentelemetry-distro|opentelemetry-(api|sdk|distro|instrumentation)[\w-]*)\b/i },
    ],
  },
  {
    files: /\.py$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /^\s*(from|import)\s+aws_xray_sdk\b/m },
      { sdk: POWERTOOLS, pattern: /^\s*from\s+aws_lambda_powertools(\.tracing)?\s+import\s+(\([^)]*|[^\n(]*)\bTracer\b/m },
      { sdk: OPEN_TELEMETRY, pattern: /^\s*(from|import)\s+opentelemetry\b/m },
    ],
  },
  {
    files: /(^|\/)(pom\.xml|build\.gradle(\.kts)?|libs\.versions\.toml)$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /\baws-xray-(recorder-sdk|agent)/ },
      { sdk: POWERTOOLS, pattern: /\bpowertools-tracing\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /\b(io|software\.amazon)\.opentelemetry\b/ },
    ],
  },
  {
    // A Go program lists the modules that it is built of.
    files: /(^|\/)(go\.mod|bootstrap|[\w-]+)$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /github\.com\/aws\/aws-xray-sdk-go(\/v2)?\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /go\.opentelemetry\.io\/(otel|contrib\/instrumentation)\b/ },
    ],
  },
  {
    files: /\.(csproj|fsproj|deps\.json)$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /\bAWSXRayRecorder(\.\w+)*\b/ },
      { sdk: POWERTOOLS, pattern: /\bAWS\.Lambda\.Powertools\.Tracing\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /["'](AWS\.Distro\.)?OpenTelemetry[."'/]/ },
    ],
  },
  {
    files: /(^|\/)(Gemfile|Gemfile\.lock|[\w-]+\.gemspec)$/,
    signs: [
      { sdk: XRAY_SDK, pattern: /\baws-xray-sdk\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /\bopentelemetry-\w+/ },
    ],
  },
  {
    files: /(^|\/)[\w.-]*Dockerfile[\w.-]*$/i,
    signs: [
      { sdk: XRAY_SDK, pattern: /\baws-xray-(sdk|agent|recorder-sdk)/ },
      { sdk: OPEN_TELEMETRY, pattern: /\b(opentelemetry-instrument|opentelemetry-bootstrap|aws-opentelemetry-(agent|distro)|opentelemetry-javaagent)\b/ },
      { sdk: OPEN_TELEMETRY, pattern: /@opentelemetry\/auto-instrumentations-node|otel-dotnet-auto/ },
    ],
  },
];

/** Layers that trace, by their ARNs. */
export const LAYER_SIGNS: readonly Sign[] = [
  { sdk: OPEN_TELEMETRY, pattern: /:layer:(AWSOpenTelemetryDistro\w+|aws-otel-[\w-]+|opentelemetry-[\w-]+)/ },
  { sdk: POWERTOOLS, pattern: /:layer:AWSLambdaPowertools\w+/ },
];

/** Environment variables by which code is instrumented, as `NAME=value`. */
export const ENVIRONMENT_SIGNS: readonly Sign[] = [
  { sdk: OPEN_TELEMETRY, pattern: /^AWS_LAMBDA_EXEC_WRAPPER=\/opt\/otel-/ },
  { sdk: OPEN_TELEMETRY, pattern: /^JAVA_TOOL_OPTIONS=.*-javaagent:\S*opentelemetry/ },
  { sdk: XRAY_SDK, pattern: /^JAVA_TOOL_OPTIONS=.*-javaagent:\S*xray/ },
  { sdk: OPEN_TELEMETRY, pattern: /^NODE_OPTIONS=.*@opentelemetry\/auto-instrumentations-node/ },
  { sdk: OPEN_TELEMETRY, pattern: /^CORECLR_PROFILER_PATH(_\d+)?=.*OpenTelemetry/ },
  { sdk: POWERTOOLS, pattern: /^POWERTOOLS_TRACE_ENABLED=true$/i },
];
