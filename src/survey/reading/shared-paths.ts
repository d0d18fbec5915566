import type { SourceTemplate } from '../source-template';

/** Templates, those with the input in front of their names whose stacks have the same path as one of another input. */
export function withInputsWhereShared(templates: readonly SourceTemplate[]): SourceTemplate[] {
  const inputs = new Map<string, Set<string | undefined>>();
  for (const { name, input } of templates) { inputs.set(name, (inputs.get(name) ?? new Set()).add(input)); }
  if (inputs.size === templates.length) { return [...templates]; }
  const renamed = new Map<SourceTemplate, SourceTemplate>();
  const rename = (source: SourceTemplate): SourceTemplate => {
    const { name, input, nestedIn } = source;
    const pathPrefix = (inputs.get(name)?.size ?? 0) > 1 ? `${input}: ` : undefined;
    const result = renamed.get(source) ?? {
      ...source,
      ...pathPrefix === undefined ? {} : { name: `${pathPrefix}${name}`, pathPrefix },
      ...nestedIn && { nestedIn: { ...nestedIn, parent: rename(nestedIn.parent) } },
    };
    renamed.set(source, result);
    return result;
  };
  return templates.map(rename);
}
