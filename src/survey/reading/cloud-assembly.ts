import * as fs from 'fs';
import * as path from 'path';
import { AssemblyMetadata, nestedStackPath, readAcknowledgementsAboveStacks } from './assembly-metadata';
import { InputProblem } from './input-problem';
import { nestedStacks } from './nested-templates';
import { isInside } from './paths';
import { readJsonFile, readTemplateFile, systemReason } from './template-file';
import { isObject } from '../../private/intrinsics';
import type { Acknowledgement, SourceTemplate, SurveyInput } from '../source-template';

const MANIFEST = 'manifest.json';

/** Whether a folder is a cloud assembly, such as `cdk.out`. */
export function isAssembly(folder: string): boolean {
  try {
    return /"artifacts"\s*:/.test(fs.readFileSync(path.join(folder, MANIFEST), 'utf8'));
  } catch {
    return false;
  }
}

/** Reads a template from a file. */
type TemplateReader = (file: string, name: string) => Record<string, any>;

/**
 * Reads a cloud assembly: the templates of its stacks, of those nested in them and of the assemblies nested in it (one for each Stage).
 *
 * @param folder the folder to read
 * @param name the folder as a person wrote it
 */
export function readAssembly(folder: string, name: string): SurveyInput {
  const reader = new AssemblyReader(folder, name, readTemplateFile);
  reader.read(folder);
  return { templates: reader.templates, acknowledgements: reader.acknowledgements };
}

/** Reads the templates of an assembly that the CDK has written this very moment: nobody has touched it since, so nothing is checked. */
export function readFreshTemplates(folder: string): readonly SourceTemplate[] {
  const reader = new AssemblyReader(folder, '', (file) => JSON.parse(fs.readFileSync(file, 'utf8')));
  reader.read(folder);
  return reader.templates;
}

class AssemblyReader {
  public readonly templates: SourceTemplate[] = [];
  private readonly metadata: AssemblyMetadata[] = [];
  private readonly folders: string[] = [];

  constructor(private readonly root: string, private readonly name: string, private readonly readTemplate: TemplateReader) {}

  /** Read when asked for: the metadata of an assembly is larger than its templates. */
  public get acknowledgements(): Acknowledgement[] {
    return [
      ...this.folders.flatMap(readAcknowledgementsAboveStacks),
      ...this.metadata.flatMap(({ acknowledgements }) => acknowledgements),
    ];
  }

  public read(folder: string): void {
    const manifest = this.file(folder, MANIFEST);
    const { artifacts } = readJsonFile(manifest, this.nameOf(manifest));
    if (!isObject(artifacts)) { throw new InputProblem('has no `artifacts`', this.nameOf(manifest)); }
    for (const [id, artifact] of Object.entries<any>(artifacts)) {
      if (artifact?.type === 'aws:cloudformation:stack') { this.readStack(folder, id, artifact, artifacts); }
      if (artifact?.type === 'cdk:cloud-assembly') { this.read(this.file(folder, String(artifact.properties?.directoryName))); }
    }
    this.folders.push(folder);
  }

  private readStack(folder: string, id: string, artifact: any, artifacts: Record<string, any>): void {
    const file = this.file(folder, String(artifact.properties?.templateFile));
    const constructPath = artifact.displayName ?? id;
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
    const metadata = new AssemblyMetadata(artifact, folder);
    const template = this.readTemplate(file, this.nameOf(file));
    const source: SourceTemplate = {
      template,
      name: constructPath,
      file: this.nameOf(file),
      constructPath,
      stackName: artifact.properties?.stackName ?? id,
      account: account === 'unknown-account' ? undefined : account,
      region: region === 'unknown-region' ? undefined : region,
      constructPathOf: (logicalId) => metadata.constructPathOf(logicalId, ''),
    };
    this.templates.push(source);
    this.metadata.push(metadata);
    this.readNested(source, folder, metadata, assetsOf(artifact, artifacts, folder), [file]);
  }

  private readNested(parent: SourceTemplate, folder: string, metadata: AssemblyMetadata, assets: Assets, ancestors: readonly string[]): void {
    for (const { logicalId, entry, location } of nestedStacks(parent.template)) {
      const asset = entry.Metadata?.['aws:asset:path'] ?? assets.find(location);
      if (typeof asset !== 'string') { continue; }
      const file = this.file(folder, asset);
      if (ancestors.includes(file)) { throw new InputProblem(`the nested stack ${logicalId} is, in the end, the template that it stands in`, parent.file!); }
      const resourcePath = entry.Metadata?.['aws:cdk:path'] ?? parent.constructPathOf?.(logicalId);
      const constructPath = nestedStackPath(resourcePath);
      const template = this.readTemplate(file, this.nameOf(file));
      const nested: SourceTemplate = {
        template,
        name: constructPath ?? `${parent.name}/${logicalId}`,
        file: this.nameOf(file),
        constructPath,
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
  private file(folder: string, relative: string): string {
    const file = path.resolve(folder, relative);
    let isWithin;
    try {
      isWithin = isInside(file, this.root);
    } catch (error) {
      throw new InputProblem(systemReason(error), this.nameOf(file));
    }
    if (!isWithin) { throw new InputProblem(`the assembly names ${relative}, which is outside of its folder`, this.nameOf(path.join(folder, MANIFEST))); }
    return file;
  }

  private nameOf(file: string): string {
    return path.join(this.name, path.relative(this.root, file));
  }
}

/** The files of assets by their hash, which is the name under which they are uploaded. */
interface Assets {
  find(location: any): string | undefined;
}

function assetsOf(artifact: any, artifacts: Record<string, any>, folder: string): Assets {
  let files: Record<string, any> | undefined;
  const load = () => Object.assign({}, ...(artifact.dependencies ?? [])
    .map((id: string) => artifacts[id])
    .filter((dependency: any) => dependency?.type === 'cdk:asset-manifest')
    .map((dependency: any) => readJsonFile(path.join(folder, dependency.properties.file), dependency.properties.file).files));
  return {
    find: (location) => {
      const hash = /\/([0-9a-f]{32,})\.json/.exec(JSON.stringify(location) ?? '')?.[1];
      files ??= load();
      return hash === undefined ? undefined : files?.[hash]?.source?.path;
    },
  };
}
