/** What is told of a stage that the deployment of a REST API makes, and of which nothing turns tracing on. */
export const UNTRACED_STAGE = {
  message: 'it makes a stage, and X-Ray does not trace that',
  fix: 'give the deployment a `StageDescription` with `TracingEnabled: true`, or make the stage by an AWS::ApiGateway::Stage in the place of the `StageName`',
} as const;
