import type { SourceTemplate } from '../../src/survey/source-template';
import { survey, type SurveyOptions } from '../../src/survey/survey';
import { TemplateModel } from '../../src/survey/template-model';

/** A template as a source for a survey. */
export function source(resources: Record<string, any>, rest: Partial<SourceTemplate> & { template?: Record<string, any> } = {}): SourceTemplate {
  return { name: 'Stack', ...rest, template: { Resources: resources, ...rest.template } };
}

/** The model of some resources of one template. */
export function modelOf(resources: Record<string, any>, template: Record<string, any> = {}): TemplateModel {
  return new TemplateModel([source(resources, { template })]);
}

/** The survey of some resources of one template. */
export function surveyOf(resources: Record<string, any>, options?: SurveyOptions, template: Record<string, any> = {}) {
  return survey({ templates: [source(resources, { template })], acknowledgements: [] }, options);
}

/** A traced function with the given role; what the role's policies are is the test's business. */
export function tracedFunction(roleArn: any = { 'Fn::GetAtt': ['Role', 'Arn'] }): any {
  return { Type: 'AWS::Lambda::Function', Properties: { Role: roleArn, TracingConfig: { Mode: 'Active' } } };
}

/** A role of a function. */
export function role(properties: Record<string, any> = {}): any {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...properties } };
}

/** A policy document of one statement. */
export function document(statement: Record<string, any>): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] };
}
