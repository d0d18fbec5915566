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

/** What is to be told of a template that brings more than is read: by nested stacks, and by what never has its templates here. */
export function unreadParts(source: SourceTemplate, unread: readonly NestedStack[]): InputProblem[] {
  return [unreadNestedStacks(source, unread), unreadBrought(source)].filter((problem) => problem !== undefined);
}

/** Of a template, that it nests stacks of which nothing is known. Undefined where there are none. */
function unreadNestedStacks({ file }: SourceTemplate, unread: readonly NestedStack[]): InputProblem | undefined {
  if (unread.length === 0 || file === undefined) { return undefined; }
  const stacks = unread.map(({ logicalId, location }) => typeof location === 'string' ? `${logicalId} (${location})` : logicalId).join(', ');
  const reason = 'nested stacks are not read, because their templates are no files in the folder that is read';
  return new InputProblem(`${reason}: ${stacks}; name a folder that holds them, too, where there is one`, file);
}

/** The types that bring resources whose templates are never files beside the template: CloudFormation or AWS Service Catalog has them. */
const BRINGING_TYPES = /^AWS::CloudFormation::StackSet$|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|::MODULE$/;

/** Of a template, that some of it brings resources of which nothing is known. Undefined where nothing does. */
function unreadBrought({ file, template }: SourceTemplate): InputProblem | undefined {
  const bringing = [...logicalIdsByType(template)].filter(([type]) => BRINGING_TYPES.test(type));
  if (bringing.length === 0 || file === undefined) { return undefined; }
  const resources = bringing.flatMap(([type, ids]) => ids.map((logicalId) => `${logicalId} (${type})`)).join(', ');
  return new InputProblem(`what stack sets, products and modules bring is not read, because it stands in no template here: ${resources}`, file);
}

/** What goes along from a template to those that it nests. */
export interface Nesting {
  /** The folder out of which no path leads. */
  readonly root: string;
  /** Called with the real path of each template that is found, before it is read. */
  onFound(file: string): void;
  /** Called with what is said of templates that cannot be read. */
  onUnread(problem: InputProblem): void;
  /** Reads a template; undefined where something is wrong with it, which does not keep the others from being read. */
  attempt<T>(read: () => T): T | undefined;
}

/**
 * The templates that a template nests by local paths, as those for `aws cloudformation package` and SAM do, and what these nest.
 *
 * @param file the real path of the template
 */
export function readNestedTemplates(source: SourceTemplate, file: string, nesting: Nesting, ancestors: readonly string[] = []): SourceTemplate[] {
  const stacks = nestedStacks(source.template).map((stack) => ({ ...stack, child: fileOf(stack, file, nesting.root) }));
  unreadParts(source, stacks.filter(({ child }) => child === undefined)).forEach((problem) => nesting.onUnread(problem));
  return stacks.flatMap(({ logicalId, child }) => {
    if (child === undefined) { return []; }
    nesting.onFound(child);
    const name = path.join(path.dirname(source.file!), path.relative(path.dirname(file), child));
    const template = nesting.attempt(() => {
      if (child === file || ancestors.includes(child)) {
        throw new InputProblem(`the nested stack ${logicalId} is, in the end, the template that it stands in`, source.file!);
      }
      return readTemplateFile(child, name);
    });
    if (!template) { return []; }
    const nested = { template, name: `${source.name}/${logicalId}`, input: source.input, file: name, nestedIn: { parent: source, logicalId } };
    return [nested, ...readNestedTemplates(nested, child, nesting, [...ancestors, file])];
  });
}

function fileOf({ location }: NestedStack, template: string, root: string): string | undefined {
  return typeof location === 'string' ? localFile(location, template, root) : undefined;
}
