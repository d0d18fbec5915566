import { associationFinding } from './private/association';
import { isSet } from './private/is-set';
import { fleetSpecifications, SPECIFICATIONS } from './private/launch-specifications';
import { collectorBy, containersFinding, INSTALL_IT } from './private/server-finding';
import { isIntrinsic, itemsIn } from '../private/template/intrinsics';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A Spot Fleet with launch specifications of its own, whose user data is looked at and not changed: where it installs a collector, the roles of the instance
 * profiles send the segments. A fleet that launches from launch templates is traced by those.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-spotfleet-spotfleetlaunchspecification.html
 */
export class Ec2SpotFleetTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::EC2::SpotFleet';
  public readonly ruleId = 'Ec2SpotFleetTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = profileAt(0);

  public inspect(fleet: InspectedResource): TracingFinding | undefined {
    const findings = fleetSpecifications(fleet).map((specification) => specificationFinding(specification, fleet));
    return RANKS.flatMap((status) => findings.find((finding) => finding.status === status) ?? [])[0];
  }

  public enable(context: TracerContext): void {
    const { inspected } = context;
    if (this.inspect(inspected)?.status !== TracingStatus.TRACED) { return context.refuse(NOT_CHANGED.reason, NOT_CHANGED.advice); }
    const [, ...others] = itemsIn(inspected.property(SPECIFICATIONS)).map((_, index) => profileAt(index));
    others.filter((path) => isSet(inspected, path)).forEach((path) => context.grantSender(inspected.reference(path)));
  }
}

/** What is said of a fleet whose servers differ: the first of these that is true of any. */
const RANKS = [TracingStatus.UNTRACED, TracingStatus.UNKNOWN, TracingStatus.TRACED, TracingStatus.PASS_THROUGH];

const NOT_CHANGED = {
  reason: 'cdk-xray does not change the user data of launch specifications, any change of which makes CloudFormation replace the fleet',
  advice: `launch the fleet from a launch template by \`LaunchTemplateConfigs\`, or ${INSTALL_IT}`,
};

function profileAt(index: number): string {
  return `${SPECIFICATIONS}[${index}].IamInstanceProfile.Arn`;
}

function specificationFinding(specification: any, fleet: InspectedResource): TracingFinding {
  if (isIntrinsic(specification)) { return TracingFinding.unknown('only the deployment knows its launch specifications', INSTALL_IT); }
  const { ImageId, UserData } = specification;
  const { status, reason } = collectorBy(UserData, fleet);
  if (status === 'traced') { return TracingFinding.traced(); }
  return containersFinding(UserData, JSON.stringify(ImageId) ?? '', fleet) ?? associationFinding(fleet)
    ?? (status === 'untraced' ? TracingFinding._untracedBy(() => NOT_CHANGED) : TracingFinding.unknown(reason!, INSTALL_IT));
}
