/** What an ARN says of a thing. */
export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What follows the account: `orders`, `function:orders`, `table/orders`. */
  readonly resource: string;
}

/** A colon between the parts of an ARN. Those of a pseudo parameter, as in `${AWS::Region}`, are none. */
const COLON = /(?<!\$\{AWS:?):/;

/** Takes an ARN apart; undefined where a text is none. */
export function arnParts(text: string): ArnParts | undefined {
  const [arn, , service, region, account, ...resource] = text.split(COLON);
  return arn === 'arn' && resource.length > 0 && /^[a-z0-9-]+$/.test(service) ? { service, region, account, resource: resource.join(':') } : undefined;
}

/** The name of the thing in the resource part of an ARN, without its kind before it and whatever stands below it. */
export function arnName({ service, resource }: ArnParts): string {
  switch (service) {
    case 's3': case 'execute-api': return resource.split('/')[0];
    case 'appsync': return resource.replace(/^endpoints\//, '').split('/')[1] ?? resource;
    case 'dynamodb': case 'es': case 'kinesis': return resource.split('/')[1] ?? resource;
    case 'lambda': case 'redshift': case 'states': case 'secretsmanager': return resource.split(COLON)[1] ?? resource;
    case 'sns': case 'sqs': return resource.split(COLON)[0];
    default: return resource.replace(/^[\w-]+\//, '');
  }
}

/** The partition of a region, as far as its name tells. */
export function partitionOfRegion(region: string): string {
  const [, other] = /^(cn|us-gov)-/.exec(region) ?? [];
  return other === undefined ? 'aws' : `aws-${other}`;
}

/** A part of an ARN up to the next colon, and one up to the next slash; what is in a variable belongs to it. */
const FIELD = String.raw`(?:\$\{[^}]*\}|[^:$]|\$(?!\{))*`;
const SEGMENT = FIELD.replace('[^:$]', '[^:/$]');

/** What stands before the name of a thing in whose ARNs others follow the name. */
const BEFORE_NAMES = [
  's3:@:@:', 'execute-api:@:@:', 'appsync:@:@:apis/', 'dynamodb:@:@:table/', 'es:@:@:domain/', 'kinesis:@:@:stream/', 'lambda:@:@:function:',
].map((text) => text.replaceAll('@', FIELD));

const WITH_CONTENTS = new RegExp(`^arn:${FIELD}:(?:${BEFORE_NAMES.join('|')})${SEGMENT}`);

/** The ARN of a thing, where a text is that of something in it: an object of a bucket, an index of a table, a route of an API, a version of a function. */
export function arnOfThing(arn: string): string {
  return WITH_CONTENTS.exec(arn)?.[0] ?? arn;
}
