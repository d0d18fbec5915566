/**
 * What a service runs on, as its segments tell it. X-Ray calls it the origin.
 */
export class SamplingServiceType {
  /** A stage of an Amazon API Gateway REST API. */
  public static readonly API_GATEWAY_STAGE = SamplingServiceType.of('AWS::ApiGateway::Stage');

  /** An AWS AppSync GraphQL API. */
  public static readonly APPSYNC_GRAPHQL_API = SamplingServiceType.of('AWS::AppSync::GraphQLAPI');

  /** An Amazon EC2 instance. */
  public static readonly EC2_INSTANCE = SamplingServiceType.of('AWS::EC2::Instance');

  /** A container on Amazon ECS. */
  public static readonly ECS_CONTAINER = SamplingServiceType.of('AWS::ECS::Container');

  /** An AWS Elastic Beanstalk environment. */
  public static readonly ELASTIC_BEANSTALK_ENVIRONMENT = SamplingServiceType.of('AWS::ElasticBeanstalk::Environment');

  /**
   * Any other type.
   *
   * @param value the type; `*` stands for any characters and `?` for any one, for example `AWS::ApiGateway::*`
   */
  public static of(value: string): SamplingServiceType {
    return new SamplingServiceType(value);
  }

  /** The type as X-Ray spells it. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
