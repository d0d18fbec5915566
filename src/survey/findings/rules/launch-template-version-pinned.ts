import { plainText, valueAt } from '../../../private/template/intrinsics';
import { LAUNCHERS, type LaunchSpecification, launchSpecificationsOf } from '../../../private/template/launch-data';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext, RuleMatch } from '../finding-rule';
import { isTraced } from '../row-status';

export const LAUNCH_TEMPLATE_VERSION_PINNED: FindingRule = {
  id: 'LaunchTemplateVersionPinned',
  severity: FindingSeverity.WARNING,
  title: 'Servers are launched from the version of a launch template that installs the collector',
  cause: 'CloudFormation makes a new version of a launch template that changes, and leaves its default version as it is. Servers that are launched from a version with a number, or '
    + 'from the default one, as where no version is named, are launched as before.',
  fix: 'launch from the `LatestVersionNumber` of the template, or acknowledge this where the version is known to install the collector',
  url: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html',
  find: (context) => context.model.ofType(...LAUNCHERS).filter((launcher) => !hasOwnScript(launcher))
    .flatMap((launcher) => launchSpecificationsOf(launcher).flatMap((specification) => matchesAt(launcher, specification, context))),
};

function hasOwnScript({ type, properties }: ModelResource): boolean {
  return type === 'AWS::EC2::Instance' && properties.UserData !== undefined;
}

function matchesAt(launcher: ModelResource, { path, value }: LaunchSpecification, context: RuleContext): RuleMatch[] {
  const version = valueAt(value, ['Version']);
  if (!isPinned(version)) { return []; }
  return context.model.targetsIn(launcher.stack, value).some((template) => isTraced(template, context))
    ? [{ at: launcher, propertyPath: `${path}.Version`, message: `it launches servers from ${named(version)} of the launch template, which stays as it was when tracing is turned on` }]
    : [];
}

function named(version: any): string {
  return version === undefined ? 'the default version' : `version ${plainText(version)}`;
}

/** Whether a version is not the one that CloudFormation makes last: a number, or the default version, named or not, which CloudFormation does not move. */
function isPinned(version: any): boolean {
  return version === undefined || /^\d+$|^\$Default$/.test(plainText(version)) || JSON.stringify(version)?.includes('DefaultVersionNumber') === true;
}
