import { type AssetFile, type AssetVisitor, visitAsset } from './asset-files';
import { CONTENT_SIGNS, ENVIRONMENT_SIGNS, LAYER_SIGNS, PATH_SIGNS, type Sign, TracingSdk } from './signs';

/** One SDK that was found, and by what. */
export interface FoundSdk {
  /** The SDK. */
  readonly sdk: TracingSdk;
  /** The first thing that shows it: a path of the asset, a layer's ARN, an environment variable. */
  readonly evidence: string;
}

/** What is known of how some code traces itself. */
export interface Instrumentation {
  /** What was found, one entry for each SDK, in the order of their names; empty where there is nothing. */
  readonly found: readonly FoundSdk[];
  /** Whether everything was looked at: where it is false, what was not found may be there all the same. */
  readonly isComplete: boolean;
}

/** What is known of some code before its deployment. */
export interface CodeSources {
  /** The folders and zip archives of the code and of its layers, and the build contexts of its images. */
  readonly assets: readonly string[];
  /** The ARNs of its layers, as far as they are known. */
  readonly layers: readonly string[];
  /** Its environment variables, as far as their values are known. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Which tracing SDK some code brings. */
export function instrumentationOf(sources: CodeSources): Instrumentation {
  const search = new Search();
  Object.entries(sources.environment).forEach(([name, value]) => search.test(ENVIRONMENT_SIGNS, `${name}=${value}`, `the environment variable ${name}`));
  sources.layers.forEach((arn) => search.test(LAYER_SIGNS, arn, `the layer ${arn}`));
  const visits = sources.assets.map((asset) => visitAsset(asset, search));
  return { found: search.found(), isComplete: visits.every((visit) => visit === 'complete') };
}

/** Collects the first evidence of each SDK. */
class Search implements AssetVisitor {
  private readonly evidence = new Map<TracingSdk, string>();

  public wants({ path }: AssetFile): boolean {
    this.test(PATH_SIGNS, path, path);
    // What an installed package says of itself proves nothing of the code around it.
    return !path.includes('node_modules/') && CONTENT_SIGNS.some(({ files, signs }) => files.test(path) && signs.some(({ sdk }) => !this.evidence.has(sdk)));
  }

  public read({ path }: AssetFile, content: string): void {
    CONTENT_SIGNS.filter(({ files }) => files.test(path)).forEach(({ signs }) => this.test(signs, content, path));
  }

  public test(signs: readonly Sign[], text: string, evidence: string): void {
    for (const { sdk, pattern } of signs) {
      if (!this.evidence.has(sdk) && pattern.test(text)) { this.evidence.set(sdk, evidence); }
    }
  }

  public found(): FoundSdk[] {
    return [...this.evidence].map(([sdk, evidence]) => ({ sdk, evidence })).sort((a, b) => a.sdk < b.sdk ? -1 : 1);
  }
}
