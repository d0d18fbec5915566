import type { FindingRule } from './finding-rule';
import { rowRule } from './row-rule';
import { ACCOUNT_SETTING_OWNED_TWICE } from './rules/account-setting-owned-twice';
import { AGENT_CORE_TRACES_NOT_DELIVERED } from './rules/agent-core-traces-not-delivered';
import { ALIAS_OF_PUBLISHED_VERSION } from './rules/alias-of-published-version';
import { API_INTEGRATION_UNTRACED } from './rules/api-integration-untraced';
import { API_UNTRACED_BEFORE_FUNCTION } from './rules/api-untraced-before-function';
import { COLLECTOR_BOUND_TO_LOOPBACK } from './rules/collector-bound-to-loopback';
import { COVERAGE_BELOW_MINIMUM } from './rules/coverage-below-minimum';
import { DAEMON_IN_MAINTENANCE } from './rules/daemon-in-maintenance';
import { DAEMON_SERVICE_MISSING } from './rules/daemon-service-missing';
import { DAEMON_UNIT_NOT_ENABLED } from './rules/daemon-unit-not-enabled';
import { DEPLOYMENT_STAGE_UNTRACED } from './rules/deployment-stage-untraced';
import { ENCRYPTION_KEY_ASYMMETRIC } from './rules/encryption-key-asymmetric';
import { ENCRYPTION_KEY_DOOMED } from './rules/encryption-key-doomed';
import { ENDPOINT_POLICY_WITHOUT_SAMPLING } from './rules/endpoint-policy-without-sampling';
import { GROUP_FILTER_INVALID } from './rules/group-filter-invalid';
import { IMPLICIT_API_UNTRACED } from './rules/implicit-api-untraced';
import { INSIGHTS_NOTIFICATIONS_WITHOUT_INSIGHTS } from './rules/insights-notifications-without-insights';
import { LAMBDA_EDGE_TRACING } from './rules/lambda-edge-tracing';
import { LAUNCH_TEMPLATE_VERSION_PINNED } from './rules/launch-template-version-pinned';
import { METADATA_HOP_LIMIT } from './rules/metadata-hop-limit';
import { NO_WAY_TO_XRAY } from './rules/no-way-to-xray';
import { OTLP_NOT_RECEIVED } from './rules/otlp-not-received';
import { OTLP_WITHOUT_PUT_SPANS } from './rules/otlp-without-put-spans';
import { OTLP_WITHOUT_TRANSACTION_SEARCH } from './rules/otlp-without-transaction-search';
import { RESOURCE_POLICY_TOO_LARGE } from './rules/resource-policy-too-large';
import { ROLE_CANNOT_WRITE } from './rules/role-cannot-write';
import { ROLE_NOT_MANAGED } from './rules/role-not-managed';
import { SAMPLING_RULE_IGNORED } from './rules/sampling-rule-ignored';
import { SAMPLING_RULE_NAME_COLLISION } from './rules/sampling-rule-name-collision';
import { SAMPLING_RULE_PRIORITY_COLLISION } from './rules/sampling-rule-priority-collision';
import { SERVERLESS_EVENT_SOURCE_TRACING } from './rules/serverless-event-source-tracing';
import { SIDECAR_UNREACHABLE } from './rules/sidecar-unreachable';
import { SIDECAR_WITHOUT_TCP } from './rules/sidecar-without-tcp';
import { STATE_MACHINE_TASK_UNTRACED } from './rules/state-machine-task-untraced';
import { TEMPLATE_NOT_READ } from './rules/template-not-read';
import { TOO_MANY_RESOURCE_POLICIES } from './rules/too-many-resource-policies';
import { TOO_MANY_SAMPLING_RULES } from './rules/too-many-sampling-rules';
import { TOO_MANY_TRACE_GROUPS } from './rules/too-many-trace-groups';
import { TOPIC_SUBSCRIBER_UNTRACED } from './rules/topic-subscriber-untraced';
import { TOPIC_WITHOUT_RESOURCE_POLICY } from './rules/topic-without-resource-policy';
import { TRACE_FILTER_TOO_LONG } from './rules/trace-filter-too-long';
import { TracerRegistry } from '../../tracing/tracer-registry';

const TABLE = TracerRegistry.builtIn();

/** The rules that come with the library: one for each row of the table, and those about how things belong together. */
export const RULES: readonly FindingRule[] = [
  ...TABLE.resourceTypes.map((type) => rowRule(TABLE.find(type)!)),
  ACCOUNT_SETTING_OWNED_TWICE,
  AGENT_CORE_TRACES_NOT_DELIVERED,
  ALIAS_OF_PUBLISHED_VERSION,
  API_INTEGRATION_UNTRACED,
  API_UNTRACED_BEFORE_FUNCTION,
  COLLECTOR_BOUND_TO_LOOPBACK,
  COVERAGE_BELOW_MINIMUM,
  DAEMON_IN_MAINTENANCE,
  DAEMON_SERVICE_MISSING,
  DAEMON_UNIT_NOT_ENABLED,
  DEPLOYMENT_STAGE_UNTRACED,
  ENCRYPTION_KEY_ASYMMETRIC,
  ENCRYPTION_KEY_DOOMED,
  ENDPOINT_POLICY_WITHOUT_SAMPLING,
  GROUP_FILTER_INVALID,
  IMPLICIT_API_UNTRACED,
  INSIGHTS_NOTIFICATIONS_WITHOUT_INSIGHTS,
  LAMBDA_EDGE_TRACING,
  LAUNCH_TEMPLATE_VERSION_PINNED,
  METADATA_HOP_LIMIT,
  NO_WAY_TO_XRAY,
  OTLP_NOT_RECEIVED,
  OTLP_WITHOUT_PUT_SPANS,
  OTLP_WITHOUT_TRANSACTION_SEARCH,
  RESOURCE_POLICY_TOO_LARGE,
  ROLE_CANNOT_WRITE,
  ROLE_NOT_MANAGED,
  SAMPLING_RULE_IGNORED,
  SAMPLING_RULE_NAME_COLLISION,
  SAMPLING_RULE_PRIORITY_COLLISION,
  SERVERLESS_EVENT_SOURCE_TRACING,
  SIDECAR_UNREACHABLE,
  SIDECAR_WITHOUT_TCP,
  STATE_MACHINE_TASK_UNTRACED,
  TEMPLATE_NOT_READ,
  TOO_MANY_RESOURCE_POLICIES,
  TOO_MANY_SAMPLING_RULES,
  TOO_MANY_TRACE_GROUPS,
  TOPIC_SUBSCRIBER_UNTRACED,
  TOPIC_WITHOUT_RESOURCE_POLICY,
  TRACE_FILTER_TOO_LONG,
].sort((a, b) => a.id < b.id ? -1 : 1);
