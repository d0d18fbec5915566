import { InputProblem } from './input-problem';
import { isIntrinsic, isObject } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';

type Template = Record<string, any>;
type Variables = Readonly<Record<string, string>>;

const LOOP = 'Fn::ForEach::';

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

  /** What a loop goes over: a list, or a parameter with a list by default. */
  private items(collection: any, variables: Variables): string[] | undefined {
    const values = isObject(collection) && typeof collection.Ref === 'string' ? this.defaultOf(collection.Ref) : collection;
    const items = Array.isArray(values) ? values.map((value) => this.unroll(value, variables)) : undefined;
    return items?.every((item) => ['string', 'number'].includes(typeof item)) ? items.map(String) : undefined;
  }

  private defaultOf(parameter: string): string[] | undefined {
    const { Default } = Object(Object(this.parameters)[parameter]);
    return typeof Default === 'string' ? Default.split(',').map((item) => item.trim()) : undefined;
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
