import type { XRayPermissions } from './xray-permissions';
import type { Ec2TracingOptions } from '../collectors/ec2-tracing-options';
import type { EcsTracingOptions } from '../collectors/ecs/tracing-options';
import type { TraceCollector } from '../collectors/trace-collector';

/**
 * How a resource is traced.
 */
export interface ResourceTracingProps {
  /**
   * What receives segments where AWS does not run the X-Ray daemon: in ECS tasks and on servers.
   *
   * @default TraceCollector.xrayDaemon()
   */
  readonly collector?: TraceCollector;

  /**
   * How servers of Amazon EC2 are traced.
   *
   * @default - instances that would be replaced are left alone
   */
  readonly ec2?: Ec2TracingOptions;

  /**
   * How Amazon ECS tasks are traced: where their collector runs, how large it is, and where its log goes.
   *
   * @default - a sidecar in each task
   */
  readonly ecs?: EcsTracingOptions;

  /**
   * How the roles of traced resources are allowed to send segments to X-Ray.
   *
   * @default XRayPermissions.awsManaged()
   */
  readonly permissions?: XRayPermissions;

  /**
   * Whether the functions and state machines that the CDK itself adds to an app (for custom resources, log retention, bucket notifications) are traced too.
   *
   * With `false` those that nobody else has traced are excluded, with this reason in their template metadata.
   *
   * @default true
   */
  readonly frameworkFunctions?: boolean;

  /**
   * Whether a resource whose template says explicitly that it is not to be traced (`PassThrough`, a rendered `false`, an override) is traced all the same.
   *
   * What `XRayTracing.of(scope).exclude(reason)` leaves out stays out.
   *
   * @default false
   */
  readonly overrideExplicitSettings?: boolean;

  /**
   * CloudFormation types that are traced only where they are named here.
   *
   * There are these:
   * - `AWS::RUM::AppMonitor`: the trace header that CloudWatch RUM adds to requests can break CORS, and its traces ignore X-Ray's sampling rules.
   * - `AWS::BedrockAgentCore::BrowserCustom`, `AWS::BedrockAgentCore::CodeInterpreterCustom`, `AWS::BedrockAgentCore::Gateway`,
   *   `AWS::BedrockAgentCore::Memory`, `AWS::BedrockAgentCore::Runtime` and `AWS::BedrockAgentCore::WorkloadIdentity`: what delivers their traces to X-Ray
   *   cannot be created in an account where Transaction Search is off.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM.html
   */
  readonly optInResourceTypes?: string[];

  /**
   * Whether the X-Ray resource policies are created that topics need, one in each Stage and environment, and deliveries of the traces of Amazon Bedrock
   * AgentCore, one in each stack.
   *
   * With `false`, policies that exist already in the account and region are relied on, and none is created.
   *
   * @default true
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html
   */
  readonly createResourcePolicy?: boolean;

  /**
   * Whether cdk-nag findings that exist only because of something this library added are acknowledged, on exactly that construct.
   *
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}
