import { isNoValue } from './intrinsics';

/** What is told of a stage that the deployment of a REST API makes, and of which nothing turns tracing on. */
export const UNTRACED_STAGE = {
  message: 'it makes a stage, and X-Ray does not trace that',
  fix: 'give the deployment a `StageDescription` with `TracingEnabled: true`, or make the stage by an AWS::ApiGateway::Stage instead of the `StageName`',
} as const;

/**
 * Whether the deployment of a REST API makes a stage without describing it.
 *
 * @param stageName what its `StageName` is
 * @param stageDescription what its `StageDescription` is
 */
export function makesUndescribedStage(stageName: unknown, stageDescription: unknown): boolean {
  return isGiven(stageName) && !isGiven(stageDescription);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !isNoValue(value);
}
