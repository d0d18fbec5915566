import { ConstructSelector, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { TracingOptions } from './tracing-options';
import { negatedGlob } from '../private/cdk/globs';
import { shown } from '../private/errors';
import { NAMESPACE, WarningId } from '../private/ids';

/** Marks the root of an app whose globs are watched. The symbol is registered, so that two copies of the library share one list. */
const GLOBS = Symbol.for('cdk-xray.globs');

const OPTIONS = ['includePaths', 'excludePaths'] as const;

/** A glob of construct paths, and where it was given. */
interface Glob {
  readonly glob: string;
  readonly option: typeof OPTIONS[number];
  readonly scope: IConstruct;
}

/** Makes the end of the synthesis warn of globs that no construct of the app matches: only then all constructs are there. */
export function watchGlobs(scope: IConstruct, options: TracingOptions): void {
  const given = OPTIONS.flatMap((option) => (options[option] ?? []).map((glob): Glob => ({ glob, option, scope })));
  if (given.length === 0 || !Stage.isStage(scope.node.root)) { return; }
  const known = watchedGlobs(scope.node.root);
  known.push(...given.filter(({ glob, option }) => !known.some((each) => each.glob === glob && each.option === option)));
}

function watchedGlobs(root: IConstruct & { [GLOBS]?: Glob[] }): Glob[] {
  if (!root[GLOBS]) {
    root[GLOBS] = [];
    Validations.of(root).addPlugins(new UnmatchedGlobsPlugin(root, root[GLOBS]));
  }
  return root[GLOBS];
}

/** By the end of the synthesis the stacks' manifests are written, so an annotation would come too late to be shown; a plugin's report does not. */
class UnmatchedGlobsPlugin implements IPolicyValidationPlugin {
  public readonly name = NAMESPACE;

  constructor(private readonly root: IConstruct, private readonly globs: readonly Glob[]) {}

  public validate(): PolicyValidationPluginReport {
    const unmatched = this.globs.filter(({ glob }) => ConstructSelector.byPath(negatedGlob(glob) ?? glob).select(this.root).length === 0);
    return {
      success: true,
      violations: unmatched.map((each) => ({
        ruleName: WarningId.PATH_MATCHES_NOTHING,
        severity: 'warning',
        description: globText(each),
        fix: 'write the glob for paths as `construct.node.path` has them, which begin with the id below the App: "Prod/Orders/**"',
        violatingResources: [{ constructPath: each.scope.node.path, locations: [] }],
      })),
    };
  }
}

/** What is said of a glob that matches nothing. One that negates what is not there matches everything. */
function globText({ glob, option }: Glob): string {
  const verb = option === 'includePaths' ? 'traces' : 'leaves out';
  return negatedGlob(glob) === undefined
    ? `no construct of the app matches ${shown(glob)} in \`${option}\`, so it ${verb} nothing`
    : `no construct of the app matches what ${shown(glob)} in \`${option}\` negates, so it ${verb} everything`;
}
