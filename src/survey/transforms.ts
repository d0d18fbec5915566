import { listed } from '../private/listed';
import { isObject } from '../private/template/intrinsics';

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
  const holders = isObject(resources) ? [resources, ...Object.values(resources)] : [];
  const transforms = [declared, ...holders.map((holder) => Object(holder)['Fn::Transform'])].flatMap(listed).flatMap(transformOf);
  return [...new Map(transforms.map((transform) => [JSON.stringify(transform), transform])).values()];
}

function transformOf(transform: unknown): Transform[] {
  if (typeof transform === 'string') { return [{ name: transform }]; }
  const { Name: name, Parameters: parameters } = Object(transform);
  const location = Object(parameters).Location;
  return typeof name === 'string' ? [{ name, location: typeof location === 'string' ? location : undefined }] : [];
}
