import { choice, parsedArguments, requiredPaths } from './arguments';
import { UsageError } from './command';
import { outputFile } from './output-file';
import { type Formats, outputFormat } from './output-format';
import { qualifiedId } from '../private/ids';
import { RULES } from '../survey/findings';
import { ruleSuggestion } from '../survey/findings/suggestion';
import { FindingSeverity } from '../survey/survey-finding';

const NAMES = ['text', 'json', 'markdown', 'html', 'sarif', 'junit'] as const;

export const FORMATS: Formats<typeof NAMES[number]> = {
  names: NAMES,
  endings: { '.txt': 'text', '.json': 'json', '.md': 'markdown', '.html': 'html', '.htm': 'html', '.sarif': 'sarif', '.sarif.json': 'sarif', '.xml': 'junit' },
  usual: 'text',
};

/** What `cdk-xray audit` was asked to do. */
export interface AuditOptions {
  readonly paths: readonly string[];
  readonly format: typeof NAMES[number];
  readonly output?: string;
  readonly minimumCoverage?: number;
  readonly failOn: FindingSeverity;
  readonly severities: Readonly<Record<string, FindingSeverity>>;
  readonly quiet: boolean;
}

/** Reads the arguments of `cdk-xray audit`. Throws a UsageError. */
export function auditOptions(args: readonly string[]): AuditOptions {
  const { values, positionals } = parsedArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      'format': { type: 'string' },
      'output': { type: 'string', short: 'o' },
      'min-coverage': { type: 'string' },
      'fail-on': { type: 'string', default: 'error' },
      'rule': { type: 'string', multiple: true, default: [] },
      'quiet': { type: 'boolean', short: 'q', default: false },
    },
  });
  return {
    paths: requiredPaths(positionals),
    format: outputFormat(values, FORMATS),
    output: outputFile(values.output),
    minimumCoverage: values['min-coverage'] === undefined ? undefined : percentage(values['min-coverage']),
    failOn: choice('fail-on', values['fail-on'], [FindingSeverity.ERROR, FindingSeverity.WARNING]),
    severities: Object.fromEntries(values.rule.map(ruleSeverity)),
    quiet: values.quiet,
  };
}

function percentage(text: string): number {
  const [, digits] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*%?\s*$/.exec(text) ?? [];
  const percent = Number(digits);
  if (!(percent <= 100)) { throw new UsageError(`\`--min-coverage\` must be a percentage from 0 to 100, got: ${text}`); }
  return percent;
}

function ruleSeverity(text: string): [string, FindingSeverity] {
  const [, id, name, severity] = /^((?:XRay::)?(\w+))=(\w+)$/i.exec(text) ?? [];
  if (name === undefined) { throw new UsageError(`\`--rule\` must be like XRay::SnsTopicTracing=off, got: ${text}`); }
  const rule = RULES.find((each) => each.id.toLowerCase() === name.toLowerCase());
  if (!rule) { throw new UsageError(`\`--rule\` must name a rule, got: ${id}; ${ruleSuggestion(name, RULES.map((each) => each.id))}`); }
  return [qualifiedId(rule.id), choice('rule', severity, Object.values(FindingSeverity))];
}
