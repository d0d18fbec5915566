import { misuse, shown } from '../private/errors';
import { InputReader, type ReadInputs } from '../survey/reading/input-reader';

/** Reads cloud assemblies, templates and folders of either. Throws where one of them cannot be read. */
export function readPaths(paths: readonly string[]): ReadInputs {
  if (!Array.isArray(paths)) { throw misuse(`\`paths\` must be a list, for example ["cdk.out"], got: ${shown(paths)}`); }
  const reader = new InputReader();
  paths.forEach((path) => reader.read(path));
  const { inputs } = reader;
  if (inputs.problems.length > 0) {
    throw misuse(`\`paths\` must be cloud assemblies, templates or folders of either: ${inputs.problems.map(({ message }) => message).join('; ')}`);
  }
  return inputs;
}
