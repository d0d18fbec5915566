import { plainText, referredLogicalIds } from '../template/intrinsics';
import type { Neighbours } from '../template/neighbours';
import { isHidden, searchableText } from '../template/template-text';

/** The image of a container as a text to search in. One that is a parameter of the template is what that is by default. */
export function imageOf({ Image: image }: any, neighbours: Neighbours): string {
  return typeof image === 'string' ? image : defaultImage(image, neighbours) ?? searchableText(image ?? {});
}

/** Of a parameter whose value stands in the Parameter Store, the default is the name that it has there. */
function defaultImage(image: any, neighbours: Neighbours): string | undefined {
  const [name, ...others] = referredLogicalIds(image);
  if (name === undefined || others.length > 0) { return undefined; }
  const { Type: type, Default: value } = neighbours.parameter(name) ?? {};
  return typeof value === 'string' && value !== '' && !plainText(type).startsWith('AWS::SSM::') ? value : undefined;
}

/** The last part of an image's name, without tag and digest; undefined where nobody can tell, as for the CDK's own assets. */
export function repositoryName(image: string): string | undefined {
  const name = lastPart(image).split(':')[0];
  return isHidden(name) || name.includes('container-assets') ? undefined : name;
}

/** The tag of an image; undefined where it has none. */
export function tagOf(image: string): string | undefined {
  return lastPart(image).split(':')[1];
}

function lastPart(image: string): string {
  return image.split('@')[0].split('/').pop()!;
}
