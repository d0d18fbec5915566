import { existsSync, readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { type PolicyViolation, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ownStage } from './own-stage';
import { writePieces } from './write-pieces';
import { MAP_NAME, qualifiedId, REPORT_NAME, WarningId } from '../private/ids';
import type { CoverageReport } from '../report/coverage-report';
import { reportHtml } from '../report/html';
import { reportJson } from '../report/json';
import { reportMarkdown } from '../report/markdown';
import type { TraceMap } from '../report/trace-map';
import type { Acknowledgement } from '../survey/source-template';

/** The files of a report, by extension, each in pieces. */
const FORMATS: Readonly<Record<string, (report: CoverageReport, acknowledgements: readonly Acknowledgement[]) => Iterable<string>>> = {
  // Acknowledgements of Apps and Stages stand nowhere else in an assembly.
  json: (report, acknowledgements) => reportJson(report, { acknowledgements }),
  md: reportMarkdown,
  html: (report) => reportHtml(report).pieces,
};

/** The files of a trace map, by extension, each in pieces. */
const MAP_FORMATS: Readonly<Record<string, (map: TraceMap) => Iterable<string>>> = {
  json: (map) => [map.toJson()],
  html: (map) => [map.toHtml()],
};

/**
 * The report files that the check of a scope writes into the assembly of the scope's Stage. A Stage has an assembly of its own, and a scope
 * within one has its path in the names, so no two checks write the same file.
 */
export class ReportFiles {
  private readonly reports: { readonly file: string; readonly render: typeof FORMATS[string] }[];
  private readonly maps: { readonly file: string; readonly render: typeof MAP_FORMATS[string] }[];

  constructor(scope: IConstruct) {
    const suffix = Stage.isStage(scope) ? '' : `-${encodeURIComponent(scope.node.path)}`;
    const { outdir } = ownStage(scope)!;
    this.reports = Object.entries(FORMATS).map(([extension, render]) => ({ file: join(outdir, `${REPORT_NAME}${suffix}.${extension}`), render }));
    this.maps = Object.entries(MAP_FORMATS).map(([extension, render]) => ({ file: join(outdir, `${MAP_NAME}${suffix}.${extension}`), render }));
  }

  /** The report for people who look for more than a validation report tells, from where they are. */
  public get page(): string {
    return relative(process.cwd(), this.reports.at(-1)!.file);
  }

  /** Removes what an earlier synthesis left. A validation plugin may write new files only, so this must be done before the plugins run. */
  public remove(): void {
    [...this.maps, ...this.reports].forEach(({ file }) => rmSync(file, { force: true }));
  }

  /** Writes the reports. Returns a violation for each that an earlier synthesis left and that is not up to date any more. */
  public write(report: CoverageReport, acknowledgements: readonly Acknowledgement[]): PolicyViolation[] {
    return this.reports.flatMap(({ file, render }) => writeNew(file, render(report, acknowledgements)));
  }

  /** Writes the trace map, as `write` does the reports. */
  public writeMap(map: TraceMap): PolicyViolation[] {
    return this.maps.flatMap(({ file, render }) => writeNew(file, render(map)));
  }
}

function writeNew(file: string, pieces: Iterable<string>): PolicyViolation[] {
  if (existsSync(file)) { return readFileSync(file, 'utf8') === [...pieces].join('') ? [] : [staleReport(file)]; }
  writePieces(file, pieces);
  return [];
}

function staleReport(file: string): PolicyViolation {
  return {
    ruleName: qualifiedId(WarningId.REPORT_NOT_WRITTEN),
    severity: 'info',
    description: `${file} is of an earlier synthesis, and a validation plugin must not change it`,
    fix: 'remove the file before each synthesis, or register the check by `XRayTracing.of(scope).check()`, which does that',
    violatingResources: [{ constructPath: '', locations: [] }],
  };
}
