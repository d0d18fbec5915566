import type { ModelResource, TemplateModel } from './template-model';
import { makesUndescribedStage } from '../private/template/deployment-stage';

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
