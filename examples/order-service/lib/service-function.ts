import * as path from 'node:path';
import { Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface ServiceFunctionProps {
  /** What the function is for, shown in the Lambda console. */
  readonly description: string;

  /** The folder below `lambda/` that holds `index.mjs`. */
  readonly folder: string;

  readonly environment?: Record<string, string>;

  /** @default - a role of its own */
  readonly role?: iam.IRole;
}

/** How this team configures every Lambda function. */
export class ServiceFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id, {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda', props.folder)),
      environment: props.environment,
      role: props.role,
      timeout: Duration.seconds(30),
      logGroup: new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.ONE_MONTH }),
    });
  }
}
