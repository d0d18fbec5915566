import { isSet } from './is-set';
import type { InspectedResource } from '../../tracing/inspected-resource';
import type { SenderProperty } from '../../tracing/sender';

export const PROFILE_ARN = 'LaunchTemplateData.IamInstanceProfile.Arn';
const PROFILE_NAME = 'LaunchTemplateData.IamInstanceProfile.Name';

/** A launch template names the instance profile, whose role sends the segments, by its ARN or by its name. */
export function launchTemplateSender(resource: InspectedResource): SenderProperty {
  const isByName = isSet(resource, PROFILE_NAME) && !isSet(resource, PROFILE_ARN);
  return { resource, path: isByName ? PROFILE_NAME : PROFILE_ARN };
}

/** The launch template of the app that an instance is launched from. */
export function launchTemplateOf(instance: InspectedResource): InspectedResource | undefined {
  return instance.referenced('LaunchTemplate.LaunchTemplateId') ?? instance.referenced('LaunchTemplate.LaunchTemplateName');
}
