import type { SourceTemplate } from '../../../src/survey/source-template';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap, type TraceMapOptions, type TraceMapParts } from '../../../src/survey/trace-map/build';
import { source } from '../templates';

/** The map of some resources of one template. */
export function mapOf(resources: Record<string, any>, template: Record<string, any> = {}, options: Partial<TraceMapOptions> = {}): TraceMapParts {
  return buildTraceMap(survey({ templates: [source(resources, { template })], acknowledgements: [] }), { folder: '.', inspectCode: false, ...options });
}

/** The map of some templates. */
export function mapOfSources(templates: SourceTemplate[]): TraceMapParts {
  return buildTraceMap(survey({ templates, acknowledgements: [] }), { folder: '.', inspectCode: false });
}

/** The edges of a map as short texts: `Stack/` is left out. */
export function edgesOf({ edges }: TraceMapParts): string[] {
  const short = (id: string) => id.replace(/^Stack\//, '');
  return edges.map(({ from, to, relation, crossing }) => `${short(from)} > ${short(to)}: ${relation}, ${crossing}`);
}

/** The edges of a template, without those from clients. */
export function inner(resources: Record<string, any>, template: Record<string, any> = {}): string[] {
  return edgesOf(mapOf(resources, template)).filter((edge) => !edge.startsWith('clients > '));
}

export const ref = (id: string) => ({ Ref: id });
export const arn = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
export const resource = (Type: string, Properties: Record<string, any> = {}) => ({ Type, Properties });
export const traced = (properties: Record<string, any> = {}) => resource('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' }, ...properties });
export const untraced = (properties: Record<string, any> = {}) => resource('AWS::Lambda::Function', properties);
export const queue = (properties: Record<string, any> = {}) => resource('AWS::SQS::Queue', properties);
export const invocation = (id: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations`,
});
