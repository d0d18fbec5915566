import * as fs from 'fs';
import * as path from 'path';
import { isAssembly, readAssembly } from './cloud-assembly';
import { templateFilesIn } from './folder';
import { addOnce, attempted, InputProblem, NoTemplate } from './input-problem';
import { MAX_BYTES, MAX_NESTED_STACKS, TOO_MANY_NESTED } from './limits';
import { type Nesting, readNestedTemplates } from './nested-templates';
import { withInputsWhereShared } from './shared-paths';
import { parseTemplate, readTemplateFile, refuseSize, systemReason } from './template-file';
import type { Acknowledgement, SourceTemplate, SurveyInput } from '../source-template';

/** What could be read of some inputs, and what is wrong with the others. */
export interface ReadInputs extends SurveyInput {
  readonly problems: readonly InputProblem[];
}

/**
 * Reads cloud assemblies, templates and folders of either. One input that cannot be read does not keep the others from being read.
 */
export class InputReader {
  private readonly templates: SourceTemplate[] = [];
  private readonly acknowledgements: Acknowledgement[] = [];
  private readonly problems: InputProblem[] = [];
  private readonly notes: InputProblem[] = [];
  /** The real paths of the files and assemblies that were read, so that none is read again where it is named twice. */
  private readonly seen = new Set<string>();
  /** The real paths of template files. */
  private readonly files = new Map<SourceTemplate, string>();
  /** The real paths of the files that a template nests. */
  private readonly nested = new Set<string>();

  /**
   * @param onRead called with each file or assembly before it is read, for those who show progress
   */
  constructor(private readonly onRead: (name: string) => void = () => {}) {}

  /** What has been read so far. A template that another one nests is there as its nested stack, and not again by itself, whichever was read first. */
  public get inputs(): ReadInputs {
    const templates = withInputsWhereShared(this.templates.filter((source) => this.isReached(source)));
    return { templates, acknowledgements: this.acknowledgements, problems: this.problems };
  }

  /** What was passed over, for a person to know: nothing is wrong with it, but nothing is known of it. */
  public get passedOver(): readonly InputProblem[] {
    return this.notes;
  }

  /** Reads a file, a folder or a cloud assembly. */
  public read(name: string): void {
    const file = path.resolve(name);
    this.attempt(() => {
      if (!stat(file, name).isDirectory()) {
        this.readFiles([{ file, name }], path.dirname(file), this.problems);
      } else if (isAssembly(file)) {
        this.readAssembly(file, name);
      } else {
        this.readFolder(file, name);
      }
    });
  }

  /** Takes a template from a text, such as standard input. */
  public readText(text: string, name: string): void {
    this.attempt(() => {
      refuseSize(Buffer.byteLength(text), MAX_BYTES, name);
      this.templates.push({ template: parseTemplate(text, name), name, input: name, file: name });
    });
  }

  private readAssembly(folder: string, name: string): void {
    if (!this.isNew(folder)) { return; }
    this.onRead(name);
    const { templates, acknowledgements } = readAssembly(folder, name, (read) => this.attempt(read));
    this.templates.push(...templates);
    this.acknowledgements.push(...acknowledgements);
  }

  private readFolder(folder: string, name: string): void {
    const { assemblies, templates, problems } = templateFilesIn(folder, name);
    this.problems.push(...problems);
    if (assemblies.length + templates.length + problems.length === 0) {
      throw new InputProblem('holds no cloud assembly and no CloudFormation template', name);
    }
    for (const assembly of assemblies) { this.attempt(() => this.readAssembly(assembly.file, assembly.name)); }
    this.readFiles(templates, folder, this.notes);
  }

  /**
   * Reads template files, and those that they nest by local paths.
   *
   * @param others takes the files that are well-formed, but no templates
   */
  private readFiles(files: readonly { file: string; name: string }[], root: string, others: InputProblem[]): void {
    const sources: SourceTemplate[] = [];
    for (const { file, name } of files) {
      this.attempt(() => {
        this.onRead(name);
        const source = { template: readTemplateFile(file, name), name, input: name, file: name };
        if (!this.isNew(file)) { return; }
        this.files.set(source, fs.realpathSync(file));
        sources.push(source);
      }, others);
    }
    const children = sources.flatMap((source) => {
      const nesting = this.nesting(source, root);
      return this.attempt(() => readNestedTemplates(source, this.files.get(source)!, nesting)) ?? [];
    });
    this.templates.push(...sources, ...children);
  }

  private nesting(source: SourceTemplate, root: string): Nesting {
    let count = 0;
    return {
      root,
      onFound: (file) => {
        if (++count > MAX_NESTED_STACKS) { throw new InputProblem(TOO_MANY_NESTED, source.name); }
        this.nested.add(file);
      },
      attempt: (read) => this.attempt(read),
    };
  }

  private isReached(source: SourceTemplate): boolean {
    return source.nestedIn ? this.isReached(source.nestedIn.parent) : !this.nested.has(this.files.get(source)!);
  }

  private isNew(file: string): boolean {
    const real = fs.realpathSync(file);
    const isNew = !this.seen.has(real);
    this.seen.add(real);
    return isNew;
  }

  private attempt<T>(read: () => T, others = this.problems): T | undefined {
    return attempted(read, (problem) => addOnce(problem, problem instanceof NoTemplate ? others : this.problems));
  }
}

function stat(file: string, name: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    throw new InputProblem(systemReason(error), name);
  }
}
