import * as fs from 'fs';
import * as path from 'path';
import { AssemblyMetadata, nestedStackPath, readAcknowledgementsAboveStacks } from './assembly-metadata';
import { FreshTemplates } from './fresh-template';
import { addOnce, attempted, InputProblem } from './input-problem';
import { MAX_NESTED_STACKS, TOO_MANY_NESTED } from './limits';
import { nestedStacks } from './nested-templates';
import { isInside, isRegularFile } from './paths';
import { readJsonFile, readStackTemplateFile, systemReason } from './template-file';
import { listed } from '../../private/listed';
import { isObject } from '../../private/template/intrinsics';
import type { Acknowledgement, SourceTemplate, SurveyInput } from '../source-template';

const MANIFEST = 'manifest.json';

/** Whether a folder is a cloud assembly, such as `cdk.out`. */
export function isAssembly(folder: string): boolean {
  try {
    const manifest = path.join(folder, MANIFEST);
    return isRegularFile(manifest) && /"artifacts"\s*:/.test(fs.readFileSync(manifest, 'utf8'));
  } catch {
    return false;
  }
}

/** Reads what a file holds: JSON, or in a template's case YAML. */
type FileReader = (file: string, name: string) => any;

/** How the files of an assembly are read. */
interface FileReaders {
  readonly template: FileReader;
  readonly nestedTemplate: FileReader;
  readonly json: FileReader;
  /** Whether a file is in a folder, symbolic links followed. */
  readonly isInside: typeof isInside;
}

const CHECKED: FileReaders = { template: readStackTemplateFile, nestedTemplate: readStackTemplateFile, json: readJsonFile, isInside };

/** For files that the CDK has written, of which nothing need be checked. A template that somebody else wrote may be nested: the asset of a `CfnStack`. */
function unchecked(): FileReaders {
  const templates = new FreshTemplates();
  return {
    template: (file) => templates.read(file),
    nestedTemplate: (file, name) => file.endsWith('.nested.template.json') ? templates.read(file) : readStackTemplateFile(file, name),
    json: (file) => JSON.parse(fs.readFileSync(file, 'utf8')),
    isInside: () => true,
  };
}

/**
 * Reads a cloud assembly: the templates of its stacks, of those nested in them and of the assemblies nested in it (one for each Stage).
 *
 * @param folder the folder to read
 * @param name the folder as a person wrote it
 * @param attempt reads a stack, a nested one or the assembly of a Stage, which may throw an InputProblem; the others are read all the same where it is caught
 */
export function readAssembly(folder: string, name: string, attempt: Attempt): SurveyInput {
  const reader = new AssemblyReader(folder, name, CHECKED, attempt);
  reader.read(folder);
  const acknowledgements = [...reader.acknowledgementsAboveStacks, ...reader.acknowledgementsInStacks].map((each) => ({ ...each, input: name }));
  return { templates: reader.templates, acknowledgements };
}

/** The templates of an assembly, and what is wrong with those that could not be read. */
interface FreshAssembly {
  readonly templates: readonly SourceTemplate[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the templates of an assembly that the CDK has written this very moment: nobody has touched it since, so no file of the CDK's is checked.
 */
export function readFreshAssembly(folder: string): FreshAssembly {
  const problems: InputProblem[] = [];
  const reader = new AssemblyReader(folder, '', unchecked(), (read) => attempted(read, (problem) => addOnce(problem, problems)));
  reader.read(folder);
  return { templates: reader.templates, problems };
}

type Attempt = <T>(read: () => T) => T | undefined;

class AssemblyReader {
  public readonly templates: SourceTemplate[] = [];
  private readonly metadata: AssemblyMetadata[] = [];
  private readonly folders: string[] = [];
  /** How many stacks the one that is being read has nested so far. */
  private nested = 0;

  constructor(
    private readonly root: string,
    private readonly name: string,
    private readonly readers: FileReaders,
    private readonly attempt: Attempt,
  ) {}

  public get acknowledgementsAboveStacks(): Acknowledgement[] {
    return this.folders.flatMap(readAcknowledgementsAboveStacks);
  }

  public get acknowledgementsInStacks(): Acknowledgement[] {
    return this.metadata.flatMap(({ acknowledgements }) => acknowledgements);
  }

  public read(folder: string): void {
    const manifest = this.file(folder, MANIFEST);
    if (this.folders.includes(folder)) { throw new InputProblem('is read twice: an assembly nests itself, or names the same one twice', this.nameOf(manifest)); }
    this.folders.push(folder);
    const { artifacts } = this.readers.json(manifest, this.nameOf(manifest));
    if (!isObject(artifacts)) { throw new InputProblem('has no `artifacts`', this.nameOf(manifest)); }
    for (const [id, artifact] of Object.entries<any>(artifacts)) {
      if (artifact?.type === 'aws:cloudformation:stack') { this.attempt(() => this.readStack(folder, id, artifact, artifacts)); }
      if (artifact?.type === 'cdk:cloud-assembly') { this.attempt(() => this.read(this.file(folder, artifact.properties?.directoryName))); }
    }
  }

  private readStack(folder: string, id: string, artifact: any, artifacts: Record<string, any>): void {
    const file = this.file(folder, artifact.properties?.templateFile);
    const constructPath = artifact.displayName ?? id;
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
    const metadata = new AssemblyMetadata(artifact, this.metadataFile(folder, artifact.additionalMetadataFile));
    const template = this.readers.template(file, this.nameOf(file));
    const source: SourceTemplate = {
      template,
      name: constructPath,
      input: this.name || undefined,
      file: this.nameOf(file),
      constructPath,
      stackName: artifact.properties?.stackName ?? id,
      account: account === 'unknown-account' ? undefined : account,
      region: region === 'unknown-region' ? undefined : region,
      constructPathOf: (logicalId) => metadata.constructPathOf(logicalId, ''),
    };
    this.templates.push(source);
    this.metadata.push(metadata);
    this.nested = 0;
    this.readNested(source, folder, metadata, this.assetsOf(artifact, artifacts, folder, metadata), [file]);
  }

  private readNested(parent: SourceTemplate, folder: string, metadata: AssemblyMetadata, assets: Assets, ancestors: readonly string[]): void {
    for (const { logicalId, entry, location } of nestedStacks(parent.template)) {
      const asset = entry.Metadata?.['aws:asset:path'] ?? assets.find(location);
      if (typeof asset !== 'string') { continue; }
      const file = this.file(folder, asset);
      if (ancestors.includes(file)) { throw new InputProblem(`the nested stack ${logicalId} is, in the end, the template that it stands in`, parent.file!); }
      if (++this.nested > MAX_NESTED_STACKS) { throw new InputProblem(TOO_MANY_NESTED, this.nameOf(ancestors[0])); }
      const resourcePath = entry.Metadata?.['aws:cdk:path'] ?? parent.constructPathOf?.(logicalId);
      const constructPath = nestedStackPath(resourcePath);
      const template = this.attempt(() => this.readers.nestedTemplate(file, this.nameOf(file)));
      if (!template) { continue; }
      const nested: SourceTemplate = {
        template,
        name: constructPath ?? `${parent.name}/${logicalId}`,
        file: this.nameOf(file),
        constructPath,
        input: this.name || undefined,
        account: parent.account,
        region: parent.region,
        nestedIn: { parent, logicalId },
        constructPathOf: constructPath === undefined ? undefined : (id) => metadata.constructPathOf(id, constructPath),
      };
      this.templates.push(nested);
      this.readNested(nested, folder, metadata, assets, [...ancestors, file]);
    }
  }

  /** A file of the assembly, which must be in it. */
  private file(folder: string, relative: unknown): string {
    if (typeof relative !== 'string') { throw new InputProblem('names no file where there must be one', this.nameOf(path.join(folder, MANIFEST))); }
    const file = path.resolve(folder, relative);
    let isWithin;
    try {
      isWithin = this.readers.isInside(file, this.root);
    } catch (error) {
      throw new InputProblem(systemReason(error), this.nameOf(file));
    }
    if (!isWithin) { throw new InputProblem(`the assembly names ${relative}, which is outside of its folder`, this.nameOf(path.join(folder, MANIFEST))); }
    return file;
  }

  /** The file with metadata of a stack, without which less is known of it. */
  private metadataFile(folder: string, relative: unknown): string | undefined {
    const file = typeof relative === 'string' ? path.resolve(folder, relative) : undefined;
    return file !== undefined && isRegularFile(file) && this.readers.isInside(file, this.root) ? file : undefined;
  }

  /** The files of a stack's assets by their hash, which is the name under which they are uploaded, or a part of the parameter that says where they are. */
  private assetsOf(artifact: any, artifacts: Record<string, any>, folder: string, metadata: AssemblyMetadata): Assets {
    let files: Record<string, any> | undefined;
    const load = () => Object.assign({}, ...listed(artifact.dependencies)
      .map((id) => artifacts[id])
      .filter((dependency) => dependency?.type === 'cdk:asset-manifest')
      .map((dependency) => this.file(folder, dependency.properties?.file))
      .map((file) => Object(this.readers.json(file, this.nameOf(file))).files));
    return {
      find: (location) => {
        const text = JSON.stringify(location) ?? '';
        const parameterized = /AssetParameters([0-9a-f]{64})S3VersionKey/.exec(text)?.[1];
        if (parameterized !== undefined) { return metadata.assetPath(parameterized); }
        const known = files ??= load();
        const hash = text.match(/(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/g)?.find((each) => Object.hasOwn(known, each));
        return hash === undefined ? undefined : known[hash]?.source?.path;
      },
    };
  }

  private nameOf(file: string): string {
    return path.join(this.name, path.relative(this.root, file));
  }
}

/** Where the files of assets are. */
interface Assets {
  /** The path, if there is one, of the file that a template names by a URL. */
  find(location: any): unknown;
}
