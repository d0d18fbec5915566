import { auditOptions, type AuditOptions, FORMATS } from './audit-options';
import { type Command, type CommandIo, ExitCode } from './command';
import { writeWhole } from './output-file';
import { listOfEndings } from './output-format';
import { readInputs } from './read-inputs';
import { CoverageReport } from '../report/coverage-report';
import { reportText } from '../report/text';
import { COLOURED, PLAIN } from '../report/text-style';
import { isAtLeast } from '../survey/survey-finding';

export const AUDIT: Command = {
  name: 'audit',
  summary: 'tell what is traced, what is not and why, and what is wrong',
  help: `
Usage: cdk-xray audit PATH... [OPTIONS]

Audits cloud assemblies (cdk.out), CloudFormation and SAM templates in JSON or YAML, and folders of either. It needs neither the
CDK nor an AWS account, and the app need not use cdk-xray. "-" reads a template from standard input.

  --format FORMAT        ${FORMATS.names.join(', ')} (default: what the name of FILE ends in, else text)
  -o, --output FILE      write the report to a file instead of standard output; its name may end in
                         ${listOfEndings(FORMATS)}
  --min-coverage N       find an error where the coverage is below N percent; N may end in %
  --fail-on SEVERITY     error, or warning: the least severity that makes the exit code 1 (default: error)
  --rule ID=SEVERITY     off, info, warning or error, for one rule; may be given several times
  -q, --quiet            write no report to standard output

Exit codes: 0: no finding as severe as --fail-on; 1: at least one; 2: the command was not understood, or something could not be read
or written.
The rules are listed in https://github.com/cdk-xray/cdk-xray/blob/main/docs/RULES.md
`,
  run: (args, io) => audit(auditOptions(args), io),
};

async function audit(options: AuditOptions, io: CommandIo): Promise<number> {
  const inputs = await readInputs(options.paths, io);
  if (inputs.templates.length === 0 && inputs.problems.length > 0) { return ExitCode.TROUBLE; }
  const report = CoverageReport._of(inputs, options);
  writeReport(report, options, io);
  if (inputs.problems.length > 0) { return ExitCode.TROUBLE; }
  const fails = report.openFindings.some(({ severity }) => isAtLeast(severity, options.failOn));
  return fails ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function writeReport(report: CoverageReport, options: AuditOptions, io: CommandIo): void {
  if (options.output !== undefined) {
    writeWhole(options.output, rendered(report, options, false));
  } else if (!options.quiet) {
    io.stdout.write(rendered(report, options, io.stdout.isTTY === true && !io.env.NO_COLOR));
  }
}

function rendered(report: CoverageReport, { format, failOn }: AuditOptions, isColoured: boolean): string {
  switch (format) {
    case 'json': return report.toJson();
    case 'markdown': return report.toMarkdown();
    case 'html': return report.toHtml();
    case 'sarif': return report.toSarif();
    case 'junit': return report.toJUnit(failOn);
    case 'text': return reportText(report, isColoured ? COLOURED : PLAIN);
  }
}
