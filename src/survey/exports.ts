import type { ModelResource, ModelStack } from './template-model';
import { addTo } from '../private/add-to';
import { exportNameText } from '../private/template/export-name';
import { isObject, plainText } from '../private/template/intrinsics';
import type { TemplateReference } from '../private/template/references';

/** A value that a stack offers to other stacks. */
export interface ExportedValue {
  readonly stack: ModelStack;
  readonly value: any;
}

/** By what the CDK takes values from one region to another: it writes them to parameters there, and reads them from these. */
const CROSS_REGION_WRITER = 'Custom::CrossRegionExportWriter';
const CROSS_REGION_READER = 'Custom::CrossRegionExportReader';

/**
 * What stacks offer to each other: exports by their name, outputs by the name of the stack, and what the CDK takes from region to region.
 */
export class Exports {
  private readonly exports = new Map<string, ExportedValue[]>();
  private readonly outputs = new Map<string, ExportedValue[]>();
  private readonly crossRegion = new Map<string, ExportedValue[]>();

  constructor(stacks: readonly ModelStack[]) {
    for (const stack of stacks) {
      const { Outputs } = stack.source.template;
      for (const [id, output] of isObject(Outputs) ? Object.entries<any>(Outputs) : []) {
        const exported = { stack, value: output?.Value };
        const name = output?.Export?.Name;
        if (name !== undefined) { addTo(this.exports, exportNameText(name, stack.source.stackName), exported); }
        if (stack.source.stackName !== undefined) { addTo(this.outputs, `${stack.source.stackName}/${id}`, exported); }
      }
      stack.resources.ofType(CROSS_REGION_WRITER).forEach((writer) => this.addWritten(stack, writer));
    }
  }

  /** The value that an attribute of a resource has from another region; undefined where the resource does not read it from there. */
  public findInOtherRegion({ stack, type }: ModelResource, attribute: string): ExportedValue | undefined {
    const candidates = type === CROSS_REGION_READER ? this.crossRegion.get(crossRegionKey(stack.source.region, attribute)) : undefined;
    return candidates?.find((candidate) => candidate.stack.source.account === stack.source.account);
  }

  /** The value that a reference to another stack gets; undefined for one to nothing that is known. */
  public find(stack: ModelStack, { exportName, stackOutput }: TemplateReference): ExportedValue | undefined {
    if (stackOutput) { return ofSameEnvironment(this.outputs.get(outputKey(stackOutput)) ?? [], stack); }
    return exportName === undefined ? undefined : ofSameEnvironment(this.exports.get(exportNameText(exportName)) ?? [], stack);
  }

  private addWritten(stack: ModelStack, writer: ModelResource): void {
    const { region, exports } = Object(writer.properties.WriterProps);
    for (const [name, value] of Object.entries(Object(exports))) { addTo(this.crossRegion, crossRegionKey(region, name), { stack, value }); }
  }
}

function crossRegionKey(region: unknown, name: string): string {
  return JSON.stringify([region, name]);
}

/** Where several offer the same name, that of the same account and region is meant: there a name is unique. */
function ofSameEnvironment(candidates: readonly ExportedValue[], { source }: ModelStack): ExportedValue | undefined {
  return candidates.length < 2
    ? candidates[0]
    : candidates.find((candidate) => candidate.stack.source.account === source.account && candidate.stack.source.region === source.region);
}

/** A stack is named by its name or by its ARN. */
function outputKey({ StackName, OutputName }: { StackName?: any; OutputName?: any }): string {
  const name = plainText(StackName);
  return `${/:stack\/([^/]+)/.exec(name)?.[1] ?? name}/${plainText(OutputName)}`;
}
