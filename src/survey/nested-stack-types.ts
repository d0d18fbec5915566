/** The types that stand for a nested stack, with the property by which they name its template. */
export const TEMPLATE_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);
