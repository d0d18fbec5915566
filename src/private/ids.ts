/** The namespace of every warning and finding of this library. */
export const NAMESPACE = 'XRay';

/** The key in a resource's template metadata under which this library keeps what a template alone must tell. */
export const METADATA_KEY = 'cdk-xray';

/** The files that a check writes into a cloud assembly: this with the extension of each format. */
export const REPORT_NAME = 'xray-coverage';

/** The trace map that a check writes into a cloud assembly, without the extension. */
export const MAP_NAME = 'xray-map';

/** The ids of the warnings and findings that no single row of the table owns. Ids are API: they never change once released. */
export const WarningId = {
  ALIAS_OF_PUBLISHED_VERSION: 'AliasOfPublishedVersion',
  DASHBOARD_TOO_LARGE: 'DashboardTooLarge',
  DEPLOYMENT_STAGE_UNTRACED: 'DeploymentStageUntraced',
  ECS_DAEMON_SERVICE_FOUND: 'EcsDaemonServiceFound',
  ECS_ENVIRONMENT_FILE: 'EcsEnvironmentFile',
  ECS_HOST_PORT: 'EcsHostPort',
  ECS_REVISION_NOT_DEPLOYED: 'EcsRevisionNotDeployed',
  EXECUTION_ROLE_NOT_MANAGED: 'ExecutionRoleNotManaged',
  IMAGE_UNREACHABLE: 'ImageUnreachable',
  IMPLICIT_API_UNTRACED: 'ImplicitApiUntraced',
  INSTANCE_METADATA_OFF: 'InstanceMetadataOff',
  INSTANCE_REPLACED: 'InstanceReplaced',
  KEY_NOT_MANAGED: 'KeyNotManaged',
  LAMBDA_EDGE_TRACING: 'LambdaEdgeTracing',
  PACKAGES_UNREACHABLE: 'PackagesUnreachable',
  PASS_ROLE_NOT_MANAGED: 'PassRoleNotManaged',
  PATH_MATCHES_NOTHING: 'PathMatchesNothing',
  REPORT_NOT_WRITTEN: 'ReportNotWritten',
  ROLE_NOT_MANAGED: 'RoleNotManaged',
  SAMPLING_RULE_IGNORED: 'SamplingRuleIgnored',
  SERVERLESS_EVENT_SOURCE_TRACING: 'ServerlessEventSourceTracing',
  SIDECAR_UNREACHABLE: 'SidecarUnreachable',
  STAGE_MISSED: 'StageMissed',
  TOO_MANY_RESOURCE_POLICIES: 'TooManyResourcePolicies',
  TOO_MANY_SAMPLING_RULES: 'TooManySamplingRules',
  TOO_MANY_TRACE_GROUPS: 'TooManyTraceGroups',
  TRACE_FILTER_TOO_LONG: 'TraceFilterTooLong',
  USER_DATA_RUNS_ONCE: 'UserDataRunsOnce',
  USER_DATA_TOO_LONG: 'UserDataTooLong',
  XRAY_UNREACHABLE: 'XRayUnreachable',
} as const;

/** The id by which a warning is acknowledged: `XRay::<rule>`. */
export function qualifiedId(ruleId: string): string {
  return `${NAMESPACE}::${ruleId}`;
}
