import { parsedArguments, requiredPaths } from './arguments';
import { type Command, type CommandIo, ExitCode } from './command';
import { outputFile, writeWhole } from './output-file';
import { type Formats, listOfEndings, outputFormat } from './output-format';
import { readInputs, tellNotes, tellProblems } from './read-inputs';
import type * as report from '../report/trace-map';

const NAMES = ['html', 'svg', 'mermaid', 'dot', 'json'] as const;

const FORMATS: Formats<typeof NAMES[number]> = {
  names: NAMES,
  endings: { '.html': 'html', '.htm': 'html', '.svg': 'svg', '.mermaid': 'mermaid', '.mmd': 'mermaid', '.dot': 'dot', '.gv': 'dot', '.json': 'json' },
  usual: 'json',
};

/** What `cdk-xray map` was asked to do. */
interface MapOptions {
  readonly paths: readonly string[];
  readonly format: typeof NAMES[number];
  readonly output?: string;
  readonly inspectCode: boolean;
}

export const MAP: Command = {
  name: 'map',
  summary: 'draw who calls whom, and where the trace breaks',
  help: `
Usage: cdk-xray map PATH... [OPTIONS]

Draws the service map before the deployment: of cloud assemblies (cdk.out), CloudFormation and SAM templates in JSON or YAML, and folders of
either. It needs neither the CDK nor an AWS account, and the app need not use cdk-xray. "-" reads a template from standard input.

  --format FORMAT        ${FORMATS.names.join(', ')} (default: what the name of FILE ends in, else json)
  -o, --output FILE      write the map to a file instead of standard output; its name may end in
                         ${listOfEndings(FORMATS)}
  --skip-code            do not search the code of functions and containers for a tracing SDK

Exit codes: 0: the map is drawn; 2: the command was not understood, or something could not be read or written.
`,
  run: (args, io) => map(mapOptions(args), io),
};

function mapOptions(args: readonly string[]): MapOptions {
  const { values, positionals } = parsedArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      'format': { type: 'string' },
      'output': { type: 'string', short: 'o' },
      'skip-code': { type: 'boolean', default: false },
    },
  });
  return { paths: requiredPaths(positionals), format: outputFormat(values, FORMATS), output: outputFile(values.output), inspectCode: !values['skip-code'] };
}

async function map(options: MapOptions, io: CommandIo): Promise<number> {
  const inputs = await readInputs(options.paths, io);
  if (inputs.templates.length === 0 && inputs.problems.length > 0) { return ExitCode.TROUBLE; }
  const traceMap = loadReport().TraceMap._of(inputs, { inspectCode: options.inspectCode });
  tellNotes(traceMap._unread, io);
  tellProblems(traceMap.unreadable.slice(inputs.problems.length), io);
  const text = rendered(traceMap, options);
  if (options.output === undefined) { io.stdout.write(text); } else { writeWhole(options.output, text); }
  return traceMap.unreadable.length > 0 ? ExitCode.TROUBLE : ExitCode.CLEAN;
}

/** The other commands draw nothing. */
function loadReport(): typeof report {
  return require('../report/trace-map');
}

function rendered(traceMap: report.TraceMap, { format }: MapOptions): string {
  switch (format) {
    case 'html': return traceMap.toHtml();
    case 'svg': return traceMap.toSvg();
    case 'json': return traceMap.toJson();
    case 'mermaid': return traceMap.toMermaid();
    case 'dot': return traceMap.toDot();
  }
}
