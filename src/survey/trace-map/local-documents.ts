import * as path from 'path';
import { assetFolder, AssetManifests } from './asset-manifests';
import { isObject } from '../../private/template/intrinsics';
import { InputProblem } from '../reading/input-problem';
import { localFile } from '../reading/paths';
import { readDocument } from '../reading/template-file';
import type { ModelResource } from '../template-model';
import { INCLUDE, transformsIn } from '../transforms';

type Document = Record<string, any>;

/** The documents beside templates that stand for a part of them: definitions of state machines and APIs, before they are packaged or as assets of the CDK. */
export class LocalDocuments {
  /** What is wrong with those that are there and cannot be read. */
  public readonly problems: InputProblem[] = [];

  private readonly manifests: AssetManifests;
  private readonly known = new Map<string, Document | undefined>();

  /**
   * @param folder what the files of templates are relative to
   */
  constructor(private readonly folder: string) {
    this.manifests = new AssetManifests(folder);
  }

  /** The document that a property names by its path, or by the key under which the CDK uploads it. */
  public named(resource: ModelResource, property: string): Document | undefined {
    const location = resource.properties[property];
    return isObject(location) ? this.uploaded(resource, location.Key) : this.read(resource, location, path.dirname);
  }

  /** The document that a property includes by `Fn::Transform`. */
  public included(resource: ModelResource, property: string): Document | undefined {
    const include = transformsIn(resource.properties[property]).find(({ name }) => name === INCLUDE);
    return include && this.read(resource, include.location, path.dirname);
  }

  private uploaded(resource: ModelResource, key: unknown): Document | undefined {
    const files = this.manifests.of(resource.stack).flatMap((manifest) => Object.values<any>(Object(manifest.files)));
    const asset = typeof key === 'string' ? files.find((file) => Object.values<any>(Object(file?.destinations)).some((to) => to?.objectKey === key)) : undefined;
    return this.read(resource, asset?.source?.path, assetFolder);
  }

  /**
   * @param rootOf the folder, for the file of a template, out of which no path leads
   */
  private read({ stack: { source } }: ModelResource, location: unknown, rootOf: (template: string) => string): Document | undefined {
    if (typeof location !== 'string' || source.file === undefined) { return undefined; }
    const template = path.resolve(this.folder, source.file);
    const file = localFile(location, template, rootOf(template));
    if (file === undefined) { return undefined; }
    if (!this.known.has(file)) { this.known.set(file, this.documentIn(file, path.join(path.dirname(source.file), location))); }
    return this.known.get(file);
  }

  private documentIn(file: string, name: string): Document | undefined {
    try {
      const document = readDocument(file, name);
      if (!isObject(document)) { throw new InputProblem('is no definition: it must be an object', name); }
      return document;
    } catch (error) {
      if (!(error instanceof InputProblem)) { throw error; }
      this.problems.push(error);
      return undefined;
    }
  }
}
