import { ACCOUNT_SETTING_OWNED_TWICE } from './account-setting-owned-twice';
import { ALIAS_OF_PUBLISHED_VERSION } from './alias-of-published-version';
import { API_INTEGRATION_UNTRACED } from './api-integration-untraced';
import { API_UNTRACED } from './api-untraced';
import { COLLECTOR_BOUND_TO_LOOPBACK } from './collector-bound-to-loopback';
import { COVERAGE_BELOW_MINIMUM } from './coverage-below-minimum';
import { DAEMON_IN_MAINTENANCE } from './daemon-in-maintenance';
import { DAEMON_SERVICE_MISSING } from './daemon-service-missing';
import { DAEMON_UNIT_NOT_ENABLED } from './daemon-unit-not-enabled';
import { DEPLOYMENT_STAGE_UNTRACED } from './deployment-stage-untraced';
import { ENCRYPTION_KEY_ASYMMETRIC } from './encryption-key-asymmetric';
import { ENCRYPTION_KEY_DOOMED } from './encryption-key-doomed';
import { ENDPOINT_POLICY_SAMPLING } from './endpoint-policy-sampling';
import type { FindingRule } from './finding-rule';
import { GROUP_FILTER_INVALID } from './group-filter-invalid';
import { IMPLICIT_API_UNTRACED } from './implicit-api-untraced';
import { INSIGHTS_NOTIFICATIONS } from './insights-notifications';
import { ISOLATED_SUBNETS } from './isolated-subnets';
import { LAMBDA_EDGE } from './lambda-edge';
import { METADATA_HOP_LIMIT } from './metadata-hop-limit';
import { OTLP_WITHOUT_PUT_SPANS } from './otlp-without-put-spans';
import { OTLP_WITHOUT_TRANSACTION_SEARCH } from './otlp-without-transaction-search';
import { RESOURCE_POLICY_TOO_LARGE } from './resource-policy-too-large';
import { ROLE_CANNOT_WRITE } from './role-cannot-write';
import { ROLE_NOT_MANAGED } from './role-not-managed';
import { rowRule } from './row-rule';
import { SAMPLING_RULE_IGNORED } from './sampling-rule-ignored';
import { SAMPLING_RULE_NAME } from './sampling-rule-name';
import { SAMPLING_RULE_PRIORITY } from './sampling-rule-priority';
import { SERVERLESS_EVENT_SOURCE } from './serverless-event-source';
import { SIDECAR_UNREACHABLE } from './sidecar-unreachable';
import { SIDECAR_WITHOUT_TCP } from './sidecar-without-tcp';
import { STATE_MACHINE_TASK_UNTRACED } from './state-machine-task-untraced';
import { TOO_MANY_RESOURCE_POLICIES } from './too-many-resource-policies';
import { TOO_MANY_SAMPLING_RULES } from './too-many-sampling-rules';
import { TOO_MANY_GROUPS } from './too-many-trace-groups';
import { TOPIC_SUBSCRIBER_UNTRACED } from './topic-subscriber-untraced';
import { TOPIC_WITHOUT_RESOURCE_POLICY } from './topic-without-resource-policy';
import { TRACE_FILTER_TOO_LONG } from './trace-filter-too-long';
import { TracerRegistry } from '../../tracing/tracer-registry';

const TABLE = TracerRegistry.builtIn();

/** The rules that come with the library: one for each row of the table, and those about how things belong together. */
export const RULES: readonly FindingRule[] = [
  ...TABLE.resourceTypes.map((type) => rowRule(TABLE.find(type)!)),
  ACCOUNT_SETTING_OWNED_TWICE,
  ALIAS_OF_PUBLISHED_VERSION,
  API_INTEGRATION_UNTRACED,
  API_UNTRACED,
  COLLECTOR_BOUND_TO_LOOPBACK,
  COVERAGE_BELOW_MINIMUM,
  DAEMON_IN_MAINTENANCE,
  DAEMON_SERVICE_MISSING,
  DAEMON_UNIT_NOT_ENABLED,
  DEPLOYMENT_STAGE_UNTRACED,
  ENCRYPTION_KEY_ASYMMETRIC,
  ENCRYPTION_KEY_DOOMED,
  ENDPOINT_POLICY_SAMPLING,
  GROUP_FILTER_INVALID,
  IMPLICIT_API_UNTRACED,
  INSIGHTS_NOTIFICATIONS,
  ISOLATED_SUBNETS,
  LAMBDA_EDGE,
  METADATA_HOP_LIMIT,
  OTLP_WITHOUT_PUT_SPANS,
  OTLP_WITHOUT_TRANSACTION_SEARCH,
  RESOURCE_POLICY_TOO_LARGE,
  ROLE_CANNOT_WRITE,
  ROLE_NOT_MANAGED,
  SAMPLING_RULE_IGNORED,
  SAMPLING_RULE_NAME,
  SAMPLING_RULE_PRIORITY,
  SERVERLESS_EVENT_SOURCE,
  SIDECAR_UNREACHABLE,
  SIDECAR_WITHOUT_TCP,
  STATE_MACHINE_TASK_UNTRACED,
  TOO_MANY_GROUPS,
  TOO_MANY_RESOURCE_POLICIES,
  TOO_MANY_SAMPLING_RULES,
  TOPIC_SUBSCRIBER_UNTRACED,
  TOPIC_WITHOUT_RESOURCE_POLICY,
  TRACE_FILTER_TOO_LONG,
].sort((a, b) => a.id < b.id ? -1 : 1);
