import * as path from 'path';
import { InputProblem } from './input-problem';
import { localFile } from './paths';
import { readTemplateFile } from './template-file';
import { logicalIdsByType } from '../resource-types';
import type { SourceTemplate } from '../source-template';

/** The properties by which a resource names the template of a nested stack. */
const TEMPLATE_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** A nested stack, and where its template is to be found. */
interface NestedStack {
  readonly logicalId: string;
  readonly entry: Record<string, any>;
  readonly location: any;
}

/** The nested stacks of a template. */
export function nestedStacks(template: Record<string, any>): NestedStack[] {
  const ids = logicalIdsByType(template);
  return [...TEMPLATE_PROPERTIES].flatMap(([type, property]) => (ids.get(type) ?? []).map((logicalId) => {
    const entry = template.Resources[logicalId];
    return { logicalId, entry, location: entry.Properties?.[property] };
  }));
}

/**
 * The templates that a template nests by local paths, as those for `aws cloudformation package` and SAM do, and what these nest.
 *
 * @param file the real path of the template
 * @param root the folder out of which no path leads
 * @param onFound called with the real path of each
 */
export function readNestedTemplates(
  source: SourceTemplate,
  file: string,
  root: string,
  onFound: (file: string) => void,
  ancestors: readonly string[] = [],
): SourceTemplate[] {
  return nestedStacks(source.template).flatMap(({ logicalId, location }) => {
    const child = typeof location === 'string' ? localFile(location, file, root) : undefined;
    if (child === undefined) { return []; }
    if (child === file || ancestors.includes(child)) {
      throw new InputProblem(`the nested stack ${logicalId} is, in the end, the template that it stands in`, source.file!);
    }
    onFound(child);
    const name = path.join(path.dirname(source.file!), path.relative(path.dirname(file), child));
    const nested = { template: readTemplateFile(child, name), name: `${source.name}/${logicalId}`, file: name, nestedIn: { parent: source, logicalId } };
    return [nested, ...readNestedTemplates(nested, child, root, onFound, [...ancestors, file])];
  });
}
