import { COLLECTOR_IMAGES } from '../../../private/ecs/collector-images';
import { valuesOf } from '../../../private/ecs/environment';
import { listed } from '../../../private/listed';
import { plainText } from '../../../private/template/intrinsics';
import { launchDataOf, launchDataPath, SERVER_TYPES } from '../../../private/template/launch-data';
import { withoutContinuations } from '../../../private/user-data/commands';
import { visibleText } from '../../../private/user-data/user-data';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import { type CollectorTask, collectorTasks } from '../collector-containers';
import { environmentOf } from '../environments';
import type { FindingRule, RuleContext } from '../finding-rule';

export const METADATA_HOP_LIMIT: FindingRule = {
  id: 'MetadataHopLimit',
  severity: FindingSeverity.WARNING,
  title: 'A collector in a container reaches the metadata of its instance',
  cause: 'Docker\'s bridge is one more hop on the way to the instance metadata service. With IMDSv2 and a hop limit of 1 its answer never arrives at a container, so a collector there gets '
    + 'neither its region nor the credentials of the instance, and stops or sends nothing.',
  fix: 'set `MetadataOptions.HttpPutResponseHopLimit` to 2, or run the collector on the network of the instance',
  url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
  find: (context) => context.model.ofType(...SERVER_TYPES).flatMap((server) => {
    const { MetadataOptions, UserData } = Object(launchDataOf(server));
    if (MetadataOptions?.HttpTokens !== 'required' || plainText(MetadataOptions.HttpPutResponseHopLimit) !== '1') { return []; }
    const user = userOfMetadata(server, visibleText(UserData), context);
    const propertyPath = launchDataPath(server.type, 'MetadataOptions.HttpPutResponseHopLimit');
    return user === undefined ? [] : [{ at: server, propertyPath, message: `its hop limit is 1, and ${user} behind Docker's bridge` }];
  }),
};

/** The collector that asks the server for its metadata across Docker's bridge. */
function userOfMetadata(server: ModelResource, userData: string, context: RuleContext): string | undefined {
  if (runsContainer(userData)) { return 'its user data runs a collector in a container'; }
  if (!userData.includes('ECS_CLUSTER') || userData.includes('ECS_ENABLE_CONTAINER_METADATA')) { return undefined; }
  const environment = environmentOf(server.stack);
  const task = collectorTasks(context).find((candidate) => environmentOf(candidate.resource.stack) === environment && needsMetadata(candidate));
  return task && `the collector of ${task.resource.name} runs`;
}

/** Whether a line of a script starts a collector by Docker, but not on the network of the server. */
function runsContainer(userData: string): boolean {
  return withoutContinuations(userData).split('\n').some((line) =>
    /\bdocker (?:container )?run\b/.test(line) && COLLECTOR_IMAGES.test(line) && !/--net(?:work)?[= ]host\b/.test(line));
}

/** A task role has its credentials from elsewhere, and who is told the region need not ask for it. */
function needsMetadata({ resource, collector, isBridge }: CollectorTask): boolean {
  const knowsRegion = valuesOf(collector, 'AWS_REGION').length > 0
    || listed(collector.Command).some((argument) => /^(?:-n|--region)\b/.test(plainText(argument)));
  return isBridge && !(knowsRegion && resource.properties.TaskRoleArn !== undefined);
}
