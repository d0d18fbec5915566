import { traceMapHtml } from './html/map';
import { readAssembly, readPaths, readTemplate } from './read-paths';
import { traceMapDot } from './trace-map-dot';
import { traceMapJson } from './trace-map-json';
import { traceMapMermaid } from './trace-map-mermaid';
import { traceMapSvg } from './trace-map-svg';
import { BOOLEAN, requireKinds } from '../private/options/option-kinds';
import type { ReadInputs } from '../survey/reading/input-reader';
import { survey, type SurveyOptions } from '../survey/survey';
import { buildTraceMap } from '../survey/trace-map/build';
import type { FindingsByPlace } from '../survey/trace-map/placed-findings';
import type { TraceChain, TraceEdge } from '../survey/trace-map/trace-edge';
import type { TraceNode } from '../survey/trace-map/trace-node';

/**
 * How a trace map is made.
 */
export interface TraceMapProps {
  /**
   * Whether the code of functions and containers is searched for a tracing SDK, where its asset is on disk.
   *
   * @default true
   */
  readonly inspectCode?: boolean;
}

/**
 * The map that X-Ray will draw, before anything is deployed: who calls whom, and where the trace breaks.
 *
 * It is read from templates only, so it is there for apps that know nothing of this library, too. What the templates do not show is not on it: a call to
 * a web address in the code, for example.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-servicemap.html
 */
export class TraceMap {
  /**
   * The map of a cloud assembly, with its nested stacks and the assemblies of its Stages.
   *
   * @param path the assembly's folder, such as `cdk.out`
   * @param props how the map is made
   * @throws when the assembly cannot be read
   */
  public static fromAssembly(path: string, props: TraceMapProps = {}): TraceMap {
    return TraceMap._of(readAssembly(path), props);
  }

  /**
   * The map of cloud assemblies, template files (JSON or YAML, SAM too) and folders of either.
   *
   * @param paths what is read
   * @param props how the map is made
   * @throws when one of them cannot be read
   */
  public static fromPaths(paths: string[], props: TraceMapProps = {}): TraceMap {
    return TraceMap._of(readPaths(paths), props);
  }

  /**
   * The map of a template that was parsed already.
   *
   * @param template the template
   * @param props how the map is made
   * @throws when it is no template
   */
  public static fromTemplate(template: any, props: TraceMapProps = {}): TraceMap {
    return TraceMap._of(readTemplate(template), props);
  }

  /**
   * @param folder what the files of the templates are relative to
   * @internal
   */
  public static _of(inputs: ReadInputs, props: TraceMapProps, options: SurveyOptions = {}, folder = '.'): TraceMap {
    requireKinds(props, { inspectCode: BOOLEAN });
    return new TraceMap(inputs, props, options, folder);
  }

  /** The services, clients and stores, by id. */
  public readonly nodes: TraceNode[];

  /** Who calls whom, by the ids of the nodes, and what becomes of the trace on the way. */
  public readonly edges: TraceEdge[];

  /** Where traces begin, and the longest unbroken way from each. */
  public readonly chains: TraceChain[];

  /** What could not be read, and why: templates, which are not on the map, and definitions that templates name. */
  public readonly unreadable: string[];

  /**
   * What brings more than is on the map, by a template that is not here.
   * @internal
   */
  public readonly _unread: readonly string[];

  /**
   * What was found about nodes and edges, in full.
   * @internal
   */
  public readonly _findings: FindingsByPlace;

  private constructor(inputs: ReadInputs, { inspectCode = true }: TraceMapProps, options: SurveyOptions, folder: string) {
    const { nodes, edges, chains, findings, problems, unread } = buildTraceMap(survey(inputs, options), { folder, inspectCode });
    this.nodes = [...nodes];
    this.edges = [...edges];
    this.chains = [...chains];
    this._unread = unread;
    this._findings = findings;
    this.unreadable = [...inputs.problems, ...problems].map(({ message }) => message);
  }

  /**
   * The map as a page for people who do not read templates: one HTML file that loads nothing, and that any browser opens. One can search, filter and zoom
   * it, see all that is known of each node, and save what is drawn as a picture.
   */
  public toHtml(): string {
    return traceMapHtml(this, this._findings, this._unread);
  }

  /** The map as a picture, with a legend: an SVG file. */
  public toSvg(): string {
    return traceMapSvg(this);
  }

  /** The map as JSON: all that it holds. */
  public toJson(): string {
    return [...traceMapJson(this)].join('');
  }

  /** The map as a Mermaid flowchart, for Markdown. */
  public toMermaid(): string {
    return traceMapMermaid(this);
  }

  /** The map in the language of Graphviz. */
  public toDot(): string {
    return traceMapDot(this);
  }
}
