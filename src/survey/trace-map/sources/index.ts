import { BEDROCK_AGENTS, BEDROCK_FLOWS, GATEWAY_INTERCEPTORS, GATEWAY_TARGETS, KNOWLEDGE_BASES } from './agents';
import { API_DESTINATIONS } from './api-destinations';
import { DATA_SOURCES, GRAPHQL_AUTHORIZERS, MERGED_APIS, SAM_DATA_SOURCES } from './app-sync';
import { AUTHORIZERS, OPEN_API_AUTHORIZERS, SAM_AUTHORIZERS } from './authorizers';
import { BUCKET_NOTIFICATIONS, CDK_BUCKET_NOTIFICATIONS } from './bucket-notifications';
import { BALANCER_REQUESTS, CLIENT_REQUESTS, ENVIRONMENT_REQUESTS, SAM_URL_REQUESTS, URL_REQUESTS } from './clients';
import { CODE_CALLS } from './code-calls';
import { DELIVERY_STREAMS } from './delivery-streams';
import { DISTRIBUTIONS } from './distributions';
import { EVENT_RULES } from './event-rules';
import { EVENT_SOURCE_MAPPINGS } from './event-source-mappings';
import { EVENT_SUBSCRIBERS } from './event-subscribers';
import { FUNCTION_DEAD_LETTERS, FUNCTION_DESTINATIONS, SAM_FUNCTION_DESTINATIONS } from './function-destinations';
import { OBJECT_LAMBDAS, SECRET_ROTATIONS } from './functions-of-services';
import { GLUE_TRIGGERS } from './glue-triggers';
import { HTTP_API_INTEGRATIONS, HTTP_API_TARGETS } from './http-api-integrations';
import { IOT_RULES } from './iot-rules';
import { CLASSIC_LOAD_BALANCERS, CLASSIC_MEMBERS, LISTENER_RULES, LISTENERS } from './load-balancers';
import { ALARMS, MAIL_RULES } from './mails-and-alarms';
import { CHAT_SUBSCRIPTIONS, QUEUE_REDRIVE, TOPIC_OWN_SUBSCRIPTIONS, TOPIC_SUBSCRIPTIONS } from './messaging';
import { OPEN_API_INTEGRATIONS } from './open-api-integrations';
import { PIPELINE_ACTIONS } from './pipeline-actions';
import { PIPES, SCHEDULES } from './pipes-and-schedules';
import { REST_API_METHODS } from './rest-api-methods';
import { SAM_CONNECTORS, SAM_OWN_CONNECTORS } from './sam-connectors';
import { SAM_EVENTS } from './sam-events';
import { SAM_WEB_SOCKET_ROUTES } from './sam-web-sockets';
import { SERVICE_EVENTS } from './service-events';
import { ECS_SERVICES, USER_POOL_TRIGGERS } from './services-and-triggers';
import { STATE_MACHINES } from './state-machines';
import { ANALYTICS_INPUTS, ANALYTICS_OUTPUTS, ANALYTICS_REFERENCES } from './stream-analytics';
import { TABLE_STREAMS } from './table-streams';
import { LATTICE_LISTENERS, LATTICE_RULES } from './vpc-lattice';
import { WORKER_ENVIRONMENTS } from './worker-environments';
import type { EdgeSource } from '../edge-source';

/** Everything that shows edges, save permissions, which are asked last: function-permissions.ts. */
export const EDGE_SOURCES: readonly EdgeSource[] = [
  ALARMS,
  ANALYTICS_INPUTS,
  ANALYTICS_OUTPUTS,
  ANALYTICS_REFERENCES,
  API_DESTINATIONS,
  AUTHORIZERS,
  BALANCER_REQUESTS,
  BEDROCK_AGENTS,
  BEDROCK_FLOWS,
  BUCKET_NOTIFICATIONS,
  CDK_BUCKET_NOTIFICATIONS,
  CHAT_SUBSCRIPTIONS,
  CLASSIC_LOAD_BALANCERS,
  CLASSIC_MEMBERS,
  CLIENT_REQUESTS,
  CODE_CALLS,
  DATA_SOURCES,
  DELIVERY_STREAMS,
  DISTRIBUTIONS,
  ECS_SERVICES,
  ENVIRONMENT_REQUESTS,
  EVENT_RULES,
  EVENT_SOURCE_MAPPINGS,
  EVENT_SUBSCRIBERS,
  FUNCTION_DEAD_LETTERS,
  FUNCTION_DESTINATIONS,
  GATEWAY_INTERCEPTORS,
  GATEWAY_TARGETS,
  GLUE_TRIGGERS,
  GRAPHQL_AUTHORIZERS,
  HTTP_API_INTEGRATIONS,
  HTTP_API_TARGETS,
  IOT_RULES,
  KNOWLEDGE_BASES,
  LATTICE_LISTENERS,
  LATTICE_RULES,
  LISTENERS,
  LISTENER_RULES,
  MAIL_RULES,
  MERGED_APIS,
  OBJECT_LAMBDAS,
  OPEN_API_AUTHORIZERS,
  OPEN_API_INTEGRATIONS,
  PIPELINE_ACTIONS,
  PIPES,
  QUEUE_REDRIVE,
  REST_API_METHODS,
  SAM_AUTHORIZERS,
  SAM_CONNECTORS,
  SAM_DATA_SOURCES,
  SAM_EVENTS,
  SAM_FUNCTION_DESTINATIONS,
  SAM_OWN_CONNECTORS,
  SAM_URL_REQUESTS,
  SAM_WEB_SOCKET_ROUTES,
  SECRET_ROTATIONS,
  SCHEDULES,
  SERVICE_EVENTS,
  STATE_MACHINES,
  TABLE_STREAMS,
  TOPIC_OWN_SUBSCRIPTIONS,
  TOPIC_SUBSCRIPTIONS,
  URL_REQUESTS,
  USER_POOL_TRIGGERS,
  WORKER_ENVIRONMENTS,
];
