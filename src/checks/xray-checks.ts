import { type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgementsOutsideStacks, TreeAcknowledgements } from './acknowledgements';
import { ownStage } from './own-stage';
import { ReportFiles } from './report-files';
import { violationsOf } from './violations';
import { isRegisteredOn } from '../private/cdk/validation-plugins';
import { NAMESPACE, qualifiedId } from '../private/ids';
import { BOOLEAN, optionsSuchAs, requireKind, requireKinds } from '../private/options/option-kinds';
import { CoverageReport, type CoverageReportProps, validateReportProps } from '../report/coverage-report';
import type * as traceMap from '../report/trace-map';
import { libraryVersion } from '../report/version';
import { RULES } from '../survey/findings';
import { readFreshAssembly } from '../survey/reading/cloud-assembly';
import type { SurveyOptions } from '../survey/survey';
import { FindingSeverity } from '../survey/survey-finding';
import { type RegisteredRows, registeredRows } from '../tracing/tracer-registry';

/**
 * What a check looks for, and what it writes.
 */
export interface XRayChecksProps extends CoverageReportProps {
  /**
   * Whether the report is written into the cloud assembly, as `xray-coverage.json`, `xray-coverage.md` and `xray-coverage.html`.
   *
   * @default true
   */
  readonly reportFiles?: boolean;

  /**
   * Whether the trace map is written into the cloud assembly, as `xray-map.json` and `xray-map.html`: who calls whom, and where the trace breaks. It shows the whole assembly
   * of the scope's App or Stage, because a trace knows no scopes.
   *
   * @default false
   */
  readonly map?: boolean;
}

/**
 * A validation plugin that checks the tracing of an App or a Stage at synthesis: findings of the severity `error` stop it, unless they are
 * acknowledged by the CDK's own `Validations.of(construct).acknowledge()`.
 *
 * `XRayTracing.of(app).check()` registers it. Registered by hand, on an App or a Stage, it does the same, but leaves a report of an earlier
 * synthesis alone: a validation plugin must not change a file that was there before it.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new XRayChecks({ minimumCoverage: 90 }));
 */
export class XRayChecks implements IPolicyValidationPlugin {
  /** @internal */
  public static _for(scope: IConstruct, props: XRayChecksProps): XRayChecks {
    const checks = new XRayChecks(props);
    checks.scope = scope;
    return checks;
  }

  /** The name under which the CDK shows the findings. */
  public readonly name = NAMESPACE;

  /** The version of the library. */
  public readonly version?: string = libraryVersion();

  /** The ids of the rules. */
  public readonly ruleIds?: string[] = RULES.map(({ id }) => qualifiedId(id));

  private scope?: IConstruct;
  private props: XRayChecksProps = {};
  private readonly checkedTemplates = new Set<string>();

  /**
   * @param props what is looked for, and what is written
   * @throws when a property is not what it must be
   */
  constructor(props: XRayChecksProps = {}) {
    this._configure(props);
  }

  /**
   * Changes the options.
   * @internal
   */
  public _configure(props: XRayChecksProps): void {
    requireKind('options', props, optionsSuchAs('{}'));
    requireKinds(props, { map: BOOLEAN, reportFiles: BOOLEAN });
    validateReportProps(props);
    this.props = props;
  }

  /**
   * Checks the templates. The CDK calls this once for each environment that the stacks are deployed to; the first call answers for all of them.
   *
   * @param context what was synthesized
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const isSameSynthesis = this.checkedTemplates.size > 0 && context.templatePaths.every((path) => !this.checkedTemplates.has(path));
    if (!isSameSynthesis) { this.checkedTemplates.clear(); }
    context.templatePaths.forEach((path) => this.checkedTemplates.add(path));
    return isSameSynthesis ? { success: true, violations: [] } : this.check(context.appConstruct);
  }

  private check(root: IConstruct): PolicyValidationPluginReport {
    const scope = this.scope ?? this.registeredStage(root);
    const { outdir } = ownStage(scope)!;
    const inputs = { ...readFreshAssembly(outdir), acknowledgements: [] };
    const rows = registeredRows(root);
    const registeredTracer = rows && tracerIn(rows);
    const known = { acknowledgements: new TreeAcknowledgements(root), registeredTracer };
    const report = CoverageReport._of(inputs, this.props, { ...known, scopePath: scope.node.path, registeredRuleIds: rows?.ruleIds });
    const files = new ReportFiles(scope);
    const drawn = () => loadTraceMap().TraceMap._of(inputs, {}, { ...known, severities: this.props.severities }, outdir);
    const hasReport = this.props.reportFiles !== false;
    const unwritten = [
      ...(hasReport ? files.write(report, acknowledgementsOutsideStacks(root)) : []),
      ...(this.props.map === true ? files.writeMap(drawn()) : []),
    ];
    return {
      success: report.openFindings.every(({ severity }) => severity !== FindingSeverity.ERROR),
      pluginVersion: this.version,
      violations: [...violationsOf(report.findings, { scope, outdir, report: hasReport ? files.page : undefined }), ...unwritten],
    };
  }

  private registeredStage(root: IConstruct): IConstruct {
    const isRegistered = (construct: IConstruct) => Stage.isStage(construct) && isRegisteredOn(construct, this);
    return isRegistered(root) ? root : root.node.findAll().find(isRegistered) ?? root;
  }
}

/** Few ask for the map. */
function loadTraceMap(): typeof traceMap {
  return require('../report/trace-map');
}

function tracerIn({ find }: RegisteredRows): SurveyOptions['registeredTracer'] {
  return ({ constructPath, type }) => constructPath === undefined ? undefined : find(constructPath, type);
}
