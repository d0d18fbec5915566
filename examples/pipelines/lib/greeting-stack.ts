import { aws_apigateway as apigateway, aws_lambda as lambda, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** One REST API, one function. */
export class GreetingStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const greet = new lambda.Function(this, 'Greet', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "hello" });'),
    });
    new apigateway.LambdaRestApi(this, 'GreetingApi', { handler: greet });
  }
}
