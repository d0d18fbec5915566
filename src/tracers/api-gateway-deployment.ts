import { isSet } from './private/is-set';
import { WarningId } from '../private/ids';
import { makesUndescribedStage, UNTRACED_STAGE } from '../private/template/deployment-stage';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { RemarkingRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * The deployment of a REST API that describes a stage: `StageDescription.TracingEnabled`. A deployment without a description says nothing of tracing.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-deployment-stagedescription.html
 */
export class ApiGatewayDeploymentTracer implements RemarkingRow {
  public readonly resourceType = 'AWS::ApiGateway::Deployment';
  public readonly ruleId = 'ApiGatewayDeploymentTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return isSet(resource, 'StageDescription')
      ? TracingFinding.ofProperty(resource, 'StageDescription.TracingEnabled', true)
      : undefined;
  }

  public enable(context: TracerContext): void {
    context.set('StageDescription.TracingEnabled', true);
  }

  /** Warns, when everything is defined, of a stage that the deployment makes and that no resource stands for. */
  public remark(context: TracerContext): void {
    context.resource.node.addValidation({
      validate: () => {
        const { inspected } = context;
        if (makesUndescribedStage(inspected.property('StageName'), inspected.property('StageDescription')) && !context._hasStagedApi) {
          context.warn(WarningId.DEPLOYMENT_STAGE_UNTRACED, `X-Ray does not trace the stage that this deployment makes. What to do: ${UNTRACED_STAGE.fix}.`);
        }
        return [];
      },
    });
  }
}
