import { associationFinding, hasAssociations } from './association';
import { collectorOn, serverFinding, systemOn } from './server-finding';
import type * as enabling from '../../collectors/ec2-enabling';
import { isReplacedByUserData, l2SystemOf } from '../../private/cdk/l2-servers';
import { WarningId } from '../../private/ids';
import { launchDataPath } from '../../private/template/launch-data';
import { type Change, findingOf, type Refusal, runsAtEachBoot, withCollector } from '../../private/user-data/user-data';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../../tracing/resource-tracer';
import type { TracerContext } from '../../tracing/tracer-context';
import { type TracingFinding, TracingStatus } from '../../tracing/tracing-finding';

/**
 * A row about what describes servers: a collector that user data installs at the first boot, and the permission of the instance profile's role.
 *
 * The collector's commands are put into the user data at the end of the synthesis, behind what is added to it until then. User data to which nothing
 * can be added without corrupting it is left alone, with a warning.
 */
export abstract class ServerTracer implements IResourceTracer {
  public readonly access = XRayAccess.SEND_AND_SAMPLE;

  public abstract readonly resourceType: string;
  public abstract readonly ruleId: string;
  public abstract readonly roleProperty: string;

  /** What becomes of servers that run already, in sentences. */
  protected abstract readonly runningServers: string;

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return serverFinding(resource);
  }

  public enable(context: TracerContext): void {
    const { inspected, resource } = context;
    const path = launchDataPath(this.resourceType, 'UserData');
    if (collectorOn(inspected).status === 'traced') { return; }
    const associated = associatedOf(context);
    if (associated?.status === TracingStatus.TRACED) { return; }
    if (associated) { return context.refuse(associated.reason!, associated.advice!); }
    const change = this.changeFor(context);
    const outcome = change(inspected.property(path));
    if ('reason' in outcome) { return context.refuse(outcome.reason, outcome.advice, outcome.ruleId); }

    const isReplaced = isReplacedByUserData(resource, inspected.logicalId);
    if (isReplaced && context.options.ec2?.allowReplacement !== true) { return refuseReplacement(context); }
    context.derive(path, { derive: (userData) => valueOf(change(userData)) ?? userData });
    if (isReplaced) {
      loadEnabling().replaceForUserData(resource, path);
    } else if (!runsAtEachBoot(inspected.property(path))) {
      context.warn(WarningId.USER_DATA_RUNS_ONCE, `${context.collector.name} is installed by user data, which runs when a server boots for the first time. ${this.runningServers}`);
    }
    this.warnOfObstacles(context, change);
    loadEnabling().warnOfMissingEndpoints(resource, context.collector);
  }

  /** How this resource's user data is changed. A pure function: it is asked at once, and again at the end of the synthesis. */
  private changeFor({ collector, inspected, resource }: TracerContext): (userData: any) => Change | Refusal {
    const system = systemOn(inspected);
    const server = { system: system === 'macos' ? system : l2SystemOf(resource) ?? system };
    return (userData) => withCollector(userData, collector, server);
  }

  /** Warns, when everything is defined, of what keeps the collector from being installed or from sending. */
  private warnOfObstacles(context: TracerContext, change: (userData: any) => Change | Refusal): void {
    const { collector, inspected, resource } = context;
    const metadataPath = launchDataPath(this.resourceType, 'MetadataOptions.HttpEndpoint');
    if (inspected.property(metadataPath) === 'disabled') {
      context.warn(WarningId.INSTANCE_METADATA_OFF, `${METADATA_OFF} Set \`${metadataPath}\` to "enabled"; requiring IMDSv2 is fine.`);
    }
    resource.node.addValidation({
      validate: () => {
        const userData = inspected.property(launchDataPath(this.resourceType, 'UserData'));
        const outcome = change(userData);
        if (findingOf(userData).status !== 'traced' && 'reason' in outcome) {
          context.warn(outcome.ruleId ?? this.ruleId, `The collector ${collector.name} is not installed after all, because ${outcome.reason}. What to do: ${outcome.advice}.`);
        }
        return [];
      },
    });
  }
}

const METADATA_OFF = 'The instance metadata service is off, from which the collector learns its region and gets the credentials of its role.';

/** What associations say of the server when it has the tags that aspects of the CDK give it, which may come to it after ours. */
function associatedOf({ inspected, resource }: TracerContext): TracingFinding | undefined {
  if (!hasAssociations(inspected)) { return undefined; }
  loadEnabling().tagServers(resource.stack);
  return associationFinding(inspected);
}

function refuseReplacement(context: TracerContext): void {
  context.refuse(
    'CloudFormation would replace this instance, whose logical id depends on its user data',
    'allow it with `enable({ ec2: { allowReplacement: true } })`, or install the collector by `ManagedNodeTracing` instead',
    WarningId.INSTANCE_REPLACED,
  );
}

function valueOf(outcome: Change | Refusal): any {
  return 'value' in outcome ? outcome.value : undefined;
}

/** What needs the CDK is loaded when it is first used: the command line inspects without it. */
function loadEnabling(): typeof enabling {
  return require('../../collectors/ec2-enabling');
}
