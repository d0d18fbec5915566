import { setFlagsFromString } from 'v8';
import vm from 'vm';

/**
 * Lets the suites of a process share what V8 has compiled of modules.
 *
 * Jest compiles each module anew for each suite, by `vm.compileFunction`, of which V8 keeps nothing. Of a `vm.Script` it keeps what it has
 * compiled for all contexts of the process, functions that were compiled later included: aws-cdk-lib and the sources are compiled
 * once. It keeps no script that has a callback for `import()`, but jest's callback is for ES modules, of which the tests have none.
 */
export function shareCompilation(): void {
  vm.compileFunction = compileScript as typeof vm.compileFunction;
  // Or V8 would drop the functions that no suite has called for some garbage collections.
  setFlagsFromString('--no-flush-bytecode');
}

function compileScript(code: string, parameters: readonly string[], { filename, parsingContext }: vm.CompileFunctionOptions): unknown {
  const head = `(function (${parameters.join(', ')}) {`;
  return new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length }).runInContext(parsingContext!);
}
