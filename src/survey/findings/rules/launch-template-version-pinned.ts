import { plainText } from '../../../private/template/intrinsics';
import { LAUNCHED_FROM, type LaunchSpecification, launchSpecificationsOf } from '../../../private/template/launch-data';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext, RuleMatch } from '../finding-rule';
import { isTraced } from '../neighbours';

/** Those who launch servers, or have Amazon EKS do so. */
const LAUNCHERS = [...Object.keys(LAUNCHED_FROM), 'AWS::EKS::Nodegroup'];

export const LAUNCH_TEMPLATE_VERSION_PINNED: FindingRule = {
  id: 'LaunchTemplateVersionPinned',
  severity: FindingSeverity.WARNING,
  title: 'Servers are launched from the version of a launch template that installs the collector',
  cause: 'CloudFormation makes a new version of a launch template that changes, and leaves its default version as it is. Servers that are launched from a version with a number, or '
    + 'from the default one, are launched as before.',
  fix: 'launch from the `LatestVersionNumber` of the template, or acknowledge this where the version is known to install the collector',
  url: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html',
  find: (context) => context.model.ofType(...LAUNCHERS).filter((launcher) => !hasOwnScript(launcher))
    .flatMap((launcher) => launchSpecificationsOf(launcher).flatMap((specification) => matchesAt(launcher, specification, context))),
};

function hasOwnScript({ type, properties }: ModelResource): boolean {
  return type === 'AWS::EC2::Instance' && properties.UserData !== undefined;
}

function matchesAt(launcher: ModelResource, { path, value }: LaunchSpecification, context: RuleContext): RuleMatch[] {
  const { Version } = value;
  if (!isPinned(Version)) { return []; }
  return context.model.targetsIn(launcher.stack, value).some((template) => isTraced(template, context))
    ? [{ at: launcher, propertyPath: `${path}.Version`, message: `it launches servers from version ${plainText(Version)} of the launch template, which stays as it was when tracing is turned on` }]
    : [];
}

/** Whether a version is not the one that CloudFormation makes last: a number, or the default version, which CloudFormation does not move. */
function isPinned(version: any): boolean {
  return /^\d+$|^\$Default$/.test(plainText(version)) || JSON.stringify(version)?.includes('DefaultVersionNumber') === true;
}
