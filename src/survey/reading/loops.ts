import { InputProblem } from './input-problem';
import { isIntrinsic, isObject } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';

type Template = Record<string, any>;
type Variables = Readonly<Record<string, string>>;

/** By what the key of a loop begins. */
export const LOOP = 'Fn::ForEach::';

/** How many values a template has at most when its loops are unrolled. CloudFormation takes 1 MB, which has far fewer; without a limit a small file may fill the memory. */
const MAX_VALUES = 500_000;

/** A template with what its `Fn::ForEach` loops make. A loop over what only the deployment knows stays as it is. */
export function unrolled(template: Template, name: string): Template {
  return new Loops(template.Parameters, name).unroll(template, {});
}

class Loops {
  private values = 0;

  constructor(private readonly parameters: any, private readonly name: string) {}

  public unroll(value: any, variables: Variables): any {
    if (++this.values > MAX_VALUES) { throw new InputProblem('its `Fn::ForEach` loops make more than CloudFormation takes', this.name); }
    if (typeof value === 'string') { return substituted(value, variables); }
    if (Array.isArray(value)) { return value.map((item) => this.unroll(item, variables)); }
    if (!isObject(value)) { return value; }
    return this.variableIn(value, variables)
      ?? composed(Object.fromEntries(Object.entries(value).flatMap(([key, child]) => this.entries(key, child, variables))));
  }

  private variableIn({ Ref, ...rest }: Template, variables: Variables): string | undefined {
    return typeof Ref === 'string' && Object.hasOwn(variables, Ref) && Object.keys(rest).length === 0 ? variables[Ref] : undefined;
  }

  private entries(key: string, value: any, variables: Variables): [string, any][] {
    const [variable, collection, body] = key.startsWith(LOOP) && Array.isArray(value) ? value : [];
    const items = typeof variable === 'string' && isObject(body) ? this.items(collection, variables) : undefined;
    if (!items) { return [[substituted(key, variables), this.unroll(value, variables)]]; }
    return items.flatMap((item) => Object.entries<any>(this.unroll(body, { ...variables, [variable]: item })));
  }

  /** What a loop goes over: a list, a parameter with a list by default, or a text that is split. */
  private items(collection: any, variables: Variables): string[] | undefined {
    const { Ref, 'Fn::Split': split } = Object(collection);
    if (typeof Ref === 'string') { return this.defaultOf(Ref)?.split(',').map((item) => item.trim()); }
    if (Array.isArray(split) && typeof split[0] === 'string') { return this.textOf(split[1], variables)?.split(split[0]); }
    const items = Array.isArray(collection) ? collection.map((item) => this.textOf(item, variables)) : undefined;
    return items?.every((item) => item !== undefined) ? items : undefined;
  }

  /** The text of a value, or that which a parameter has by default. */
  private textOf(value: any, variables: Variables): string | undefined {
    const text = this.unroll(value, variables);
    if (isObject(text)) { return typeof text.Ref === 'string' ? this.defaultOf(text.Ref) : undefined; }
    return ['string', 'number'].includes(typeof text) ? String(text) : undefined;
  }

  private defaultOf(parameter: string): string | undefined {
    const { Default } = Object(Object(this.parameters)[parameter]);
    return typeof Default === 'string' ? Default : undefined;
  }
}

/** A value, or its text where nothing is left in it that only the deployment knows: loops compose logical ids, which `Fn::GetAtt` then asks for. */
function composed(value: Template): any {
  const text = isIntrinsic(value) ? templateText(value) : undefined;
  return text === undefined || text.includes('${') ? value : text;
}

/** A text with the variables of loops in it; `&{Name}` is the letters and digits of a variable, as logical ids have them. */
function substituted(text: string, variables: Variables): string {
  return text.replace(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
    if (!Object.hasOwn(variables, name)) { return whole; }
    return sign === '&' ? variables[name].replace(/[^A-Za-z0-9]/g, '') : variables[name];
  });
}
