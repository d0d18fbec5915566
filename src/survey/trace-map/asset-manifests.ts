import * as fs from 'fs';
import * as path from 'path';
import type { ModelStack } from '../template-model';

/** The asset manifests that the CDK writes beside templates, each read once. */
export class AssetManifests {
  private readonly known = new Map<string, Record<string, any>>();

  /**
   * @param folder what the files of templates are relative to
   */
  constructor(private readonly folder: string) {}

  /** The manifests that tell of the assets of a stack: the one beside its template, and those of the stacks that it is nested in, which upload its assets. */
  public of(stack: ModelStack): Record<string, any>[] {
    const { source: { file }, parent } = stack;
    const own = file === undefined ? [] : [this.beside(path.resolve(this.folder, file))];
    return parent ? [...own, ...this.of(parent.stack)] : own;
  }

  private beside(template: string): Record<string, any> {
    const file = template.replace(/\.template\.json$/, '.assets.json');
    const manifest = this.known.get(file) ?? read(file);
    this.known.set(file, manifest);
    return manifest;
  }
}

/** The folder of the assets of a template: its own, or the one that the folder of a Stage is in. */
export function assetFolder(template: string): string {
  const folder = path.dirname(template);
  return path.basename(folder).startsWith('assembly-') ? path.dirname(folder) : folder;
}

function read(manifest: string): Record<string, any> {
  try {
    return Object(JSON.parse(fs.readFileSync(manifest, 'utf8')));
  } catch {
    return {}; // there is none, as beside a template that the CDK did not make
  }
}
