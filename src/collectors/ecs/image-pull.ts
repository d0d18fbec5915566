import { aws_iam as iam, Fn, type Stack, Token } from 'aws-cdk-lib';
import { isObject } from '../../private/template/intrinsics';

/** What stands for a value that only the deployment knows: a token of the CDK, or a variable of `Fn::Sub`. */
const VARIABLE = String.raw`\$\{[^}]+\}`;

/** The account, the region and the repository of an image in a private ECR registry. */
const PRIVATE_IMAGE = new RegExp(String.raw`^(\d{12}|${VARIABLE})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+|${VARIABLE})\.(?:[a-z.-]+|${VARIABLE})/((?:${VARIABLE}|[^:@])+)`);

/** What Amazon ECS must be allowed to do to pull an image from a private registry of ECR, be it a mirror or a pull-through cache. */
export interface ImagePull {
  readonly statements: iam.PolicyStatement[];
  /** Those of the statements that only a pull-through cache needs. */
  readonly cacheStatements: iam.PolicyStatement[];
}

/** What pulling an image takes; nothing where its registry is public. */
export function imagePullOf(image: string, stack: Stack): ImagePull {
  const repository = repositoryArn(image, stack);
  if (repository === undefined) { return { statements: [], cacheStatements: [] }; }
  const resources = [repository];
  const cacheStatements = [new iam.PolicyStatement({ actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'], resources })];
  return {
    statements: [
      new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
      new iam.PolicyStatement({ actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources }),
      ...cacheStatements,
    ],
    cacheStatements,
  };
}

/** The ARN of the repository in a private registry. */
function repositoryArn(image: string, stack: Stack): string | undefined {
  const substitution = substitutionIn(image, stack);
  const [, account, region, repository] = PRIVATE_IMAGE.exec(substitution ?? image) ?? [];
  if (!account) { return undefined; }
  const arn = (partition: string) => `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
  return substitution === undefined ? arn(stack.partition) : Fn.sub(arn('${AWS::Partition}'));
}

/** The text of the `Fn::Sub` that an image is as a whole, as those of the CDK's own assets are. */
function substitutionIn(image: string, stack: Stack): string | undefined {
  const resolved = Token.isUnresolved(image) ? stack.resolve(image) : undefined;
  return isObject(resolved) && typeof resolved['Fn::Sub'] === 'string' ? resolved['Fn::Sub'] : undefined;
}
