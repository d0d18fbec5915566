import * as path from 'path';
import { InputProblem } from './input-problem';
import { localFile } from './paths';
import { readTemplateFile } from './template-file';
import { logicalIdsByType } from '../../private/template/resource-types';
import { TEMPLATE_PROPERTIES } from '../nested-stack-types';
import type { SourceTemplate } from '../source-template';

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

/** What goes along from a template to those that it nests. */
export interface Nesting {
  /** The folder out of which no path leads. */
  readonly root: string;
  /** Called with the real path of each template that is found, before it is read. */
  onFound(file: string): void;
  /** Reads a template; undefined where something is wrong with it, which does not keep the others from being read. */
  attempt<T>(read: () => T): T | undefined;
}

/**
 * The templates that a template nests by local paths, as those for `aws cloudformation package` and SAM do, and what these nest.
 *
 * @param file the real path of the template
 */
export function readNestedTemplates(source: SourceTemplate, file: string, nesting: Nesting, ancestors: readonly string[] = []): SourceTemplate[] {
  return nestedStacks(source.template).flatMap(({ logicalId, location }) => {
    const child = fileAt(location, file, nesting.root);
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

function fileAt(location: any, template: string, root: string): string | undefined {
  return typeof location === 'string' ? localFile(location, template, root) : undefined;
}
