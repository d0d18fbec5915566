import { Stage, StageProps } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { Construct } from 'constructs';
import { GreetingStack } from './greeting-stack';

export class GreetingStage extends Stage {
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    new GreetingStack(this, 'Greeting');

    // `addStage()` synthesizes the Stage at once, so what traces it must be in place before: here, not on the App.
    XRayTracing.of(this).enable();
  }
}
