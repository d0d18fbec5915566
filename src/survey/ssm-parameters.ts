import { meant, type Place } from './places';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { isObject, plainText } from '../private/template/intrinsics';
import { PARAMETER_READER } from '../private/template/lambda-edge';
import { referencesIn } from '../private/template/references';
import { templateText } from '../private/template/template-text';

/** Follows references that lead through an SSM parameter, in whatever stack that stands. */
export class SsmParameters {
  private parameters?: ReadonlyMap<string, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel) {}

  /** The resources that a value refers to: by itself, or by what stands in the SSM parameters that it reads. */
  public targetsIn(stack: ModelStack, value: any): ModelResource[] {
    const direct = this.model.targetsIn(stack, value);
    return [...direct, ...this.through(stack, value, direct)];
  }

  /** What stands in the SSM parameters that a value reads: by a dynamic reference, by a parameter of the template, or by a custom resource among its targets. */
  private through(stack: ModelStack, value: any, targets: readonly ModelResource[]): ModelResource[] {
    this.parameters ??= parametersByName(this.model);
    if (this.parameters.size === 0) { return []; }
    const read = targets.filter(({ type }) => type === PARAMETER_READER).map(({ properties }) => String(templateText(properties.ParameterName)));
    const parameter = (name: string, place: Place) => meant(this.parameters!.get(name) ?? [], stack, place) ?? [];
    return [
      ...[...declaredIn(stack, value), ...resolvedIn(value)].flatMap((name) => parameter(name, stack.source)),
      ...read.flatMap((name) => parameter(name, { account: stack.source.account })),
    ].flatMap((found) => this.model.targets(found, 'Value'));
  }
}

/** The names of the SSM parameters that are the values of a template's parameters. */
function declaredIn({ source: { template: { Parameters } } }: ModelStack, value: any): string[] {
  return referencesIn(value).flatMap(({ logicalId }) => {
    const parameter = isObject(Parameters) && logicalId !== undefined ? Parameters[logicalId] : undefined;
    return plainText(parameter?.Type).startsWith('AWS::SSM::Parameter::Value<') ? [plainText(parameter.Default)] : [];
  });
}

/** The names of the SSM parameters that CloudFormation resolves when it deploys. */
function resolvedIn(value: any): string[] {
  return [...(templateText(value) ?? '').matchAll(/\{\{resolve:ssm:([^:}]+)/g)].map(([, name]) => name);
}

function parametersByName(model: TemplateModel): Map<string, ModelResource[]> {
  const byName = new Map<string, ModelResource[]>();
  for (const parameter of model.ofType('AWS::SSM::Parameter')) {
    const name = templateText(parameter.properties.Name);
    if (name !== undefined) { addTo(byName, name, parameter); }
  }
  return byName;
}
