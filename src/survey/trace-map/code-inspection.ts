import * as path from 'path';
import { assetFolder, AssetManifests } from './asset-manifests';
import type { NodeInstrumentation } from './node-instrumentation';
import { variablesOf } from '../../private/ecs/environment';
import { listed } from '../../private/listed';
import { isObject, plainText } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';
import { type FoundSdk, type Instrumentation, instrumentationOf } from '../instrumentation/instrumentation';
import { instrumentationAdvice } from '../instrumentation/instrumentation-advice';
import { isFunction } from '../lambda-functions';
import { isInside } from '../reading/paths';
import type { ModelResource, TemplateModel } from '../template-model';

const LAYERS = ['AWS::Lambda::LayerVersion', 'AWS::Serverless::LayerVersion'];

/** Looks into the code of functions and containers whose assets are on disk. The same asset is looked at once. */
export class CodeInspection {
  private readonly assets = new Map<string, Instrumentation>();
  private readonly manifests: AssetManifests;

  /**
   * @param folder what the files of templates are relative to
   */
  constructor(private readonly model: TemplateModel, private readonly folder: string) {
    this.manifests = new AssetManifests(folder);
  }

  /** What is known of the code of a resource; undefined where it has none, or none of it is on disk and nothing else tells. */
  public of(resource: ModelResource): NodeInstrumentation | undefined {
    if (isFunction(resource)) { return this.ofFunction(resource); }
    return resource.type === 'AWS::ECS::TaskDefinition' ? this.ofTask(resource) : undefined;
  }

  private ofFunction(fn: ModelResource): NodeInstrumentation | undefined {
    const { properties } = fn;
    const ownLayers = this.model.targets(fn, 'Layers').filter(({ type }) => LAYERS.includes(type));
    const arns = listed(properties.Layers).flatMap((layer) => templateText(layer) ?? []).filter((text) => text.startsWith('arn:'));
    const code = [...this.assetOf(fn, properties.CodeUri), ...this.imageAssets(fn, properties.Code?.ImageUri)];
    const assets = [...new Set([...code, ...ownLayers.flatMap((layer) => this.assetOf(layer, layer.properties.ContentUri))])];
    const isSeen = code.length > 0 && listed(properties.Layers).length === arns.length + ownLayers.length;
    return this.inspect(assets, arns, textsOf(properties.Environment?.Variables), isSeen, properties.Runtime);
  }

  private ofTask(task: ModelResource): NodeInstrumentation | undefined {
    const containers = listed(task.properties.ContainerDefinitions).filter(isObject);
    const assets = containers.map(({ Image }) => this.imageAssets(task, Image));
    const variables = containers.flatMap(variablesOf).map((pair) => [plainText(pair?.Name), pair?.Value]);
    const environment = textsOf(Object.fromEntries(variables));
    return this.inspect([...new Set(assets.flat())], [], environment, assets.length > 0 && assets.every(({ length }) => length > 0));
  }

  private inspect(
    assets: string[], layers: string[], environment: Record<string, string>, isSeen: boolean, runtime?: unknown,
  ): NodeInstrumentation | undefined {
    const parts = [instrumentationOf({ assets: [], layers, environment }), ...assets.map((asset) => this.assetInstrumentation(asset))];
    const sdks = new Map<string, FoundSdk>();
    for (const found of parts.flatMap((part) => part.found)) { if (!sdks.has(found.sdk)) { sdks.set(found.sdk, found); } }
    if (!isSeen && sdks.size === 0) { return undefined; }
    const isComplete = isSeen && parts.every((part) => part.isComplete);
    const advice = isComplete && sdks.size === 0 ? instrumentationAdvice(typeof runtime === 'string' ? runtime : undefined) : undefined;
    return { sdks: [...sdks.values()].sort((a, b) => a.sdk < b.sdk ? -1 : 1), isComplete, advice };
  }

  private assetInstrumentation(asset: string): Instrumentation {
    const known = this.assets.get(asset) ?? instrumentationOf({ assets: [asset], layers: [], environment: {} });
    this.assets.set(asset, known);
    return known;
  }

  /** The asset that the CDK has noted, or the local folder that SAM will upload. */
  private assetOf(resource: ModelResource, uri: any): string[] {
    const noted = resource.entry.Metadata?.['aws:asset:path'] ?? uri;
    return typeof noted === 'string' && !/^[a-z0-9]+:\/\//i.test(noted) ? this.onDisk(resource, noted) : [];
  }

  /** The build context of an image, which an asset manifest beside the template knows by the hash in the image's tag. */
  private imageAssets(resource: ModelResource, image: any): string[] {
    const hash = /:([0-9a-f]{64})$/.exec(templateText(image) ?? '')?.[1];
    if (hash === undefined) { return []; }
    const directory = this.manifests.of(resource.stack).map(({ dockerImages }) => dockerImages?.[hash]?.source?.directory).find((each) => typeof each === 'string');
    return directory === undefined ? [] : this.onDisk(resource, directory);
  }

  /** An asset stands beside its template, or beside the folder of the Stage; a template that names another place is not followed. */
  private onDisk({ stack }: ModelResource, relative: string): string[] {
    if (stack.source.file === undefined) { return []; }
    const template = path.resolve(this.folder, stack.source.file);
    const asset = path.resolve(path.dirname(template), relative);
    try {
      const root = assetFolder(template);
      return asset !== root && isInside(asset, root) ? [asset] : [];
    } catch {
      return []; // it is not there
    }
  }
}

function textsOf(variables: any): Record<string, string> {
  return Object.fromEntries(Object.entries(isObject(variables) ? variables : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
