import { plainText, valueAt } from '../../../private/template/intrinsics';
import { pathOf } from '../../../private/template/property-path';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext, RuleMatch } from '../finding-rule';
import { isTraced } from '../neighbours';

/** Where those who launch servers name the launch template, with its version beside it. */
const LAUNCHES: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['LaunchTemplate', 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification'],
  'AWS::EC2::Instance': ['LaunchTemplate'],
  'AWS::EKS::Nodegroup': ['LaunchTemplate'],
};

export const LAUNCH_TEMPLATE_VERSION_PINNED: FindingRule = {
  id: 'LaunchTemplateVersionPinned',
  severity: FindingSeverity.WARNING,
  title: 'Servers are launched from the version of a launch template that installs the collector',
  cause: 'CloudFormation makes a new version of a launch template that changes, and leaves its default version as it is. Servers that are launched from a version with a number, or '
    + 'from the default one, are launched as before.',
  fix: 'launch from the `LatestVersionNumber` of the template, or acknowledge this where the version is known to install the collector',
  url: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html',
  find: (context) => context.model.ofType(...Object.keys(LAUNCHES))
    .flatMap((launcher) => LAUNCHES[launcher.type].flatMap((path) => matchesAt(launcher, path, context))),
};

function matchesAt(launcher: ModelResource, path: string, context: RuleContext): RuleMatch[] {
  const { Version } = Object(valueAt(launcher.properties, pathOf(path)));
  const hasOwnScript = launcher.type === 'AWS::EC2::Instance' && launcher.properties.UserData !== undefined;
  if (!isPinned(Version) || hasOwnScript) { return []; }
  return context.model.targets(launcher, path).some((template) => isTraced(template, context))
    ? [{ at: launcher, propertyPath: `${path}.Version`, message: `it launches servers from version ${plainText(Version)} of the launch template, which stays as it was when tracing is turned on` }]
    : [];
}

/** Whether a version is not the one that CloudFormation makes last: a number, or the default version, which CloudFormation does not move. */
function isPinned(version: any): boolean {
  return /^\d+$|^\$Default$/.test(plainText(version)) || JSON.stringify(version)?.includes('DefaultVersionNumber') === true;
}
