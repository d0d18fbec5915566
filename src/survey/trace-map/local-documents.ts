import * as path from 'path';
import { isObject } from '../../private/intrinsics';
import { InputProblem } from '../reading/input-problem';
import { localFile } from '../reading/paths';
import { readDocument } from '../reading/template-file';
import type { ModelResource } from '../template-model';

type Document = Record<string, any>;

/** The documents beside templates that stand for a part of them: definitions of state machines and APIs, before they are packaged. */
export class LocalDocuments {
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
    if (!this.known.has(file)) { this.known.set(file, documentIn(file)); }
    return this.known.get(file);
  }
}

function documentIn(file: string): Document | undefined {
  try {
    const document = readDocument(file, file);
    return isObject(document) ? document : undefined;
  } catch (error) {
    if (error instanceof InputProblem) { return undefined; } // what the template itself tells is all that is known
    throw error;
  }
}
