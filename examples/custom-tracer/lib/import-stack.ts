import { aws_batch as batch, aws_ecr as ecr, aws_ecs as ecs, aws_iam as iam, Size, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A nightly job that imports the suppliers' price lists. */
export class ImportStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    new batch.EcsJobDefinition(this, 'ImportPrices', {
      parameters: { supplier: 'all' },
      container: new batch.EcsFargateContainerDefinition(this, 'Container', {
        image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'Images', 'import-prices'), '7'),
        command: ['import-prices', '--from', 'Ref::supplier', '--tracing', 'Ref::tracing'],
        cpu: 0.5,
        memory: Size.gibibytes(1),
        jobRole: new iam.Role(this, 'ImportRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }),
      }),
    });
  }
}
