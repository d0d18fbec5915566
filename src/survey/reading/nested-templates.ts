import * as path from 'path';
import { InputProblem } from './input-problem';
import { localFile } from './paths';
import { readTemplateFile } from './template-file';
import { isObject } from '../../private/intrinsics';
import type { SourceTemplate } from '../source-template';

/** The properties by which a resource names the template of a nested stack. */
const TEMPLATE_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** The nested stacks of a template: where their templates are to be found. */
export function nestedStacks(template: Record<string, any>): { logicalId: string; entry: Record<string, any>; location: any }[] {
  const resources: Record<string, any> = template.Resources ?? {};
  const isNested = (entry: unknown) => isObject(entry) && Object.hasOwn(TEMPLATE_PROPERTIES, entry.Type);
  return Object.keys(resources).filter((logicalId) => isNested(resources[logicalId])).map((logicalId) => {
    const entry = resources[logicalId];
    return { logicalId, entry, location: entry.Properties?.[TEMPLATE_PROPERTIES[entry.Type]] };
  });
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
