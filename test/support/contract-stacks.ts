import type { App } from 'aws-cdk-lib';
import { defineAgents } from './contract-stacks/agents';
import { defineBeanstalk } from './contract-stacks/beanstalk';
import { defineContainers } from './contract-stacks/containers';
import { defineEdge } from './contract-stacks/edge';
import { defineIncluded } from './contract-stacks/included';
import { defineL1 } from './contract-stacks/l1';
import { defineL2 } from './contract-stacks/l2';
import { defineMessaging } from './contract-stacks/messaging';
import { defineRaw } from './contract-stacks/raw';
import { defineRoles } from './contract-stacks/roles';
import { defineScopes } from './contract-stacks/scopes';
import { defineServers } from './contract-stacks/servers';
import { defineSettings } from './contract-stacks/settings';

/**
 * An app that somebody could have written, without a word about X-Ray.
 */
export interface ContractApp {
  readonly name: string;
  /**
   * Feature flags of the app.
   * @default - none
   */
  readonly context?: Record<string, any>;
  /** Fills an App with the stacks. */
  define(app: App): void;
}

/** What `cdk init` writes today, as far as it changes what tracing adds. */
const RECOMMENDED_FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true,
};

/** Apps that together have a resource for every row of the table, written in every way in which the CDK lets people write resources. */
export const CONTRACT_APPS: readonly ContractApp[] = [
  { name: 'L2 constructs', define: defineL2 },
  { name: 'L2 constructs with the recommended feature flags', context: RECOMMENDED_FLAGS, define: defineL2 },
  { name: 'messaging', define: defineMessaging },
  { name: 'edge and load balancers', define: defineEdge },
  { name: 'Elastic Beanstalk', define: defineBeanstalk },
  { name: 'servers', define: defineServers },
  { name: 'servers with the recommended feature flags', context: RECOMMENDED_FLAGS, define: defineServers },
  { name: 'containers', define: defineContainers },
  { name: 'L1 constructs', define: defineL1 },
  { name: 'raw resources', define: defineRaw },
  { name: 'included templates', define: defineIncluded },
  { name: 'roles', define: defineRoles },
  { name: 'roles with the recommended feature flags', context: RECOMMENDED_FLAGS, define: defineRoles },
  { name: 'Stages, nested stacks and environments', define: defineScopes },
  { name: 'agents', define: defineAgents },
  { name: 'account settings', define: defineSettings },
];
