import { WarningId } from '../../../private/ids';
import { makesUndescribedStage, UNTRACED_STAGE } from '../../../private/template/deployment-stage';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import type { FindingRule } from '../finding-rule';

export const DEPLOYMENT_STAGE_UNTRACED: FindingRule = {
  id: WarningId.DEPLOYMENT_STAGE_UNTRACED,
  severity: FindingSeverity.WARNING,
  title: 'The stage that the deployment of a REST API makes is traced',
  cause: 'A deployment with a `StageName` makes a stage, which no resource of the template stands for, so it counts nowhere. Without a `StageDescription` nothing turns its tracing on.',
  fix: UNTRACED_STAGE.fix,
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
  find: ({ model }) => makersOfUntracedStages(model)
    .map((maker) => ({ at: maker, propertyPath: 'StageName', message: UNTRACED_STAGE.message })),
};

/** The deployments that make a stage of which nothing turns tracing on. */
export function makersOfUntracedStages(model: TemplateModel): ModelResource[] {
  const makers = model.ofType('AWS::ApiGateway::Deployment')
    .filter(({ properties: { StageName, StageDescription } }) => makesUndescribedStage(StageName, StageDescription));
  const staged = makers.length === 0 ? new Set() : new Set(model.ofType('AWS::ApiGateway::Stage').flatMap((stage) => apisOf(stage, model)));
  return makers.filter((maker) => !apisOf(maker, model).some((api) => staged.has(api)));
}

function apisOf(resource: ModelResource, model: TemplateModel): ModelResource[] {
  return model.targets(resource, 'RestApiId');
}
