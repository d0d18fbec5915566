import { type CfnOutput, type CfnResource, type Stack, Stage, Token } from 'aws-cdk-lib';
import { freshlyResolved } from './fresh-resolver';
import { isOutput, targetsIn } from './targets';
import { exportNameText } from '../template/export-name';
import { isObject } from '../template/intrinsics';

/** What the stacks of a Stage export to each other. Each Stage is looked through once, when somebody imports. */
export class StageExports {
  private readonly byStage = new Map<Stage | undefined, ReadonlyMap<string, CfnOutput>>();

  /** The one resource to which the export leads that a resolved value in a stack imports; undefined where it is no import, or one from elsewhere. */
  public find(stack: Stack, value: any): CfnResource | undefined {
    const name = isObject(value) ? value['Fn::ImportValue'] : undefined;
    const output = name === undefined ? undefined : this.exportsFor(stack).get(exportKey(stack, name));
    const [target, ...others] = output ? targetsIn(output.stack, output.value) : [];
    return others.length === 0 ? target : undefined;
  }

  private exportsFor(stack: Stack): ReadonlyMap<string, CfnOutput> {
    const stage = Stage.of(stack);
    let exports = this.byStage.get(stage);
    if (!exports) { this.byStage.set(stage, exports = exportsIn(stage)); }
    return exports;
  }
}

function exportsIn(stage: Stage | undefined): Map<string, CfnOutput> {
  const outputs = (stage?.node.findAll() ?? []).filter(isOutput).filter(({ exportName }) => exportName !== undefined);
  return new Map(outputs.map((output) => [nameOf(output), output]));
}

function nameOf({ stack, exportName }: CfnOutput): string {
  return exportKey(stack, freshlyResolved(stack, exportName), stack.stackName);
}

/** A name is unique in an account and a region. */
function exportKey({ environment }: Stack, name: any, exporting?: string): string {
  return `${environment} ${exportNameText(name, Token.isUnresolved(exporting) ? undefined : exporting)}`;
}
