import { pipelines, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GreetingStage } from './greeting-stage';

/** Builds the app from its repository, then deploys it to test and to production. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      crossAccountKeys: true,
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.connection('example/greeting', 'main', {
          connectionArn: 'arn:aws:codeconnections:us-east-1:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
        }),
        commands: ['npm ci', 'npm run build', 'npx cdk synth'],
      }),
    });

    pipeline.addStage(new GreetingStage(this, 'Test', { env: { account: '222233334444', region: 'us-east-1' } }));
    pipeline.addStage(new GreetingStage(this, 'Prod', { env: { account: '333344445555', region: 'us-east-1' } }));
  }
}
