import { WarningId } from '../../../private/ids';
import { UNTRACED_STAGE } from '../../../private/template/deployment-stage';
import { FindingSeverity } from '../../survey-finding';
import { makersOfUntracedStages } from '../../untraced-stages';
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
