import { AspectPriority, Aspects, type IAspect } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { markExcluded } from './exclusion';
import { ExclusionAspect } from './exclusion-aspect';
import { watchForMissedStages } from './missed-stages';
import type { IResourceTracer } from './resource-tracer';
import { isTooLate, likelyStagesBelow } from './stages';
import { registerTracer } from './tracer-registry';
import type { TracingOptions } from './tracing-options';
import { watchGlobs } from './unmatched-globs';
import { XRayTracingAspect } from './xray-tracing-aspect';
import type * as checks from '../checks/register-checks';
import type { XRayChecksProps } from '../checks/xray-checks';
import { misuse, shown } from '../private/errors';

/**
 * Turns AWS X-Ray tracing on for a scope: an App, a Stage, a Stack or any other construct, and all that is below it.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/aws-xray.html
 *
 * @example
 * const app = new App();
 * new Stack(app, 'Orders');
 * XRayTracing.of(app).enable();
 */
export class XRayTracing {
  /**
   * The tracing of a scope.
   *
   * @param scope any construct
   * @throws when the scope is not a construct
   */
  public static of(scope: IConstruct): XRayTracing {
    if (!Construct.isConstruct(scope)) { throw misuse(`\`scope\` must be a construct, for example the App, got: ${shown(scope)}`); }
    return new XRayTracing(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Turns tracing on for every resource of the scope that can be traced: the tracing property, what must exist beside it, and the permission
   * of the role that sends the segments.
   *
   * It is done at synthesis, so resources may be defined after this call. Stages are reached if they exist at this call and have not been
   * synthesized yet; CDK Pipelines synthesizes a Stage inside `addStage`, so there the call belongs in the Stage's constructor. A Stage that was missed
   * stops the synthesis with its path. What cannot be traced gets a warning that can be acknowledged, and never stops anything.
   *
   * Calling this more than once is the same as calling it once. Where the options differ, a resource is traced by those of the call for the nearest scope
   * that reaches it and, of two calls for the same scope, by those of the last.
   *
   * @param options what is traced, and how
   * @throws when an option names nothing, or a resource type that has no tracer
   */
  public enable(options: TracingOptions = {}): void {
    const aspect = XRayTracingAspect._for(this.scope, options);
    this.addAspect(aspect);
    watchForMissedStages(this.scope, aspect, options.allowMissedStages ?? false);
    watchGlobs(this.scope, options);
  }

  /**
   * Checks the tracing of the scope at the end of the synthesis, and writes a coverage report into the cloud assembly. Findings of the severity
   * `error` stop the synthesis; `Validations.of(construct).acknowledge()` silences one with a reason.
   *
   * It looks at templates, so it does not matter how tracing was turned on. Calling this again for the same scope replaces the options.
   *
   * @param options what is looked for, and what is written
   * @throws when the scope is in no App or Stage, or an option is not what it must be
   */
  public check(options: XRayChecksProps = {}): void {
    loadChecks().registerChecks(this.scope, options);
  }

  /**
   * Leaves the scope, and all below it, out of tracing, whatever is enabled around it. The reason is written to the template metadata of each
   * resource that could have been traced.
   *
   * A property that turns tracing on by itself is not removed.
   *
   * @param reason why, for whoever reads the coverage report
   * @throws when the reason is empty, or the Stage of the scope has been synthesized already
   */
  public exclude(reason: string): void {
    if (typeof reason !== 'string' || !reason.trim()) {
      throw misuse(`\`reason\` must say why the construct is not traced, for example "retired in March", got: ${shown(reason)}`, this.scope);
    }
    if (isTooLate(this.scope)) {
      throw misuse('`exclude()` must be called before the synthesis: tracing has visited this Stage already; move the call into the Stage\'s constructor', this.scope);
    }
    markExcluded(this.scope, reason);
    this.addAspect(new ExclusionAspect());
  }

  /**
   * Adds a row to the table for this scope and all below it. The row of the nearest scope goes before that of a farther one, and before the built-in row.
   *
   * Register before `enable()` is called with the row's type in `resourceTypes`.
   *
   * @param tracer the row
   * @throws when the scope has a tracer for the type already, or the tracer is not well-formed
   */
  public registerTracer(tracer: IResourceTracer): void {
    registerTracer(this.scope, tracer);
  }

  /** An aspect never enters a Stage, so each Stage gets it too. */
  private addAspect(aspect: IAspect): void {
    for (const scope of [this.scope, ...likelyStagesBelow(this.scope)]) {
      Aspects.of(scope).add(aspect, { priority: AspectPriority.MUTATING });
    }
  }
}

/** The check and its reports are as large as all else, and an app that only enables tracing needs none of them. */
function loadChecks(): typeof checks {
  return require('../checks/register-checks');
}
