import * as fs from 'fs';
import * as path from 'path';
import { isRegularFile } from './paths';
import { NAMESPACE, REPORT_NAME } from '../../private/ids';
import { isObject } from '../../private/template/intrinsics';
import type { Acknowledgement } from '../source-template';

const LOGICAL_ID = 'aws:cdk:logicalId';
const ASSET = 'aws:cdk:asset';
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** How the id of a rule begins as a key in JSON, as acknowledgements have it. Warnings name their ids within a text. */
const RULE_KEY = `"${NAMESPACE}::`;

/** What a cloud assembly has noted of the constructs of one stack and of those nested in it. Read when first asked for. */
export class AssemblyMetadata {
  private entries?: Record<string, any>;
  private paths?: Map<string, Map<string, string>>;
  private assetPaths?: Map<unknown, unknown>;

  /**
   * @param file the file with the rest of the metadata, if there is one
   */
  constructor(private readonly artifact: any, private readonly file: string | undefined) {}

  /** The acknowledgements of this library's rules. Most files have none, and are not parsed for that. */
  public get acknowledgements(): Acknowledgement[] {
    const metadata = this.isInFile(RULE_KEY) ? this.metadata() : Object(this.artifact.metadata);
    return Object.entries(metadata).flatMap(([constructPath, entries]) => entriesOf(entries, ACKNOWLEDGED_RULES)
      .flatMap((rules) => Object.entries<any>(Object(rules)))
      .filter(([ruleId]) => ruleId.startsWith(`${NAMESPACE}::`))
      .map(([ruleId, reason]) => ({ constructPath: constructPath.slice(1), ruleId, reason: String(reason) })));
  }

  /** The construct path of an element of the stack itself, or of the nested stack with the given construct path. */
  public constructPathOf(logicalId: string, nestedStack: string): string | undefined {
    this.paths ??= pathsByNestedStack(this.metadata());
    return this.paths.get(nestedStack)?.get(logicalId);
  }

  /** The path of an asset that parameters of the stack stand for, as the CDK's first version and `LegacyStackSynthesizer` have it, by its hash. */
  public assetPath(hash: string): unknown {
    this.assetPaths ??= new Map(Object.values(this.metadata())
      .flatMap((entries) => entriesOf(entries, ASSET))
      .map((asset) => [asset?.id, asset?.path]));
    return this.assetPaths.get(hash);
  }

  private metadata(): Record<string, any> {
    return this.entries ??= { ...this.additionalMetadata(), ...Object(this.artifact.metadata) };
  }

  private additionalMetadata(): any {
    return this.file === undefined ? {} : parsedOrEmpty(this.file);
  }

  private isInFile(text: string): boolean {
    return this.file !== undefined && fs.readFileSync(this.file).includes(text);
  }
}

/** Logical ids are unique within a template, so each nested stack has a map of its own. */
function pathsByNestedStack(metadata: Record<string, any>): Map<string, Map<string, string>> {
  const paths = Object.keys(metadata).map((key) => key.slice(1));
  const nestedStacks = new Set(paths.flatMap((constructPath) => nestedStackPath(constructPath) ?? []));
  const byStack = new Map<string, Map<string, string>>();
  for (const constructPath of paths) {
    const [logicalId] = entriesOf(metadata[`/${constructPath}`], LOGICAL_ID);
    if (typeof logicalId !== 'string') { continue; }
    const stack = nestedStacks.size > 0 ? ownerOf(constructPath, nestedStacks) : '';
    const ids = byStack.get(stack) ?? new Map<string, string>();
    byStack.set(stack, ids.set(logicalId, constructPath));
  }
  return byStack;
}

/** The path of the construct `NestedStack`, given that of the resource that the CDK makes beside it. */
export function nestedStackPath(resourcePath: unknown): string | undefined {
  const match = /^(.*?)([^/]+)\.NestedStack\/\2\.NestedStackResource$/.exec(String(resourcePath));
  return match ? `${match[1]}${match[2]}` : undefined;
}

/** The nearest nested stack around a construct; empty where there is none. */
function ownerOf(constructPath: string, nestedStacks: ReadonlySet<string>): string {
  for (let end = constructPath.lastIndexOf('/'); end > 0; end = constructPath.lastIndexOf('/', end - 1)) {
    const ancestor = constructPath.slice(0, end);
    if (nestedStacks.has(ancestor)) { return ancestor; }
  }
  return '';
}

function entriesOf(entries: any, type: string): any[] {
  return Array.isArray(entries) ? entries.filter((entry) => entry?.type === type).map((entry) => entry.data) : [];
}

/**
 * The acknowledgements on an App or on a Stage. The CDK notes none of them in an assembly; `check()` writes them to its report, where this reads them.
 */
export function readAcknowledgementsAboveStacks(folder: string): Acknowledgement[] {
  const { acknowledgements } = parsedOrEmpty(path.join(folder, `${REPORT_NAME}.json`));
  return Array.isArray(acknowledgements) ? acknowledgements.filter(isAcknowledgement) : [];
}

function isAcknowledgement(value: any): value is Acknowledgement {
  return isObject(value) && ['constructPath', 'ruleId', 'reason'].every((name) => typeof value[name] === 'string');
}

/** A file that only adds to what is known: without it, less is known. */
function parsedOrEmpty(file: string): Record<string, any> {
  try {
    return isRegularFile(file) ? Object(JSON.parse(fs.readFileSync(file, 'utf8'))) : {};
  } catch {
    return {};
  }
}
