import { typeTitle } from '../../src/report/type-title';

test.each([
  ['AWS::Lambda::Function', 'Lambda function'],
  ['AWS::StepFunctions::StateMachine', 'Step Functions state machine'],
  ['AWS::AppSync::GraphQLApi', 'AppSync GraphQL API'],
  ['AWS::ApiGatewayV2::Api', 'API Gateway v2 API'],
  ['AWS::SNS::Topic', 'SNS topic'],
  ['Custom::S3BucketNotifications', 'Custom::S3BucketNotifications'],
  ['Alexa::ASK::Skill', 'Alexa::ASK::Skill'],
])('%s is called %s', (resourceType, title) => {
  expect(typeTitle(resourceType)).toBe(title);
});
