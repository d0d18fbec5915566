import * as path from 'path';
import { isObject } from '../../private/intrinsics';
import { InputProblem } from '../reading/input-problem';
import { localFile } from '../reading/paths';
import { readDocument } from '../reading/template-file';
import type { ModelResource } from '../template-model';

type Document = Record<string, any>;

/** The documents beside templates that stand for a part of them: definitions of state machines and APIs, before they are packaged. */
export class LocalDocuments {
  /** What is wrong with those that are there and cannot be read. */
  public readonly problems: InputProblem[] = [];

  private readonly known = new Map<string, Document | undefined>();

  /**
   * @param folder what the files of templates are relative to
   */
  constructor(private readonly folder: string) {}

  /** The document that a property names by its path. */
  public named(resource: ModelResource, property: string): Document | undefined {
    return this.read(resource, resource.properties[property]);
  }

  /** The document that a property includes by `Fn::Transform`. */
  public included(resource: ModelResource, property: string): Document | undefined {
    const transform = Object(Object(resource.properties[property])['Fn::Transform']);
    return transform.Name === 'AWS::Include' ? this.read(resource, Object(transform.Parameters).Location) : undefined;
  }

  private read({ stack: { source } }: ModelResource, location: unknown): Document | undefined {
    if (typeof location !== 'string' || source.file === undefined) { return undefined; }
    const template = path.resolve(this.folder, source.file);
    const file = localFile(location, template, path.dirname(template));
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
