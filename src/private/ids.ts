/** The namespace of every warning and finding of this library. */
export const NAMESPACE = 'XRay';

/** The key in a resource's template metadata under which this library keeps what a template alone must tell. */
export const METADATA_KEY = 'cdk-xray';

/** The files that a check writes into a cloud assembly: this with the extension of each format. */
export const REPORT_NAME = 'xray-coverage';

/** The trace map that a check writes into a cloud assembly, without the extension. */
export const MAP_NAME = 'xray-map';

/**
 * The ids of the warnings and findings that no single row of the table owns. Ids are API: they never change once released.
 *
 * Those that are no rule of the check are told in docs/RULES.md by their comments here, of one line each.
 */
export const WarningId = {
  ALIAS_OF_PUBLISHED_VERSION: 'AliasOfPublishedVersion',
  /** There is no room on a `TraceDashboard` for all traced resources, or none for more outputs in a stack that it refers to: make one for each stack, by `of` or in the stack itself. */
  DASHBOARD_TOO_LARGE: 'DashboardTooLarge',
  DEPLOYMENT_STAGE_UNTRACED: 'DeploymentStageUntraced',
  /** A daemon service of yours was taken for the collector of the container instances, and may take no OpenTelemetry spans: where it does, set `OTEL_EXPORTER_OTLP_ENDPOINT` of the containers. */
  ECS_DAEMON_SERVICE_FOUND: 'EcsDaemonServiceFound',
  /** Containers of a task were told nothing of the collector, because their variables cannot be seen: add the variables that the warning lists where theirs are. */
  ECS_ENVIRONMENT_FILE: 'EcsEnvironmentFile',
  /** In network mode `host`, two tasks with a collector cannot run on one instance: let one collector serve the instance (`EcsCollectorMode.DAEMON_SERVICE`). */
  ECS_HOST_PORT: 'EcsHostPort',
  /** CloudFormation does not give a service the revision with the collector, or refuses it: deploy the revision the way you deploy the others of that service. */
  ECS_REVISION_NOT_DEPLOYED: 'EcsRevisionNotDeployed',
  /** The execution role of a task definition cannot be changed: add the statement of the warning to its policies. */
  EXECUTION_ROLE_NOT_MANAGED: 'ExecutionRoleNotManaged',
  /** Tasks on Fargate in an isolated subnet cannot pull the collector's image from a public registry: name a mirror by `imageRegistry`. */
  IMAGE_UNREACHABLE: 'ImageUnreachable',
  IMPLICIT_API_UNTRACED: 'ImplicitApiUntraced',
  /** The collector of a server gets its credentials from the instance metadata service, which is off: turn it on; requiring IMDSv2 is fine. */
  INSTANCE_METADATA_OFF: 'InstanceMetadataOff',
  /** An instance with `userDataCausesReplacement` was left alone: trace it with `ec2: { allowReplacement: true }`, or by `ManagedNodeTracing`. */
  INSTANCE_REPLACED: 'InstanceReplaced',
  /** The policy of a KMS key cannot be changed: add the statement of the warning to it. */
  KEY_NOT_MANAGED: 'KeyNotManaged',
  LAMBDA_EDGE_TRACING: 'LambdaEdgeTracing',
  NO_WAY_TO_XRAY: 'NoWayToXRay',
  OTLP_NOT_RECEIVED: 'OtlpNotReceived',
  /** Servers in isolated subnets cannot download the collector: add a gateway endpoint for Amazon S3, or name a mirror by `packageLocation`. */
  PACKAGES_UNREACHABLE: 'PackagesUnreachable',
  /** A policy that lets somebody run tasks cannot be changed, so they cannot pass the roles that these got: add the statement of the warning to it. */
  PASS_ROLE_NOT_MANAGED: 'PassRoleNotManaged',
  /** A glob of `includePaths` or `excludePaths` matches no construct of the app: write it for paths as `construct.node.path` has them. It is acknowledged on the App. */
  PATH_MATCHES_NOTHING: 'PathMatchesNothing',
  /** A plugin that was registered by hand met the report of an earlier synthesis: register the check by `XRayTracing.of(scope).check()`, or remove the report before. */
  REPORT_NOT_WRITTEN: 'ReportNotWritten',
  ROLE_NOT_MANAGED: 'RoleNotManaged',
  SAMPLING_RULE_IGNORED: 'SamplingRuleIgnored',
  SERVERLESS_EVENT_SOURCE_TRACING: 'ServerlessEventSourceTracing',
  SIDECAR_UNREACHABLE: 'SidecarUnreachable',
  /** Tracing did not reach a Stage that was created after `enable()`, or synthesized before it, and `allowMissedStages` is set: call `enable()` below the line that makes the Stage, or in the Stage. It is acknowledged on the App. */
  STAGE_MISSED: 'StageMissed',
  TOO_MANY_RESOURCE_POLICIES: 'TooManyResourcePolicies',
  TOO_MANY_SAMPLING_RULES: 'TooManySamplingRules',
  TOO_MANY_TRACE_GROUPS: 'TooManyTraceGroups',
  TRACE_FILTER_TOO_LONG: 'TraceFilterTooLong',
  /** User data installs the collector when a server boots for the first time: for servers that run already, use `ManagedNodeTracing`. */
  USER_DATA_RUNS_ONCE: 'UserDataRunsOnce',
  /** The commands of a server and those of the collector are longer than the user data that EC2 takes, so nothing was added: shorten yours, or use `ManagedNodeTracing`. */
  USER_DATA_TOO_LONG: 'UserDataTooLong',
} as const;

/** The id by which a warning is acknowledged: `XRay::<rule>`. */
export function qualifiedId(ruleId: string): string {
  return `${NAMESPACE}::${ruleId}`;
}
