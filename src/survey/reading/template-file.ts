import * as fs from 'fs';
import { findCycle } from './dependency-cycle';
import { InputProblem, NoTemplate, positionOfKey } from './input-problem';
import { refuseUnknownFunction } from './intrinsic-functions';
import { JsonChecker } from './json-checker';
import { MAX_BYTES, MAX_DEPTH, MAX_MANIFEST_BYTES, MAX_YAML_BYTES, TOO_DEEP } from './limits';
import { unrolled } from './loops';
import { positionOfResource } from './resource-positions';
import type * as yaml from './yaml-template';
import { isObject } from '../../private/template/intrinsics';
import { quotedPlaceholders } from '../../private/template/placeholders';

/**
 * Reads a template from a file.
 *
 * @param file the file to open
 * @param name the file as a person wrote it
 */
export function readTemplateFile(file: string, name: string): Record<string, any> {
  return parseTemplate(readText(file, name, MAX_BYTES), name);
}

/** Reads the template of a stack of a cloud assembly from a file. A stack that is empty has a template without `Resources`. */
export function readStackTemplateFile(file: string, name: string): Record<string, any> {
  return parseTemplate(readText(file, name, MAX_BYTES), name, { Resources: {} });
}

/**
 * Parses a template, in JSON or YAML as its text tells. Throws an InputProblem where it is none.
 *
 * @param defaults the sections that it has where they are not written out
 */
export function parseTemplate(text: string, name: string, defaults: Record<string, any> = {}): Record<string, any> {
  const document = parseDocument(text, name);
  const written = isObject(document) && text.includes('Fn::ForEach::') ? unrolled(document, name) : document;
  const template = isObject(written) ? { ...defaults, ...(isEmptyStack(written) && { Resources: {} }), ...written } : written;
  if (!isObject(template) || template.Resources === undefined) {
    throw new NoTemplate(isServerlessService(template) ? SERVERLESS_SERVICE : 'is not a CloudFormation template: it has no `Resources`', name);
  }
  if (!isObject(template.Resources)) {
    throw new InputProblem('`Resources` must be an object with the resources by logical id', name, positionOfKey(text, 'Resources'));
  }
  const cycle = findCycle(template);
  if (cycle) { throw new InputProblem(`resources depend on each other in a circle: ${cycle.join(' → ')}`, name, positionOfResource(text, cycle[0])); }
  return template;
}

/** Whether a document is what the CDK writes for a stack without resources: nothing but its rule that the account is bootstrapped. */
function isEmptyStack({ Rules }: Record<string, any>): boolean {
  return isObject(Rules) && Rules.CheckBootstrapVersion !== undefined;
}

/** Whether a document is a `serverless.yml`. */
function isServerlessService(document: unknown): boolean {
  return isObject(document) && document.service !== undefined && document.provider !== undefined;
}

const SERVERLESS_SERVICE = 'is a service of the Serverless Framework, and no template; run `serverless package`,'
  + ' and give `.serverless/cloudformation-template-update-stack.json`, which it writes';

/**
 * Reads what a template refers to, such as the definition of a state machine: JSON or YAML, as its text tells, with placeholders. Throws an InputProblem
 * where it is neither.
 */
export function readDocument(file: string, name: string): unknown {
  const text = readText(file, name, MAX_BYTES);
  return parseDocument(looksLikeJson(text) ? quotedPlaceholders(text) : text, name);
}

/** Parses JSON that must be valid, such as a manifest. */
export function readJsonFile(file: string, name: string): any {
  return parseJson(readText(file, name, MAX_MANIFEST_BYTES), name);
}

/** The text of a file that is not larger than it may be. Whatever else has a path, such as a named pipe, may never end. */
function readText(file: string, name: string, limit: number): string {
  try {
    const stats = fs.statSync(file);
    if (stats.isDirectory()) { throw new InputProblem('is a folder', name); }
    if (!stats.isFile()) { throw new InputProblem('is not a regular file; give `-` instead, and pipe the template to standard input', name); }
    refuseSize(stats.size, limit, name);
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof InputProblem ? error : new InputProblem(systemReason(error), name);
  }
}

/** Throws where something is larger than what is read. */
export function refuseSize(bytes: number, limit: number, name: string): void {
  if (bytes > limit) {
    throw new InputProblem(`is larger than the ${limit / 1024 / 1024} MB that are read; CloudFormation accepts templates of 1 MB`, name);
  }
}

/** What the operating system says of a file, in words. */
export function systemReason(error: unknown): string {
  const reasons: Record<string, string> = { EACCES: 'cannot be read: permission denied', ENOENT: 'does not exist', EISDIR: 'is a folder', ELOOP: 'is a symbolic link to itself' };
  const { code, message } = error as { code?: string; message: string };
  return reasons[code ?? ''] ?? message;
}

function parseDocument(text: string, name: string): any {
  if (text.includes('\0')) { throw new InputProblem('is not UTF-8 text; save it as UTF-8 if it is UTF-16, which Windows PowerShell writes', name); }
  if (!looksLikeJson(text)) { return parseYaml(text, name); }
  try {
    return parseJson(text, name);
  } catch (error) {
    if (!isFlowMapping(text, name)) { throw error; }
    return parseYaml(text, name);
  }
}

/** Whether a text begins as JSON does, or with a comment, which JSON does not have. */
function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*(?:\{|\/[/*])/.test(text);
}

/** Whether what begins as JSON is meant to be YAML, which may be written in braces, too. */
function isFlowMapping(text: string, name: string): boolean {
  return /\.ya?ml$/i.test(name) || /^\ufeff?\s*\{\s*[\w#]/.test(text);
}

function parseJson(text: string, name: string): any {
  const checker = new JsonChecker(text, name);
  checker.check();
  const document = JSON.parse(text.replace(/^\ufeff/, ''));
  refuseUnknownFunction(checker.unknownFunction, document);
  return document;
}

function parseYaml(text: string, name: string): any {
  refuseSize(Buffer.byteLength(text), MAX_YAML_BYTES, name);
  const { template, unknownFunction } = loadYaml().parseYamlTemplate(text, name);
  refuseDepth(template, 0, name);
  refuseUnknownFunction(unknownFunction, template);
  return template;
}

/** What the CDK synthesizes is JSON: most who read templates never meet YAML. */
function loadYaml(): typeof yaml {
  return require('./yaml-template');
}

/** Aliases can make a value contain itself, which nests it without end. */
function refuseDepth(value: unknown, depth: number, name: string): void {
  if (depth > MAX_DEPTH) { throw new InputProblem(TOO_DEEP, name); }
  if (typeof value === 'object' && value !== null) { Object.values(value).forEach((child) => refuseDepth(child, depth + 1, name)); }
}
