import { aws_iam as iam, type Stack } from 'aws-cdk-lib';

/** The host and the repository of an image in a private ECR registry. */
const PRIVATE_IMAGE = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z.-]+\/([^:@]+)/;

/** What Amazon ECS must be allowed to do to pull an image from a private registry of ECR, be it a mirror or a pull-through cache. */
export interface ImagePull {
  readonly statements: iam.PolicyStatement[];
  /** Those of the statements that only a pull-through cache needs. */
  readonly cacheStatements: iam.PolicyStatement[];
}

/** What pulling an image takes; nothing where its registry is public. */
export function imagePullOf(image: string, stack: Stack): ImagePull {
  const [, account, region, repository] = PRIVATE_IMAGE.exec(image) ?? [];
  if (!account) { return { statements: [], cacheStatements: [] }; }
  const resources = [`arn:${stack.partition}:ecr:${region}:${account}:repository/${repository}`];
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
