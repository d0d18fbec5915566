import { misuse, shown } from '../private/errors';
import { requireKind } from '../private/options/option-kinds';
import { isObject } from '../private/template/intrinsics';
import { InputReader, type ReadInputs } from '../survey/reading/input-reader';

const ASSEMBLY = { rule: 'the folder of a cloud assembly, for example "cdk.out"', fits: isText };
const PATHS = { rule: 'a list of paths, for example ["cdk.out"]', fits: (value: unknown) => Array.isArray(value) && value.every(isText) };

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Reads a cloud assembly. Throws where it cannot be read. */
export function readAssembly(path: string): ReadInputs {
  requireKind('path', path, ASSEMBLY);
  return read([path], '`path` must be a cloud assembly, a template or a folder of either');
}

/** Reads cloud assemblies, templates and folders of either. Throws where one of them cannot be read. */
export function readPaths(paths: readonly string[]): ReadInputs {
  requireKind('paths', paths, PATHS);
  return read(paths, '`paths` must be cloud assemblies, templates or folders of either');
}

/** The template that somebody has parsed. Throws where it is none. */
export function readTemplate(template: any): ReadInputs {
  if (!isObject(template?.Resources)) { throw misuse(`\`template\` must be an object with \`Resources\`, got: ${shown(template)}`); }
  return { templates: [{ template, name: 'Template' }], acknowledgements: [], problems: [] };
}

function read(paths: readonly string[], rule: string): ReadInputs {
  const reader = new InputReader();
  paths.forEach((path) => reader.read(path));
  const { inputs } = reader;
  if (inputs.problems.length > 0) { throw misuse(`${rule}: ${inputs.problems.map(({ message }) => message).join('; ')}`); }
  return inputs;
}
