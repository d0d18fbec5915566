import { listed } from '../private/listed';

/** The transform that takes in a file. */
export const INCLUDE = 'AWS::Include';

/** A macro that CloudFormation runs before it deploys a template. */
export interface Transform {
  readonly name: string;
  /** The file that AWS::Include takes in; undefined where only the deployment knows it, and of other macros. */
  readonly location?: string;
}

/**
 * The transforms by which resources may come into a template, each once: of the whole template, of its resources, and in the place of one of them. Those
 * inside of properties bring none.
 */
export function transformsOf({ Transform: declared, Resources: resources }: Record<string, any>): Transform[] {
  // Few resources have one, and apps have many resources.
  const replaced = Object.values<any>(Object(resources)).filter((entry) => entry?.[FUNCTION] !== undefined);
  const transforms = [...listed(declared).flatMap(transformOf), ...[resources, ...replaced].flatMap(transformsIn)];
  return [...new Map(transforms.map((transform) => [JSON.stringify(transform), transform])).values()];
}

/** The transforms that a value of a template calls. */
export function transformsIn(value: any): Transform[] {
  return listed(value?.[FUNCTION]).flatMap(transformOf);
}

const FUNCTION = 'Fn::Transform';

function transformOf(transform: unknown): Transform[] {
  if (typeof transform === 'string') { return [{ name: transform }]; }
  const { Name: name, Parameters: parameters } = Object(transform);
  const location = Object(parameters).Location;
  return typeof name === 'string' ? [{ name, location: typeof location === 'string' ? location : undefined }] : [];
}
